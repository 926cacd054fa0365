"""How an order was assigned when a page showed it: so that two dispatchers cannot cross."""

from sanbao.apps.workorders import queries as orders


def mark_of(order: orders.WorkOrder, booking: orders.Booking | None) -> str:
    """Who has it from when to when; the same again only where all of that is the same again."""
    if booking is None:
        return f"{order.engineer_id or ''}"
    return f"{order.engineer_id} {booking.starts_at.isoformat()} {booking.ends_at.isoformat()}"


def held_booking(order: orders.WorkOrder) -> orders.Booking | None:
    """The time that the order's own engineer keeps for it."""
    mine = (one for one in orders.bookings_of(order) if one.engineer_id == order.engineer_id)
    return next(mine, None)
