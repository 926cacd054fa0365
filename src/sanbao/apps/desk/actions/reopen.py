"""A case that does not hold: the follow-up found the fault still there."""

from datetime import datetime

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.assets import actions as assets
from sanbao.apps.desk.actions.decide import decide_case
from sanbao.apps.desk.actions.move import facts_of, lock, say, step
from sanbao.apps.desk.models import Case
from sanbao.rules.case import Step


@transaction.atomic
def reopen(case: Case, reason: str, *, by: User | None, at: datetime) -> Case:
    """Back to the desk. A repair in warranty that did not hold counts in the decision made anew,
    so that a second one gives the customer an exchange where the agreement says so.
    """
    case = lock(case)
    was = step(case, Step.REOPEN, facts_of(case, reason=reason))
    assets.not_held(case.asset)
    decide_case(case, by=by, at=at)
    say("case.reopened", case, by=by, at=at, was=was, reason=reason.strip())
    return case
