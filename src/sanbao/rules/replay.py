"""How an obligation stands, derived from its log alone: same log, same answer.

The due time is where the span runs out after the start, or the end of a fixed day; pauses do not
count (see `deadline`). Nothing is counted up or down, so a replay at any time gives what was true
then. `missed` lines only record when a miss was noticed: met or missed is decided by what happened.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sanbao.rules.deadline import FixedDay, Pause, due_at, due_on_fixed
from sanbao.rules.obligation import Kind, State
from sanbao.rules.span import Span


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the log.

    reason: for `raised` and `changed` the time allowed from then on: a span as `Span.iso` writes
    it, a fixed day ("2026-12-20"), or "" for a standing duty; for `paused` a code of
    PAUSE_REASONS; for `measured` how many of how many ("7/40"); else words.
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


# What a clause allows: so much time after the start, or until the end of a day.
Allowed = Span | FixedDay


def standing(span: Allowed | None, log: Sequence[Line], *, now: datetime) -> Standing:
    """Replay `log` and say how the obligation stands at `now`.

    Lines later than `now` are left out. Of several starts the one written last counts, since a
    correction may move it back. Pauses are taken in the order of their instants, of equal
    instants in the order written. An open pause lasts until `now` and the due time moves with it.
    """
    written = [line for line in log if line.at <= now]
    lines = sorted(written, key=lambda line: line.at)
    starts_at = last(written, Kind.STARTED)
    pauses = pauses_of(lines)
    due = due_of(span, starts_at, closed(pauses, until=now))
    met_at = last(written, Kind.MET)
    return Standing(verdict(lines, starts_at, due, met_at, now), starts_at, due, met_at, pauses)


def due_of(
    span: Allowed | None, starts_at: datetime | None, pauses: Sequence[Pause]
) -> datetime | None:
    """When it falls due; a fixed day is known before the start, a span is not."""
    if isinstance(span, FixedDay):
        return due_on_fixed(span, pauses)
    if span is None or starts_at is None:
        return None
    return due_at(span, starts_at, pauses)


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
    if is_within(lines, Kind.LAPSED, Kind.RESTORED):
        return State.LAPSED
    if starts_at is None:
        return State.WAITING
    if due is not None and now > due:
        return State.MISSED
    return State.PAUSED if is_within(lines, Kind.PAUSED, Kind.RESUMED) else State.RUNNING


def last(lines: Sequence[Line], kind: Kind) -> datetime | None:
    return next((line.at for line in reversed(lines) if line.kind is kind), None)


def is_within(lines: Sequence[Line], begins: Kind, ends: Kind) -> bool:
    """Whether what `begins` begins has not been ended by `ends` since."""
    turns = [line.kind for line in lines if line.kind in (begins, ends)]
    return bool(turns) and turns[-1] is begins


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


def span_of(log: Sequence[Line], *, roll: bool) -> Allowed | None:
    """The time allowed as the log last states it; None for a standing duty."""
    stated = [line.reason for line in log if line.kind in (Kind.RAISED, Kind.CHANGED)]
    return allowed(stated[-1], roll=roll) if stated and stated[-1] else None


def allowed(written: str, *, roll: bool) -> Allowed:
    """Read what `Span.iso` or `FixedDay.iso` writes. Raises ValueError for anything else."""
    if written.startswith("P"):
        return Span.parse(written, roll=roll)
    return FixedDay(date.fromisoformat(written), roll=roll)


def not_before(log: Sequence[Line], at: datetime, *kinds: Kind) -> datetime:
    """`at`, or the latest instant of the lines of `kinds` where a clock has been set back.

    What ends a pause is never written before the pause began.
    """
    return max([at, *(line.at for line in log if line.kind in kinds)])


@dataclass(frozen=True, slots=True)
class Turn:
    """One line of the log and what stood once it was written."""

    line: Line
    span: Allowed | None
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
