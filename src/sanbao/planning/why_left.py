"""Why nobody does a job: for each engineer the first rule in the way, and who came nearest."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sanbao.planning.order import Desk, order_of
from sanbao.planning.plan import Plan
from sanbao.planning.problem import Depot, Engineer, Job, Problem, Rule
from sanbao.planning.schedule import first_beyond_van, scheduled

# From far to near: whoever fails at a later one came nearer to doing the job.
NEARNESS = (Rule.LOCK, Rule.SKILL, Rule.TOOL, Rule.PART, Rule.WINDOW, Rule.SHIFT, Rule.TRAVEL)


@dataclass(frozen=True, slots=True)
class Hindrance:
    """What keeps one engineer from a job. missing: which skills, tools or parts.

    TRAVEL: the job would fit into an empty day, but not into this one, or only at a higher price
    than leaving it out.
    """

    engineer: str
    rule: Rule
    missing: tuple[str, ...] = ()


def hindrances(problem: Problem, plan: Plan, key: str) -> list[Hindrance]:
    """What keeps each engineer from the job `key`, whoever came nearest first."""
    desk, order = Desk(problem), order_of(plan)
    job = desk.jobs[key]
    found = [
        hindrance(desk, engineer, order.get(engineer.key, ()), job)
        for engineer in problem.engineers
    ]
    return sorted(
        found, key=lambda each: (-NEARNESS.index(each.rule), len(each.missing), each.engineer)
    )


def hindrance(desk: Desk, engineer: Engineer, keys: Sequence[str], job: Job) -> Hindrance:
    if job.lock is not None and job.lock.engineer != engineer.key:
        return Hindrance(engineer.key, Rule.LOCK)
    if missing := job.skills - engineer.skills:
        return Hindrance(engineer.key, Rule.SKILL, tuple(sorted(missing)))
    if (lack := lacking(desk.problem, engineer, job)) is not None:
        return lack
    if scheduled(desk.problem, engineer, [job]) is None:
        return Hindrance(engineer.key, alone(desk.problem, engineer, job))
    return Hindrance(engineer.key, Rule.TRAVEL)


def lacking(problem: Problem, engineer: Engineer, job: Job) -> Hindrance | None:
    """What the job needs that is neither on the van nor at the engineer's depot."""
    depot = problem.depot_of(engineer)
    if first_beyond_van(engineer, [job]) is None:
        return None
    if depot is None:
        depot = Depot(engineer.start, parts={}, tools=frozenset())
    if depot.tools is not None and (missing := job.tools - engineer.tools - depot.tools):
        return Hindrance(engineer.key, Rule.TOOL, tuple(sorted(missing)))
    if depot.parts is None:
        return None
    has = Counter(engineer.parts) + Counter(depot.parts)
    short = tuple(sorted(part for part, used in job.parts.items() if used > has[part]))
    return Hindrance(engineer.key, Rule.PART, short) if short else None


def alone(problem: Problem, engineer: Engineer, job: Job) -> Rule:
    """Why not even a day with nothing else in it would do: too late there, or too late back."""
    there = engineer.shift.opens + problem.durations[engineer.start][job.place]
    return Rule.SHIFT if any(there <= window.closes for window in job.windows) else Rule.WINDOW
