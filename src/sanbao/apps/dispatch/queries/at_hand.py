"""Parts and tools for the jobs of many engineers: on the van, at the station, or with whom."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from sanbao.apps.dispatch.facts import Crewman, Time
from sanbao.apps.dispatch.queries.crew import crew_of, homes_of, stations_of
from sanbao.apps.parties import queries as parties
from sanbao.apps.parts import queries as parts
from sanbao.apps.workorders import queries as orders
from sanbao.rules.at_hand import NONE, AtHand, Want, at_hand, promise
from sanbao.rules.geography import Point, road_m
from sanbao.rules.sending import Missing

Counts = dict[str, Decimal]


@dataclass(frozen=True, slots=True)
class Depot:
    """A station with a store. at: where it is, as far as it is known."""

    code: str
    name: str
    at: Point | None


@dataclass(slots=True)
class Shelves:
    """What is free of the parts that are asked for. vans: by the key of the engineer; stations: by
    their code; names: of parts, by number. What other booked orders need is taken off.
    """

    vans: dict[int, Counts] = field(default_factory=dict)
    stations: dict[str, Counts] = field(default_factory=dict)
    depots: dict[str, Depot] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def at_hand(self, man: Crewman, wants: Sequence[Want]) -> AtHand:
        van = self.vans.get(man.engineer.pk, {})
        return at_hand(wants, van, self.stations.get(man.station, {}))

    def missing(self, man: Crewman, wants: Sequence[Want]) -> Missing | None:
        """The first part that the engineer cannot bring, and the nearest station that has it."""
        found = self.at_hand(man, wants).missing
        if not found:
            return None
        want = found[0]
        has = [
            (self.way(man.home, depot), depot)
            for code, depot in self.depots.items()
            if code != man.station
            and self.stations.get(code, {}).get(want.part, NONE) >= want.count
        ]
        name = self.names.get(want.part, want.part)
        if not has:
            return Missing(name, want.count)
        way, depot = min(has, key=lambda each: (each[0] is None, each[0] or 0, each[1].name))
        return Missing(name, want.count, depot.name, None if way is None else round(way / 1000))

    @staticmethod
    def way(home: Point | None, depot: Depot) -> int | None:
        return None if home is None or depot.at is None else road_m(home, depot.at)


def want_of(row: orders.RequiredPart) -> Want:
    """Of a tool one is enough, however many were stated."""
    is_tool = row.part.is_tool
    return Want(row.part.code, 1 if is_tool else row.quantity, is_tool)


def shelves_for(
    provider_id: int,
    needed: Iterable[orders.RequiredPart],
    *,
    besides: Collection[int],
    stations: Sequence[parties.Station] | None = None,
) -> Shelves:
    """What is free of what is needed. besides: the orders for which it is asked; what they need is
    not yet promised to anybody. stations: those of the company, where they have been read. Nothing
    is asked where nothing is needed.
    """
    found = {row.part_id: row.part for row in needed}
    if not found:
        return Shelves()
    stations = stations_of(provider_id) if stations is None else stations
    shelves = lying_of(provider_id, found, stations)
    for row, station in in_turn(provider_id, list(found), besides=besides):
        promise_to(shelves, row, station)
    return shelves


def lying_of(
    provider_id: int, found: Mapping[int, parts.Part], stations: Sequence[parties.Station]
) -> Shelves:
    """What lies of these parts, nothing promised to anybody. found: by their keys."""
    shelves = Shelves(names={part.code: f"{part}" for part in found.values()})
    homes = homes_of(provider_id, stations)
    for station in stations:
        point = homes[station.pk].point
        shelves.depots[station.code] = Depot(station.code, station.name, point)
    for row in parts.lying(provider_id, list(found)):
        if row.store.station is not None:
            shelves.stations.setdefault(row.store.station.code, {})[row.part.code] = row.on_hand
        elif row.store.engineer_id is not None:
            shelves.vans.setdefault(row.store.engineer_id, {})[row.part.code] = row.on_hand
    return shelves


def in_turn(
    provider_id: int, part_ids: Collection[int], *, besides: Collection[int] = ()
) -> list[tuple[orders.RequiredPart, str]]:
    """What booked orders need, who goes first before who goes later, each with the code of the
    station of its engineer, "" for none.
    """
    rows = list(orders.promised_parts(provider_id, part_ids, besides=besides))
    people = parties.engineers(provider_id).filter(pk__in={row.order.engineer_id for row in rows})
    homes = dict(people.values_list("pk", "person__station__code")) if rows else {}
    return [(row, homes.get(row.order.engineer_id or 0) or "") for row in rows]


def promise_to(shelves: Shelves, row: orders.RequiredPart, code: str) -> None:
    """Take off what an order finds on the van of its engineer or at his station."""
    key = row.order.engineer_id or 0
    van, station = shelves.vans.get(key, {}), shelves.stations.get(code, {})
    shelves.vans[key], shelves.stations[code] = promise([want_of(row)], van, station)


@dataclass(frozen=True, slots=True)
class Line:
    """One part that an order needs, as things stand when it is the order's turn. holders: who has
    it, each with how many are free there.
    """

    row: orders.RequiredPart
    holders: Sequence[tuple[str, Decimal]]
    fetch: int = 0
    is_missing: bool = False


def lines_of(order: orders.WorkOrder, *, time: Time) -> list[Line]:
    """What the order needs, and where that is free: with its engineer, or at which station. What a
    booked order fetches is judged when it is its turn, as in its engineer's day; of another, once
    all that are booked have theirs.
    """
    rows = list(orders.required_of(order.pk))
    if not rows:
        return []
    found = {row.part_id: row.part for row in rows}
    stations = stations_of(order.provider_id)
    shelves, man = lying_of(order.provider_id, found, stations), man_of(order, time, stations)
    lines: dict[int, Line] = {}
    for row, station in in_turn(order.provider_id, list(found)):
        if row.order_id == order.pk:
            lines[row.pk] = line(row, shelves, man)
        else:
            promise_to(shelves, row, station)
    return [lines.get(row.pk) or line(row, shelves, man) for row in rows]


def line(row: orders.RequiredPart, shelves: Shelves, man: Crewman | None) -> Line:
    """What is free now of what the row needs."""
    hand = AtHand() if man is None else shelves.at_hand(man, [want_of(row)])
    return Line(
        row,
        list(holders(shelves, man, row.part.code)),
        fetch=sum(each.count for each in hand.fetch),
        is_missing=bool(hand.missing),
    )


def man_of(
    order: orders.WorkOrder, time: Time, stations: Sequence[parties.Station]
) -> Crewman | None:
    if order.engineer_id is None:
        return None
    crew = crew_of(order.provider_id, time, only=[order.engineer_id], stations=stations)
    return next(iter(crew), None)


def holders(shelves: Shelves, man: Crewman | None, part: str) -> Iterable[tuple[str, Decimal]]:
    """The van of whoever goes, then the stations, the nearest to him first."""
    if man is not None and (count := shelves.vans.get(man.engineer.pk, {}).get(part, NONE)) > 0:
        yield man.name, count
    home = man.home if man else None
    ways: Mapping[str, int | None] = {
        code: shelves.way(home, depot) for code, depot in shelves.depots.items()
    }
    for code in sorted(shelves.depots, key=lambda each: (ways[each] is None, ways[each] or 0)):
        count = shelves.stations.get(code, {}).get(part, NONE)
        if count > 0:
            yield shelves.depots[code].name, count
