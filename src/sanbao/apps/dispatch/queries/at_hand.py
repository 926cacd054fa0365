"""Parts and tools for the jobs of many engineers: on the van, at the station, or with whom."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from sanbao.apps.dispatch.facts import Crewman, Time
from sanbao.apps.dispatch.queries.crew import crew_of, homes_of
from sanbao.apps.parties import queries as parties
from sanbao.apps.parts import queries as parts
from sanbao.apps.workorders import queries as orders
from sanbao.rules.at_hand import NONE, AtHand, Want, at_hand, promised
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
    return Want(row.part.code, row.quantity, row.part.is_tool)


def wants_of(order: orders.WorkOrder) -> list[Want]:
    return [want_of(row) for row in orders.required_of(order.pk)]


def shelves_for(
    provider_id: int, needed: Iterable[orders.RequiredPart], *, besides: Collection[int]
) -> Shelves:
    """What is free of what is needed. besides: the orders for which it is asked; what they need is
    not yet promised to anybody. Nothing is asked where nothing is needed.
    """
    found = {row.part_id: row.part for row in needed}
    shelves = Shelves(names={part.code: f"{part}" for part in found.values()})
    if not found:
        return shelves
    homes = homes_of(provider_id)
    for station in parties.Station.objects.filter(provider_id=provider_id):
        home = homes[station.pk]
        shelves.depots[station.code] = Depot(station.code, station.name, home.point)
    for row in parts.lying(provider_id, list(found)):
        if row.store.station is not None:
            shelves.stations.setdefault(row.store.station.code, {})[row.part.code] = row.on_hand
        elif row.store.engineer_id is not None:
            shelves.vans.setdefault(row.store.engineer_id, {})[row.part.code] = row.on_hand
    promise_others(shelves, provider_id, list(found), besides)
    return shelves


def promise_others(
    shelves: Shelves, provider_id: int, part_ids: Collection[int], besides: Collection[int]
) -> None:
    """Take off what other booked orders need: from the van of their engineer, and what is not there
    from his station.
    """
    wants: dict[int, list[Want]] = {}
    for row in orders.promised_parts(provider_id, part_ids, besides=besides):
        wants.setdefault(row.order.engineer_id or 0, []).append(want_of(row))
    if not wants:
        return
    people = parties.engineers(provider_id).filter(pk__in=list(wants))
    stations = dict(people.values_list("pk", "person__station__code"))
    for key, mine in wants.items():
        van = shelves.vans.setdefault(key, {})
        station = shelves.stations.setdefault(stations.get(key) or "", {})
        tools = {want.part for want in mine if want.is_tool}
        for part, count in promised(mine).items():
            there = max(NONE, van.get(part, NONE))
            short = max(NONE, count - there)
            if part not in tools:
                van[part] = there - (count - short)
            elif short:
                # Fetched for another job it serves this one, too.
                van[part] = Decimal(1)
            station[part] = station.get(part, NONE) - short


@dataclass(frozen=True, slots=True)
class Line:
    """One part that an order needs. holders: who has it, each with how many are free there."""

    row: orders.RequiredPart
    holders: Sequence[tuple[str, Decimal]]
    fetch: int = 0
    is_missing: bool = False


def lines_of(order: orders.WorkOrder, *, time: Time) -> list[Line]:
    """What the order needs, and where that is: with its engineer, or at which station."""
    rows = orders.required_of(order.pk)
    shelves = shelves_for(order.provider_id, rows, besides=[order.pk])
    man = man_of(order, time) if rows else None
    found = []
    for row in rows:
        want = want_of(row)
        hand = shelves.at_hand(man, [want]) if man else AtHand()
        found.append(
            Line(
                row,
                list(holders(shelves, man, want.part)),
                fetch=sum(each.count for each in hand.fetch),
                is_missing=bool(hand.missing),
            )
        )
    return found


def man_of(order: orders.WorkOrder, time: Time) -> Crewman | None:
    if order.engineer_id is None:
        return None
    return next(iter(crew_of(order.provider_id, time, only=[order.engineer_id])), None)


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
