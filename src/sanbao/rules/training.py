"""The life of a training session, who finds a place in it, who passes, and who pays for it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sanbao.rules.message import Message
from sanbao.rules.moves import Moves, No


class State(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class Step(StrEnum):
    CHANGE = "change"
    SIGN_UP = "sign_up"
    HOLD = "hold"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the guards ask. present: how many took part. unmarked: present ones without a mark
    where the course has a test.
    """

    at: datetime | None = None
    starts_at: datetime | None = None
    present: int = 0
    unmarked: int = 0
    signer_name: str = ""
    has_signature: bool = False
    reason: str = ""


def begun(facts: Facts) -> No | None:
    if facts.at is None or facts.starts_at is None or facts.at < facts.starts_at:
        return None
    return No(Message("the session has begun already"))


def not_begun(facts: Facts) -> No | None:
    if facts.at is None or facts.starts_at is None or facts.at >= facts.starts_at:
        return None
    return No(Message("the session has not begun yet"))


def nobody_present(facts: Facts) -> No | None:
    """A training that nobody came to is none: it is called off, with the reason."""
    return None if facts.present else No(Message("nobody was present; call the session off"))


def marks_missing(facts: Facts) -> No | None:
    if not facts.unmarked:
        return None
    return No(Message("the test result of %(count)s is missing", {"count": facts.unmarked}))


def not_signed(facts: Facts) -> No | None:
    """Who attended is signed for: it proves that the training was given (P2-1.2)."""
    if facts.signer_name.strip() and facts.has_signature:
        return None
    return No(Message("who held the session has to sign"))


def without_reason(facts: Facts) -> No | None:
    return None if facts.reason.strip() else No(Message("a reason is needed"))


MOVES: Moves[Facts] = Moves(
    next={
        State.PLANNED: {
            Step.CHANGE: State.PLANNED,
            Step.SIGN_UP: State.PLANNED,
            Step.HOLD: State.HELD,
            Step.CANCEL: State.CANCELLED,
        },
        State.HELD: {},
        State.CANCELLED: {},
    },
    guards={
        Step.CHANGE: (begun,),
        Step.HOLD: (not_begun, nobody_present, marks_missing, not_signed),
        Step.CANCEL: (without_reason,),
    },
    state_words={
        State.PLANNED: Message("planned"),
        State.HELD: Message("held"),
        State.CANCELLED: Message("called off"),
    },
)


def has_room(taken: int, places: int | None) -> bool:
    """Without a limit everybody finds a place (P6-2.1); else who comes too late waits."""
    return places is None or taken < places


def passes(mark: int | None, pass_mark: int | None) -> bool:
    """A course without a test is passed by having been there."""
    return pass_mark is None or (mark is not None and mark >= pass_mark)


@dataclass(frozen=True, slots=True)
class Due:
    """What the agreement says about the session: free or charged, by which clause, the how many.

    clause: "" where no clause speaks of it.
    """

    is_free: bool
    clause: str
    number: int


def due(*, owed: str, granted: int, clause: str, given: int) -> Due:
    """Whether the next training of an agreement is free.

    owed: the clause of a training that is owed now and not yet given: it is free by that clause
    (P4-10, P6-2.1). granted: so many are free at all by `clause`, which charges further ones
    (P3-5.2); 0 where it grants none beyond what is owed. given: how many were given before.
    clause: "" where no clause speaks of trainings; the next one is then charged by arrangement.
    """
    if owed:
        return Due(True, owed, given + 1)
    return Due(given < granted, clause, given + 1)
