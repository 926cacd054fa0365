"""How many sheets are checked, and what the checked ones say of all."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbao.rules.spotcheck import (
    PHOTO_BITS,
    SAME_PHOTO_WITHIN,
    Z95,
    Stratum,
    drawn_of,
    estimate,
    parts_of,
    size_of_amount,
    wilson,
)


@pytest.mark.parametrize(
    ("amount", "size"), [("0", 0), ("99.99", 0), ("100", 1), ("999.99", 2), ("1000", 3)]
)
def test_sizes_of_amount(amount: str, size: int) -> None:
    assert size_of_amount(Decimal(amount)) == size


@pytest.mark.parametrize(
    ("population", "percent", "drawn"),
    [(0, "10", 0), (1, "10", 1), (10, "10", 1), (11, "10", 2), (3, "100", 3), (200, "0.5", 1)],
)
def test_how_many_are_drawn(population: int, percent: str, drawn: int) -> None:
    assert drawn_of(population, Decimal(percent)) == drawn


@given(st.integers(min_value=1, max_value=500), st.data())
def test_the_bounds_of_wilson_are_just_the_shares_that_a_score_test_lets_pass(
    size: int, data: st.DataObject
) -> None:
    """From the definition: as far from what was seen as 1.96 deviations of the bound itself."""
    seen = data.draw(st.integers(min_value=0, max_value=size)) / size
    for bound in wilson(seen, size):
        if 0 < bound < 1:
            assert abs(seen - bound) == pytest.approx(
                Z95 * (bound * (1 - bound) / size) ** 0.5, abs=1e-7
            )


# NIST/SEMATECH e-Handbook, 7.2.4.1: 4 defective of 20; at 90 % there, here at 95 %.
@pytest.mark.parametrize(
    ("false", "size", "low", "high"), [(4, 20, 0.0807, 0.4160), (0, 30, 0.0, 0.1135)]
)
def test_wilson_by_hand(false: int, size: int, low: float, high: float) -> None:
    assert wilson(false / size, size) == pytest.approx((low, high), abs=1e-4)


def test_nothing_checked_says_nothing() -> None:
    assert estimate([Stratum(100, 0, 0)]) is None


def test_a_large_stratum_weighs_more() -> None:
    found = estimate([Stratum(900, 10, 0), Stratum(100, 10, 5)])
    assert found is not None
    assert found.share == pytest.approx(0.05)
    assert found.low < 0.05 < found.high
    assert found.checked == 20


def test_nothing_false_seen_is_not_nothing_false() -> None:
    found = estimate([Stratum(1000, 30, 0)])
    assert found is not None
    assert (found.share, found.low) == (0, 0)
    assert found.high == pytest.approx(0.1135, abs=1e-3)


strata = st.builds(
    lambda checked, false, more: Stratum(checked + more, checked, min(false, checked)),
    checked=st.integers(min_value=1, max_value=40),
    false=st.integers(min_value=0, max_value=40),
    more=st.integers(min_value=0, max_value=400),
)


@given(st.lists(strata, min_size=1, max_size=8))
def test_the_estimate_lies_in_its_interval(found: list[Stratum]) -> None:
    told = estimate(found)
    assert told is not None
    assert -1e-9 <= told.low <= told.share + 1e-9 <= told.high + 2e-9
    assert told.high <= 1 + 1e-9


@given(strata, st.integers(min_value=2, max_value=5))
def test_cut_in_alike_pieces_it_says_the_same_share(one: Stratum, pieces: int) -> None:
    whole, parts = estimate([one]), estimate([one] * pieces)
    assert whole is not None
    assert parts is not None
    assert parts.share == pytest.approx(whole.share)


@given(
    likeness=st.integers(min_value=0, max_value=2**PHOTO_BITS - 1),
    places=st.sets(st.integers(min_value=0, max_value=PHOTO_BITS - 1), max_size=SAME_PHOTO_WITHIN),
)
def test_photos_that_look_alike_have_a_part_alike(likeness: int, places: set[int]) -> None:
    other = likeness
    for place in places:
        other ^= 1 << place
    one, two = parts_of(likeness), parts_of(other)
    assert not one or not two or set(one) & set(two)


def test_a_plain_picture_has_no_part_and_each_part_has_its_own_numbers() -> None:
    assert parts_of(0) == parts_of(0b111) == parts_of(2**PHOTO_BITS - 1) == []
    assert parts_of(0x0123456789ABCDEF) == sorted(parts_of(0x0123456789ABCDEF))
    assert [part >> 16 for part in parts_of(0x0123456789ABCDEF)] == [0, 1, 2, 3]
