"""Calling customers back again and again (P3-3.5, P6-5.5): how often, and what an answer starts."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sanbao.rules.facts import EventKind
from sanbao.rules.message import Message
from sanbao.rules.moves import Moves, No

USUAL_TRIES = 3
# On the scale of 1 to 5: this or less is looked into as a complaint.
BAD = 2


class State(StrEnum):
    OPEN = "open"
    REACHED = "reached"
    UNREACHABLE = "unreachable"


class Step(StrEnum):
    TRY = "try"  # nobody answered
    ANSWER = "answer"
    GIVE_UP = "give_up"


@dataclass(frozen=True, slots=True)
class Facts:
    """tried: attempts so far. tries: how many are enough. held_by: whoever else has the call."""

    tried: int = 0
    tries: int = USUAL_TRIES
    held_by: str = ""


def somebody_else_calls(facts: Facts) -> No | None:
    if not facts.held_by:
        return None
    return No(Message("%(who)s has this call", {"who": facts.held_by}))


def not_tried_enough(facts: Facts) -> No | None:
    if facts.tried >= facts.tries:
        return None
    return No(
        Message(
            "tried %(tried)d times; only after %(tries)d attempts is it given up",
            {"tried": facts.tried, "tries": facts.tries},
        )
    )


MOVES: Moves[Facts] = Moves(
    next={
        State.OPEN: {
            Step.TRY: State.OPEN,
            Step.ANSWER: State.REACHED,
            Step.GIVE_UP: State.UNREACHABLE,
        },
        State.REACHED: {},
        State.UNREACHABLE: {},
    },
    guards={
        Step.TRY: (somebody_else_calls,),
        Step.ANSWER: (somebody_else_calls,),
        Step.GIVE_UP: (somebody_else_calls, not_tried_enough),
    },
    state_words={
        State.OPEN: Message("to be called"),
        State.REACHED: Message("reached"),
        State.UNREACHABLE: Message("could not be reached"),
    },
)


def starts(answers: Mapping[str, str]) -> EventKind | None:
    """What the answers to a call-back make the desk open a case for, or None for nothing.

    It does not work: a fault. Attitude or satisfaction of 2 or less: a complaint.
    """
    if answers.get("works") == "no":
        return EventKind.FAULT_REPORTED
    scores = [answers.get(name, "") for name in ("attitude", "satisfaction")]
    if any(score.isdecimal() and int(score) <= BAD for score in scores):
        return EventKind.COMPLAINT_RECEIVED
    return None
