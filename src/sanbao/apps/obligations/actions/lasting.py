"""Raising what terms owe over time: many at once, each once, in step with what is known by now."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import connection, transaction
from django.utils.translation import gettext_noop

from sanbao.apps.accounts.access import User
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.journal import actions as journal
from sanbao.apps.obligations import queries
from sanbao.apps.obligations.actions.hindering import Gap, tell
from sanbao.apps.obligations.actions.log import record_all, settle_all
from sanbao.apps.obligations.actions.raising import PREFIX, sanctions_of
from sanbao.apps.obligations.actions.subject import DESCRIBED, Subject, describe
from sanbao.apps.obligations.actions.together import cancel_together
from sanbao.apps.obligations.actions.wanted import (
    KINDS,
    OverTime,
    Wanted,
    is_blocked,
    owed,
    still,
)
from sanbao.apps.obligations.actions.watching import watch
from sanbao.apps.obligations.models import (
    OPEN_STATES,
    HindranceReason,
    LogLine,
    Obligation,
    ObligationState,
)
from sanbao.apps.obligations.queries.reign import Reign, reign_of
from sanbao.rules.deadline import china_day
from sanbao.rules.obligation import Kind
from sanbao.rules.replay import Line, standing
from sanbao.rules.terms import Upkeep

NOT_OWED = gettext_noop("it is not owed any more by what is known now")
# So many subjects at once: a batch is one statement each for rows, lines, entries and jobs.
BATCH = 500


@transaction.atomic
def raise_lasting(
    version: agreements.Version,
    term: OverTime,
    subjects: Iterable[Subject],
    *,
    until: date,
    at: datetime,
    by: User | None = None,
) -> int:
    """Raise what a rhythm, an upkeep or a share owes to `subjects` up to the day `until`.

    Only what falls due from the day of `at` on, and on days on which the version holds. What
    stands already is brought in step: other days (its pauses stay earned), another station, another
    version; what is not owed any more ends with the reason. While the agreement is suspended
    nothing new is raised, and what runs runs on. Run twice, or twice at once, it raises each once.
    Returns how many are new. A subject without the date that the term counts from, or at a place
    that nobody serves, is put on the list of hindrances.
    """
    reign = reign_of(version)
    if reign is None:
        return 0
    take_turn(version, term)
    rows = list(subjects)
    return sum(
        raise_batch(reign, term, rows[place : place + BATCH], until=until, at=at, by=by)
        for place in range(0, len(rows), BATCH)
    )


def take_turn(version: agreements.Version, term: OverTime) -> None:
    """Two runs of one term follow one another, so that neither finds half of the other's rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
            [f"raise {version.agreement_id} {term.what} {term.clause}"],
        )


def raise_batch(
    reign: Reign,
    term: OverTime,
    subjects: Sequence[Subject],
    *,
    until: date,
    at: datetime,
    by: User | None,
) -> int:
    on = china_day(at)
    if isinstance(term, Upkeep) and not reign.holds_on(on):
        return 0
    blocked = [subject for subject in subjects if is_blocked(term, subject, reign)]
    uncounted = {(subject.kind, subject.code) for subject in blocked}
    counted = [one for one in subjects if (one.kind, one.code) not in uncounted]
    tell(reign.version, term, subjects, gaps(term, subjects, blocked), on=on)
    standing_rows = existing(reign, term, subjects)
    keep_in_step(reign, term, subjects, standing_rows, at=at, by=by)
    if agreements.is_suspended(reign.version.agreement_id, on=on):
        return 0
    taken = {
        (row.subject_code, row.period)
        for row in standing_rows
        if row.state != ObligationState.CANCELLED
    }
    fresh = [
        wanted
        for subject in counted
        for wanted in owed(term, subject, reign, since=on, until=until)
        if wanted.key not in taken
    ]
    return add_all(reign.version, term, fresh, at=at, by=by)


def gaps(term: OverTime, subjects: Sequence[Subject], blocked: Sequence[Subject]) -> list[Gap]:
    start = str(getattr(term, "start", None) or "")
    found = [Gap(subject, HindranceReason.NO_ANCHOR, start) for subject in blocked]
    return found + [
        Gap(subject, HindranceReason.NO_STATION, subject.province)
        for subject in subjects
        if subject.kind == "asset" and not subject.station
    ]


def existing(reign: Reign, term: OverTime, subjects: Sequence[Subject]) -> list[Obligation]:
    """The rows of the term that stand for the subjects, whatever agreement they come from."""
    rows = Obligation.objects.select_for_update(of=("self",)).filter(
        provider_id=reign.version.agreement.provider_id,
        subject_kind__in={subject.kind for subject in subjects},
        subject_code__in=[subject.code for subject in subjects],
        what=str(term.what),
        clause=term.clause,
        caused_by__isnull=True,
    )
    rows = rows.exclude(state=ObligationState.CANCELLED).select_related("version")
    return list(rows.defer("version__source", "version__blanks").order_by("id"))


