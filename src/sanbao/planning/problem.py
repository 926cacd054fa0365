"""What has to be planned: jobs at places, engineers with shifts, what each of them can do.

Times, distances and prices are whole numbers in the units of whoever states the problem (seconds,
metres and fen for a day of Sanbao's, tenths for the files of the literature). Nothing here knows a
calendar: time 0 is the start of the horizon. A place is an index into both matrices.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar


class Rule(StrEnum):
    """What a plan has to keep. A job that is left out, and a plan that is broken, name one."""

    SKILL = "skill"
    TOOL = "tool"
    PART = "part"
    WINDOW = "window"
    SHIFT = "shift"
    BREAK = "break"
    TRAVEL = "travel"
    LOCK = "lock"
    LOAD = "load"
    ONCE = "once"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class Window:
    """From `opens` to `closes`, both included."""

    opens: int
    closes: int

    def __post_init__(self) -> None:
        if self.closes < self.opens:
            raise ValueError(f"a window closes at {self.closes}, before it opens at {self.opens}")


@dataclass(frozen=True, slots=True)
class Lock:
    """A promise that the plan must keep: this engineer, and, where stated, this very time."""

    engineer: str
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Before:
    """Where the job stood in the plan before, and what it costs to move it from there."""

    engineer: str
    at: int
    price: int


@dataclass(frozen=True, slots=True)
class Job:
    """One visit to plan.

    windows: service begins in one of them. service: how long it lasts. skills and tools: all are
    needed; tools are kept, parts are used up. load: what it takes of the engineer's capacity.
    due: when it has to be over by promise; each unit later costs `late_price`. left_price: what it
    costs to leave the job out; None when it must be done.
    """

    key: str
    place: int
    windows: tuple[Window, ...]
    service: int = 0
    skills: frozenset[str] = frozenset()
    tools: frozenset[str] = frozenset()
    parts: Mapping[str, int] = field(default_factory=dict)
    load: int = 0
    due: int | None = None
    late_price: int = 0
    left_price: int | None = None
    lock: Lock | None = None
    before: Before | None = None

    def __post_init__(self) -> None:
        if not self.windows:
            raise ValueError(f"job {self.key} has no time window")


@dataclass(frozen=True, slots=True)
class Rest:
    """A break that begins between `opens` and `closes` and lasts `lasts`: no way and no work."""

    opens: int
    closes: int
    lasts: int


@dataclass(frozen=True, slots=True)
class Depot:
    """Where an engineer fetches, once at most. parts, tools: what is his there; None for all."""

    place: int
    parts: Mapping[str, int] | None = None
    tools: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Engineer:
    """One person with a van: where the day begins and ends, and what is on board.

    end: None when the day ends at the last visit. parts: how many of each are on the van. depot:
    his own, instead of the one that the problem has for all.
    """

    key: str
    start: int
    shift: Window
    end: int | None = None
    skills: frozenset[str] = frozenset()
    tools: frozenset[str] = frozenset()
    parts: Mapping[str, int] = field(default_factory=dict)
    capacity: int | None = None
    rests: tuple[Rest, ...] = ()
    depot: Depot | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """A day, or several, of one team.

    durations, distances: between places, row to column. depot: the place where, once a day, all
    tools and parts can be fetched, which takes `fetching`. distance_price, duration_price: of one
    unit of distance, and of one unit between the start of a tour and its end.

    Raises ValueError when a job or an engineer is named twice, or stands at a place that the
    matrices do not have.
    """

    jobs: tuple[Job, ...]
    engineers: tuple[Engineer, ...]
    durations: tuple[tuple[int, ...], ...]
    distances: tuple[tuple[int, ...], ...]
    depot: int | None = None
    fetching: int = 0
    distance_price: int = 1
    duration_price: int = 0

    def __post_init__(self) -> None:
        for of_kind in (self.jobs, self.engineers):
            keys = [each.key for each in of_kind]
            if len(set(keys)) != len(keys):
                raise ValueError(f"named twice: {sorted({k for k in keys if keys.count(k) > 1})}")
        places = len(self.durations)
        if any(len(row) != places for row in (*self.durations, *self.distances)):
            raise ValueError("the matrices of travel are not square, or not of one size")
        used = {job.place for job in self.jobs}
        for engineer in self.engineers:
            used |= {engineer.start, engineer.start if engineer.end is None else engineer.end}
            used |= {engineer.depot.place} if engineer.depot else set()
        if self.depot is not None:
            used.add(self.depot)
        if unknown := {place for place in used if not 0 <= place < places}:
            raise ValueError(f"no such place: {sorted(unknown)}")

    def depot_of(self, engineer: Engineer) -> Depot | None:
        """Where the engineer fetches: his own depot, else the one for all; None for nowhere."""
        if engineer.depot is not None:
            return engineer.depot
        return None if self.depot is None else Depot(self.depot)

    def job(self, key: str) -> Job:
        """The job of that key. Raises KeyError."""
        return next_named(self.jobs, key)

    def engineer(self, key: str) -> Engineer:
        """The engineer of that key. Raises KeyError."""
        return next_named(self.engineers, key)


Named = TypeVar("Named", Job, Engineer)


def next_named(of_kind: tuple[Named, ...], key: str) -> Named:
    for each in of_kind:
        if each.key == key:
            return each
    raise KeyError(key)
