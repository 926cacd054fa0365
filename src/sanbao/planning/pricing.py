"""What one engineer can drive, and whoever is alike: each way from job to job, worked out once."""

from typing import NamedTuple

from sanbao.planning.problem import Engineer, Job, Problem
from sanbao.planning.schedule import first_beyond_van, may_do

UNBOUNDED = 2**60
Amounts = tuple[int, ...]


class Way(NamedTuple):
    """From one job to the next, straight or over the depot. price: of the distance, and of moving
    the job from another engineer.
    """

    to: int
    long: int
    price: int
    fetches: bool


class Call(NamedTuple):
    """A job as one engineer sees it. latest: when it has to be over to be home in time."""

    windows: tuple[tuple[int, int], ...]
    service: int
    latest: int
    due: int
    late_price: int
    needs: Amounts
    lacks_tool: bool
    home_price: int


class Pricing:
    """All that one engineer can drive, and whoever is alike."""

    def __init__(
        self, problem: Problem, engineer: Engineer, only: frozenset[str] | None = None
    ) -> None:
        """only: the jobs that matter; None for all."""
        self.problem, self.engineer = problem, engineer
        self.depot = problem.depot_of(engineer)
        self.jobs = [
            job
            for job in problem.jobs
            if (only is None or job.key in only) and may_do(engineer, job) and self.can_have(job)
        ]
        if first_beyond_van(engineer, self.jobs) is None:
            self.depot = None
        self.parts = sorted({p for job in self.jobs for p, used in job.parts.items() if used})
        self.limits = (self.limit(fetched=False), self.limit(fetched=True))
        self.is_limited = engineer.capacity is not None or bool(self.parts)
        self.calls = [self.call(job) for job in self.jobs]
        self.ways = [self.ways_from(job.place, job) for job in self.jobs]
        self.ways.append(self.ways_from(engineer.start, None))

    def can_have(self, job: Job) -> bool:
        lacking = job.tools - self.engineer.tools
        at_depot = self.depot is not None and (
            self.depot.tools is None or lacking <= self.depot.tools
        )
        return not lacking or at_depot

    def limit(self, *, fetched: bool) -> Amounts:
        """What can be carried and used: load first, then each part."""
        load = UNBOUNDED if self.engineer.capacity is None else self.engineer.capacity
        van = [self.engineer.parts.get(part, 0) for part in self.parts]
        if fetched and self.depot is not None:
            there = self.depot.parts
            more = [UNBOUNDED if there is None else there.get(part, 0) for part in self.parts]
            van = [have + got for have, got in zip(van, more, strict=True)]
        return (load, *van)

    def call(self, job: Job) -> Call:
        windows = sorted((window.opens, window.closes) for window in job.windows)
        if job.lock is not None and job.lock.at is not None:
            windows = [(job.lock.at, job.lock.at)]
        end = job.place if self.engineer.end is None else self.engineer.end
        home = self.problem.durations[job.place][end]
        home_price = self.problem.distances[job.place][end] * self.problem.distance_price
        return Call(
            windows=tuple(windows),
            service=job.service,
            latest=self.engineer.shift.closes - home,
            due=UNBOUNDED if job.due is None else job.due,
            late_price=job.late_price,
            needs=(job.load, *(job.parts.get(part, 0) for part in self.parts)),
            lacks_tool=not job.tools <= self.engineer.tools,
            home_price=home_price + home * self.problem.duration_price,
        )

    def ways_from(self, place: int, job: Job | None) -> list[Way]:
        """Every way on that can be in time."""
        since = self.engineer.shift.opens
        if job is not None:
            since = max(since, min(window.opens for window in job.windows)) + job.service
        found = []
        for to, after in enumerate(self.jobs):
            latest = self.calls[to].windows[-1][1] - since
            for by in (None,) if self.depot is None else (None, self.depot.place):
                long, price = self.along(place, by, after.place)
                if long <= latest and after is not job:
                    found.append(Way(to, long, price + self.moving(after), by is not None))
        return found

    def along(self, place: int, by: int | None, to: int) -> tuple[int, int]:
        """How long the way is, and the price of its distance."""
        long, far, price = (
            self.problem.durations,
            self.problem.distances,
            self.problem.distance_price,
        )
        if by is None:
            return long[place][to], far[place][to] * price
        lasts = long[place][by] + self.problem.fetching + long[by][to]
        return lasts, (far[place][by] + far[by][to]) * price

    def moving(self, job: Job) -> int:
        before = job.before
        return before.price if before is not None and before.engineer != self.engineer.key else 0