def keep_in_step(
    reign: Reign,
    term: OverTime,
    subjects: Sequence[Subject],
    rows: Sequence[Obligation],
    *,
    at: datetime,
    by: User | None,
) -> None:
    """Bring the open rows of this agreement in step with what the term says now."""
    known = {(subject.kind, subject.code): subject for subject in subjects}
    gone: list[Obligation] = []
    moved: list[tuple[Obligation, Wanted]] = []
    for row in rows:
        subject = known.get((row.subject_kind, row.subject_code))
        is_ours = row.version.agreement_id == reign.version.agreement_id
        if subject is None or not is_ours or row.state not in OPEN_STATES:
            continue
        if not holds_when_due(reign, row):
            continue
        wanted = still(term, subject, reign, row)
        if wanted is None:
            gone.append(row)
        elif differs(reign, row, wanted):
            moved.append((row, wanted))
    cancel_together(gone, reason=NOT_OWED, at=at, by=by)
    amend(reign.version, term, moved, at=at, by=by)


def holds_when_due(reign: Reign, row: Obligation) -> bool:
    """Whether it is this version that speaks of the row: another one does of its other days."""
    if row.due_at is None:
        return True
    due = china_day(row.due_at)
    is_last = reign.last is None or reign.last == reign.until
    return due >= reign.first and (is_last or due <= (reign.last or due))


def differs(reign: Reign, row: Obligation, wanted: Wanted) -> bool:
    is_described = describe(row, wanted.subject)
    return (
        is_described
        or row.span != wanted.written
        or row.opens_at != wanted.starts_at
        or row.version_id != reign.version.pk
    )


def amend(
    version: agreements.Version,
    term: OverTime,
    moved: Sequence[tuple[Obligation, Wanted]],
    *,
    at: datetime,
    by: User | None,
) -> None:
    """Write into the logs of open rows what is otherwise now; the pauses earned stay."""
    if not moved:
        return
    lines = []
    before = [row.state for row, _wanted in moved]
    sanctions = sanctions_of(agreements.terms(version), str(term.what), str(term.by))
    for row, wanted in moved:
        if row.span != wanted.written:
            lines.append(line(row, Kind.CHANGED, at=at, by=by, reason=wanted.written))
        if row.opens_at != wanted.starts_at:
            lines.append(line(row, Kind.STARTED, at=wanted.starts_at, by=by))
        row.opens_at, row.version, row.roll = wanted.starts_at, version, rolls(term)
        row.least = getattr(term, "least", None)
        row.consequences = sanctions
    LogLine.objects.bulk_create(lines)
    rows = [row for row, _wanted in moved]
    also = ("opens_at", "version", "roll", "least", "consequences", *(DESCRIBED[:-1]), "owner")
    settle_all(rows, at=at, also=also)
    record_all("obligation.changed", rows, at=at, by=by, was=before)


def rolls(term: OverTime) -> bool:
    return getattr(term, "roll", False)


def line(
    row: Obligation, kind: Kind, *, at: datetime, by: User | None, reason: str = ""
) -> LogLine:
    return LogLine(obligation=row, kind=kind.value, at=at, by=by, reason=reason)


def add_all(
    version: agreements.Version,
    term: OverTime,
    wanted: Sequence[Wanted],
    *,
    at: datetime,
    by: User | None,
) -> int:
    """New rows with the first lines of their logs; what has been raised meanwhile stays."""
    if not wanted:
        return 0
    provider_id = version.agreement.provider_id
    day = china_day(at)
    codes = journal.next_codes(PREFIX, provider=provider_id, on=day, count=len(wanted))
    sanctions = sanctions_of(agreements.terms(version), str(term.what), str(term.by))
    policies = queries.policies_of([provider_id])
    rows = {}
    for code, one in zip(codes, wanted, strict=True):
        rows[code] = row = row_of(version, term, one, sanctions)
        row.code = code
        start_row(row, one, policies, at=at)
    Obligation.objects.bulk_create(rows.values(), ignore_conflicts=True)
    made = Obligation.objects.filter(provider_id=provider_id, code__in=codes)
    for pk, code in made.values_list("pk", "code"):
        rows[code].pk = pk
    new = [row for row in rows.values() if row.pk is not None]
    lines = []
    for row in new:
        lines.append(line(row, Kind.RAISED, at=at, by=by, reason=row.span))
        lines.append(line(row, Kind.STARTED, at=row.starts_at or at, by=by))
    LogLine.objects.bulk_create(lines)
    record_all("obligation.raised", new, at=at, by=by)
    return len(new)


def row_of(
    version: agreements.Version,
    term: OverTime,
    wanted: Wanted,
    sanctions: list[dict[str, str]],
) -> Obligation:
    row = Obligation(
        provider_id=version.agreement.provider_id,
        version=version,
        kind=KINDS[type(term)],
        what=str(term.what),
        owed_by=str(term.by),
        clause=term.clause,
        subject_kind=wanted.subject.kind,
        subject_code=wanted.subject.code,
        period=wanted.period,
        span=wanted.written,
        roll=rolls(term),
        least=getattr(term, "least", None),
        opens_at=wanted.starts_at,
        consequences=sanctions,
    )
    describe(row, wanted.subject)
    return row


def start_row(row: Obligation, wanted: Wanted, policies: queries.Policies, *, at: datetime) -> None:
    """The cached columns as the first two lines of its log will derive them."""
    log = [Line(Kind.RAISED, at, wanted.written), Line(Kind.STARTED, wanted.starts_at)]
    found = standing(wanted.allowed, log, now=max(at, wanted.starts_at))
    # Fallen due or not, it is the sweep that says so.
    row.state = ObligationState.RUNNING
    row.starts_at, row.due_at = found.starts_at, found.due_at
    watch(row, found, log, policies=policies)
