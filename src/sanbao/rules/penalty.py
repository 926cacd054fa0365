"""The way of a penalty for a false item: proposed, confirmed, disputed, decided (P2-10.2).

One person proposes it, somebody else confirms it; the dealer may dispute what is confirmed, and
whoever decides then has not proposed it either.
"""

from dataclasses import dataclass
from enum import StrEnum

from sanbao.rules.message import Message
from sanbao.rules.moves import Moves, No


class State(StrEnum):
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    UPHELD = "upheld"
    DROPPED = "dropped"


class Step(StrEnum):
    CONFIRM = "confirm"
    DISPUTE = "dispute"
    UPHOLD = "uphold"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Facts:
    """is_proposer: whoever takes the step has proposed it. reason: what he says to it."""

    is_proposer: bool = False
    reason: str = ""
    clause: str = ""


def own_proposal(facts: Facts) -> No | None:
    if not facts.is_proposer:
        return None
    return No(Message("whoever proposed it does not decide about it"), facts.clause)


def without_reason(facts: Facts) -> No | None:
    return None if facts.reason.strip() else No(Message("a reason is needed"))


MOVES: Moves[Facts] = Moves(
    next={
        State.PROPOSED: {Step.CONFIRM: State.CONFIRMED, Step.DROP: State.DROPPED},
        State.CONFIRMED: {Step.DISPUTE: State.DISPUTED},
        State.DISPUTED: {Step.UPHOLD: State.UPHELD, Step.DROP: State.DROPPED},
        State.UPHELD: {},
        State.DROPPED: {},
    },
    guards={
        Step.CONFIRM: (own_proposal,),
        Step.DISPUTE: (without_reason,),
        Step.UPHOLD: (own_proposal, without_reason),
        Step.DROP: (without_reason,),
    },
    state_words={
        State.PROPOSED: Message("fine proposed"),
        State.CONFIRMED: Message("confirmed"),
        State.DISPUTED: Message("disputed"),
        State.UPHELD: Message("upheld after a dispute"),
        State.DROPPED: Message("dropped"),
    },
)
