"""Shares: how many are needed."""

from decimal import Decimal

import pytest

from sanbao.rules.share import is_reached, needed

QUARTER = Decimal("0.25")


@pytest.mark.parametrize(("base", "count"), [(0, 0), (1, 1), (4, 1), (5, 2), (40, 10), (41, 11)])
def test_a_share_is_rounded_up(base: int, count: int) -> None:
    assert needed(QUARTER, base) == count
    assert is_reached(QUARTER, count, base)
    assert base == 0 or not is_reached(QUARTER, count - 1, base)


def test_what_states_no_share_is_reached() -> None:
    assert is_reached(None, 0, 9)


def test_less_than_nothing_is_nonsense() -> None:
    with pytest.raises(ValueError, match="less than nothing"):
        needed(QUARTER, -1)
