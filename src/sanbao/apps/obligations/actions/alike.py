"""One thing done for many subjects at once: as `happened` and `mark_done` do it for each."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from sanbao.apps.accounts.access import User
from sanbao.apps.obligations.actions.doing import facts_of, refuse_others
from sanbao.apps.obligations.actions.ending import cancel_drawn, review_runs
from sanbao.apps.obligations.actions.happening import (
    DONE_MEANWHILE,
    GOES_ON,
    IN_TIME_AFTER_ALL,
    UNFINISHED,
    is_begun_by,
    one_time,
    start,
)
from sanbao.apps.obligations.actions.log import record_all, settle_all
from sanbao.apps.obligations.models import LogLine, Obligation, ObligationKind, ObligationState
from sanbao.rules.obligation import MOVES, OWED_UNTIL_KEPT, Kind, Step

Told = Mapping[tuple[str, str], str]


@transaction.atomic
def happened_to_all(
    provider_id: int, kind: str, what: str, told: Told, *, at: datetime, by: User | None
) -> list[Obligation]:
    """`what` was done for many subjects of one kind: the obligations that this ended.

    told: what proves it, by the subject's code and the period, "" for the time that is open. The
    statements do not grow with the subjects, but for what was missed before or starts with it.
    """
    found = concerned(provider_id, kind, what, {code for code, _period in told})
    by_code: dict[str, list[Obligation]] = {}
    for row in found:
        by_code.setdefault(row.subject_code, []).append(row)
    done: dict[int, tuple[Obligation, str]] = {}
    for (code, period), note in told.items():
        for row in ended_by(by_code.get(code, ()), what, at=at, period=period):
            done.setdefault(row.pk, (row, note))
    finished = [row for row, _note in done.values()]
    finish_together(finished, [note for _row, note in done.values()], at=at, by=by)
    begun = [row.pk for row in found if is_begun_by(row, what)]
    # What was finished may have ended some of them.
    for row in Obligation.objects.select_for_update().filter(pk__in=begun).order_by("id"):
        if is_begun_by(row, what):
            start(row, at=at, by=by)
    return finished


def concerned(provider_id: int, kind: str, what: str, codes: Collection[str]) -> list[Obligation]:
    rows = Obligation.objects.select_for_update().filter(
        UNFINISHED, provider_id=provider_id, subject_kind=kind, subject_code__in=codes
    )
    rows = rows.filter(Q(what=what) | Q(after=what)).exclude(kind__in=GOES_ON)
    return list(rows.order_by("id"))


def ended_by(
    found: Sequence[Obligation], what: str, *, at: datetime, period: str
) -> list[Obligation]:
    """Of one subject."""
    rows = [row for row in found if not period or period == row.period or row.after == what]
    once = [row for row in rows if row.what == what and row.kind != ObligationKind.RHYTHM]
    return [*once, *one_time(rows, what, at=at, is_named=bool(period))]


@transaction.atomic
def mark_all_done(pks: Collection[int], *, at: datetime, by: User | None) -> None:
    """`mark_done` for many; what was done before stays as it was."""
    rows = Obligation.objects.select_for_update().filter(pk__in=pks, met_at__isnull=True)
    open_ = list(rows.order_by("id"))
    for row in open_:
        refuse_others(row)
        MOVES.advance(row.state, Step.HAPPEN, facts_of(row, at))
    finish_together(open_, [""] * len(open_), at=at, by=by)


def finish_together(
    rows: Sequence[Obligation], notes: Sequence[str], *, at: datetime, by: User | None
) -> None:
    """Locked rows are done; only what was missed before is looked at one by one."""
    if not rows:
        return
    before = [row.state for row in rows]
    LogLine.objects.bulk_create(
        LogLine(obligation=row, kind=Kind.MET.value, at=at, by=by, note=note)
        for row, note in zip(rows, notes, strict=True)
    )
    settle_all(rows, at=at)
    for happening in ("obligation.met", "obligation.missed", "obligation.done_late"):
        said = [
            (row, was)
            for row, was in zip(rows, before, strict=True)
            if happening == called(row, was)
        ]
        record_all(
            happening, [row for row, _was in said], at=at, by=by, was=[was for _row, was in said]
        )
    for row, was in zip(rows, before, strict=True):
        if was == ObligationState.MISSED:
            take_back(row, at=at, by=by)


def called(row: Obligation, was: str) -> str:
    if row.state == ObligationState.MET:
        return "obligation.met"
    return "obligation.done_late" if was == ObligationState.MISSED else "obligation.missed"


def take_back(row: Obligation, *, at: datetime, by: User | None) -> None:
    """What the miss had drawn, as far as it is owed no more."""
    if row.state == ObligationState.MET:
        cancel_drawn(row, reason=IN_TIME_AFTER_ALL, at=at, by=by)
        review_runs(row, reason=IN_TIME_AFTER_ALL, at=at, by=by)
    else:
        cancel_drawn(row, reason=DONE_MEANWHILE, at=at, by=by, only=OWED_UNTIL_KEPT)
