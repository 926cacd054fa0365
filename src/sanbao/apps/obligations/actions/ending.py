"""Ending what is owed otherwise than by keeping it: with a reason, always."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.prepared import prepared
from sanbao.apps.obligations import queries
from sanbao.apps.obligations.actions.log import locked, record, record_all, settle, write
from sanbao.apps.obligations.models import OPEN_STATES, Obligation, ObligationKind, ObligationState
from sanbao.rules.obligation import MOVES, Facts, Kind, Step


@transaction.atomic
def excuse(pk: int, *, reason: str, at: datetime, by: User) -> Obligation:
    """Let a promise go that could not be kept; what was drawn from its miss goes with it."""
    obligation = locked(pk)
    was = queries.standing_of(obligation, at=at).state
    MOVES.advance(was, Step.EXCUSE, Facts(reason=reason))
    write(obligation, Kind.EXCUSED, at=at, by=by, reason=reason.strip())
    settle(obligation, at=at)
    record("obligation.excused", obligation, at=at, by=by, was=was)
    cancel_drawn(obligation, reason=reason, at=at, by=by)
    review_runs(obligation, reason=reason, at=at, by=by)
    return obligation


@transaction.atomic
def cancel_all(
    provider_id: int,
    subject: tuple[str, str],
    *,
    reason: str,
    at: datetime,
    by: User | None,
) -> list[Obligation]:
    """End every open obligation of a subject. What is met, missed or excused stays as it is."""
    kind, code = subject
    rows = open_locked(provider_id, kind, code)
    return cancel(rows, reason=reason, at=at, by=by)


@prepared
def open_locked(provider_id: int, kind: str, code: str) -> QuerySet[Obligation]:
    """The open ones of a subject, held."""
    rows = Obligation.objects.select_for_update().filter(
        provider_id=provider_id, subject_kind=kind, subject_code=code, state__in=OPEN_STATES
    )
    return rows.order_by("id")


def cancel_drawn(
    obligation: Obligation,
    *,
    reason: str,
    at: datetime,
    by: User | None,
    only: Iterable[str] | None = None,
) -> list[Obligation]:
    """End the open consequences of a miss. only: of these promises; None for all."""
    rows = Obligation.objects.select_for_update().filter(
        caused_by=obligation, state__in=OPEN_STATES
    )
    if only is not None:
        rows = rows.filter(what__in=list(only))
    return cancel(rows.order_by("id"), reason=reason, at=at, by=by)


def review_runs(
    obligation: Obligation, *, reason: str, at: datetime, by: User | None
) -> list[Obligation]:
    """A miss that is none any more breaks the run it stood in: what only the run drew is ended."""
    drawn = Obligation.objects.select_for_update().filter(
        caused_by__provider_id=obligation.provider_id,
        caused_by__subject_kind=obligation.subject_kind,
        caused_by__subject_code=obligation.subject_code,
        state__in=OPEN_STATES,
        kind=ObligationKind.CONSEQUENCE,
    )
    gone = [row for row in drawn.order_by("id") if not queries.still_stands(row)]
    return cancel(gone, reason=reason, at=at, by=by)


def cancel(
    rows: Iterable[Obligation], *, reason: str, at: datetime, by: User | None
) -> list[Obligation]:
    ended = []
    for obligation in rows:
        end(obligation, Step.CANCEL, reason=reason, at=at, by=by)
        ended.append(obligation)
    return ended


def end(obligation: Obligation, step: Step, *, reason: str, at: datetime, by: User | None) -> None:
    was = obligation.state
    is_drawn = obligation.kind == ObligationKind.CONSEQUENCE
    MOVES.advance(was, step, Facts(reason=reason, is_drawn=is_drawn))
    write(obligation, Kind.CANCELLED, at=at, by=by, reason=reason.strip()[:200])
    settle(obligation, at=at)
    record("obligation.cancelled", obligation, at=at, by=by, was=was)


@transaction.atomic
def void(pk: int, *, reason: str, at: datetime, by: User | None) -> Obligation:
    """End what several misses drew, though it was done already, as they are no such run any more:
    it is not counted as drawn from then on. Again: nothing.
    """
    obligation = locked(pk)
    if obligation.state != ObligationState.CANCELLED:
        step = Step.VOID if obligation.state == ObligationState.MET else Step.CANCEL
        end(obligation, step, reason=reason, at=at, by=by)
    return obligation


@transaction.atomic
def hand_to(
    provider_id: int,
    subject: tuple[str, str],
    *,
    owner: User | None,
    at: datetime,
    by: User | None,
    only: Iterable[str] | None = None,
) -> int:
    """Make `owner` look after the open obligations of a subject; returns how many changed hands.

    only: of these promises; None for all.
    """
    kind, code = subject
    rows = open_locked(provider_id, kind, code)
    if only is not None:
        wanted = frozenset(only)
        rows = [row for row in rows if row.what in wanted]
    moved = [row for row in rows if row.owner_id != (owner.pk if owner else None)]
    for obligation in moved:
        obligation.owner = owner
    Obligation.objects.filter(pk__in=[row.pk for row in moved]).update(owner=owner)
    record_all("obligation.handed", moved, at=at, by=by, was=[row.state for row in moved])
    return len(moved)
