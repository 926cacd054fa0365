"""What an engineer fetches at his station before his jobs, and what can be brought to none."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sanbao.apps.accounts.access import User
from sanbao.apps.dispatch.facts import Crewman, Time
from sanbao.apps.dispatch.queries.at_hand import (
    Depot,
    Shelves,
    in_turn,
    lying_of,
    promise_to,
    want_of,
)
from sanbao.apps.dispatch.queries.crew import crew_of, stations_of
from sanbao.apps.parts import queries as parts
from sanbao.apps.visits import queries as visits
from sanbao.apps.workorders import queries as orders
from sanbao.rules.message import Message
from sanbao.rules.sending import not_at_hand

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pick:
    """So many of a part, taken from the store of the engineer's station."""

    part: parts.Part
    count: int


@dataclass(slots=True)
class First:
    """What one job takes that is not on the van. station: the engineer's own, None for none.
    missing: what neither has, in the words that refuse a time for it.
    """

    station: Depot | None
    picks: list[Pick] = field(default_factory=list)
    missing: list[Message] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Ahead:
    """A visit that an engineer has before him. first: None where nothing has to be fetched."""

    visit: visits.Visit
    first: First | None


def ahead_of(engineer: User, day: visits.Day, *, at: datetime) -> list[Ahead]:
    """The visits of today and tomorrow, what is overdue before them, with what is fetched first.

    Nothing is said of a visit that has begun, nor to who only goes along.
    """
    stops = [*day.overdue, *day.today, *day.tomorrow]
    mine = {stop.visit.order_id for stop in stops if leads(engineer, stop.visit)}
    first = fetched_first(engineer, mine, at=at)
    return [
        Ahead(visit, first.get(visit.order_id) if leads(engineer, visit) else None)
        for visit in (stop.visit for stop in stops)
    ]


def leads(engineer: User, visit: visits.Visit) -> bool:
    """Whether he still has to go there with what it takes."""
    return visit.engineer_id == engineer.pk and visit.state == visits.VisitState.AGREED


def fetched_first(engineer: User, order_ids: Collection[int], *, at: datetime) -> dict[int, First]:
    """By the key of the order what is fetched before it or cannot be brought; none of whose parts
    all are on the van. In one query where nothing is needed, in nine otherwise.

    An order finds what those have left that go before it, his own and everybody's, by the rule
    that promises parts to booked orders: a piece is fetched once, and a tool before the first job.
    """
    rows = [row for mine in orders.required_by(order_ids).values() for row in mine]
    found = {row.part_id: row.part for row in rows}
    if not found:
        return {}
    stations = stations_of(engineer.provider_id)
    time = Time(at, at + A_DAY)
    man = next(iter(crew_of(engineer.provider_id, time, only=[engineer.pk], stations=stations)))
    shelves = lying_of(engineer.provider_id, found, stations)
    first: dict[int, First] = {}
    for row, station in in_turn(engineer.provider_id, list(found)):
        if row.order_id in order_ids:
            home = shelves.depots.get(man.station)
            tell(first.setdefault(row.order_id, First(home)), shelves, man, row)
        promise_to(shelves, row, station)
    return {key: told for key, told in first.items() if told.picks or told.missing}


def tell(first: First, shelves: Shelves, man: Crewman, row: orders.RequiredPart) -> None:
    want = want_of(row)
    first.picks += [Pick(row.part, each.count) for each in shelves.at_hand(man, [want]).fetch]
    if (missing := shelves.missing(man, [want])) is not None:
        first.missing.append(not_at_hand(missing).reason)
