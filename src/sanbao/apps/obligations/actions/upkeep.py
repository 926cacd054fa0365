"""What is kept up all the time: it lapses with a reason, and is restored."""

from datetime import datetime

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.obligations.actions.log import locked, record, settle, write
from sanbao.apps.obligations.models import Obligation, ObligationKind, ObligationState
from sanbao.apps.obligations.queries.replay import lines_of
from sanbao.rules.obligation import MOVES, Facts, Kind, Step
from sanbao.rules.replay import not_before


@transaction.atomic
def lapse(pk: int, *, reason: str, at: datetime, by: User | None) -> Obligation:
    """It is not kept up any more. Raises Refused for what is no upkeep, and without a reason.

    What has lapsed already stays as it is: found lapsed again it is one and the same lapse.
    """
    obligation = locked(pk)
    if obligation.state == ObligationState.LAPSED:
        return obligation
    was = obligation.state
    is_upkeep = obligation.kind == ObligationKind.UPKEEP
    MOVES.advance(was, Step.LAPSE, Facts(reason=reason, is_upkeep=is_upkeep))
    at = not_before(lines_of(obligation), at, Kind.RESTORED)
    write(obligation, Kind.LAPSED, at=at, by=by, reason=reason.strip()[:200])
    settle(obligation, at=at)
    record("obligation.lapsed", obligation, at=at, by=by, was=was)
    return obligation


@transaction.atomic
def restore(pk: int, *, at: datetime, by: User | None) -> Obligation:
    """It is kept up again. What followed from the lapse stays: the lapse was one."""
    obligation = locked(pk)
    if obligation.state == ObligationState.RUNNING:
        return obligation
    was = obligation.state
    MOVES.advance(was, Step.RESTORE, Facts())
    at = not_before(lines_of(obligation), at, Kind.LAPSED)
    write(obligation, Kind.RESTORED, at=at, by=by)
    settle(obligation, at=at)
    record("obligation.restored", obligation, at=at, by=by, was=was)
    return obligation
