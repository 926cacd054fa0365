"""A spare unit: handed over against a signature, asked back, taken back."""

from dataclasses import replace

import pytest

from sanbao.rules.loan import MOVES, Facts, Step
from sanbao.rules.moves import Refused

READY = Facts(signer_name="卫工", has_signature=True, reason="原机已修复")


@pytest.mark.parametrize(
    ("state", "step", "becomes"),
    [
        ("asked", Step.HAND_OVER, "lent"),
        ("asked", Step.WITHDRAW, "withdrawn"),
        ("lent", Step.ASK_BACK, "due_back"),
        ("lent", Step.TAKE_BACK, "returned"),
        ("due_back", Step.TAKE_BACK, "returned"),
        ("due_back", Step.LEAVE, "lent"),
    ],
)
def test_the_way_of_a_spare_unit(state: str, step: Step, becomes: str) -> None:
    assert MOVES.advance(state, step, READY) == becomes


@pytest.mark.parametrize(
    ("step", "change", "reason"),
    [
        (Step.HAND_OVER, {"free": 0}, "no spare unit is free"),
        (Step.HAND_OVER, {"is_chosen": False}, "choose the unit"),
        (Step.HAND_OVER, {"is_free": False}, "this unit is lent or not in the pool"),
        (Step.HAND_OVER, {"has_signature": False}, "the customer has not signed"),
        (Step.WITHDRAW, {"reason": ""}, "a reason is needed"),
        (Step.TAKE_BACK, {}, "not possible in the state"),
    ],
)
def test_a_guard_says_why_not(step: Step, change: dict, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        MOVES.advance("asked", step, replace(READY, **change))
