"""When each stop of a tour takes place, once the order of its jobs is known.

Everything as early as it can be, which is never worse for a later stop. Where the van has to be
stocked on the way, and where a break is taken, all places are tried; the shortest way that is in
time counts, then the one that is over first.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sanbao.planning.plan import Does, Stop, Tour, distance_along
from sanbao.planning.problem import Depot, Engineer, Job, Lock, Problem, Rest


@dataclass(frozen=True, slots=True)
class Step:
    """A job, or the fetching of tools and parts when there is none, at its place."""

    place: int
    job: Job | None = None


def scheduled(problem: Problem, engineer: Engineer, jobs: Sequence[Job]) -> Tour | None:
    """The best tour of `engineer` over `jobs` in this order, or None when there is none.

    Jobs that the engineer had before keep their times; where that cannot be, all but one do, else
    none.
    """
    if not may_do_all(engineer, jobs):
        return None
    for kept in keeping(engineer, jobs):
        tour = earliest(problem, engineer, kept)
        if tour is not None:
            return tour
    return None


def keeping(engineer: Engineer, jobs: Sequence[Job]) -> Iterator[Sequence[Job]]:
    """The jobs with the times that they had before with this engineer held, fewer and fewer."""
    held = [
        replace(job, lock=Lock(engineer.key, job.before.at))
        if job.lock is None and job.before is not None and job.before.engineer == engineer.key
        else job
        for job in jobs
    ]
    standing = [number for number, job in enumerate(held) if job is not jobs[number]]
    if standing:
        yield held
        if len(standing) > 1:
            for free in standing:
                yield [*held[:free], jobs[free], *held[free + 1 :]]
    yield jobs


def earliest(problem: Problem, engineer: Engineer, jobs: Sequence[Job]) -> Tour | None:
    """The shortest tour that is in time, as early as it can be."""
    tours = [
        tour
        for steps in with_fetching(problem, engineer, jobs)
        if (tour := timed(problem, engineer, steps)) is not None
    ]
    return min(
        tours, key=lambda tour: (distance_along(problem, engineer, tour), tour.ends), default=None
    )


def may_do_all(engineer: Engineer, jobs: Sequence[Job]) -> bool:
    if engineer.capacity is not None and sum(job.load for job in jobs) > engineer.capacity:
        return False
    return all(may_do(engineer, job) for job in jobs)


def may_do(engineer: Engineer, job: Job) -> bool:
    """Skilled for it, and not promised to somebody else."""
    return job.skills <= engineer.skills and (job.lock is None or job.lock.engineer == engineer.key)


def first_beyond_van(engineer: Engineer, jobs: Sequence[Job]) -> int | None:
    """The first of `jobs` that needs more than what is on the van when it comes to it."""
    parts = Counter(engineer.parts)
    for number, job in enumerate(jobs):
        if not job.tools <= engineer.tools:
            return number
        for part, used in job.parts.items():
            parts[part] -= used
            if used and parts[part] < 0:
                return number
    return None


def with_fetching(
    problem: Problem, engineer: Engineer, jobs: Sequence[Job]
) -> Iterator[list[Step]]:
    """The same jobs with the depot at each place where it helps; as they are, if none is needed."""
    steps = [Step(job.place, job) for job in jobs]
    latest = first_beyond_van(engineer, jobs)
    if latest is None:
        yield steps
    elif (depot := problem.depot_of(engineer)) is not None and suffices(depot, engineer, jobs):
        for number in range(latest + 1):
            yield [*steps[:number], Step(depot.place), *steps[number:]]


def suffices(depot: Depot, engineer: Engineer, jobs: Sequence[Job]) -> bool:
    """Whether van and depot together have all that the jobs need."""
    if depot.tools is not None:
        tools = engineer.tools | depot.tools
        if not all(job.tools <= tools for job in jobs):
            return False
    if depot.parts is None:
        return True
    used: Counter[str] = Counter()
    for job in jobs:
        used.update(job.parts)
    has = engineer.parts
    return all(count <= has.get(p, 0) + depot.parts.get(p, 0) for p, count in used.items())


def timed(problem: Problem, engineer: Engineer, steps: Sequence[Step]) -> Tour | None:
    """The steps in this order, breaks between them where they fit."""
    start = engineer.shift.opens
    found = begun(problem, engineer, steps, (start, engineer.start), engineer.rests)
    if found is None:
        return None
    stops, ends = found
    return Tour(engineer.key, leaving(problem, engineer, stops), ends, tuple(stops))


def leaving(problem: Problem, engineer: Engineer, stops: Sequence[Stop]) -> int:
    """As late as the first stop allows: nobody waits in front of a door for nothing."""
    first = stops[0] if stops else None
    if first is None or first.place is None:
        return engineer.shift.opens
    return first.begins - problem.durations[engineer.start][first.place]


def begun(
    problem: Problem,
    engineer: Engineer,
    steps: Sequence[Step],
    stands: tuple[int, int],
    rests: Sequence[Rest],
) -> tuple[list[Stop], int] | None:
    """The stops from here on, and when the tour ends. stands: the time, and the place."""
    stops: list[Stop] = []
    now, here = stands
    for number, step in enumerate(steps):
        stop = stop_of(problem, step, now + problem.durations[here][step.place])
        rest = rests[0] if rests else None
        if rest is not None and must_choose(stop, rest):
            return chosen(problem, engineer, steps[number:], (now, here), rests, stops)
        if stop is None:
            return None
        stops.append(stop)
        now, here = stop.ends, step.place
    ends = now if engineer.end is None else now + problem.durations[here][engineer.end]
    return over(problem, engineer, (now, here), rests, stops, ends)


def must_choose(stop: Stop | None, rest: Rest) -> bool:
    """Whether the next stop would reach into the time in which the break begins."""
    return stop is None or stop.ends > rest.opens


def chosen(
    problem: Problem,
    engineer: Engineer,
    steps: Sequence[Step],
    stands: tuple[int, int],
    rests: Sequence[Rest],
    stops: list[Stop],
) -> tuple[list[Stop], int] | None:
    """The break now, or after the next stop: whichever is over first."""
    now, here = stands
    rest, found = rests[0], []
    if now <= rest.closes:
        begins = max(now, rest.opens)
        pause = Stop(Does.REST, begins, begins + rest.lasts)
        after = begun(problem, engineer, steps, (pause.ends, here), rests[1:])
        if after is not None:
            found.append(([*stops, pause, *after[0]], after[1]))
    stop = stop_of(problem, steps[0], now + problem.durations[here][steps[0].place])
    if stop is not None and stop.ends <= rest.closes:
        after = begun(problem, engineer, steps[1:], (stop.ends, steps[0].place), rests)
        if after is not None:
            found.append(([*stops, stop, *after[0]], after[1]))
    return min(found, key=lambda each: each[1], default=None)


def over(
    problem: Problem,
    engineer: Engineer,
    stands: tuple[int, int],
    rests: Sequence[Rest],
    stops: list[Stop],
    ends: int,
) -> tuple[list[Stop], int] | None:
    """After the last stop: a break that is still to come is taken here, or at home."""
    now, here = stands
    for rest in rests:
        if ends <= rest.closes:
            continue
        if now > rest.closes:
            return None
        begins = max(now, rest.opens)
        now = begins + rest.lasts
        stops = [*stops, Stop(Does.REST, begins, now)]
        ends = now if engineer.end is None else now + problem.durations[here][engineer.end]
    return (stops, ends) if ends <= engineer.shift.closes else None


def stop_of(problem: Problem, step: Step, there: int) -> Stop | None:
    """The stop for someone who is there at `there`; None when all its windows are closed then."""
    if step.job is None:
        return Stop(Does.FETCH, there, there + problem.fetching, place=step.place)
    begins = beginning(step.job, there)
    if begins is None:
        return None
    return Stop(Does.JOB, begins, begins + step.job.service, step.job.key, step.place)


def beginning(job: Job, there: int) -> int | None:
    """The earliest time at or after `there` at which the job may begin, or None."""
    if job.lock is not None and job.lock.at is not None:
        return job.lock.at if there <= job.lock.at else None
    times = [max(there, w.opens) for w in job.windows if there <= w.closes]
    return min(times, default=None)
