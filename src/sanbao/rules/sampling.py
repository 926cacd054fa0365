"""Who is called of many: a share at least, drawn so that anybody can draw the same again.

Of a month's repairs at least a quarter is called by phone (P2-2.7);
every complaint is verified, and every buyer is called in each period, so those are not drawn.
"""

import hashlib
from collections.abc import Collection
from decimal import ROUND_CEILING, Decimal

LEAST_PERCENT = 25


def size_of(population: int, percent: int) -> int:
    """How many are drawn of `population`: `percent` of them, rounded up; of nothing none.

    Raises ValueError for a negative population or a share beyond 1 to 100.
    """
    if population < 0 or not 1 <= percent <= 100:
        raise ValueError(f"{percent} % of {population} cannot be drawn")
    return int((Decimal(population * percent) / 100).to_integral_value(ROUND_CEILING))


def drawn(codes: Collection[str], *, percent: int, seed: str) -> list[str]:
    """The sample, in the order of the codes: those whose digest under `seed` comes first.

    The same codes and the same seed give the same sample, whatever order the codes came in.
    """
    mixed = sorted(set(codes), key=lambda code: (digest(seed, code), code))
    return sorted(mixed[: size_of(len(mixed), percent)])


def digest(seed: str, code: str) -> str:
    """The place of a code in the lot: its SHA-256 behind the seed."""
    return hashlib.sha256(f"{seed}:{code}".encode()).hexdigest()
