"""The report: handed in to the after-sales department (P3-4 step 6), and as a paper."""

from datetime import datetime
from uuid import uuid5

from django.core.files.base import ContentFile
from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.stored import change
from sanbao.apps.evidence import actions as evidence
from sanbao.apps.visits.actions.call import close_when_ready
from sanbao.apps.visits.actions.duties import done
from sanbao.apps.visits.actions.row import lock, say
from sanbao.apps.visits.models import Visit, VisitState
from sanbao.apps.workorders import actions as workorders
from sanbao.apps.workorders import queries as orders
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.rules.terms import Deed
from sanbao.rules.visit import MOVES, Facts, Step


@transaction.atomic
def report(visit: Visit, *, summary: str, by: User, at: datetime) -> Visit:
    """Hand in the report; with that of the visit that restored the unit the order ends."""
    visit = lock(visit)
    if visit.state == VisitState.REPORTED and visit.summary == summary.strip():
        return visit
    was = visit.state
    visit.state = MOVES.advance(was, Step.REPORT, Facts(at=at, summary=summary))
    visit.summary, visit.reported_at = summary.strip(), at
    change(visit, "state", "summary", "reported_at")
    done(visit.order.case, Deed.REPORTED, at=at, by=by, period=visit.code)
    if visit.is_restored and visit.order.state == orders.WorkOrderState.RESTORED:
        refuse_unreported(visit)
        workorders.report(visit.order, summary=summary, by=by, at=at)
        close_when_ready(visit.order.case, by=by, at=at)
    say("visit.reported", visit, by=by, at=at, was=was)
    return visit


def refuse_unreported(visit: Visit) -> None:
    """Every trip is reported, also one that did not end the fault (P3-6.3)."""
    earlier = Visit.objects.filter(order=visit.order, state=VisitState.SIGNED)
    if (open_ := earlier.exclude(pk=visit.pk).order_by("id").first()) is not None:
        raise Refused(Message("hand in the report of visit %(code)s first", {"code": open_.code}))


@transaction.atomic
def keep_report(visit: Visit, pdf: bytes, *, at: datetime) -> Visit:
    """Keep the report's paper with the visit. A second one for the same signature changes
    nothing: the key of the attachment follows from the visit's.
    """
    visit = lock(visit)
    if visit.report_id is not None or visit.signature is None:
        return visit
    visit.report = evidence.attach(
        ContentFile(pdf, name=f"{visit.code}.pdf"),
        provider=visit.provider,
        subject=("visit", visit.code),
        purpose="report",
        key=uuid5(visit.signature.key if visit.taken_back_at else visit.key, "report"),
        by=None,
        at=at,
    )
    change(visit, "report")
    return visit
