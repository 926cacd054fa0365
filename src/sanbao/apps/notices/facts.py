"""Figures of delivering: when to try again, and what endpoints can be told of."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# After the first try, as Standard Webhooks proposes: for a day, then it is given up.
TRY_AGAIN_AFTER = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=10),
)
# How long the old secret of an endpoint signs beside the new one.
ROTATION = timedelta(hours=24)
# A warning of what falls due within this time may wake somebody.
PRESSING = timedelta(hours=4)
# So long before the mail of a day goes out nothing is added to it.
CLOSES_BEFORE = timedelta(minutes=5)

NOTICE = "notice.told"
# What an endpoint may be told of. The journal's words; `notice.told` is a notice to a person who
# chose the webhook for news of that kind.
HAPPENINGS: Mapping[str, Promise] = {
    "case.opened": _("a case is opened"),
    "case.closed": _("a case is closed"),
    "complaint.opened": _("a complaint is received"),
    "complaint.closed": _("a complaint is closed"),
    "workorder.assigned": _("an engineer is sent"),
    "visit.signed": _("a visit is signed by the customer"),
    "obligation.raised": _("a promise is raised"),
    "obligation.warned": _("a promise is about to fall due"),
    "obligation.met": _("a promise is kept"),
    "obligation.missed": _("a promise is missed"),
    "obligation.escalated": _("a miss is told higher up"),
    "obligation.excused": _("a promise is excused"),
    "obligation.lapsed": _("a standing promise lapses"),
    "agreement.expiring": _("an agreement is about to expire"),
    "agreement.ended": _("an agreement is over"),
    "certificate.expiring": _("a certificate ends soon"),
    "certificate.expired": _("a certificate has expired"),
    "monthly_form.submitted": _("a dealer hands in the sheets of a month"),
    "statement.made": _("a statement is drawn up of verified sheets"),
    "statement.endorsed": _("a statement is approved by the marketing manager"),
    "statement.approved": _("a statement is approved by finance"),
    "statement.sent_back": _("a statement is sent back by finance"),
    "statement.sent": _("a statement is sent to the bank"),
    "statement.paid": _("a statement is paid by the bank"),
    "statement.bounced": _("the bank refuses the payment of a statement"),
    "dispute.raised": _("a dealer contests a statement in time"),
    "dispute.granted": _("a dispute about a statement is granted"),
    "dispute.rejected": _("a dispute about a statement is rejected"),
    NOTICE: _("a person is told, who chose the webhook"),
}


def next_try(attempts: int, *, at: datetime) -> datetime | None:
    """When to try again after so many attempts, the last of them `at`; None to give up."""
    if attempts > len(TRY_AGAIN_AFTER):
        return None
    return at + TRY_AGAIN_AFTER[attempts - 1]
