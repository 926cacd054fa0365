"""What is owed because somebody asked for it, or because of what was lent: a standing duty."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.obligations.actions.ending import cancel
from sanbao.apps.obligations.actions.raising import About, add, blank_for
from sanbao.apps.obligations.models import OPEN_STATES, Obligation, ObligationKind, ObligationState
from sanbao.rules.answer import Duty


@dataclass(frozen=True, slots=True)
class Demand:
    """what: the promise. owed_by: party. clause: of the decision's version."""

    what: str
    owed_by: str
    clause: str


@transaction.atomic
def demand(
    decision: agreements.Decision,
    wanted: Demand,
    *,
    about: About | None = None,
    at: datetime,
    by: User | None,
) -> Obligation:
    """Owed from now on, without a time that the clause would name. While it is open, asking again
    gives the same; once it is over, a further one.
    """
    blank = blank_for(decision, about or About())
    rows = Obligation.objects.select_for_update().filter(
        provider_id=blank.provider_id,
        subject_kind=blank.subject_kind,
        subject_code=blank.subject_code,
        what=wanted.what,
        clause=wanted.clause,
    )
    standing = list(rows.exclude(state=ObligationState.CANCELLED).order_by("id"))
    if standing and standing[-1].state in OPEN_STATES:
        return standing[-1]
    blank.kind = ObligationKind.ONE_OFF
    blank.period = f"{len(standing) + 1}" if standing else ""
    duty = Duty(
        what=wanted.what,
        by=wanted.owed_by,
        clause=wanted.clause,
        span=None,
        starts_at=at,
        after=None,
        due=None,
        consequence=(),
    )
    return add(blank, duty, at=at, by=by)


@transaction.atomic
def withdraw(pk: int, *, reason: str, at: datetime, by: User | None) -> None:
    """Nobody needs it any more; what is over stays over."""
    rows = Obligation.objects.select_for_update().filter(pk=pk, state__in=OPEN_STATES)
    cancel(rows, reason=reason, at=at, by=by)
