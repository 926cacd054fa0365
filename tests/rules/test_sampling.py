"""Drawing a share of many, the same again from the seed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbao.rules.sampling import drawn, size_of

CODES = [f"GD26-{number:04}" for number in range(41)]


@pytest.mark.parametrize(
    ("population", "percent", "size"),
    [(0, 25, 0), (1, 25, 1), (4, 25, 1), (5, 25, 2), (41, 25, 11), (41, 100, 41), (3, 1, 1)],
)
def test_a_share_is_rounded_up(population: int, percent: int, size: int) -> None:
    assert size_of(population, percent) == size


@pytest.mark.parametrize(("population", "percent"), [(-1, 25), (10, 0), (10, 101)])
def test_what_cannot_be_drawn(population: int, percent: int) -> None:
    with pytest.raises(ValueError, match="cannot be drawn"):
        size_of(population, percent)


@given(st.integers(0, 40), st.integers(0, 9999), st.integers(25, 100))
def test_the_same_seed_draws_the_same_whatever_the_order(
    turn: int, number: int, percent: int
) -> None:
    mixed, seed = [*CODES[turn:], *CODES[:turn]], f"{number}"
    sample = drawn(mixed, percent=percent, seed=seed)
    assert sample == drawn(CODES, percent=percent, seed=seed)
    assert len(sample) == size_of(41, percent)
    assert set(sample) <= set(CODES)


def test_another_seed_draws_another_sample() -> None:
    assert drawn(CODES, percent=25, seed="a") != drawn(CODES, percent=25, seed="b")
