"""What is owed once after an event, or ahead of it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.prepared import prepared
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.journal import actions as journal
from sanbao.apps.obligations import queries
from sanbao.apps.obligations.actions.log import derive, record, settle, write
from sanbao.apps.obligations.actions.raising import PREFIX, sanctions_of
from sanbao.apps.obligations.actions.subject import DESCRIBED, Subject, describe
from sanbao.apps.obligations.actions.wanted import midnight
from sanbao.apps.obligations.models import (
    OPEN_STATES,
    LogLine,
    Obligation,
    ObligationKind,
    ObligationState,
)
from sanbao.rules.deadline import FixedDay, china_day
from sanbao.rules.obligation import Kind
from sanbao.rules.replay import Allowed
from sanbao.rules.rhythm import ahead_of
from sanbao.rules.terms import OneOff


@dataclass(frozen=True, slots=True)
class Clock:
    """What a one-off duty allows, and the instant that its clock starts at."""

    allowed: Allowed
    starts_at: datetime


@transaction.atomic
def raise_one_off(
    version: agreements.Version,
    after: str,
    subject: Subject,
    *,
    on_day_or_at: date | datetime,
    at: datetime,
    by: User | None,
    period: str = "",
) -> list[Obligation]:
    """Raise what `version` owes once for `subject` after the event `after`, or ahead of it.

    on_day_or_at: of the event; hours count from the instant, days from the local day. period: which
    event it was, where the same subject has several (the sheets of which month). Raised once: told
    again with another day, an open one is counted again and its pauses stay.
    """
    found = []
    for term in agreements.terms(version).terms:
        if isinstance(term, OneOff) and term.after == after:
            clock = clock_of(term, on_day_or_at, at=at)
            stands = standing_row(version, term, subject, period)
            if stands is None:
                found.append(add(version, term, subject, clock, period=period, at=at, by=by))
            else:
                found.append(move(stands, version, subject, clock, at=at, by=by))
    return found


def clock_of(term: OneOff, event: date | datetime, *, at: datetime) -> Clock:
    if term.span is not None:
        starts_at = event if isinstance(event, datetime) else midnight(event)
        return Clock(term.span, starts_at)
    day = china_day(event) if isinstance(event, datetime) else event
    return Clock(FixedDay(ahead_of(term, day), roll=False), at)


def standing_row(
    version: agreements.Version, term: OneOff, subject: Subject, period: str
) -> Obligation | None:
    provider_id = version.agreement.provider_id
    stands = standing(provider_id, subject.kind, subject.code, str(term.what), term.clause, period)
    return stands[0] if stands else None


@prepared
def standing(
    provider_id: int, kind: str, code: str, what: str, clause: str, period: str
) -> QuerySet[Obligation]:
    rows = Obligation.objects.select_for_update().filter(
        provider_id=provider_id,
        subject_kind=kind,
        subject_code=code,
        what=what,
        clause=clause,
        period=period,
        caused_by__isnull=True,
    )
    return rows.exclude(state=ObligationState.CANCELLED).order_by("id")[:1]


def add(
    version: agreements.Version,
    term: OneOff,
    subject: Subject,
    clock: Clock,
    *,
    period: str,
    at: datetime,
    by: User | None,
) -> Obligation:
    provider_id = version.agreement.provider_id
    day = china_day(at)
    obligation = Obligation(
        provider_id=provider_id,
        version=version,
        code=journal.next_code(PREFIX, provider=provider_id, on=day),
        kind=ObligationKind.ONE_OFF,
        what=str(term.what),
        owed_by=str(term.by),
        clause=term.clause,
        subject_kind=subject.kind,
        subject_code=subject.code,
        period=period,
        roll=clock.allowed.roll,
        state=ObligationState.WAITING,
        consequences=sanctions_of(agreements.terms(version), str(term.what), str(term.by)),
    )
    describe(obligation, subject)
    log = [
        LogLine(obligation=obligation, kind=kind.value, at=instant, by=by, reason=reason)
        for kind, instant, reason in (
            (Kind.RAISED, at, clock.allowed.iso),
            (Kind.STARTED, clock.starts_at, ""),
        )
    ]
    derive(obligation, [queries.line_of(line) for line in log], at=at)
    obligation.save(force_insert=True)
    LogLine.objects.bulk_create(log)
    record("obligation.raised", obligation, at=at, by=by)
    return obligation


def move(
    obligation: Obligation,
    version: agreements.Version,
    subject: Subject,
    clock: Clock,
    *,
    at: datetime,
    by: User | None,
) -> Obligation:
    """Count an open one again by the event's new day; what is over stays over."""
    if obligation.state not in OPEN_STATES:
        return obligation
    was = obligation.state
    is_new = obligation.span != clock.allowed.iso
    # Ahead of an event the clock starts when it was agreed, however often the day is moved.
    starts_anew = not isinstance(clock.allowed, FixedDay) and (
        obligation.starts_at != clock.starts_at
    )
    if is_new:
        write(obligation, Kind.CHANGED, at=at, by=by, reason=clock.allowed.iso)
    if starts_anew:
        write(obligation, Kind.STARTED, at=clock.starts_at, by=by)
    is_described = describe(obligation, subject)
    if not (is_new or starts_anew or is_described or obligation.version_id != version.pk):
        return obligation
    obligation.version, obligation.roll = version, clock.allowed.roll
    obligation.save(update_fields=["version", "roll", *DESCRIBED[:-1], "owner"])
    settle(obligation, at=at)
    record("obligation.changed", obligation, at=at, by=by, was=was)
    return obligation
