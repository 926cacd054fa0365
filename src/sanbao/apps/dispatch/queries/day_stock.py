"""The parts and tools of a day that is planned: what jobs need, what vans have, what is fetched.

What lies at a station is shared out among its people before the planners begin, so that no two of
them count on the same piece: where it is enough for all jobs together, each may have all of it;
where it is not, first for what is fixed, then for what is planned in the order of its time, then
for what waits as it falls due. A tool is enough where all whose vans lack it may take one.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sanbao.apps.dispatch.facts import Crewman
from sanbao.apps.dispatch.queries.at_hand import Shelves, shelves_for, want_of
from sanbao.apps.dispatch.queries.day_job import Doing, whose
from sanbao.apps.parties import queries as parties
from sanbao.apps.workorders import queries as orders
from sanbao.planning.problem import Depot
from sanbao.rules.at_hand import NONE, Want


@dataclass(frozen=True, slots=True)
class Needed:
    """What one job needs, by the names of parts and tools."""

    parts: Mapping[str, int] = field(default_factory=dict)
    tools: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Claim:
    """What a job needs of a part, and who may do it."""

    want: Want
    able: frozenset[str]


@dataclass(slots=True)
class Stock:
    """shares: by engineer and part number what of his station's is his. needs: by key of a job."""

    shelves: Shelves
    shares: dict[int, Counter[str]]
    needs: dict[str, Needed]
    tools: frozenset[str]

    def needed(self, each: Doing) -> Needed:
        return self.needs.get(each.key, Needed())

    def van(self, man: Crewman) -> Counter[str]:
        free = self.shelves.vans.get(man.engineer.pk, {})
        return Counter({part: max(0, int(count)) for part, count in free.items()})

    def of(self, man: Crewman, home: int) -> dict[str, Any]:
        """What the planners are told of his van and of his station's store."""
        van, share = self.van(man), self.shares.get(man.engineer.pk, Counter())
        depot = Depot(home, self.named(share), self.tools_of(share))
        return {
            "parts": self.named(van),
            "tools": self.tools_of(van),
            "depot": depot if depot.parts or depot.tools else None,
        }

    def named(self, counts: Mapping[str, int]) -> dict[str, int]:
        return {
            self.shelves.names[part]: count
            for part, count in counts.items()
            if count > 0 and part not in self.tools
        }

    def tools_of(self, counts: Mapping[str, int]) -> frozenset[str]:
        return frozenset(
            self.shelves.names[part]
            for part, count in counts.items()
            if count > 0 and part in self.tools
        )


def stock_of_day(
    provider_id: int,
    doing: Sequence[Doing],
    crew: Sequence[Crewman],
    *,
    fixed: Callable[[Doing], bool],
    able: Callable[[Doing], frozenset[str]],
    stations: Sequence[parties.Station],
) -> Stock:
    """In one query where no job needs anything, in four at most otherwise. able: who may do a job,
    by user name.
    """
    leading = [each for each in doing if each.key == each.order.code]
    required = orders.required_by([each.order.pk for each in leading])
    rows = [row for mine in required.values() for row in mine]
    besides = [each.order.pk for each in leading]
    shelves = shelves_for(provider_id, rows, besides=besides, stations=stations)
    wants = {
        each.key: [want_of(row) for row in required.get(each.order.pk, [])] for each in leading
    }
    tools = frozenset(row.part.code for row in rows if row.part.is_tool)
    stock = Stock(shelves, {}, {}, tools)
    firm = [each for each in leading if fixed(each)]
    loose = [each for each in leading if not fixed(each)]
    claims = [
        Claim(want, frozenset({whose(each)}) if fixed(each) else able(each))
        for each in (*firm, *loose)
        for want in wants[each.key]
    ]
    share_out(stock, crew, claims)
    left = {man.engineer.username: left_for(stock, man) for man in crew}
    for each in leading:
        mine = wants[each.key]
        if fixed(each):
            mine = [want for want in mine if take(left.get(whose(each), Counter()), want, tools)]
        stock.needs[each.key] = needed_of(shelves, mine)
    return stock


def needed_of(shelves: Shelves, wants: Sequence[Want]) -> Needed:
    return Needed(
        {shelves.names[want.part]: want.count for want in wants if not want.is_tool},
        frozenset(shelves.names[want.part] for want in wants if want.is_tool),
    )


def left_for(stock: Stock, man: Crewman) -> Counter[str]:
    return stock.van(man) + stock.shares.get(man.engineer.pk, Counter())


def take(left: Counter[str], want: Want, tools: frozenset[str]) -> bool:
    """Whether it is there for a job that is fixed: what is not, he goes without anyway."""
    if left[want.part] < want.count:
        return False
    if want.part not in tools:
        left[want.part] -= want.count
    return True


def share_out(stock: Stock, crew: Sequence[Crewman], claims: Sequence[Claim]) -> None:
    by_part: dict[str, list[Claim]] = {}
    for claim in claims:
        by_part.setdefault(claim.want.part, []).append(claim)
    for code, counts in stock.shelves.stations.items():
        people = [man for man in crew if man.station == code]
        for part, mine in by_part.items():
            supply = max(0, int(counts.get(part, NONE)))
            lacking = len([man for man in people if not stock.van(man)[part]])
            whole = sum(claim.want.count for claim in mine)
            if supply >= (lacking if part in stock.tools else whole):
                shares = {man.engineer.pk: supply for man in people}
            else:
                shares = pieces(stock, people, mine, supply)
            for key, count in shares.items():
                stock.shares.setdefault(key, Counter())[part] = count


def pieces(
    stock: Stock, people: Sequence[Crewman], claims: Sequence[Claim], supply: int
) -> dict[int, int]:
    """Too few for all: each claim in turn gets what it lacks, for whoever lacks the least of those
    who may do the job.
    """
    part = claims[0].want.part
    left = {man.engineer.pk: stock.van(man)[part] for man in people}
    shares = dict.fromkeys(left, 0)
    for claim in claims:
        able = [man.engineer.pk for man in people if man.engineer.username in claim.able]
        if not able:
            continue
        key = min(able, key=lambda each: (max(0, claim.want.count - left[each]), each))
        lacks = max(0, claim.want.count - left[key])
        if lacks <= supply:
            shares[key] += lacks
            supply -= lacks
            left[key] += lacks if part in stock.tools else lacks - claim.want.count
    return shares
