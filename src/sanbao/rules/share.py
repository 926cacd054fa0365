"""How far a share is: so many of so many, and how many are needed."""

from decimal import ROUND_CEILING, Decimal


def needed(least: Decimal, base: int) -> int:
    """How many of `base` make up the share, rounded up: 25 % of 41 are 11.

    least: more than 0, at most 1. Raises ValueError for a negative base.
    """
    if base < 0:
        raise ValueError("there cannot be less than nothing")
    return int((least * base).to_integral_value(rounding=ROUND_CEILING))


def is_reached(least: Decimal | None, done: int, base: int) -> bool:
    """Whether the share is reached. Of nothing nothing is owed: it is."""
    return least is None or done >= needed(least, base)
