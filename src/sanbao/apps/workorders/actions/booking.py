"""The time of people that an order takes: kept for its engineer and for whoever goes along."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.stored import add, change
from sanbao.apps.workorders import queries
from sanbao.apps.workorders.actions.row import lock, say
from sanbao.apps.workorders.facts import Time
from sanbao.apps.workorders.models import HELD, Booking, BookingState, WorkOrder
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused


@transaction.atomic
def book(
    order: WorkOrder,
    engineer: User,
    time: Time,
    *,
    by: User,
    at: datetime,
    agreed: bool = False,
) -> Booking:
    """Keep the time of `engineer`, and of whoever goes along, instead of what was kept before.

    Refused where another order has one of them already. agreed: with the customer, not planned.
    """
    order = lock(order)
    state = BookingState.AGREED if agreed else BookingState.PLANNED
    along = [man for man in queries.companions_of(order) if man.pk != engineer.pk]
    hold(order, [engineer, *along], time)
    booking = keep(order, engineer, time, state, by=by, at=at)
    for man in along:
        keep(order, man, time, state, by=by, at=at)
    details = {"from": time.starts_at.isoformat(), "until": time.ends_at.isoformat()}
    names = {"engineer": f"{engineer}", "username": engineer.username}
    if not agreed:
        say("workorder.booked", order, by=by, at=at, was=order.state, **names, **details)
    return booking


def hold(order: WorkOrder, people: Sequence[User], time: Time) -> None:
    """Whoever books for one engineer waits for the other who does, always in the same order; the
    database would refuse what passes by here.
    """
    keys = [man.pk for man in people]
    list(User.objects.select_for_update(no_key=True).only("pk").filter(pk__in=keys).order_by("pk"))
    for man in people:
        if (other := queries.in_the_way(man, time, of=order)) is not None:
            raise taken(other)


def keep(
    order: WorkOrder, engineer: User, time: Time, state: str, *, by: User, at: datetime
) -> Booking:
    held = next(iter(queries.held_for(order.pk, engineer.pk)), None)
    booking = held or Booking(provider_id=order.provider_id, order=order, engineer=engineer)
    booking.state = state
    booking.starts_at, booking.ends_at = time.starts_at, time.ends_at
    booking.booked_at, booking.booked_by = at, by
    if held is None:
        add(booking)
    else:
        change(booking, "state", "starts_at", "ends_at", "booked_at", "booked_by")
    return booking


def taken(other: Booking) -> Refused:
    """The engineer is elsewhere: with what, from when until when."""
    return Refused(
        Message(
            "%(engineer)s is taken by %(order)s from %(from)s to %(until)s",
            {
                "engineer": f"{other.engineer}",
                "order": other.code,
                "from": f"{localtime(other.starts_at):%m-%d %H:%M}",
                "until": f"{localtime(other.ends_at):%H:%M}",
            },
        ),
        field="starts_at",
    )


@transaction.atomic
def unbook(order: WorkOrder, *, by: User, at: datetime) -> None:
    """Give the time back that was planned; who is assigned stays so."""
    order = lock(order)
    let_go(order, BookingState.RELEASED)
    say("workorder.unbooked", order, by=by, at=at, was=order.state)


def let_go(order: WorkOrder, state: str, *, of: User | None = None) -> None:
    """What was kept for the order is not kept any longer: of everybody, or of one."""
    held = Booking.objects.filter(order=order, state__in=HELD)
    (held.filter(engineer=of) if of is not None else held).update(state=state)
