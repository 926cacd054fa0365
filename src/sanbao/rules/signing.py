"""The life of an agreement: drawn up, signed by both sides and in force, revised, ended."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sanbao.rules.message import Message
from sanbao.rules.moves import Moves, No


class State(StrEnum):
    DRAFT = "draft"
    IN_FORCE = "in_force"
    ENDED = "ended"


class Step(StrEnum):
    PUT_IN_FORCE = "put_in_force"  # a version is signed; also the next version of one in force
    REVISE = "revise"  # another version is drawn up
    END = "end"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the guards ask.

    open_blanks: labels of the blanks that have neither a value nor a default.
    starts_on, ends_on: first and last day of the version; ends_on None for no end.
    follows_from: first day of the version that this one follows, None for the first version.
    signed_for_provider, signed_for_counterparty: who signed.
    ended_on: last day of an agreement that is ended.
    """

    open_blanks: tuple[str, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None
    follows_from: date | None = None
    signed_for_provider: str = ""
    signed_for_counterparty: str = ""
    ended_on: date | None = None
    reason: str = ""


def blanks_open(facts: Facts) -> No | None:
    """An agreement with open blanks promises nothing definite."""
    if not facts.open_blanks:
        return None
    labels = ", ".join(facts.open_blanks)
    return No(Message("these blanks are still open: %(blanks)s", {"blanks": labels}))


def unsigned(facts: Facts) -> No | None:
    """In force from the signature of both (P2-12)."""
    if facts.signed_for_provider.strip() and facts.signed_for_counterparty.strip():
        return None
    return No(Message("both sides have to sign"))


def undated(facts: Facts) -> No | None:
    return None if facts.starts_on else No(Message("the first day is missing"))


def ends_too_soon(facts: Facts) -> No | None:
    if facts.starts_on and facts.ends_on and facts.ends_on < facts.starts_on:
        return No(Message("the last day lies before the first day"))
    return None


def starts_too_soon(facts: Facts) -> No | None:
    """A version overrides the one before from its first day on, so it cannot lie before it."""
    if facts.starts_on and facts.follows_from and facts.starts_on < facts.follows_from:
        return No(
            Message(
                "the version before is in force from %(day)s only",
                {"day": facts.follows_from.isoformat()},
            )
        )
    return None


def without_reason(facts: Facts) -> No | None:
    return None if facts.reason.strip() else No(Message("a reason is needed"))


def end_undated(facts: Facts) -> No | None:
    return None if facts.ended_on else No(Message("the last day is missing"))


def ends_before_start(facts: Facts) -> No | None:
    if facts.ended_on and facts.follows_from and facts.ended_on < facts.follows_from:
        return No(Message("the last day lies before the first day"))
    return None


MOVES: Moves[Facts] = Moves(
    next={
        State.DRAFT: {Step.PUT_IN_FORCE: State.IN_FORCE},
        State.IN_FORCE: {
            Step.PUT_IN_FORCE: State.IN_FORCE,
            Step.REVISE: State.IN_FORCE,
            Step.END: State.ENDED,
        },
        State.ENDED: {},
    },
    guards={
        Step.PUT_IN_FORCE: (blanks_open, undated, ends_too_soon, starts_too_soon, unsigned),
        Step.END: (without_reason, end_undated, ends_before_start),
    },
    state_words={
        State.DRAFT: Message("draft"),
        State.IN_FORCE: Message("in force"),
        State.ENDED: Message("ended"),
    },
)
