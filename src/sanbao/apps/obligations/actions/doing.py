"""Saying by hand that something was done, that it lapsed, or what has happened."""

from datetime import datetime

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.obligations.actions.happening import GOES_ON, finish
from sanbao.apps.obligations.actions.log import locked
from sanbao.apps.obligations.models import Obligation, ObligationKind, ObligationState
from sanbao.rules.deadline import china_day
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.rules.obligation import MOVES, Facts, Step


@transaction.atomic
def mark_done(
    pk: int, *, done_at: datetime, note: str = "", at: datetime, by: User | None
) -> Obligation:
    """It was done at `done_at`, says `by`. Said again it changes nothing.

    Raises Refused, by the clause, before its window has opened, for what lies in the future, and
    for what is decided by the steps of a case or goes on all the time.
    """
    obligation = locked(pk)
    if obligation.met_at is not None:
        return obligation
    refuse_others(obligation)
    if done_at > at:
        raise Refused(Message("it cannot have been done in the future"), field="done_at")
    MOVES.advance(obligation.state, Step.HAPPEN, facts_of(obligation, done_at))
    finish(obligation, at=done_at, by=by, note=note.strip()[:200])
    return obligation


def refuse_others(obligation: Obligation) -> None:
    clause = obligation.clause
    if obligation.kind in GOES_ON:
        raise Refused(Message("it goes on all the time and is not done once"), clause=clause)
    if obligation.kind == ObligationKind.PROMISE:
        raise Refused(Message("the steps of the case say when it was done"), clause=clause)


def facts_of(obligation: Obligation, done_at: datetime) -> Facts:
    """Not open yet: the day on which it opens stands among the facts."""
    opens_at = obligation.opens_at
    opens_on = None
    if opens_at is not None and done_at < opens_at:
        opens_on = china_day(opens_at)
    return Facts(opens_on=opens_on, clause=obligation.clause)


def may_be_done(obligation: Obligation) -> bool:
    """Whether somebody may say that it was done: what a page offers as a button."""
    by_hand = obligation.kind not in (*GOES_ON, ObligationKind.PROMISE)
    open_ = obligation.state in (ObligationState.RUNNING, ObligationState.PAUSED)
    late = obligation.state == ObligationState.MISSED and obligation.met_at is None
    return by_hand and (open_ or late)
