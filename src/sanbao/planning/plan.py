"""What comes out: who does what when, what is left out, and what all of it costs."""

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from enum import StrEnum
from itertools import pairwise
from operator import add

from sanbao.planning.problem import Engineer, Job, Problem


class Does(StrEnum):
    """What an engineer does at a stop."""

    JOB = "job"
    FETCH = "fetch"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Stop:
    """One thing that an engineer does. job: its key, or nothing. place: None while resting."""

    does: Does
    begins: int
    ends: int
    job: str = ""
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Tour:
    """The stops of one engineer in order, between leaving (`starts`) and being back (`ends`)."""

    engineer: str
    starts: int
    ends: int
    stops: tuple[Stop, ...]

    @property
    def jobs(self) -> tuple[str, ...]:
        return tuple(stop.job for stop in self.stops if stop.does is Does.JOB)


@dataclass(frozen=True, slots=True)
class Plan:
    """Tours of those who have any, and the keys of the jobs that nobody does."""

    tours: tuple[Tour, ...]
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cost:
    """What a plan, or a part of it, costs. distance, duration, late in their units; else prices.

    total: ways, lateness, moves and what is left out, all at their prices.
    """

    distance: int = 0
    duration: int = 0
    late: int = 0
    late_price: int = 0
    moved: int = 0
    moved_price: int = 0
    left: int = 0
    left_price: int = 0
    total: int = 0

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(*map(add, astuple(self), astuple(other)))


# What it costs to leave out what must be done: more than any way or delay, so that nothing is left
# out for the sake of anything else.
NEVER = 10**9


def cost_of(problem: Problem, plan: Plan) -> Cost:
    """What `plan` costs. Raises KeyError for jobs and engineers that the problem does not know."""
    jobs = {job.key: job for job in problem.jobs}
    tours = (tour_cost(problem, problem.engineer(tour.engineer), jobs, tour) for tour in plan.tours)
    left = sum(price_of_leaving(jobs[key]) for key in plan.left)
    return sum(tours, Cost(left=len(plan.left), left_price=left, total=left))


def tour_cost(problem: Problem, engineer: Engineer, jobs: Mapping[str, Job], tour: Tour) -> Cost:
    """What one tour costs. A job is moved when its engineer or its time is another than before."""
    distance, duration = distance_along(problem, engineer, tour), tour.ends - tour.starts
    late = late_price = moved = moved_price = 0
    for stop in tour.stops:
        if stop.does is not Does.JOB:
            continue
        job = jobs[stop.job]
        if job.due is not None and stop.ends > job.due:
            late += stop.ends - job.due
            late_price += (stop.ends - job.due) * job.late_price
        was = job.before
        if was is not None and (was.engineer, was.at) != (tour.engineer, stop.begins):
            moved += 1
            moved_price += was.price
    ways = distance * problem.distance_price + duration * problem.duration_price
    total = ways + late_price + moved_price
    return Cost(distance, duration, late, late_price, moved, moved_price, total=total)


def price_of_leaving(job: Job) -> int:
    """What it costs to leave the job out; a promised one is never left out for its price."""
    return NEVER if job.left_price is None or job.lock is not None else job.left_price


def never() -> bool:
    """Nobody asks for a stop."""
    return False


def distance_along(problem: Problem, engineer: Engineer, tour: Tour) -> int:
    """How far it is from the start over the stops to the end; a rest moves nobody."""
    places = [engineer.start, *(stop.place for stop in tour.stops if stop.place is not None)]
    if engineer.end is not None:
        places.append(engineer.end)
    return sum(problem.distances[start][end] for start, end in pairwise(places))
