"""What happened decides what was kept: promises met or missed, and those that start with it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_noop

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.prepared import prepared
from sanbao.apps.obligations.actions.ending import cancel_drawn, review_runs
from sanbao.apps.obligations.actions.log import record, settle, write
from sanbao.apps.obligations.models import (
    OPEN_STATES,
    Obligation,
    ObligationKind,
    ObligationState,
)
from sanbao.rules.obligation import OWED_UNTIL_KEPT, Kind

IN_TIME_AFTER_ALL = gettext_noop("it was done in time after all")
DONE_MEANWHILE = gettext_noop("done late; nothing is owed for it any more")
UNFINISHED = Q(state__in=OPEN_STATES) | Q(state=ObligationState.MISSED, met_at__isnull=True)
# What is kept up or counted is not finished by one thing done.
GOES_ON = (ObligationKind.UPKEEP, ObligationKind.SHARE)


@transaction.atomic
def happened(
    provider_id: int,
    subject: tuple[str, str],
    what: str,
    *,
    at: datetime,
    by: User | None,
    period: str = "",
    note: str = "",
) -> list[Obligation]:
    """`what` was done for `subject` at `at`: the obligations that this ended or started.

    A promise done within its time is met, later it is missed with the time it was done. One that
    the sweep had called missed becomes met when it was in fact done in time (a report that came
    late). Said twice it changes nothing the second time.

    Of a rhythm one time is done: that of the given period, else the earliest open one whose window
    has opened, else the latest that was missed. note: what proves it, kept with the log.
    """
    key = (provider_id, *subject, what)
    found = concerned(*key)
    rows = [row for row in found if not period or period == row.period or row.after == what]
    finished = [
        *(row for row in rows if row.what == what and row.kind != ObligationKind.RHYTHM),
        *one_time(rows, what, at=at, is_named=bool(period)),
    ]
    for obligation in finished:
        finish(obligation, at=at, by=by, note=note)
    # What was finished may have ended some of them.
    waiting = [row for row in (concerned(*key) if finished else found) if is_begun_by(row, what)]
    for obligation in waiting:
        start(obligation, at=at, by=by)
    return [*finished, *waiting]


@prepared
def concerned(provider_id: int, kind: str, code: str, what: str) -> QuerySet[Obligation]:
    """What of a subject is finished or begun by `what`, held in one order."""
    return (
        Obligation.objects.select_for_update()
        .filter(UNFINISHED, provider_id=provider_id, subject_kind=kind, subject_code=code)
        .filter(Q(what=what) | Q(after=what))
        .exclude(kind__in=GOES_ON)
        .order_by("id")
    )


def is_begun_by(row: Obligation, what: str) -> bool:
    return row.after == what and row.state == ObligationState.WAITING


def one_time(
    rows: Sequence[Obligation], what: str, *, at: datetime, is_named: bool
) -> list[Obligation]:
    """The one time of a rhythm that was done, of each clause that asks for it."""
    times = [row for row in rows if row.what == what and row.kind == ObligationKind.RHYTHM]
    by_clause: dict[str, list[Obligation]] = {}
    for row in sorted(times, key=lambda row: (row.due_at is None, row.due_at)):
        by_clause.setdefault(row.clause, []).append(row)
    return [
        found for row in by_clause.values() if (found := the_one(row, at=at, is_named=is_named))
    ]


def the_one(times: list[Obligation], *, at: datetime, is_named: bool) -> Obligation | None:
    if is_named:
        return times[0]
    opened = [
        row for row in times if row.state in OPEN_STATES and row.opens_at and row.opens_at <= at
    ]
    late = [row for row in times if row.state == ObligationState.MISSED]
    return next(iter([*opened, *reversed(late)]), None)


def start(obligation: Obligation, *, at: datetime, by: User | None) -> None:
    was = obligation.state
    write(obligation, Kind.STARTED, at=at, by=by)
    settle(obligation, at=at)
    record("obligation.started", obligation, at=at, by=by, was=was)


def finish(obligation: Obligation, *, at: datetime, by: User | None, note: str = "") -> None:
    was = obligation.state
    write(obligation, Kind.MET, at=at, by=by, note=note)
    settle(obligation, at=at)
    if obligation.state == ObligationState.MET:
        record("obligation.met", obligation, at=at, by=by, was=was)
        if was == ObligationState.MISSED:  # only a miss has drawn anything
            cancel_drawn(obligation, reason=IN_TIME_AFTER_ALL, at=at, by=by)
            review_runs(obligation, reason=IN_TIME_AFTER_ALL, at=at, by=by)
        return
    if was != ObligationState.MISSED:
        record("obligation.missed", obligation, at=at, by=by, was=was)
        return
    record("obligation.done_late", obligation, at=at, by=by, was=was)
    cancel_drawn(obligation, reason=DONE_MEANWHILE, at=at, by=by, only=OWED_UNTIL_KEPT)
