"""Spare units lent while the original is repaired (P6-5.3, P8-5.2)."""

from dataclasses import dataclass
from enum import StrEnum

from sanbao.rules.message import Message
from sanbao.rules.moves import Moves, No


class State(StrEnum):
    ASKED = "asked"
    LENT = "lent"
    DUE_BACK = "due_back"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    HAND_OVER = "hand_over"
    ASK_BACK = "ask_back"  # the original works again
    LEAVE = "leave"  # the original has failed again
    TAKE_BACK = "take_back"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Facts:
    """is_free: the unit chosen is in the pool and not lent. free: how many such there are."""

    is_chosen: bool = True
    is_free: bool = True
    free: int = 1
    signer_name: str = ""
    has_signature: bool = False
    reason: str = ""


def pool_empty(facts: Facts) -> No | None:
    if facts.free:
        return None
    return No(Message("no spare unit is free: take one back, or put a further one into the pool"))


def not_chosen(facts: Facts) -> No | None:
    return None if facts.is_chosen else No(Message("choose the unit"))


def not_free(facts: Facts) -> No | None:
    return None if facts.is_free else No(Message("this unit is lent or not in the pool"))


def not_signed(facts: Facts) -> No | None:
    """Handed over against a signature, so that it is known in which condition."""
    if facts.signer_name.strip() and facts.has_signature:
        return None
    return No(Message("the customer has not signed"))


def without_reason(facts: Facts) -> No | None:
    return None if facts.reason.strip() else No(Message("a reason is needed"))


MOVES: Moves[Facts] = Moves(
    next={
        State.ASKED: {Step.HAND_OVER: State.LENT, Step.WITHDRAW: State.WITHDRAWN},
        State.LENT: {Step.ASK_BACK: State.DUE_BACK, Step.TAKE_BACK: State.RETURNED},
        State.DUE_BACK: {Step.LEAVE: State.LENT, Step.TAKE_BACK: State.RETURNED},
        State.RETURNED: {},
        State.WITHDRAWN: {},
    },
    guards={
        Step.HAND_OVER: (pool_empty, not_chosen, not_free, not_signed),
        Step.WITHDRAW: (without_reason,),
    },
    state_words={
        State.ASKED: Message("asked for"),
        State.LENT: Message("lent"),
        State.DUE_BACK: Message("to be returned"),
        State.RETURNED: Message("returned"),
        State.WITHDRAWN: Message("withdrawn"),
    },
)
