"""On site: arrived in time, certificate and price list shown, conduct checked (P3-4.8 ff.)."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.stored import change
from sanbao.apps.desk import actions as desk
from sanbao.apps.evidence import actions as evidence
from sanbao.apps.evidence import queries as records
from sanbao.apps.training import queries as training
from sanbao.apps.visits.actions.row import lock, say
from sanbao.apps.visits.facts import CHECKLIST, Place, arriving, local_day
from sanbao.apps.visits.models import Visit, VisitState
from sanbao.apps.workorders.facts import job_of
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.rules.visit import MOVES, Step

ON_SITE = (VisitState.ARRIVED, VisitState.WORKED)


@transaction.atomic
def arrive(visit: Visit, *, place: Place | None, by: User, at: datetime) -> Visit:
    """Check in. Refused without a certificate that is valid today; again changes nothing."""
    visit = lock(visit)
    if visit.state == VisitState.ARRIVED:
        return visit
    was = visit.state
    visit.state = MOVES.advance(was, Step.ARRIVE, arriving(visit, visit.engineer, at=at))
    visit.arrived_at = at
    if place is not None:
        visit.latitude, visit.longitude = place.latitude, place.longitude
        visit.accuracy_m = place.accuracy_m
    change(visit, "state", "arrived_at", "latitude", "longitude", "accuracy_m")
    desk.arrived(visit.order.case, by=by, at=at)
    say("visit.arrived", visit, by=by, at=at, was=was, has_place=place is not None)
    return visit


@transaction.atomic
def show(visit: Visit, *, certificate: bool, price_list: bool, by: User, at: datetime) -> Visit:
    """Record what the customer was shown; what has been shown once stays so."""
    visit = lock(visit)
    refuse_elsewhere(visit)
    valid = training.certificate_for(visit.engineer, job_of(visit.order), on=local_day(visit, at))
    if certificate and valid is None:
        raise Refused(Message("no certificate is valid today"), field="certificate")
    before = (visit.certificate_shown, visit.price_list_shown)
    if certificate and valid is not None:
        visit.certificate_shown = valid.number
    visit.price_list_shown = visit.price_list_shown or price_list
    if (visit.certificate_shown, visit.price_list_shown) == before:
        return visit
    change(visit, "certificate_shown", "price_list_shown")
    say(
        "visit.papers_shown",
        visit,
        by=by,
        at=at,
        was=visit.state,
        certificate=visit.certificate_shown,
        price_list=visit.price_list_shown,
    )
    return visit


@transaction.atomic
def check_conduct(
    visit: Visit, answers: Mapping[str, str], *, key: UUID, by: User, at: datetime
) -> records.Record:
    """Put the conduct checklist on record; filled again it is a further record."""
    visit = lock(visit)
    refuse_elsewhere(visit)
    return evidence.fill(
        CHECKLIST,
        answers,
        provider=visit.provider,
        subject=("visit", visit.code),
        key=key,
        by=by,
        at=at,
    )


def refuse_elsewhere(visit: Visit) -> None:
    """Papers are shown and conduct is checked on site, before the customer signs."""
    if visit.state not in ON_SITE:
        words = MOVES.state_words[visit.state]
        raise Refused(Message("not possible in the state “%(state)s”", {"state": words}))
