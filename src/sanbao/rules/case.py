"""The life of a case, from the report until it is closed (P1-7.1, P3-3, P3-4)."""

from dataclasses import dataclass
from enum import StrEnum

from sanbao.rules.message import Message
from sanbao.rules.moves import Moves, No


class State(StrEnum):
    REPORTED = "reported"
    IN_SERVICE = "in_service"
    RESTORED = "restored"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Step(StrEnum):
    SOLVE = "solve"  # on the call, without a visit
    HAND_OVER = "hand_over"  # a work order is raised
    RESTORE = "restore"  # the work is signed
    REOPEN = "reopen"  # the follow-up says it does not hold
    CLOSE = "close"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the guards ask about a case."""

    answer: str = ""
    reason: str = ""
    is_followed_up: bool = False
    open_orders: int = 0


def unanswered(facts: Facts) -> No | None:
    """A call is solved by an answer that stands on record (P3-3.2)."""
    return None if facts.answer.strip() else No(Message("the answer given is missing"))


def without_reason(facts: Facts) -> No | None:
    return None if facts.reason.strip() else No(Message("a reason is needed"))


def not_followed_up(facts: Facts) -> No | None:
    """Each service is followed up before its case closes (P3-4, step 7)."""
    if facts.is_followed_up:
        return None
    return No(Message("the follow-up has not been made"))


def work_is_open(facts: Facts) -> No | None:
    if facts.open_orders == 0:
        return None
    return No(Message("a work order is still open"))


MOVES: Moves[Facts] = Moves(
    next={
        State.REPORTED: {
            Step.SOLVE: State.RESTORED,
            Step.HAND_OVER: State.IN_SERVICE,
            Step.CANCEL: State.CANCELLED,
        },
        State.IN_SERVICE: {
            Step.RESTORE: State.RESTORED,
            Step.SOLVE: State.RESTORED,
            Step.CANCEL: State.CANCELLED,
        },
        State.RESTORED: {Step.CLOSE: State.CLOSED, Step.REOPEN: State.REPORTED},
        State.CLOSED: {},
        State.CANCELLED: {},
    },
    guards={
        Step.SOLVE: (unanswered, work_is_open),
        Step.CLOSE: (not_followed_up, work_is_open),
        Step.CANCEL: (without_reason, work_is_open),
        Step.REOPEN: (without_reason,),
    },
    state_words={
        State.REPORTED: Message("reported"),
        State.IN_SERVICE: Message("in service"),
        State.RESTORED: Message("restored, to be followed up"),
        State.CLOSED: Message("closed"),
        State.CANCELLED: Message("cancelled"),
    },
)
