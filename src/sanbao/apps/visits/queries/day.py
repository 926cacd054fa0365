"""An engineer's day: what is to be agreed, where to go, which reports are due."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sanbao.apps.accounts.access import User
from sanbao.apps.visits.models import Visit, VisitState
from sanbao.apps.visits.queries.visit import of_provider
from sanbao.apps.workorders import queries as orders

MOST = 100  # of each; nobody has more before him


@dataclass(frozen=True, slots=True)
class Day:
    """to_agree: orders without an appointment. today: overdue and running visits included."""

    to_agree: list[orders.WorkOrder]
    today: list[Visit]
    later: list[Visit]
    reports_due: list[Visit]


def day_of(engineer: User, *, at: datetime) -> Day:
    """The day of `engineer` at `at`, in three queries."""
    zone = ZoneInfo(engineer.provider.zone)
    tomorrow = datetime.combine(at.astimezone(zone).date() + timedelta(days=1), time(), zone)
    mine = of_provider(engineer).filter(engineer=engineer)
    going = mine.filter(state__in=[VisitState.AGREED, VisitState.ARRIVED, VisitState.WORKED])
    rows = list(going.order_by("agreed_from", "id")[:MOST])
    waiting = orders.orders_for(engineer).filter(
        engineer=engineer, state=orders.WorkOrderState.ASSIGNED
    )
    return Day(
        to_agree=list(waiting.order_by("assigned_at", "id")[:MOST]),
        today=[visit for visit in rows if is_today(visit, tomorrow)],
        later=[visit for visit in rows if not is_today(visit, tomorrow)],
        reports_due=list(mine.filter(state=VisitState.SIGNED).order_by("signed_at", "id")[:MOST]),
    )


def is_today(visit: Visit, tomorrow: datetime) -> bool:
    return visit.state != VisitState.AGREED or visit.agreed_from < tomorrow
