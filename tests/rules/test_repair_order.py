"""A repair order: its way, and how it was done."""

from datetime import UTC, datetime, timedelta

import pytest

from sanbao.rules.moves import Refused
from sanbao.rules.repair_order import MOVES, Facts, Fulfilment, State, Step, fulfilment

DUE = datetime(2026, 11, 26, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ordered", "repaired", "works", "due_at", "minutes", "found"),
    [
        pytest.param(1, 1, True, DUE, 0, (True, True, True), id="at the very instant"),
        pytest.param(2, 1, True, DUE, 1, (False, True, False), id="late, and one of two"),
        pytest.param(1, 1, False, DUE, -60, (True, False, True), id="does not work"),
        pytest.param(1, 3, True, None, 0, (None, True, True), id="no time was promised"),
    ],
)
def test_how_an_order_was_done(ordered, repaired, works, due_at, minutes, found) -> None:
    done_at = DUE + timedelta(minutes=minutes)
    told = fulfilment(
        ordered=ordered, repaired=repaired, works=works, due_at=due_at, done_at=done_at
    )
    assert told == Fulfilment(*found)


def test_it_is_accepted_and_done_or_refused_with_a_reason() -> None:
    assert MOVES.advance(State.SENT, Step.ACCEPT, Facts()) == State.ACCEPTED
    assert MOVES.advance(State.ACCEPTED, Step.COMPLETE, Facts(summary="换管")) == State.DONE
    assert MOVES.advance(State.ACCEPTED, Step.REFUSE, Facts(reason="没人")) == State.REFUSED
    for state, step in (
        (State.SENT, Step.REFUSE),
        (State.SENT, Step.WITHDRAW),
        (State.ACCEPTED, Step.COMPLETE),
        (State.DONE, Step.REFUSE),
        (State.SENT, Step.COMPLETE),
    ):
        with pytest.raises(Refused):
            MOVES.advance(state, step, Facts())
