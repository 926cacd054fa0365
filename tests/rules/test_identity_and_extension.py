"""Numbers of ID cards; who decides about a longer cover."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sanbao.rules.extension import MOVES, Facts, State, Step
from sanbao.rules.identity import check_sign, id_card_problem, tidy, veiled
from sanbao.rules.moves import Refused

GOOD = "11010519491231002X"


@pytest.mark.parametrize(
    ("number", "why"),
    [
        pytest.param(GOOD, None, id="the example of the standard"),
        pytest.param(tidy(" 110105 19491231 002x "), None, id="with spaces and a small x"),
        pytest.param("110105194912310021", "check sign", id="one sign wrong"),
        pytest.param("110105194913310021", "date of birth", id="a thirteenth month"),
        pytest.param("11010519491231002", "17 digits", id="too short"),
        pytest.param("01010519491231002X", "17 digits", id="no district begins with 0"),
        pytest.param("11010519491231002x", "17 digits", id="not tidy"),
        pytest.param("", "17 digits", id="nothing"),
    ],
)
def test_which_numbers_are_those_of_a_card(number: str, why: str | None) -> None:
    problem = id_card_problem(number)
    assert problem is None if why is None else why in str(problem)


@given(place=some.integers(0, 16), digit=some.integers(0, 9))
def test_one_wrong_digit_never_passes(place: int, digit: int) -> None:
    wrong = GOOD[:place] + str(digit) + GOOD[place + 1 :]
    assert (id_card_problem(wrong) is None) == (wrong == GOOD)


def test_two_digits_changed_about_do_not_pass() -> None:
    assert id_card_problem("10110519491231002X") is not None
    assert check_sign(GOOD[:-1]) == "X"


def test_the_middle_of_a_number_is_hidden() -> None:
    assert veiled(GOOD) == "110105********002X"
    assert veiled("12345") == "12345"


ASKED = Facts(clause="3.2", reason="高海拔地区")


def test_somebody_else_approves_or_refuses_with_a_reason() -> None:
    assert MOVES.advance(State.REQUESTED, Step.APPROVE, ASKED) == State.APPROVED
    assert MOVES.advance(State.REQUESTED, Step.REFUSE, ASKED) == State.REFUSED


@pytest.mark.parametrize("step", [Step.APPROVE, Step.REFUSE])
def test_whoever_asked_decides_nothing(step: Step) -> None:
    with pytest.raises(Refused, match="asked for it") as refused:
        MOVES.advance(State.REQUESTED, step, replace(ASKED, is_requester=True))
    assert refused.value.clause == "3.2"
    with pytest.raises(Refused, match="a reason is needed"):
        MOVES.advance(State.REQUESTED, step, replace(ASKED, reason=""))


@pytest.mark.parametrize("state", [State.APPROVED, State.REFUSED])
def test_what_has_been_decided_stays_so(state: State) -> None:
    assert MOVES.possible(state, ASKED) == frozenset()
