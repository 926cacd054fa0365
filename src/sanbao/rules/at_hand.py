"""Parts at hand: what a job needs lies on the van, is fetched at the station first, or is missing.

What other jobs need is promised to them where they find it: a part is used up once, a tool is kept
and serves all jobs of one van.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

Counts = Mapping[str, Decimal]
NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class Want:
    """So many of a part, by its number; of a tool one is enough, however many jobs it serves."""

    part: str
    count: int
    is_tool: bool = False


@dataclass(frozen=True, slots=True)
class AtHand:
    """fetch: what the station has and the van has not. missing: what neither has."""

    fetch: tuple[Want, ...] = ()
    missing: tuple[Want, ...] = ()


def at_hand(wants: Sequence[Want], van: Counts, station: Counts) -> AtHand:
    """What of `wants` is fetched and what is missing.

    van, station: what is free there, by part number, what is promised to other jobs taken off; less
    than none counts as none. Of a part the van's are taken first, and the station makes up for the
    rest; it does so in whole or not at all.
    """
    fetch: list[Want] = []
    missing: list[Want] = []
    for want in wants:
        there = max(NONE, van.get(want.part, NONE))
        more = want.count - int(there)
        if more <= 0 or (want.is_tool and there >= 1):
            continue
        needed = Want(want.part, 1 if want.is_tool else more, want.is_tool)
        has = station.get(want.part, NONE) >= needed.count
        (fetch if has else missing).append(needed)
    return AtHand(tuple(fetch), tuple(missing))


def promise(
    wants: Sequence[Want], van: Counts, station: Counts
) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
    """What is free on the van and at its station once `wants` are promised to a job.

    By the rule of `at_hand`: a part leaves the van, what is fetched the station, too. A tool stays
    on the van, where one that is fetched lies from then on. Of what is missing nothing is taken:
    less is of no use to the job.
    """
    here, there = dict(van), dict(station)
    for want in wants:
        found = at_hand([want], here, there)
        if found.missing:
            continue
        fetched = Decimal(sum(each.count for each in found.fetch))
        on_van = max(NONE, here.get(want.part, NONE))
        if fetched:
            there[want.part] = there.get(want.part, NONE) - fetched
        here[want.part] = on_van + fetched - (0 if want.is_tool else want.count)
    return here, there
