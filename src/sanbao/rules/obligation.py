"""The life of an obligation, derived from its log alone: same log, same answer.

The due time is where the span runs out after the start, pauses not counted (see `deadline`).
Nothing is counted up or down, so a replay at any time gives what was true then. `missed` lines
only record when a miss was noticed: met or missed is decided by what happened.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sanbao.rules.deadline import Pause, due_at
from sanbao.rules.message import Message
from sanbao.rules.moves import Moves, No
from sanbao.rules.span import Span


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
    """What the guards ask. reason: a code of PAUSE_REASONS for a pause, words for the others."""

    reason: str = ""


def unlisted_reason(facts: Facts) -> No | None:
    return None if facts.reason in PAUSE_REASONS else No(Message("choose a reason from the list"))


def without_reason(facts: Facts) -> No | None:
    return None if facts.reason.strip() else No(Message("a reason is needed"))


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
            Step.EXCUSE: State.EXCUSED,
            Step.CANCEL: State.CANCELLED,
        },
        State.PAUSED: {
            Step.HAPPEN: State.MET,
            Step.RESUME: State.RUNNING,
            Step.EXCUSE: State.EXCUSED,
            Step.CANCEL: State.CANCELLED,
        },
        State.LAPSED: {Step.EXCUSE: State.EXCUSED, Step.CANCEL: State.CANCELLED},
        State.MISSED: {Step.HAPPEN: State.MISSED, Step.EXCUSE: State.EXCUSED},
        State.MET: {},
        State.EXCUSED: {},
        State.CANCELLED: {},
    },
    guards={
        Step.PAUSE: (unlisted_reason,),
        Step.EXCUSE: (without_reason,),
        Step.CANCEL: (without_reason,),
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


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the log.

    reason: for `raised` and `changed` the span from then on as `Span.iso` writes it ("" for a
    standing duty); for `paused` a code of PAUSE_REASONS; else words.
    """

    kind: Kind
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an obligation stands at one instant.

    due_at: UTC; None while it has not started, or where it has no span (a standing duty).
    met_at: when it was done, also when that was too late (then state is `missed`).
    """

    state: State
    starts_at: datetime | None
    due_at: datetime | None
    met_at: datetime | None
    pauses: tuple[Pause, ...]


def standing(span: Span | None, log: Sequence[Line], *, now: datetime) -> Standing:
    """Replay `log` and say how the obligation stands at `now`.

    Lines later than `now` are left out. Of several starts the one written last counts, since a
    correction may move it back. Pauses are taken in the order of their instants, of equal
    instants in the order written. An open pause lasts until `now` and the due time moves with it.
    """
    written = [line for line in log if line.at <= now]
    lines = sorted(written, key=lambda line: line.at)
    starts_at = last(written, Kind.STARTED)
    pauses = pauses_of(lines)
    due = None
    if starts_at is not None and span is not None:
        due = due_at(span, starts_at, closed(pauses, until=now))
    met_at = last(written, Kind.MET)
    return Standing(verdict(lines, starts_at, due, met_at, now), starts_at, due, met_at, pauses)


def verdict(
    lines: Sequence[Line],
    starts_at: datetime | None,
    due: datetime | None,
    met_at: datetime | None,
    now: datetime,
) -> State:
    """Met or missed is decided by what happened: done by the due time or not.

    Excused and cancelled end it whatever else happened; a duty done is met when done by its due
    time ("within" includes the figure: Civil Code art. 1259), and missed when done later.
    """
    kinds = {line.kind for line in lines}
    if Kind.CANCELLED in kinds:
        return State.CANCELLED
    if Kind.EXCUSED in kinds:
        return State.EXCUSED
    if met_at is not None:
        return State.MISSED if due is not None and met_at > due else State.MET
    if starts_at is None:
        return State.WAITING
    if due is not None and now > due:
        return State.MISSED
    return State.PAUSED if is_paused(lines) else State.RUNNING


def last(lines: Sequence[Line], kind: Kind) -> datetime | None:
    return next((line.at for line in reversed(lines) if line.kind is kind), None)


def is_paused(lines: Sequence[Line]) -> bool:
    turns = [line.kind for line in lines if line.kind in (Kind.PAUSED, Kind.RESUMED)]
    return bool(turns) and turns[-1] is Kind.PAUSED


def pauses_of(lines: Sequence[Line]) -> tuple[Pause, ...]:
    """Each pause from its first line to the line that ends it; the last may still be open."""
    pauses: list[Pause] = []
    opened: datetime | None = None
    for line in lines:
        if line.kind is Kind.PAUSED and opened is None:
            opened = line.at
        elif line.kind is not Kind.PAUSED and line.kind in ENDS_A_PAUSE and opened is not None:
            pauses.append(Pause(opened, line.at))
            opened = None
    if opened is not None:
        pauses.append(Pause(opened, None))
    return tuple(pauses)


ENDS_A_PAUSE = frozenset({Kind.RESUMED, Kind.MET, Kind.EXCUSED, Kind.CANCELLED})


def span_of(log: Sequence[Line], *, roll: bool) -> Span | None:
    """The time allowed as the log last states it; None for a standing duty."""
    stated = [line.reason for line in log if line.kind in (Kind.RAISED, Kind.CHANGED)]
    return Span.parse(stated[-1], roll=roll) if stated and stated[-1] else None


@dataclass(frozen=True, slots=True)
class Turn:
    """One line of the log and what stood once it was written."""

    line: Line
    span: Span | None
    standing: Standing


def trail(log: Sequence[Line], *, roll: bool) -> tuple[Turn, ...]:
    """How the due time came about, line by line, in the order in which the log was written."""
    turns = []
    for count, line in enumerate(log, start=1):
        so_far = log[:count]
        span = span_of(so_far, roll=roll)
        now = max(written.at for written in so_far)
        turns.append(Turn(line, span, standing(span, so_far, now=now)))
    return tuple(turns)


def closed(pauses: Sequence[Pause], *, until: datetime) -> list[Pause]:
    return [Pause(pause.start, pause.end or until) for pause in pauses]
