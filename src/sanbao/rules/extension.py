"""A longer cover for a place or a unit: asked for, and approved or refused by somebody else."""

from dataclasses import dataclass
from enum import StrEnum

from sanbao.rules.message import Message
from sanbao.rules.moves import Moves, No

MOST_MONTHS = 120


class State(StrEnum):
    REQUESTED = "requested"
    APPROVED = "approved"
    REFUSED = "refused"


class Step(StrEnum):
    APPROVE = "approve"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Facts:
    """clause: the one that asks for the approval. is_requester: who decides has asked for it."""

    clause: str = ""
    is_requester: bool = False
    reason: str = ""


def own_request(facts: Facts) -> No | None:
    """Two people: who asks for a longer cover does not approve it (P2-3.2)."""
    if not facts.is_requester:
        return None
    return No(Message("whoever asked for it cannot decide about it"), facts.clause)


def without_reason(facts: Facts) -> No | None:
    return None if facts.reason.strip() else No(Message("a reason is needed"))


MOVES: Moves[Facts] = Moves(
    next={
        State.REQUESTED: {Step.APPROVE: State.APPROVED, Step.REFUSE: State.REFUSED},
        State.APPROVED: {},
        State.REFUSED: {},
    },
    guards={
        Step.APPROVE: (own_request, without_reason),
        Step.REFUSE: (own_request, without_reason),
    },
    state_words={
        State.REQUESTED: Message("asked for"),
        State.APPROVED: Message("approved"),
        State.REFUSED: Message("refused"),
    },
)
