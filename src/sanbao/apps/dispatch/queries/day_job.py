"""One job of a day that is planned."""

from dataclasses import dataclass
from datetime import datetime

from sanbao.apps.workorders import queries as orders


@dataclass(frozen=True, slots=True)
class Doing:
    """A job of the day. booking: where it stands, None while it has no time. seen: its mark.

    is_shared: several go; the machine leaves the time of all of them where it is.
    """

    order: orders.WorkOrder
    booking: orders.Booking | None
    due_at: datetime | None
    seen: str
    is_shared: bool = False

    @property
    def key(self) -> str:
        """The order; of who goes along with it the name, too."""
        leads = self.booking is None or self.booking.engineer_id == self.order.engineer_id
        return self.order.code if leads else f"{self.order.code} {whose(self)}"


def whose(each: Doing) -> str:
    return each.booking.engineer.username if each.booking else ""
