"""Parts at hand: what a job needs lies on the van, is fetched at the station first, or is missing.

What other jobs of the same engineer need is promised to them: a part is used up once, a tool is
kept and serves all jobs of one van.
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


def promised(wants: Sequence[Want]) -> dict[str, Decimal]:
    """What several jobs of one engineer take together: parts add up, of a tool one serves all."""
    found: dict[str, Decimal] = {}
    for want in wants:
        if want.is_tool:
            found[want.part] = Decimal(1)
        else:
            found[want.part] = found.get(want.part, NONE) + want.count
    return found
