"""What the rules ask about an order, and what a page shows beside it."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.parties import queries as parties
from sanbao.apps.workorders.models import WorkOrder
from sanbao.rules.workorder import Facts


@dataclass(frozen=True, slots=True)
class Candidate:
    """An engineer who might be sent: until when certified (None: not that day), how busy."""

    engineer: User
    certificate_until: date | None
    open_orders: int


def local_day(order: WorkOrder, at: datetime) -> date:
    """The day of `at` where the provider works."""
    return at.astimezone(ZoneInfo(order.provider.zone)).date()


def assigning(order: WorkOrder, engineer: User, *, at: datetime) -> Facts:
    """What is asked before somebody is sent: an engineer of ours, certified on the day."""
    on = local_day(order, at)
    certificate = parties.certificate(engineer, on=on)
    return Facts(
        on=on,
        is_engineer=engineer.provider_id == order.provider_id
        and engineer.is_active
        and engineer.has_role(Role.ENGINEER),
        certificate_until=certificate.valid_until if certificate else None,
    )


def seen_of(order: WorkOrder) -> str:
    """The state of the assignment as a page shows it; it changes with every assignment."""
    return order.assigned_at.isoformat() if order.assigned_at else ""
