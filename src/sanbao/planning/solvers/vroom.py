"""VROOM: a good plan in about a second, breaks included. Its plan is where the others start.

It fetches nothing on the way: what is not on the van is left to the others. Doc: the VROOM
project's API, https://github.com/VROOM-Project/vroom/blob/master/docs/API.md.
"""

from collections.abc import Iterable
from datetime import timedelta

import numpy
import vroom

from sanbao.planning.plan import NEVER, price_of_leaving
from sanbao.planning.problem import Engineer, Job, Problem, Window

# How far it looks: in a short time, and with many jobs, less finds more.
EXPLORATION, FEW = 1, 150
HIGHEST_PRIORITY = 100
# VROOM counts in unsigned 32 bits.
LARGEST = 2**31


def first_order(
    problem: Problem, *, seconds: float, exploration: int | None = None
) -> dict[str, tuple[str, ...]]:
    """An order of all jobs that VROOM can place, within about `seconds`, on one thread.

    exploration: from 0, the quickest, to 5; None for what suits a first answer.
    """
    if exploration is None:
        exploration = EXPLORATION if len(problem.jobs) <= FEW else 0
    given = vroom.Input()
    given.set_durations_matrix("car", numpy.array(problem.durations, dtype=numpy.uint32))
    given.set_costs_matrix("car", numpy.array(costs(problem), dtype=numpy.uint32))
    words, parts = numbered(problem), part_names(problem)
    given.add_vehicle([vehicle(problem, n, words, parts) for n in range(len(problem.engineers))])
    dearest = dearest_to_leave(problem)
    given.add_job([task(job, n, words, parts, dearest) for n, job in enumerate(problem.jobs)])
    solved = given.solve(
        exploration_level=exploration, nb_threads=1, timeout=timedelta(seconds=seconds)
    )
    order: dict[str, list[str]] = {}
    rows = solved.routes
    if rows.empty:
        return {}
    for who, what, number in zip(rows["vehicle_id"], rows["type"], rows["id"], strict=True):
        if what == "job":
            engineer = problem.engineers[int(who)].key
            order.setdefault(engineer, []).append(problem.jobs[int(number)].key)
    return {engineer: tuple(keys) for engineer, keys in order.items()}


def costs(problem: Problem) -> list[list[int]]:
    """The price of each way, as far as VROOM can count."""
    rows = [
        [
            far * problem.distance_price + long * problem.duration_price
            for far, long in zip(distances, durations, strict=True)
        ]
        for distances, durations in zip(problem.distances, problem.durations, strict=True)
    ]
    return [[min(price, LARGEST) for price in row] for row in rows]


def numbered(problem: Problem) -> dict[str, int]:
    """A number for each skill, tool and promised engineer: VROOM knows skills as numbers."""
    words: set[str] = set()
    for job in problem.jobs:
        words |= needs(job)
    return {word: number for number, word in enumerate(sorted(words))}


def needs(job: Job) -> set[str]:
    words = {f"skill {skill}" for skill in job.skills} | {f"tool {tool}" for tool in job.tools}
    return words | ({f"engineer {job.lock.engineer}"} if job.lock else set())


def has(engineer: Engineer) -> set[str]:
    words = {f"skill {skill}" for skill in engineer.skills}
    return words | {f"tool {tool}" for tool in engineer.tools} | {f"engineer {engineer.key}"}


def part_names(problem: Problem) -> list[str]:
    return sorted({part for job in problem.jobs for part, used in job.parts.items() if used})


def known(words: Iterable[str], numbers: dict[str, int]) -> set[int]:
    return {numbers[word] for word in words if word in numbers}


def vehicle(
    problem: Problem, number: int, words: dict[str, int], parts: list[str]
) -> vroom.Vehicle:
    engineer = problem.engineers[number]
    loads = sum(job.load for job in problem.jobs)
    capacity = loads if engineer.capacity is None else engineer.capacity
    return vroom.Vehicle(
        number,
        start=engineer.start,
        end=engineer.end,
        capacity=[capacity, *(engineer.parts.get(part, 0) for part in parts)],
        skills=known(has(engineer), words),
        time_window=vroom.TimeWindow(engineer.shift.opens, engineer.shift.closes),
        breaks=[
            vroom.Break(n, [vroom.TimeWindow(rest.opens, rest.closes)], service=rest.lasts)
            for n, rest in enumerate(engineer.rests)
        ],
    )


def task(job: Job, number: int, words: dict[str, int], parts: list[str], dearest: int) -> vroom.Job:
    at = job.lock.at if job.lock else None
    windows = job.windows if at is None else (Window(at, at),)
    return vroom.Job(
        number,
        job.place,
        default_service=job.service,
        delivery=[job.load, *(job.parts.get(part, 0) for part in parts)],
        skills=known(needs(job), words),
        priority=priority(job, dearest),
        time_windows=[vroom.TimeWindow(window.opens, window.closes) for window in windows],
    )


def priority(job: Job, dearest: int) -> int:
    """From 1 to 100: the dearer a job is to leave out, the higher."""
    price = price_of_leaving(job)
    if price == NEVER:
        return HIGHEST_PRIORITY
    return max(1, (HIGHEST_PRIORITY - 1) * price // max(dearest, 1))


def dearest_to_leave(problem: Problem) -> int:
    """Of those that may be left out."""
    prices = [price_of_leaving(job) for job in problem.jobs]
    return max((price for price in prices if price != NEVER), default=0)
