"""The life of an agreement: drawn up, reviewed, signed by both sides, in force, and its end.

One table for the paper (a version, up to `in_force`) and for the agreement (from then on). What
the calendar alone decides, `expiring` and `expired`, is derived by `state_on`; a daily job writes
it down with the same steps.
"""

from datetime import date
from enum import StrEnum

from sanbao.rules import binding
from sanbao.rules.binding import Facts
from sanbao.rules.message import Message
from sanbao.rules.moves import Moves

EXPIRING_DAYS = 60  # an expiry is warned of so many days ahead


class State(StrEnum):
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    SIGNED_BY_ONE = "signed_by_one"
    SIGNED = "signed"  # by both; not yet in force
    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    TERMINATED = "terminated"
    SUPERSEDED = "superseded"


class Step(StrEnum):
    EDIT = "edit"  # blanks and terms of a draft
    SUBMIT = "submit"
    SEND_BACK = "send_back"  # signatures given so far are void
    SIGN = "sign"  # one side
    PUT_IN_FORCE = "put_in_force"  # the first version, or a further one of an agreement in force
    REVISE = "revise"  # another version is drawn up
    SUSPEND = "suspend"
    RESUME = "resume"
    WARN = "warn"  # the end is near
    EXPIRE = "expire"
    TERMINATE = "terminate"
    SUPERSEDE = "supersede"  # another agreement takes its place
    RENEW = "renew"  # a new agreement is made from it (P2-13)


RUNNING = frozenset({State.IN_FORCE, State.EXPIRING, State.SUSPENDED})
OVER = frozenset({State.EXPIRED, State.TERMINATED, State.SUPERSEDED})
# The paper may still be sent back, or come into force.
IN_SIGNING = frozenset({State.IN_REVIEW, State.SIGNED_BY_ONE, State.SIGNED})
BEFORE_FORCE = IN_SIGNING | {State.DRAFT}


def state_on(state: str, *, ends_on: date | None, on: date, ahead: int = EXPIRING_DAYS) -> str:
    """The state on a day of an agreement whose last day is `ends_on` (included; None: no end).

    ahead: days before the end from which on it is expiring. What has been ended stays so.
    """
    if state not in RUNNING or ends_on is None:
        return state
    if on > ends_on:
        return State.EXPIRED
    if state == State.SUSPENDED:
        return state
    return State.EXPIRING if (ends_on - on).days < ahead else State.IN_FORCE


STATE_WORDS: dict[str, Message] = {
    State.DRAFT: Message("draft"),
    State.IN_REVIEW: Message("in review"),
    State.SIGNED_BY_ONE: Message("signed by one side"),
    State.SIGNED: Message("signed by both, not yet in force"),
    State.IN_FORCE: Message("in force"),
    State.SUSPENDED: Message("suspended"),
    State.EXPIRING: Message("expiring"),
    State.EXPIRED: Message("expired"),
    State.TERMINATED: Message("terminated"),
    State.SUPERSEDED: Message("superseded"),
}

# What may befall every agreement that is in force, whether suspended or about to expire.
_ENDS: dict[str, str] = {
    Step.EXPIRE: State.EXPIRED,
    Step.TERMINATE: State.TERMINATED,
    Step.SUPERSEDE: State.SUPERSEDED,
}

MOVES: Moves[Facts] = Moves(
    next={
        State.DRAFT: {
            Step.EDIT: State.DRAFT,
            Step.SUBMIT: State.IN_REVIEW,
        },
        State.IN_REVIEW: {
            Step.SIGN: State.SIGNED_BY_ONE,
            Step.SEND_BACK: State.DRAFT,
            Step.PUT_IN_FORCE: State.IN_FORCE,  # its guard asks for both signatures
        },
        State.SIGNED_BY_ONE: {
            Step.SIGN: State.SIGNED,
            Step.SEND_BACK: State.DRAFT,
            Step.PUT_IN_FORCE: State.IN_FORCE,
        },
        State.SIGNED: {Step.SEND_BACK: State.DRAFT, Step.PUT_IN_FORCE: State.IN_FORCE},
        State.IN_FORCE: {
            Step.REVISE: State.IN_FORCE,
            Step.PUT_IN_FORCE: State.IN_FORCE,
            Step.SUSPEND: State.SUSPENDED,
            Step.WARN: State.EXPIRING,
            Step.RENEW: State.IN_FORCE,
            **_ENDS,
        },
        State.SUSPENDED: {Step.RESUME: State.IN_FORCE, Step.RENEW: State.SUSPENDED, **_ENDS},
        State.EXPIRING: {
            Step.REVISE: State.EXPIRING,
            Step.PUT_IN_FORCE: State.IN_FORCE,
            Step.SUSPEND: State.SUSPENDED,
            Step.RENEW: State.EXPIRING,
            **_ENDS,
        },
        State.EXPIRED: {Step.RENEW: State.EXPIRED},
        State.TERMINATED: {},
        State.SUPERSEDED: {},
    },
    guards={
        Step.SEND_BACK: (binding.without_reason,),
        Step.SIGN: (
            binding.blanks_open,
            binding.contradictory,
            binding.signed_before,
            binding.nameless,
            binding.not_the_signer,
            binding.unidentified,
            binding.unproved,
        ),
        Step.PUT_IN_FORCE: (
            binding.blanks_open,
            binding.contradictory,
            binding.undated,
            binding.ends_too_soon,
            binding.starts_too_soon,
            binding.other_term,
            binding.unsigned,
            binding.unsealed,
            binding.copies_open,
            binding.roles_open,
            binding.seatless,
            binding.nobody_liable,
            binding.without_main,
        ),
        Step.SUSPEND: (binding.without_reason,),
        Step.TERMINATE: (
            binding.without_reason,
            binding.end_undated,
            binding.ends_before_start,
        ),
        Step.SUPERSEDE: (binding.end_undated,),
    },
    state_words=STATE_WORDS,
)
