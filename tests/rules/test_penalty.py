"""Who may take which step with a penalty for a false item."""

import pytest

from sanbao.rules.moves import Refused
from sanbao.rules.penalty import MOVES, Facts, State, Step

SAID = Facts(reason="因由")


def test_the_way_through_a_dispute() -> None:
    state = State.PROPOSED.value
    for step in (Step.CONFIRM, Step.DISPUTE, Step.UPHOLD):
        state = MOVES.advance(state, step, SAID)
    assert state == State.UPHELD
    assert MOVES.possible(state, SAID) == frozenset()


@pytest.mark.parametrize(
    ("state", "step", "facts"),
    [
        (State.PROPOSED, Step.CONFIRM, Facts(is_proposer=True, reason="x")),
        (State.DISPUTED, Step.UPHOLD, Facts(is_proposer=True, reason="x")),
        (State.DISPUTED, Step.UPHOLD, Facts()),
        (State.CONFIRMED, Step.DISPUTE, Facts(reason=" ")),
        (State.PROPOSED, Step.DISPUTE, SAID),
        (State.CONFIRMED, Step.DROP, SAID),
        (State.UPHELD, Step.DISPUTE, SAID),
    ],
)
def test_what_is_refused(state: State, step: Step, facts: Facts) -> None:
    with pytest.raises(Refused):
        MOVES.advance(state, step, facts)
