"""An engineer's day: what is to be agreed, where to go next and how far, what is overdue."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sanbao.apps.accounts.access import User
from sanbao.apps.visits.facts import local_day
from sanbao.apps.visits.models import Visit, VisitState
from sanbao.apps.visits.queries.visit import visits_of_engineer
from sanbao.apps.workorders import queries as orders
from sanbao.rules.geography import Point, road_m

MOST = 100  # of each; nobody has more before him


@dataclass(frozen=True, slots=True)
class Stop:
    """A visit on the way. way_m: metres by road from the stop before, None where one place is
    not known.
    """

    visit: Visit
    way_m: int | None = None

    @property
    def way_km(self) -> str:
        return "" if self.way_m is None else f"{self.way_m / 1000:.1f}"

    @property
    def geo(self) -> str:
        """The place for the telephone's own map, "" where it is not known."""
        site = self.visit.order.case.asset.site
        at = f"{site.latitude},{site.longitude}"
        return f"geo:{at}?q={at}" if place_of(self.visit) else ""


@dataclass(frozen=True, slots=True)
class Day:
    """to_agree: orders without an appointment. today: in order of time, what is under way first.
    overdue: agreed for a time that is over, nobody arrived.
    """

    to_agree: list[orders.WorkOrder]
    overdue: list[Stop]
    today: list[Stop]
    tomorrow: list[Stop]
    later: list[Stop]
    reports_due: list[Visit]

    @property
    def next(self) -> Stop | None:
        """Where the engineer is, or goes first."""
        return next(iter([*self.today, *self.overdue]), None)


def day_of(engineer: User, *, at: datetime) -> Day:
    """The day of `engineer` at `at`, in three queries."""
    zone = ZoneInfo(engineer.provider.zone)
    tomorrow = datetime.combine(at.astimezone(zone).date() + timedelta(days=1), time(), zone)
    mine = visits_of_engineer(engineer)
    going = mine.filter(state__in=[VisitState.AGREED, VisitState.ARRIVED, VisitState.WORKED])
    rows = list(going.order_by("agreed_from", "id")[:MOST])
    there = [visit for visit in rows if visit.state != VisitState.AGREED]
    agreed = [visit for visit in rows if visit.state == VisitState.AGREED]
    ahead = [visit for visit in agreed if visit.agreed_until >= at]
    waiting = orders.orders_for(engineer).filter(
        engineer=engineer, state=orders.WorkOrderState.ASSIGNED
    )
    due = mine.filter(engineer=engineer, state=VisitState.SIGNED)
    return Day(
        to_agree=list(waiting.order_by("assigned_at", "id")[:MOST]),
        overdue=way([visit for visit in agreed if visit.agreed_until < at]),
        today=way([*there, *between(ahead, None, tomorrow)]),
        tomorrow=way(between(ahead, tomorrow, tomorrow + timedelta(days=1))),
        later=way(between(ahead, tomorrow + timedelta(days=1), None)),
        reports_due=list(due.order_by("signed_at", "id")[:MOST]),
    )


def between(
    visits: Iterable[Visit], starts_at: datetime | None, ends_at: datetime | None
) -> list[Visit]:
    return [
        visit
        for visit in visits
        if (starts_at is None or visit.agreed_from >= starts_at)
        and (ends_at is None or visit.agreed_from < ends_at)
    ]


def way(visits: list[Visit]) -> list[Stop]:
    """The visits as stops, each with the way from the one before on the same day."""
    stops: list[Stop] = []
    for visit in visits:
        before = stops[-1].visit if stops else None
        same = before is not None and date_of(before) == date_of(visit)
        here, there = place_of(visit), place_of(before) if before and same else None
        stops.append(Stop(visit, road_m(there, here) if there and here else None))
    return stops


def date_of(visit: Visit) -> date:
    return local_day(visit, visit.agreed_from)


def place_of(visit: Visit) -> Point | None:
    site = visit.order.case.asset.site
    if site.latitude is None or site.longitude is None:
        return None
    return Point(float(site.latitude), float(site.longitude))
