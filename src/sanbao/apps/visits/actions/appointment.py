"""The appointment: agreed with the customer, moved with a reason, or given up (P3-4 step 4)."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.prepared import prepared
from sanbao.apps.accounts.stored import add, change
from sanbao.apps.journal import actions as journal
from sanbao.apps.visits import queries
from sanbao.apps.visits.actions.row import lock, say
from sanbao.apps.visits.facts import Appointment, local_day
from sanbao.apps.visits.models import Visit, VisitState
from sanbao.apps.workorders import actions as workorders
from sanbao.apps.workorders import queries as orders
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.rules.visit import MOVES, Facts, Step

PREFIX = "SM"
A_MINUTE = timedelta(minutes=1)  # a page knows no seconds
LONGEST = timedelta(days=2)


def check(appointment: Appointment, *, at: datetime) -> None:
    """Refused, naming the field, where the appointment cannot be kept by anybody."""
    if not appointment.agreed_with.strip():
        raise Refused(Message("say with whom it was agreed"), field="agreed_with")
    if appointment.starts_at <= at - A_MINUTE:
        raise Refused(Message("the appointment lies in the past"), field="starts_at")
    if appointment.ends_at <= appointment.starts_at:
        raise Refused(Message("it must end after it starts"), field="ends_at")
    if appointment.ends_at - appointment.starts_at > LONGEST:
        raise Refused(Message("a visit is agreed for two days at most"), field="ends_at")


@transaction.atomic
def agree(
    order: orders.WorkOrder, appointment: Appointment, *, key: UUID, by: User, at: datetime
) -> Visit:
    """Agree an appointment for the engineer of `order`. The same key again gives the first."""
    order = workorders.lock(order)
    if (first := found(key, order)) is not None:
        return first
    check(appointment, at=at)
    started = workorders.start(order, by=by, at=at)
    if started.engineer is None:
        raise Refused(Message("nobody is assigned to this order"))
    visit = Visit(
        provider=started.provider,
        key=key,
        order=started,
        engineer=started.engineer,
        agreed_from=appointment.starts_at,
        agreed_until=appointment.ends_at,
        agreed_with=appointment.agreed_with.strip(),
    )
    visit.code = journal.next_code(PREFIX, provider=started.provider, on=local_day(visit, at))
    add(visit)
    keep_time(visit, by=by, at=at)
    say("visit.agreed", visit, by=by, at=at, was="", **times(visit))
    return visit


def keep_time(visit: Visit, *, by: User, at: datetime) -> None:
    """The engineer is nowhere else then. Refused, naming what is in the way."""
    time = orders.Time(visit.agreed_from, visit.agreed_until)
    workorders.book(visit.order, visit.engineer, time, agreed=True, by=by, at=at)


def found(key: UUID, order: orders.WorkOrder) -> Visit | None:
    """The visit that this key has made already."""
    first = next(iter(keyed(key)), None)
    if first is not None and first.order_id != order.pk:
        raise Refused(Message("this key belongs to something else"), field="key")
    return first


@prepared
def keyed(key: UUID) -> QuerySet[Visit]:
    return Visit.objects.filter(key=key).select_related("order")


def times(visit: Visit) -> dict[str, str]:
    return {"from": visit.agreed_from.isoformat(), "until": visit.agreed_until.isoformat()}


@transaction.atomic
def move(visit: Visit, appointment: Appointment, *, reason: str, by: User, at: datetime) -> Visit:
    """Agree another time, with the reason for it."""
    visit = lock(visit)
    fresh = (appointment.starts_at, appointment.ends_at, appointment.agreed_with.strip())
    if fresh == (visit.agreed_from, visit.agreed_until, visit.agreed_with):
        return visit
    was = visit.state
    visit.state = MOVES.advance(was, Step.MOVE, Facts(at=at, reason=reason))
    check(appointment, at=at)
    before = times(visit)
    visit.agreed_from, visit.agreed_until, visit.agreed_with = fresh
    change(visit, "state", "agreed_from", "agreed_until", "agreed_with")
    keep_time(visit, by=by, at=at)
    details = {**times(visit), "instead_of": before["from"], "reason": reason.strip()}
    say("visit.moved", visit, by=by, at=at, was=was, **details)
    return visit


@transaction.atomic
def abandon(visit: Visit, *, reason: str, by: User, at: datetime) -> Visit:
    """The visit does not take place: the order waits for another appointment."""
    visit = lock(visit)
    if visit.state == VisitState.ABANDONED:
        return visit
    was = visit.state
    state = MOVES.advance(was, Step.ABANDON, Facts(at=at, reason=reason))
    visit.companions = queries.written_down(visit) if visit.arrived_at else []
    visit.state = state
    visit.save(update_fields=["state", "companions"])
    workorders.go_back(visit.order, reason=reason, by=by, at=at)
    say("visit.abandoned", visit, by=by, at=at, was=was, reason=reason.strip())
    return visit
