"""What the rules ask about an order, and what a page shows beside it."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.accounts.wording import said
from sanbao.apps.training import queries as training
from sanbao.apps.workorders.models import WorkOrder
from sanbao.rules.message import Message
from sanbao.rules.workorder import Facts


@dataclass(frozen=True, slots=True)
class Candidate:
    """An engineer who might be sent: until when certified, else what he lacks; how busy."""

    engineer: User
    certificate_until: date | None
    open_orders: int
    lack: Message | None = None

    @property
    def why_not(self) -> str:
        """What he lacks, in the reader's language; "" for nothing."""
        return said(self.lack) if self.lack else ""


@dataclass(frozen=True, slots=True)
class Time:
    """From `starts_at` until before `ends_at`, aware instants."""

    starts_at: datetime
    ends_at: datetime


def local_day(order: WorkOrder, at: datetime) -> date:
    """The day of `at` where the provider works."""
    return at.astimezone(ZoneInfo(order.provider.zone)).date()


def job_of(order: WorkOrder) -> training.Job:
    """What somebody is sent to do: what it asks for is the product's and the agreement's."""
    case = order.case
    return training.Job(order.provider_id, product_id=case.asset.product_id, version=case.version)


def assigning(order: WorkOrder, engineer: User, *, at: datetime) -> Facts:
    """What is asked before somebody is sent: an engineer of ours, certified on the day."""
    on = local_day(order, at)
    return Facts(
        on=on,
        is_engineer=engineer.provider_id == order.provider_id
        and engineer.is_active
        and engineer.has_role(Role.ENGINEER),
        lack=training.lacking(engineer, job_of(order), on=on),
    )


def joining(order: WorkOrder, engineer: User) -> Facts:
    """What is asked before somebody goes along: an engineer of ours, not the one who leads."""
    return Facts(
        is_engineer=engineer.provider_id == order.provider_id
        and engineer.is_active
        and engineer.has_role(Role.ENGINEER),
        leads=engineer.pk == order.engineer_id,
    )


def seen_of(order: WorkOrder) -> str:
    """The state of the assignment as a page shows it; it changes with every assignment."""
    return order.assigned_at.isoformat() if order.assigned_at else ""
