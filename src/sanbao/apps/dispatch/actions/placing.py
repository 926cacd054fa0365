"""Giving a job to an engineer at a time, moving it, and taking it back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.dispatch.facts import Crewman, Time
from sanbao.apps.dispatch.queries.at_hand import shelves_for, want_of
from sanbao.apps.dispatch.queries.crew import (
    crewman_on,
    place_of,
    sending_within,
    served_by,
    stations_of,
    territories_of,
)
from sanbao.apps.dispatch.queries.mark import held_booking, mark_of
from sanbao.apps.parties import queries as parties
from sanbao.apps.parts import actions as parts
from sanbao.apps.training import queries as training
from sanbao.apps.visits import actions as visits
from sanbao.apps.visits import queries as visit_rows
from sanbao.apps.workorders import actions as workorders
from sanbao.apps.workorders import queries as orders
from sanbao.apps.workorders.facts import job_of
from sanbao.rules.message import Message
from sanbao.rules.moves import No, Refused
from sanbao.rules.sending import Rule, Sending, refusal

A_MINUTE = timedelta(minutes=1)
# The field of the page that each rule speaks about.
FIELDS = {
    Rule.CERTIFICATE: "engineer",
    Rule.TERRITORY: "engineer",
    Rule.PARTS: "engineer",
    Rule.HOURS: "starts_at",
    Rule.ABSENCE: "starts_at",
    Rule.BOOKED: "starts_at",
}


@transaction.atomic
def place(
    order: orders.WorkOrder,
    engineer: User,
    time: Time,
    *,
    by: User,
    at: datetime,
    seen: str,
    reason: str = "",
) -> orders.WorkOrder:
    """Give the job to `engineer` at `time`, or move it there.

    Refused where a rule forbids it, naming the rule, and where somebody else has meanwhile given or
    moved it. seen: `queries.mark_of` the order on the page. reason: needed where the customer has
    already been told another time; another engineer then has to agree a new one.
    """
    order = workorders.lock(order)
    booking = held_booking(order)
    if stands(order, booking, engineer, time):
        return order
    if seen != mark_of(order, booking):
        raise crossed(order, booking)
    check(order, engineer, time, at=at)
    if order.state == orders.WorkOrderState.AT_WORK:
        return move_visit(order, engineer, time, by=by, at=at, reason=reason)
    if order.engineer_id != engineer.pk:
        order = workorders.assign(order, engineer, by=by, at=at, seen=orders.seen_of(order))
    workorders.book(order, engineer, time, by=by, at=at)
    return order


def stands(
    order: orders.WorkOrder, booking: orders.Booking | None, engineer: User, time: Time
) -> bool:
    """Whether it is so already: the same request twice."""
    if booking is None or order.engineer_id != engineer.pk:
        return False
    return (booking.starts_at, booking.ends_at) == (time.starts_at, time.ends_at)


def crossed(order: orders.WorkOrder, booking: orders.Booking | None) -> Refused:
    """Somebody else was faster: who, to whom, for when."""
    by = booking.booked_by if booking else order.assigned_by
    zone = ZoneInfo(order.case.customer.provider.zone)
    when = f"{booking.starts_at.astimezone(zone):%m-%d %H:%M}" if booking else "—"
    whom = f"{order.engineer}" if order.engineer else "—"
    params = {"by": f"{by}" if by else "—", "order": order.code, "engineer": whom, "when": when}
    return Refused(
        Message("%(by)s has meanwhile moved %(order)s to %(engineer)s, %(when)s", params)
    )


def check(order: orders.WorkOrder, engineer: User, time: Time, *, at: datetime) -> None:
    """Refused with the first rule that forbids it; the field says what to change."""
    if time.ends_at <= time.starts_at:
        raise Refused(Message("it must end after it starts"), field="minutes")
    if time.starts_at <= at - A_MINUTE:
        raise Refused(Message("the time lies in the past"), field="starts_at")
    needed = orders.required_of(order.pk)
    # Two who count on the last piece come one after the other.
    parts.hold([row.part_id for row in needed])
    refuse(engineer, refusal(asked_of(order, engineer, time, needed)))
    for man in orders.companions_of(order):
        if man.pk != engineer.pk:
            check_along(order, man, time)


def check_along(order: orders.WorkOrder, engineer: User, time: Time) -> None:
    """Who goes along has to have the time; the certificate and the parts are asked of the one who
    leads, and whoever helps may come from any station.
    """
    man, _on, zone = his_day(engineer, time)
    refuse(engineer, refusal(sending_within(man, time, zone, of=order.code)))


def refuse(engineer: User, found: tuple[Rule, No] | None) -> None:
    if found is not None:
        rule, no = found
        words = Message("%(engineer)s: %(why)s", {"engineer": f"{engineer}", "why": no.reason})
        raise Refused(words, clause=no.clause, field=FIELDS[rule])


def asked_of(
    order: orders.WorkOrder, engineer: User, time: Time, needed: Sequence[orders.RequiredPart]
) -> Sending:
    """What the rules ask about this engineer at this time; his own booking for it left out."""
    stations = stations_of(order.provider_id)
    man, on, zone = his_day(engineer, time, stations)
    shelves = shelves_for(order.provider_id, needed, besides=[order.pk], stations=stations)
    return replace(
        sending_within(man, time, zone, of=order.code),
        lack=training.lacking(engineer, job_of(order), on=on),
        served_by=served_by(man, place_of(order), territories_of(order.provider_id, stations)),
        missing=shelves.missing(man, [want_of(row) for row in needed]),
    )


def his_day(
    engineer: User, time: Time, stations: Sequence[parties.Station] | None = None
) -> tuple[Crewman, date, ZoneInfo]:
    zone = ZoneInfo(engineer.provider.zone)
    on = time.starts_at.astimezone(zone).date()
    man = crewman_on(engineer, on, zone, stations)
    if man is None:
        raise Refused(Message("the person chosen is not an engineer"), field="engineer")
    return man, on, zone


def move_visit(
    order: orders.WorkOrder, engineer: User, time: Time, *, by: User, at: datetime, reason: str
) -> orders.WorkOrder:
    """The customer knows another time: move the visit, or call it off for another engineer."""
    visit = visit_rows.open_visit(order)
    if visit is None:
        raise Refused(Message("the order has no visit to move"))
    if order.engineer_id == engineer.pk:
        appointment = visits.Appointment(time.starts_at, time.ends_at, visit.agreed_with)
        visits.move(visit, appointment, reason=reason, by=by, at=at)
        return workorders.lock(order)
    visits.abandon(visit, reason=reason, by=by, at=at)
    order = workorders.lock(order)
    order = workorders.assign(order, engineer, by=by, at=at, seen=orders.seen_of(order))
    workorders.book(order, engineer, time, by=by, at=at)
    return order


@transaction.atomic
def take_off(order: orders.WorkOrder, *, by: User, at: datetime, seen: str) -> orders.WorkOrder:
    """Take a planned time back; who is assigned stays so. What is agreed is moved instead."""
    order = workorders.lock(order)
    booking = held_booking(order)
    if booking is None:
        return order
    if seen != mark_of(order, booking):
        raise crossed(order, booking)
    if booking.state != orders.BookingState.PLANNED:
        raise Refused(
            Message("the time is agreed with the customer: move it, or call off the visit")
        )
    workorders.unbook(order, by=by, at=at)
    return order
