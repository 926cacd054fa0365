"""A judge of plans that shares nothing with the solvers: it walks each tour with a clock and a van.

A plan that it rejects is a bug of ours, and never offered. What it walks is the problem as stated;
no price matters here.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sanbao.planning.plan import Does, Plan, Stop, Tour
from sanbao.planning.problem import Engineer, Job, Problem, Rule


@dataclass(frozen=True, slots=True)
class Broken:
    """One rule that a plan does not keep: whose tour, which job (or none), and the figures."""

    rule: Rule
    engineer: str
    job: str
    why: str


def broken(problem: Problem, plan: Plan) -> list[Broken]:
    """Everything in `plan` that cannot be; empty when it can be driven as it stands."""
    return [*about_jobs(problem, plan), *(b for tour in plan.tours for b in about(problem, tour))]


def about_jobs(problem: Problem, plan: Plan) -> Iterator[Broken]:
    """Each job stands once in the plan, done or left out; each engineer has one tour."""
    done = Counter(key for tour in plan.tours for key in tour.jobs)
    stands = done + Counter(plan.left)
    for job in problem.jobs:
        if stands[job.key] != 1:
            yield Broken(Rule.ONCE, "", job.key, f"stands {stands[job.key]} times in the plan")
        if job.lock and job.key in plan.left:
            yield Broken(Rule.LOCK, job.lock.engineer, job.key, "is locked, and left out")
    known = {job.key for job in problem.jobs}
    for key in stands.keys() - known:
        yield Broken(Rule.KNOWN, "", key, "is no job of the problem")
    people = {engineer.key for engineer in problem.engineers}
    for key, times in Counter(tour.engineer for tour in plan.tours).items():
        if key not in people:
            yield Broken(Rule.KNOWN, key, "", "is no engineer of the problem")
        elif times > 1:
            yield Broken(Rule.ONCE, key, "", f"has {times} tours")


def about(problem: Problem, tour: Tour) -> Iterator[Broken]:
    """What one engineer could not do."""
    people = {engineer.key: engineer for engineer in problem.engineers}
    engineer = people.get(tour.engineer)
    jobs = {job.key: job for job in problem.jobs}
    if engineer is None or any(key not in jobs for key in tour.jobs):
        return
    yield from of_clock(problem, engineer, tour)
    yield from of_van(problem, jobs, engineer, tour)
    yield from of_rests(engineer, tour)
    for stop in tour.stops:
        if stop.does is Does.JOB:
            yield from of_job(jobs[stop.job], stop, engineer)
        elif stop.does is Does.FETCH and stop.place != fetches_at(problem, engineer):
            yield Broken(Rule.TRAVEL, engineer.key, "", "fetches where there is no depot")


def of_clock(problem: Problem, engineer: Engineer, tour: Tour) -> Iterator[Broken]:
    """Nobody is at two places at once, or at work outside the shift."""
    if tour.starts < engineer.shift.opens or tour.ends > engineer.shift.closes:
        yield Broken(
            Rule.SHIFT,
            engineer.key,
            "",
            f"{tour.starts} to {tour.ends}, but the shift is {engineer.shift.opens} to"
            f" {engineer.shift.closes}",
        )
    now, here = tour.starts, engineer.start
    # Whoever rests on the way still has the whole way to go.
    for stop in tour.stops:
        there = here if stop.place is None else stop.place
        earliest = now + problem.durations[here][there]
        if stop.begins < earliest:
            yield Broken(
                Rule.TRAVEL, engineer.key, stop.job, f"begins {stop.begins}, there at {earliest}"
            )
        now, here = stop.ends, there
    home = now if engineer.end is None else now + problem.durations[here][engineer.end]
    if tour.ends < home:
        yield Broken(Rule.TRAVEL, engineer.key, "", f"ends {tour.ends}, back at {home}")


def of_job(job: Job, stop: Stop, engineer: Engineer) -> Iterator[Broken]:
    """Place, time, skills and promises of one job."""
    if stop.place != job.place:
        yield Broken(Rule.TRAVEL, engineer.key, job.key, "is done at another place")
    if stop.ends - stop.begins != job.service:
        yield Broken(Rule.WINDOW, engineer.key, job.key, f"lasts {stop.ends - stop.begins}")
    if not any(window.opens <= stop.begins <= window.closes for window in job.windows):
        yield Broken(Rule.WINDOW, engineer.key, job.key, f"begins {stop.begins}")
    if missing := job.skills - engineer.skills:
        yield Broken(Rule.SKILL, engineer.key, job.key, ", ".join(sorted(missing)))
    if job.lock and (job.lock.engineer != engineer.key or job.lock.at not in (None, stop.begins)):
        yield Broken(Rule.LOCK, engineer.key, job.key, f"is promised: {job.lock}")


def fetches_at(problem: Problem, engineer: Engineer) -> int | str:
    """The place of the engineer's depot; no place at all where there is none."""
    depot = problem.depot_of(engineer)
    return "nowhere" if depot is None else depot.place


