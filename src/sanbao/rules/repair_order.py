"""A repair order of the provider to a dealer: accepted and done, or refused (P2-2.3, P2-2.6)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sanbao.rules.message import Message
from sanbao.rules.moves import Moves, No


class State(StrEnum):
    SENT = "sent"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    DONE = "done"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    ACCEPT = "accept"
    REFUSE = "refuse"
    COMPLETE = "complete"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the guards ask. clause: of the agreement, on repair orders."""

    reason: str = ""
    summary: str = ""
    clause: str = ""


def without_reason(facts: Facts) -> No | None:
    return None if facts.reason.strip() else No(Message("a reason is needed"), facts.clause)


def without_summary(facts: Facts) -> No | None:
    return None if facts.summary.strip() else No(Message("say what was done"), facts.clause)


MOVES: Moves[Facts] = Moves(
    next={
        State.SENT: {
            Step.ACCEPT: State.ACCEPTED,
            Step.REFUSE: State.REFUSED,
            Step.WITHDRAW: State.WITHDRAWN,
        },
        State.ACCEPTED: {
            Step.COMPLETE: State.DONE,
            Step.REFUSE: State.REFUSED,
            Step.WITHDRAW: State.WITHDRAWN,
        },
        State.REFUSED: {},
        State.DONE: {},
        State.WITHDRAWN: {},
    },
    guards={
        Step.REFUSE: (without_reason,),
        Step.WITHDRAW: (without_reason,),
        Step.COMPLETE: (without_summary,),
    },
    state_words={
        State.SENT: Message("sent"),
        State.ACCEPTED: Message("accepted"),
        State.REFUSED: Message("refused"),
        State.DONE: Message("done"),
        State.WITHDRAWN: Message("withdrawn"),
    },
)


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """How an order was done: in time, to quality, to quantity. None where nothing was asked."""

    in_time: bool | None
    to_quality: bool
    to_quantity: bool


def fulfilment(
    *, ordered: int, repaired: int, works: bool, due_at: datetime | None, done_at: datetime
) -> Fulfilment:
    """In time is at the due instant at the latest; to quantity is every unit that was ordered."""
    in_time = None if due_at is None else done_at <= due_at
    return Fulfilment(in_time, works, repaired >= ordered)
