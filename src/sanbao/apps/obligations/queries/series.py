"""The times of one duty in order, and how many of them were missed."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Q, QuerySet

from sanbao.apps.accounts.prepared import prepared
from sanbao.apps.obligations.models import LogLine, Obligation, ObligationKind, ObligationState
from sanbao.rules.deadline import CHINA_TIME
from sanbao.rules.rhythm import day_before
from sanbao.rules.sanction import run_around, still_owed
from sanbao.rules.span import Span
from sanbao.rules.terms.duty import ANY

OVER_TIME = (
    ObligationKind.ONE_OFF,
    ObligationKind.RHYTHM,
    ObligationKind.UPKEEP,
    ObligationKind.SHARE,
)


def run_of(row: Obligation, *, as_of: datetime | None = None) -> list[Obligation]:
    """The unbroken run of misses of the same duty around `row`, in the order of their due times.

    What was done late or excused is a gap, and so is what is still open. Empty where `row` itself
    is none of them. as_of: what was done late after that instant is no gap.
    """
    times = times_of(row)
    place = next((place for place, one in enumerate(times) if one.pk == row.pk), None)
    if place is None:
        return []
    missed = [is_miss(one, as_of) for one in times]
    return [times[number] for number in run_around(missed, place)]


def last_of_runs(row: Obligation) -> list[Obligation]:
    """The last miss of each unbroken run of the same duty as `row`."""
    times = times_of(row)
    after = [*times[1:], None]
    return [
        one
        for one, following in zip(times, after, strict=True)
        if is_miss(one) and not (following and is_miss(following))
    ]


def is_miss(row: Obligation, as_of: datetime | None = None) -> bool:
    is_undone = row.met_at is None or (as_of is not None and row.met_at > as_of)
    return row.state == ObligationState.MISSED and is_undone


def times_of(row: Obligation) -> list[Obligation]:
    """All times of the same duty, in the order of their due times."""
    return list(
        Obligation.objects.filter(
            provider_id=row.provider_id,
            subject_kind=row.subject_kind,
            subject_code=row.subject_code,
            what=row.what,
            clause=row.clause,
            caused_by__isnull=True,
        )
        .exclude(state=ObligationState.CANCELLED)
        .order_by("due_at", "id")
    )


def duties_of_same(row: Obligation, *, what: str) -> QuerySet[Obligation]:
    """What the same side owes over time for the same subject. what: "" for everything."""
    rows = Obligation.objects.filter(
        provider_id=row.provider_id,
        subject_kind=row.subject_kind,
        subject_code=row.subject_code,
        owed_by=row.owed_by,
        caused_by__isnull=True,
    )
    return rows.filter(what=what) if what else rows.filter(kind__in=OVER_TIME)


def misses(rows: QuerySet[Obligation], *, since: datetime | None, until: datetime) -> int:
    """How often the duties were missed or lapsed in (since, until]. since: None for ever."""
    missed = Q(state=ObligationState.MISSED, due_at__lte=until)
    lapses = Q(kind="lapsed", at__lte=until)
    if since is not None:
        missed &= Q(due_at__gt=since)
        lapses &= Q(at__gt=since)
    lapsed = LogLine.objects.filter(lapses, obligation__in=rows).exclude(
        obligation__state__in=[ObligationState.EXCUSED, ObligationState.CANCELLED]
    )
    return rows.filter(missed).count() + lapsed.count()


def window_start(until: datetime, within: str) -> datetime | None:
    """The instant from which on misses count: so many months or days before. "" for ever."""
    if not within:
        return None
    local = until.astimezone(CHINA_TIME)
    day = day_before(local.date(), Span.parse(within, roll=False))
    return datetime.combine(day, local.timetz())


def drawn_from(causes: QuerySet[Obligation] | list[Obligation], owed: Mapping[str, str]) -> int:
    """How often a consequence has been drawn from some misses, ended ones apart."""
    rows = Obligation.objects.filter(caused_by__in=causes, what=owed["what"], clause=owed["clause"])
    return rows.exclude(state=ObligationState.CANCELLED).count()


def is_due(missed: Obligation, owed: Mapping[str, str], *, at: datetime) -> bool:
    """Whether a miss draws a consequence that needs several of them, once more than drawn so far.

    at: of the miss or the lapse.
    """
    if "times" in owed:
        within = owed.get("within", "")
        rows = duties_of_same(missed, what="" if owed.get("of") == ANY else missed.what)
        since = window_start(at, within)
        count = misses(rows, since=since, until=at)
        causes = rows if since is None else rows.filter(Q(due_at__gt=since) | Q(due_at=None))
        return still_owed(count, each=int(owed["times"]), drawn=drawn_from(causes, owed))
    run = run_of(missed)
    return still_owed(len(run), each=int(owed["in_a_row"]), drawn=drawn_from(run, owed))


def still_stands(drawn: Obligation) -> bool:
    """Whether a consequence that several misses drew would still be drawn from them."""
    cause = drawn.caused_by
    if cause is None:
        return True
    stated = [
        owed
        for owed in cause.consequences
        if (owed["what"], owed["clause"]) == (drawn.what, drawn.clause)
    ]
    for owed in stated:
        if "times" in owed:
            at = cause.due_at or drawn.starts_at
            rows = duties_of_same(cause, what="" if owed.get("of") == ANY else cause.what)
            since = window_start(at, owed.get("within", "")) if at else None
            count = misses(rows, since=since, until=drawn.starts_at or at) if at else 0
            return count >= int(owed["times"])
        if "in_a_row" in owed:
            run = run_of(cause)
            return len(run) // int(owed["in_a_row"]) >= drawn_from(run, owed)
    return True


def open_shares(provider_id: int, what: str) -> list[Obligation]:
    """The shares of months that are neither reached nor over, and those missed but not done."""
    return shares_open(provider_id, what)


@prepared
def shares_open(provider_id: int, what: str) -> QuerySet[Obligation]:
    open_ = Q(state=ObligationState.RUNNING) | Q(state=ObligationState.MISSED, met_at__isnull=True)
    rows = Obligation.objects.filter(
        open_, provider_id=provider_id, kind=ObligationKind.SHARE, what=what
    )
    return rows.order_by("period", "id")
