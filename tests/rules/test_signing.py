"""The life of an agreement: which step leads where, and what the calendar alone decides."""

from datetime import date

import pytest

from sanbao.rules.binding import Facts, Side, Signed
from sanbao.rules.moves import Refused
from sanbao.rules.signing import BEFORE_FORCE, MOVES, OVER, RUNNING, State, Step, state_on

SIGNED = Facts(
    starts_on=date(2026, 1, 1),
    ends_on=date(2026, 12, 31),
    signatures=(Signed(Side.PROVIDER, "马经理"), Signed(Side.COUNTERPARTY, "李代表")),
)
OURS = Facts(signature=Signed(Side.PROVIDER, "马经理"))
ENDED = Facts(ended_on=date(2026, 6, 30), reason="停产", follows_from=date(2026, 1, 1))


def test_from_the_draft_to_being_in_force_each_side_signs_by_itself() -> None:
    state = State.DRAFT
    for step, facts, then in (
        (Step.EDIT, Facts(), State.DRAFT),
        (Step.SUBMIT, Facts(), State.IN_REVIEW),
        (Step.SIGN, OURS, State.SIGNED_BY_ONE),
        (Step.SIGN, OURS, State.SIGNED),
        (Step.PUT_IN_FORCE, SIGNED, State.IN_FORCE),
    ):
        state = MOVES.advance(state, step, facts)
        assert state == then


@pytest.mark.parametrize("state", [State.IN_REVIEW, State.SIGNED_BY_ONE, State.SIGNED])
def test_what_is_being_signed_goes_back_to_the_draft_with_a_reason(state: State) -> None:
    assert MOVES.advance(state, Step.SEND_BACK, Facts(reason="漏了附件")) == State.DRAFT
    with pytest.raises(Refused, match="a reason is needed"):
        MOVES.advance(state, Step.SEND_BACK, Facts(reason=" "))


@pytest.mark.parametrize("state", [state for state in State if state is not State.DRAFT])
def test_only_a_draft_is_written_in(state: State) -> None:
    assert MOVES.blocked(state, Step.EDIT, Facts()) is not None


@pytest.mark.parametrize("state", [State.IN_FORCE, State.EXPIRING])
def test_a_further_version_comes_into_force_while_it_holds(state: State) -> None:
    assert MOVES.advance(state, Step.REVISE, Facts()) == state
    assert MOVES.advance(state, Step.PUT_IN_FORCE, SIGNED) == State.IN_FORCE


def test_it_is_suspended_with_a_reason_and_holds_again() -> None:
    suspended = MOVES.advance(State.IN_FORCE, Step.SUSPEND, Facts(reason="整改"))
    assert suspended == State.SUSPENDED
    assert MOVES.advance(suspended, Step.RESUME, Facts()) == State.IN_FORCE
    with pytest.raises(Refused, match="a reason is needed"):
        MOVES.advance(State.IN_FORCE, Step.SUSPEND, Facts())


@pytest.mark.parametrize("state", sorted(RUNNING))
def test_whatever_holds_can_end_in_three_ways(state: State) -> None:
    assert MOVES.advance(state, Step.TERMINATE, ENDED) == State.TERMINATED
    assert MOVES.advance(state, Step.SUPERSEDE, ENDED) == State.SUPERSEDED
    assert MOVES.advance(state, Step.EXPIRE, Facts()) == State.EXPIRED


@pytest.mark.parametrize("state", [*sorted(OVER), *sorted(BEFORE_FORCE)])
def test_what_is_over_or_not_yet_in_force_cannot_be_ended(state: State) -> None:
    for step in (Step.TERMINATE, Step.SUPERSEDE, Step.EXPIRE, Step.SUSPEND):
        assert MOVES.blocked(state, step, ENDED) is not None


def test_what_holds_or_has_expired_is_renewed_and_what_was_terminated_is_not() -> None:
    renewable = {state for state in State if MOVES.blocked(state, Step.RENEW, Facts()) is None}
    assert renewable == {*RUNNING, State.EXPIRED}


def test_every_state_has_its_moves_and_its_words() -> None:
    assert set(MOVES.next) == set(MOVES.state_words) == set(State)
    assert set(State) == RUNNING | OVER | BEFORE_FORCE


@pytest.mark.parametrize(
    ("state", "on", "then"),
    [
        pytest.param(State.IN_FORCE, date(2026, 11, 1), State.IN_FORCE, id="61 days left"),
        pytest.param(State.IN_FORCE, date(2026, 11, 2), State.EXPIRING, id="60 days with the last"),
        pytest.param(State.EXPIRING, date(2026, 12, 31), State.EXPIRING, id="the last day holds"),
        pytest.param(State.IN_FORCE, date(2027, 1, 1), State.EXPIRED, id="the day after"),
        pytest.param(State.SUSPENDED, date(2026, 12, 31), State.SUSPENDED, id="suspended stays so"),
        pytest.param(State.SUSPENDED, date(2027, 1, 1), State.EXPIRED, id="and expires"),
        pytest.param(State.TERMINATED, date(2027, 1, 1), State.TERMINATED, id="ended stays ended"),
        pytest.param(State.SIGNED, date(2027, 1, 1), State.SIGNED, id="never in force"),
    ],
)
def test_what_the_calendar_makes_of_a_state(state: State, on: date, then: State) -> None:
    assert state_on(state, ends_on=date(2026, 12, 31), on=on) == then
    assert state_on(state, ends_on=None, on=on) == state
