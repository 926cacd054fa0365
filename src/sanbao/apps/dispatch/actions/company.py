"""Who goes along with the engineer of an order."""

from datetime import datetime

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.dispatch.actions.placing import check_along
from sanbao.apps.dispatch.facts import Time
from sanbao.apps.dispatch.queries.mark import held_booking
from sanbao.apps.workorders import actions as workorders
from sanbao.apps.workorders import queries as orders


@transaction.atomic
def accompany(order: orders.WorkOrder, engineer: User, *, by: User, at: datetime) -> None:
    """Send `engineer` along. Refused where he does not work, is away or elsewhere at that time."""
    order = workorders.lock(order)
    if (booking := held_booking(order)) is not None and engineer.pk != order.engineer_id:
        check_along(order, engineer, Time(booking.starts_at, booking.ends_at))
    workorders.join(order, engineer, by=by, at=at)


def stay_away(order: orders.WorkOrder, engineer: User, *, by: User, at: datetime) -> None:
    """`engineer` does not go along after all."""
    workorders.stay_away(order, engineer, by=by, at=at)
