"""What an order needs: usual for its product, or stated by whoever knows better."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import F

from sanbao.apps.accounts.access import User
from sanbao.apps.parts import queries as parts
from sanbao.apps.workorders.actions.row import lock, say
from sanbao.apps.workorders.models import RequiredPart, WorkOrder
from sanbao.apps.workorders.queries import OPEN
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused


def expect_usual(order: WorkOrder) -> None:
    """A new order asks for what work on its product, or on that component, usually takes."""
    most: dict[int, int] = {}
    case = order.case
    for usual in parts.usual_of(case.asset.product_id, case.component):
        most[usual.part_id] = max(usual.quantity, most.get(usual.part_id, 0))
    rows = [RequiredPart(order=order, part_id=key, asked=count) for key, count in most.items()]
    if rows:
        RequiredPart.objects.bulk_create(rows)


@transaction.atomic
def require(
    order: WorkOrder, part: parts.Part, quantity: int, *, by: User, at: datetime
) -> WorkOrder:
    """The order needs so many of `part` from now on, whatever visits have fitted; 0 for not at all.
    What is booked stays booked.
    """
    if quantity < 0:
        raise Refused(Message("the quantity cannot be less than none"), field="quantity")
    order = lock(order)
    if order.state not in OPEN:
        raise Refused(Message("the work order is over"))
    if part.provider_id != order.provider_id:
        raise Refused(Message("there is no part with this number"), field="part")
    given = {"asked": quantity, "fitted": 0, "stated_at": at, "stated_by": by}
    RequiredPart.objects.update_or_create(order=order, part=part, defaults=given)
    details = {"part": f"{part}", "quantity": f"{quantity}"}
    say("workorder.needs", order, by=by, at=at, was=order.state, **details)
    return order


def fit(order: WorkOrder, fitted: Mapping[int, Decimal]) -> None:
    """What a visit used, by key of the part, is not needed any longer; what comes back with a
    signature, as less than none, is again. Within the caller's transaction.
    """
    if not fitted:
        return
    order = lock(order)
    for part_id, count in fitted.items():
        rows = RequiredPart.objects.filter(order=order, part_id=part_id)
        rows.update(fitted=F("fitted") + count)
