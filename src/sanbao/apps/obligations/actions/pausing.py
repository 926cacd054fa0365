"""Stopping the clock of a promise for a listed reason, and letting it run again."""

from datetime import datetime

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.obligations import queries
from sanbao.apps.obligations.actions.log import locked, record, settle, write
from sanbao.apps.obligations.models import Obligation
from sanbao.rules.obligation import MOVES, Facts, Kind, Step
from sanbao.rules.replay import not_before


@transaction.atomic
def pause(pk: int, *, reason: str, note: str = "", at: datetime, by: User | None) -> Obligation:
    """Stop the clock. reason: a code of PAUSE_REASONS. Raises Refused once it has fallen due."""
    obligation = locked(pk)
    at = not_before(queries.lines_of(obligation), at, Kind.RESUMED)
    was = queries.standing_of(obligation, at=at).state
    MOVES.advance(was, Step.PAUSE, Facts(reason=reason))
    write(obligation, Kind.PAUSED, at=at, by=by, reason=reason, note=note.strip())
    settle(obligation, at=at)
    record("obligation.paused", obligation, at=at, by=by, was=was)
    return obligation


@transaction.atomic
def resume(pk: int, *, at: datetime, by: User | None) -> Obligation:
    """Let the clock run again: the due time moves by what the pause lasted.

    A pause that a clock set back would end before it began has lasted no time.
    """
    obligation = locked(pk)
    at = not_before(queries.lines_of(obligation), at, Kind.PAUSED)
    was = queries.standing_of(obligation, at=at).state
    MOVES.advance(was, Step.RESUME, Facts())
    write(obligation, Kind.RESUMED, at=at, by=by)
    settle(obligation, at=at)
    record("obligation.resumed", obligation, at=at, by=by, was=was)
    return obligation
