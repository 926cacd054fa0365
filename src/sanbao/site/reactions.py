"""What follows from what: the only page on which an earlier step starts a later one."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from sanbao.apps.assets.tasks import (
    raise_import,
    raise_kept_of_product,
    raise_of_agreement,
    raise_unit,
    raise_units_of_customer,
    refresh_customer,
)
from sanbao.apps.claims.tasks import draft_sheet, restore_sheets, waive_sheets
from sanbao.apps.complaints.tasks import open_for_case, open_for_contradictions
from sanbao.apps.dealers.tasks import complete_order
from sanbao.apps.desk.tasks import check_dedicated
from sanbao.apps.dispatch.tasks import make_plan
from sanbao.apps.inspections.tasks import make_report as make_inspection_report
from sanbao.apps.journal import queries as journal
from sanbao.apps.journal.actions import REACT, REACT_TO_ALL
from sanbao.apps.money.tasks import book_deduction
from sanbao.apps.notices.tasks import tell, tell_all
from sanbao.apps.obligations.tasks import (
    draw_consequences,
    end_with_agreement,
    raise_after_deed,
    raise_for_agreement,
)
from sanbao.apps.parts.tasks import ask_back, leave
from sanbao.apps.training.tasks import check_certified
from sanbao.apps.training.tasks import make_paper as make_certificate
from sanbao.apps.visits.tasks import keep_duties, make_report, measure, plan_follow_up
from sanbao.site.intake import leave_inbox, show_in_inbox
from sanbao.site.papers import keep_paper

REACTIONS: Mapping[str, tuple[Any, ...]] = {
    "agreement.put_in_force": (keep_paper, raise_for_agreement, raise_of_agreement),
    "agreement.described": (check_dedicated,),
    "agreement.resumed": (raise_for_agreement, raise_of_agreement),
    "agreement.ended": (end_with_agreement, tell),
    "agreement.expiring": (tell,),
    "asset.registered": (raise_unit,),
    "asset.changed": (raise_unit,),
    "product.changed": (raise_kept_of_product,),
    "import.done": (raise_import,),
    "customer.changed": (refresh_customer, raise_units_of_customer),
    "obligation.met": (raise_after_deed, tell),
    "obligation.done_late": (raise_after_deed,),
    "obligation.missed": (draw_consequences, raise_after_deed, tell),
    "obligation.lapsed": (draw_consequences, tell),
    "obligation.drawn": (
        book_deduction,
        waive_sheets,
    ),
    "workorder.assigned": (keep_duties, tell),
    "workorder.joined": (tell,),
    "workorder.left": (tell,),
    "visit.agreed": (keep_duties,),
    "visit.signed": (make_report, keep_duties, tell),
    "visit.reported": (keep_duties, draft_sheet),
    "case.restored": (plan_follow_up, ask_back, keep_duties, measure, complete_order),
    "case.solved": (plan_follow_up, ask_back, leave_inbox),
    "case.handed_over": (leave_inbox,),
    "case.reopened": (leave,),
    "case.cancelled": (ask_back, leave_inbox),
    "case.followed_up": (keep_duties, measure, open_for_contradictions),
    "plan.asked": (make_plan,),
    "round.signed": (make_inspection_report,),
    "certificate.recorded": (check_certified,),
    "certificate.issued": (make_certificate, check_certified, tell),
    "certificate.revoked": (check_certified, tell),
    "certificate.expiring": (tell,),
    "certificate.expired": (tell,),
    "session.moved_up": (tell,),
    "visit.unfit": (tell,),
    # What else people and the company's endpoints are told of.
    "case.opened": (open_for_case, tell, show_in_inbox),
    "complaint.opened": (tell,),
    "complaint.assigned": (tell,),
    "complaint.reopened": (tell,),
    "complaint.closed": (tell,),
    "suggestion.received": (tell,),
    "suggestion.assigned": (tell,),
    "case.closed": (tell,),
    "dealer.staff_named": (tell,),
    "dealer.staff_ended": (tell,),
    "dealer.staff_told": (tell,),
    "dealer.shortfall_declared": (tell,),
    "dealer.awarded": (tell,),
    "dealer.territory_moved": (tell,),
    "dealer.order_sent": (tell,),
    "dealer.order_withdrawn": (tell,),
    "dealer.order_refused": (tell,),
    "dealer.failure_opened": (tell,),
    "dealer.failure_reported": (tell,),
    "dealer.survey_opened": (tell,),
    "dealer.account_proposed": (tell,),
    "dealer.account_confirmed": (tell,),
    "dealer.account_withdrawn": (tell,),
    "sheet.returned": (tell,),
    "sheet.refused": (tell,),
    "penalty.confirmed": (tell,),
    "penalty.disputed": (tell,),
    "penalty.upheld": (tell,),
    "penalty.dropped": (tell,),
    "run.ended": (tell,),
    "monthly_form.submitted": (tell,),
    "statement.made": (tell,),
    "statement.endorsed": (tell,),
    "statement.sent_back": (tell,),
    "statement.approved": (tell,),
    "statement.sent": (tell,),
    "statement.paid": (tell,),
    "statement.bounced": (tell,),
    "dispute.raised": (tell,),
    "dispute.granted": (tell,),
    "dispute.rejected": (tell,),
    "obligation.raised": (tell,),
    "obligation.warned": (tell,),
    "obligation.escalated": (tell,),
    "obligation.excused": (restore_sheets, tell),
    "delivery.died": (tell,),
    "contact.unanswered": (tell,),
    "contact.mail_refused": (tell,),
    "contact.rated_badly": (tell,),
    "line.gap_ahead": (tell,),
    "line.unstaffed": (tell,),
}


# What does for many entries in one job what another task does for each.
FOR_ALL: Mapping[Any, Any] = {tell: tell_all}


# A database that went away for a moment must not cost anybody what follows.
@app.task(name=REACT, retry=RetryStrategy(max_attempts=10, exponential_wait=2))
@transaction.atomic
def react(entry_id: int) -> None:
    """Queue everything that follows from one journal entry, or nothing."""
    follow(journal.happening(entry_id), entry_id)


def follow(happening: str, entry_id: int) -> None:
    for task in REACTIONS.get(happening, ()):
        task.defer(entry_id=entry_id)


@app.task(name=REACT_TO_ALL, retry=RetryStrategy(max_attempts=10, exponential_wait=2))
@transaction.atomic
def react_to_all(entry_ids: list[int]) -> None:
    """Queue everything that follows from many entries, or nothing: one statement for each task, and
    one job where the task takes many together.
    """
    waiting: dict[Any, list[int]] = {}
    for pk, happening in sorted(journal.happenings(entry_ids).items()):
        for task in REACTIONS.get(happening, ()):
            waiting.setdefault(task, []).append(pk)
    for task, pks in waiting.items():
        if task in FOR_ALL:
            FOR_ALL[task].defer(entry_ids=pks)
        else:
            task.configure().batch_defer(*({"entry_id": pk} for pk in pks))
