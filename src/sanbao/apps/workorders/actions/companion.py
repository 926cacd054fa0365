"""Who goes along with the engineer of an order: joins, and is not needed any more (P6-7.4)."""

from datetime import datetime

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.assets import actions as assets
from sanbao.apps.workorders import queries
from sanbao.apps.workorders.actions.booking import hold, keep, let_go
from sanbao.apps.workorders.actions.row import lock, say
from sanbao.apps.workorders.facts import Time, joining
from sanbao.apps.workorders.models import BookingState, Companion, WorkOrder
from sanbao.rules.workorder import MOVES, Step


@transaction.atomic
def join(order: WorkOrder, engineer: User, *, by: User, at: datetime) -> WorkOrder:
    """Send `engineer` along. His time is kept with that of the one who leads, now and whenever
    that is moved; refused where he has none.
    """
    order = lock(order)
    if engineer in queries.companions_of(order):
        return order
    MOVES.advance(order.state, Step.JOIN, joining(order, engineer))
    Companion.objects.create(
        provider_id=order.provider_id, order=order, engineer=engineer, joined_at=at, joined_by=by
    )
    for booking in queries.bookings_of(order).filter(engineer_id=order.engineer_id):
        time = Time(booking.starts_at, booking.ends_at)
        hold(order, [engineer], time)
        keep(order, engineer, time, booking.state, by=by, at=at)
    assets.attend(order.case.asset_id, engineer=engineer)
    names = {
        "engineer": f"{engineer}",
        "username": engineer.username,
        "leads": f"{order.engineer}",
        "about": f"{order.case.asset.serial} {order.case.customer.name}",
    }
    say("workorder.joined", order, by=by, at=at, was=order.state, **names)
    return order


@transaction.atomic
def stay_away(order: WorkOrder, engineer: User, *, by: User, at: datetime) -> WorkOrder:
    """`engineer` does not go along after all; his time is given back."""
    order = lock(order)
    row = Companion.objects.filter(order=order, engineer=engineer, left_at=None).first()
    if row is None:
        return order
    MOVES.advance(order.state, Step.STAY_AWAY, joining(order, engineer))
    row.left_at, row.left_by = at, by
    row.save(update_fields=["left_at", "left_by"])
    if engineer.pk != order.engineer_id:
        let_go(order, BookingState.RELEASED, of=engineer)
        forget(order, engineer)
    names = {"engineer": f"{engineer}", "username": engineer.username}
    say("workorder.left", order, by=by, at=at, was=order.state, **names)
    return order


def forget(order: WorkOrder, engineer: User) -> None:
    """Who is not sent to the unit by any order any more may not see its file."""
    unit = order.case.asset_id
    if not queries.orders_with(engineer).filter(case__asset=unit).exclude(pk=order.pk).exists():
        assets.leave(unit, engineer=engineer)
