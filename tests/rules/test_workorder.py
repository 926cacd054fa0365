"""The life of a work order: steps 2 to 6 of an on-site service, none of them to be skipped."""

from datetime import date
from itertools import product

import pytest

from sanbao.rules.certificate import Lack, Need
from sanbao.rules.moves import Refused
from sanbao.rules.workorder import MOVES, Facts, State, Step

ON = date(2026, 11, 23)
ALL_TRUE = Facts(on=ON, reason="缺配件", summary="已修复")
POSSIBLE = {
    (State.RAISED, Step.ASSIGN): State.ASSIGNED,
    (State.RAISED, Step.CANCEL): State.CANCELLED,
    (State.ASSIGNED, Step.ASSIGN): State.ASSIGNED,
    (State.ASSIGNED, Step.UNASSIGN): State.RAISED,
    (State.ASSIGNED, Step.JOIN): State.ASSIGNED,
    (State.ASSIGNED, Step.STAY_AWAY): State.ASSIGNED,
    (State.AT_WORK, Step.JOIN): State.AT_WORK,
    (State.AT_WORK, Step.STAY_AWAY): State.AT_WORK,
    (State.ASSIGNED, Step.START): State.AT_WORK,
    (State.ASSIGNED, Step.CANCEL): State.CANCELLED,
    (State.AT_WORK, Step.GO_BACK): State.ASSIGNED,
    (State.AT_WORK, Step.RESTORE): State.RESTORED,
    (State.RESTORED, Step.REPORT): State.REPORTED,
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
            State.RAISED,
            Step.ASSIGN,
            Facts(on=ON, is_engineer=False),
            "the person chosen is not an engineer",
            id="not an engineer",
        ),
        pytest.param(
            State.RAISED,
            Step.ASSIGN,
            Facts(on=ON, lack=Lack(Need("service", "上岗资格证", "7.4"), ON)),
            "the certificate “上岗资格证” is missing",
            id="no certificate that day",
        ),
        pytest.param(
            State.ASSIGNED,
            Step.JOIN,
            Facts(leads=True),
            "this engineer leads the work order",
            id="goes along with himself",
        ),
        pytest.param(State.ASSIGNED, Step.UNASSIGN, Facts(), "a reason is needed", id="taken off"),
        pytest.param(State.AT_WORK, Step.GO_BACK, Facts(), "a reason is needed", id="sent back"),
        pytest.param(State.RESTORED, Step.REPORT, Facts(), "the report is empty", id="no report"),
        pytest.param(State.RAISED, Step.CANCEL, Facts(), "a reason is needed", id="no reason"),
    ],
)
def test_a_guard_says_why_not(state: State, step: Step, facts: Facts, reason: str) -> None:
    no = MOVES.blocked(state, step, facts)
    assert no is not None
    assert str(no.reason) == reason


def test_the_refusal_names_the_clause() -> None:
    lack = Lack(Need("service", "上岗资格证", "7.4"), ON)
    no = MOVES.blocked(State.RAISED, Step.ASSIGN, Facts(on=ON, lack=lack))
    assert no is not None
    assert no.clause == "7.4"
