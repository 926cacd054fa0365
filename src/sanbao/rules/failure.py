"""A major failure or an accident: reported at once, investigated together, assessed (P2-2.4)."""

from dataclasses import dataclass
from enum import StrEnum

from sanbao.rules.message import Message
from sanbao.rules.moves import Moves, No


class State(StrEnum):
    KNOWN = "known"  # the provider heard of it before the dealer reported it
    REPORTED = "reported"
    INVESTIGATED = "investigated"
    ASSESSED = "assessed"


class Step(StrEnum):
    REPORT = "report"
    INVESTIGATE = "investigate"
    ASSESS = "assess"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the guards ask. ours, theirs: who took part for the provider and for the dealer."""

    ours: str = ""
    theirs: str = ""
    finding: str = ""
    cause: str = ""
    measure: str = ""
    clause: str = ""


def not_together(facts: Facts) -> No | None:
    """Both sides take part: the dealer helps investigate."""
    if facts.ours.strip() and facts.theirs.strip():
        return None
    return No(Message("name who investigated for both sides"), facts.clause)


def no_finding(facts: Facts) -> No | None:
    return None if facts.finding.strip() else No(Message("say what was found"), facts.clause)


def not_assessed(facts: Facts) -> No | None:
    if facts.cause.strip() and facts.measure.strip():
        return None
    return No(Message("the cause and the measure must both be said"), facts.clause)


MOVES: Moves[Facts] = Moves(
    next={
        State.KNOWN: {Step.REPORT: State.REPORTED, Step.INVESTIGATE: State.INVESTIGATED},
        State.REPORTED: {Step.INVESTIGATE: State.INVESTIGATED},
        State.INVESTIGATED: {
            Step.REPORT: State.INVESTIGATED,
            Step.INVESTIGATE: State.INVESTIGATED,
            Step.ASSESS: State.ASSESSED,
        },
        State.ASSESSED: {Step.REPORT: State.ASSESSED},
    },
    guards={
        Step.INVESTIGATE: (not_together, no_finding),
        Step.ASSESS: (not_assessed,),
    },
    state_words={
        State.KNOWN: Message("not reported yet"),
        State.REPORTED: Message("reported"),
        State.INVESTIGATED: Message("investigated together"),
        State.ASSESSED: Message("technically assessed"),
    },
)