def of_van(
    problem: Problem, jobs: dict[str, Job], engineer: Engineer, tour: Tour
) -> Iterator[Broken]:
    """Tools are kept, parts used up; the depot, once, has what is stated for it, else everything;
    nobody carries too much.
    """
    fetches = [n for n, stop in enumerate(tour.stops) if stop.does is Does.FETCH]
    if len(fetches) > 1:
        yield Broken(Rule.ONCE, engineer.key, "", f"fetches {len(fetches)} times")
    before = tour.stops[: fetches[0]] if fetches else tour.stops
    yield from of_stock([jobs[s.job] for s in before if s.does is Does.JOB], engineer)
    if fetches:
        whole = [jobs[s.job] for s in tour.stops if s.does is Does.JOB]
        yield from of_stock(whole, fetched(problem, engineer, whole))
    load = sum(jobs[key].load for key in tour.jobs)
    if engineer.capacity is not None and load > engineer.capacity:
        yield Broken(Rule.LOAD, engineer.key, "", f"{load} of {engineer.capacity}")


def fetched(problem: Problem, engineer: Engineer, jobs: list[Job]) -> Engineer:
    """The engineer with all on the van that the depot has for him."""
    depot = problem.depot_of(engineer)
    if depot is None:
        return engineer
    needed: Counter[str] = Counter()
    for job in jobs:
        needed.update(job.parts)
    tools = frozenset().union(*(job.tools for job in jobs)) if depot.tools is None else depot.tools
    parts = Counter(engineer.parts) + Counter(needed if depot.parts is None else depot.parts)
    return replace(engineer, parts=parts, tools=engineer.tools | tools)


def of_stock(jobs: list[Job], engineer: Engineer) -> Iterator[Broken]:
    """The jobs that are done with what is on the van."""
    stock = Counter(engineer.parts)
    for job in jobs:
        if missing := job.tools - engineer.tools:
            yield Broken(Rule.TOOL, engineer.key, job.key, ", ".join(sorted(missing)))
        stock.subtract(job.parts)
        for part, number in job.parts.items():
            if number and stock[part] < 0:
                yield Broken(Rule.PART, engineer.key, job.key, part)


def of_rests(engineer: Engineer, tour: Tour) -> Iterator[Broken]:
    """Every break that falls into the tour is taken, whole, in its time.

    A break whose latest beginning lies before the tour starts, or whose earliest lies after it
    ends, is taken at home.
    """
    taken = [stop for stop in tour.stops if stop.does is Does.REST]
    for rest in engineer.rests:
        fits = [
            stop
            for stop in taken
            if rest.opens <= stop.begins <= rest.closes and stop.ends - stop.begins >= rest.lasts
        ]
        if fits:
            taken.remove(fits[0])
        elif not (tour.starts >= rest.opens + rest.lasts or tour.ends <= rest.closes):
            yield Broken(
                Rule.BREAK, engineer.key, "", f"no break between {rest.opens} and {rest.closes}"
            )
