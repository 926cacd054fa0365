"""Looking ahead: a certificate that ends between the appointment and the visit (P3-4.8, P6-7.4)."""

from datetime import datetime

from django.db import transaction

from sanbao.apps.journal import queries as journal
from sanbao.apps.training import queries as training
from sanbao.apps.visits import queries
from sanbao.apps.visits.actions.row import lock, say
from sanbao.apps.visits.facts import local_day
from sanbao.apps.visits.models import Visit, VisitState
from sanbao.apps.workorders.facts import job_of


def foresee(provider_id: int, *, at: datetime) -> int:
    """Tell of each appointment whose engineer may not work on its day; tells how many are new.

    Each is told of once for a day: moved to another day without a certificate, it is told of anew.
    """
    ahead = queries.agreed_ahead(at=at).filter(provider_id=provider_id)
    return sum(tell(visit, at=at) for visit in ahead.order_by("id"))


@transaction.atomic
def tell(visit: Visit, *, at: datetime) -> bool:
    visit = lock(visit)
    on = local_day(visit, visit.agreed_from)
    lack = training.lacking(visit.engineer, job_of(visit.order), on=on)
    if lack is None or visit.state != VisitState.AGREED or is_told(visit, f"{on}"):
        return False
    case = visit.order.case
    details = {
        "username": visit.engineer.username,
        "about": f"{visit.engineer} {on:%m-%d} {case.code} {visit.code}",
        "clause": lack.no().clause,
        "on": f"{on}",
    }
    say("visit.unfit", visit, by=None, at=at, was=visit.state, **details)
    return True


def is_told(visit: Visit, on: str) -> bool:
    told = journal.history(visit.provider_id, ("visit", visit.code))
    return told.filter(happening="visit.unfit", details__on=on).exists()
