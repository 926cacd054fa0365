"""The way of a statement: its table, and who may not take a step."""

from dataclasses import replace

import pytest

from sanbao.rules.moves import Refused
from sanbao.rules.statement import MOVES, NEXT, STATE_WORDS, Facts, State, Step

FRESH = Facts(who=1, clause="7.2.4", account_clause="7.2.6", reason="x")


def test_the_whole_way() -> None:
    state, taken = str(State.MADE), frozenset[int]()
    for who, step in enumerate((Step.APPROVE_FIRST, Step.APPROVE_SECOND, Step.SEND, Step.PAY)):
        state = MOVES.advance(state, step, replace(FRESH, who=who, before=taken))
        taken |= {who}
    assert state == State.PAID


def test_what_the_bank_refuses_waits_to_be_sent_again() -> None:
    assert MOVES.advance(State.SENT, Step.BOUNCE, FRESH) == State.APPROVED


@pytest.mark.parametrize(
    ("state", "step"),
    [
        (State.MADE, Step.APPROVE_FIRST),
        (State.MARKETING_APPROVED, Step.APPROVE_SECOND),
        (State.APPROVED, Step.SEND),
    ],
)
def test_who_took_a_step_takes_no_other(state: str, step: str) -> None:
    with pytest.raises(Refused) as refused:
        MOVES.advance(state, step, replace(FRESH, before=frozenset({1})))
    assert refused.value.clause == "7.2.4"


def test_without_a_named_account_nothing_is_sent() -> None:
    with pytest.raises(Refused, match="no bank account") as refused:
        MOVES.advance(State.APPROVED, Step.SEND, replace(FRESH, has_account=False))
    assert refused.value.clause == "7.2.6"


def test_sending_back_needs_a_reason() -> None:
    with pytest.raises(Refused, match="reason"):
        MOVES.advance(State.MARKETING_APPROVED, Step.SEND_BACK, replace(FRESH, reason=" "))


@pytest.mark.parametrize("state", State)
def test_no_other_step_is_possible(state: str) -> None:
    for step in Step:
        if step not in NEXT[state]:
            with pytest.raises(Refused, match="not possible"):
                MOVES.advance(state, step, FRESH)
    assert STATE_WORDS[state].msgid
