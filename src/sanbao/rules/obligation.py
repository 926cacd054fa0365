"""How an obligation may move: its states, its steps, and what its log may hold.

How it stands is derived from the log alone: see `replay`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sanbao.rules.message import Message
from sanbao.rules.moves import Moves, No


class State(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    LAPSED = "lapsed"  # what has to be kept up all the time is not, for now
    MET = "met"
    MISSED = "missed"
    EXCUSED = "excused"
    CANCELLED = "cancelled"


OPEN = frozenset({State.WAITING, State.RUNNING, State.PAUSED, State.LAPSED})


class Kind(StrEnum):
    RAISED = "raised"
    STARTED = "started"
    PAUSED = "paused"
    RESUMED = "resumed"
    CHANGED = "changed"
    MET = "met"
    MISSED = "missed"
    EXCUSED = "excused"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"
    RESTORED = "restored"
    MEASURED = "measured"
    WARNED = "warned"
    ESCALATED = "escalated"


class Step(StrEnum):
    START = "start"  # what it counts from has happened
    HAPPEN = "happen"  # what was promised has been done
    PAUSE = "pause"
    RESUME = "resume"
    EXCUSE = "excuse"
    CANCEL = "cancel"
    LAPSE = "lapse"  # what is kept up all the time is not any more
    RESTORE = "restore"
    VOID = "void"  # what several misses drew and was done has no ground any more


# Why time may stand still. Anything else is said by excusing the promise, not by stopping it.
PAUSE_REASONS: Mapping[str, Message] = {
    "customer": Message("waiting for the customer"),
    "part": Message("waiting for a part"),
    "site_closed": Message("the site is closed"),
    "force_majeure": Message("force majeure"),
    "later_date": Message("the customer asked for a later date"),
}

# Consequences that are owed only until the promise itself is kept: a spare unit is lent until
# the original is repaired (P6-5.3).
OWED_UNTIL_KEPT = frozenset({"loaner"})


@dataclass(frozen=True, slots=True)
class Facts:
    """What the guards ask. reason: a code of PAUSE_REASONS for a pause, words for the others.

    opens_on, clause: of a duty that is not open yet at the instant asked about: it cannot be done
    before. is_upkeep: it is kept up all the time, so that it can lapse. is_drawn: from misses.
    """

    reason: str = ""
    opens_on: date | None = None
    clause: str = ""
    is_upkeep: bool = False
    is_drawn: bool = False


def unlisted_reason(facts: Facts) -> No | None:
    return None if facts.reason in PAUSE_REASONS else No(Message("choose a reason from the list"))


def without_reason(facts: Facts) -> No | None:
    return None if facts.reason.strip() else No(Message("a reason is needed"))


def not_open_yet(facts: Facts) -> No | None:
    if facts.opens_on is None:
        return None
    return No(Message("it cannot be done before %(day)s", {"day": facts.opens_on}), facts.clause)


def no_upkeep(facts: Facts) -> No | None:
    return None if facts.is_upkeep else No(Message("only what is kept up all the time can lapse"))


def not_drawn(facts: Facts) -> No | None:
    return None if facts.is_drawn else No(Message("only what follows from a miss can be void"))


# HAPPEN leads to `met` on paper; `verdict` says whether it was in time.
MOVES: Moves[Facts] = Moves(
    next={
        State.WAITING: {
            Step.START: State.RUNNING,
            Step.HAPPEN: State.MET,
            Step.EXCUSE: State.EXCUSED,
            Step.CANCEL: State.CANCELLED,
        },
        State.RUNNING: {
            Step.HAPPEN: State.MET,
            Step.PAUSE: State.PAUSED,
            Step.LAPSE: State.LAPSED,
            Step.EXCUSE: State.EXCUSED,
            Step.CANCEL: State.CANCELLED,
        },
        State.PAUSED: {
            Step.HAPPEN: State.MET,
            Step.RESUME: State.RUNNING,
            Step.EXCUSE: State.EXCUSED,
            Step.CANCEL: State.CANCELLED,
        },
        State.LAPSED: {
            Step.RESTORE: State.RUNNING,
            Step.EXCUSE: State.EXCUSED,
            Step.CANCEL: State.CANCELLED,
        },
        State.MISSED: {Step.HAPPEN: State.MISSED, Step.EXCUSE: State.EXCUSED},
        State.MET: {Step.VOID: State.CANCELLED},
        State.EXCUSED: {},
        State.CANCELLED: {},
    },
    guards={
        Step.HAPPEN: (not_open_yet,),
        Step.PAUSE: (unlisted_reason,),
        Step.LAPSE: (no_upkeep, without_reason),
        Step.EXCUSE: (without_reason,),
        Step.CANCEL: (without_reason,),
        Step.VOID: (not_drawn, without_reason),
    },
    state_words={
        State.WAITING: Message("not started"),
        State.RUNNING: Message("running"),
        State.PAUSED: Message("paused"),
        State.MET: Message("met"),
        State.LAPSED: Message("lapsed"),
        State.MISSED: Message("missed"),
        State.EXCUSED: Message("excused"),
        State.CANCELLED: Message("cancelled"),
    },
)
