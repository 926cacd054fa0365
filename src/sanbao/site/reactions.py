"""What follows from what: the only page on which an earlier step starts a later one."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from sanbao.apps.assets.tasks import refresh_customer
from sanbao.apps.inspections.tasks import make_report as make_inspection_report
from sanbao.apps.journal import queries as journal
from sanbao.apps.journal.actions import REACT
from sanbao.apps.notices.tasks import tell
from sanbao.apps.obligations.tasks import draw_consequences, end_with_agreement
from sanbao.apps.parts.tasks import ask_back
from sanbao.apps.visits.tasks import make_report, plan_follow_up
from sanbao.site.papers import keep_paper

REACTIONS: Mapping[str, tuple[Any, ...]] = {
    "agreement.put_in_force": (keep_paper,),
    "agreement.ended": (end_with_agreement, tell),
    "agreement.expiring": (tell,),
    "customer.changed": (refresh_customer,),
    "obligation.missed": (draw_consequences, tell),
    "obligation.lapsed": (draw_consequences, tell),
    "visit.signed": (make_report, tell),
    "case.restored": (plan_follow_up, ask_back),
    "case.solved": (plan_follow_up, ask_back),
    "case.cancelled": (ask_back,),
    "round.signed": (make_inspection_report,),
    # What else people and the company's endpoints are told of.
    "case.opened": (tell,),
    "case.closed": (tell,),
    "workorder.assigned": (tell,),
    "obligation.raised": (tell,),
    "obligation.warned": (tell,),
    "obligation.met": (tell,),
    "obligation.escalated": (tell,),
    "obligation.excused": (tell,),
    "delivery.died": (tell,),
}


# A database that went away for a moment must not cost anybody what follows.
@app.task(name=REACT, retry=RetryStrategy(max_attempts=10, exponential_wait=2))
@transaction.atomic
def react(entry_id: int) -> None:
    """Queue everything that follows from one journal entry, or nothing."""
    for task in REACTIONS.get(journal.entry(entry_id).happening, ()):
        task.defer(entry_id=entry_id)
