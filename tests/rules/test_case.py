"""The life of a case: every move that there is, and why the others are not."""

from itertools import product

import pytest

from sanbao.rules.case import MOVES, Facts, State, Step
from sanbao.rules.moves import Refused

ALL_TRUE = Facts(answer="重启后正常", reason="客户要求", is_followed_up=True, open_orders=0)
POSSIBLE = {
    (State.REPORTED, Step.SOLVE): State.RESTORED,
    (State.REPORTED, Step.HAND_OVER): State.IN_SERVICE,
    (State.REPORTED, Step.CANCEL): State.CANCELLED,
    (State.IN_SERVICE, Step.SOLVE): State.RESTORED,
    (State.IN_SERVICE, Step.RESTORE): State.RESTORED,
    (State.IN_SERVICE, Step.CANCEL): State.CANCELLED,
    (State.RESTORED, Step.CLOSE): State.CLOSED,
    (State.RESTORED, Step.REOPEN): State.REPORTED,
}


@pytest.mark.parametrize(("state", "step"), list(product(State, Step)))
def test_only_the_moves_drawn_are_possible(state: State, step: Step) -> None:
    if (state, step) in POSSIBLE:
        assert MOVES.advance(state, step, ALL_TRUE) == POSSIBLE[state, step]
    else:
        with pytest.raises(Refused, match="not possible in the state"):
            MOVES.advance(state, step, ALL_TRUE)


@pytest.mark.parametrize(
    ("state", "step", "facts", "reason"),
    [
        pytest.param(
            State.REPORTED,
            Step.SOLVE,
            Facts(answer=" "),
            "the answer given is missing",
            id="no answer",
        ),
        pytest.param(
            State.IN_SERVICE,
            Step.SOLVE,
            Facts(answer="好了", open_orders=1),
            "a work order is still open",
            id="somebody is still on the way",
        ),
        pytest.param(
            State.RESTORED, Step.CLOSE, Facts(), "the follow-up has not been made", id="not called"
        ),
        pytest.param(
            State.RESTORED,
            Step.CLOSE,
            Facts(is_followed_up=True, open_orders=1),
            "a work order is still open",
            id="report not handed in",
        ),
        pytest.param(State.REPORTED, Step.CANCEL, Facts(), "a reason is needed", id="no reason"),
        pytest.param(State.RESTORED, Step.REOPEN, Facts(), "a reason is needed", id="reopened"),
    ],
)
def test_a_guard_says_why_not(state: State, step: Step, facts: Facts, reason: str) -> None:
    no = MOVES.blocked(state, step, facts)
    assert no is not None
    assert str(no.reason) == reason


def test_a_page_offers_what_may_be_done_now() -> None:
    assert MOVES.possible(State.RESTORED, Facts()) == set()
    assert MOVES.possible(State.RESTORED, Facts(is_followed_up=True)) == {Step.CLOSE}
