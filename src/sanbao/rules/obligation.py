"""The life of an obligation, derived from its log alone: same log, same answer.

The log holds raised, started, paused, resumed, met, excused and cancelled lines. The due time is
where the span runs out after the last start, pauses not counted (see `deadline`). Nothing is
counted up or down, so a replay at any time gives what was true then.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sanbao.rules.deadline import Pause, due_at
from sanbao.rules.span import Span


class State(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    MISSED = "missed"
    EXCUSED = "excused"
    CANCELLED = "cancelled"


OPEN = frozenset({State.WAITING, State.RUNNING, State.PAUSED})


class Kind(StrEnum):
    RAISED = "raised"
    STARTED = "started"
    PAUSED = "paused"
    RESUMED = "resumed"
    MET = "met"
    EXCUSED = "excused"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the log. `reason` is a code of the list of reasons, or words."""

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

    Lines later than `now` are left out. Lines are taken in the order of their instants; of equal
    instants in the order given. An open pause lasts until `now` and the due time moves with it.
    """
    lines = [line for line in sorted(log, key=lambda line: line.at) if line.at <= now]
    starts_at = last(lines, Kind.STARTED)
    pauses = pauses_of(lines)
    due = None
    if starts_at is not None and span is not None:
        due = due_at(span, starts_at, closed(pauses, until=now))
    met_at = last(lines, Kind.MET)
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


def closed(pauses: Sequence[Pause], *, until: datetime) -> list[Pause]:
    return [Pause(pause.start, pause.end or until) for pause in pauses]
