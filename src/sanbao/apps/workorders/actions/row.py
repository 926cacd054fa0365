"""The row of a work order: locked, and what happened to it said."""

from datetime import datetime

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.prepared import held
from sanbao.apps.journal import actions as journal
from sanbao.apps.workorders.models import WorkOrder

# Planned once for each connection: one more join costs less than asking for its row later.
row = held(
    WorkOrder,
    "provider",
    "engineer",
    "assigned_by",
    "case__asset",
    "case__customer",
    "case__version",
)


def lock(order: WorkOrder) -> WorkOrder:
    """The order as it stands now, held until the transaction ends."""
    return row(order.pk)


def say(
    happening: str, order: WorkOrder, *, by: User | None, at: datetime, was: str, **details: str
) -> None:
    journal.record(
        happening,
        order.code,
        provider=order.provider_id,
        at=at,
        by=by,
        was=was,
        now=order.state,
        details=details,
    )
