"""What dealers do about a case, on pages that stand before theirs."""

from typing import Any

from django import template

from sanbao.apps.accounts.access import User
from sanbao.apps.dealers import queries
from sanbao.apps.desk.queries import OPEN, Case
from sanbao.apps.parties.queries import dealers_for

register = template.Library()


@register.inclusion_tag("dealers/_of_case.html")
def repair_orders_of(case: Case, user: User) -> dict[str, Any]:
    """`{% repair_orders_of case user %}`: which dealers were sent, and the way to send one."""
    orders = list(queries.orders_of_case(case)) if user.has_role(*queries.ORDER_READERS) else []
    is_open = any(order.state in queries.OPEN_ORDERS for order in orders)
    is_waiting = user.has_role(*queries.SENDS) and case.state in OPEN and not is_open
    # Who has no dealers is not offered to send one.
    may_send = is_waiting and dealers_for(user).exists()
    return {"orders": orders, "case": case, "may_send": may_send}
