"""Putting a job into tours that stand: where it costs least."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sanbao.planning.order import Desk, Order
from sanbao.planning.plan import never, price_of_leaving
from sanbao.planning.problem import Job
from sanbao.planning.schedule import may_do


@dataclass(frozen=True, slots=True)
class Place:
    """Where a job can stand, and what it adds to the cost of the plan."""

    engineer: str
    keys: tuple[str, ...]
    adds: int


def places_for(desk: Desk, order: Order, job: Job, *, at_most: int = 1) -> list[Place]:
    """The cheapest place with each engineer, the cheapest first, at most `at_most` of them."""
    found = [
        place
        for engineer in desk.engineers.values()
        if may_do(engineer, job)
        and (place := place_with(desk, engineer.key, order.get(engineer.key, ()), job))
    ]
    return sorted(found, key=lambda place: (place.adds, place.engineer))[:at_most]


def place_with(desk: Desk, engineer: str, keys: Sequence[str], job: Job) -> Place | None:
    """The cheapest place in one tour, or None when it fits nowhere."""
    before = desk.price(engineer, keys) if keys else 0
    found = []
    for number in range(len(keys) + 1):
        longer = (*keys[:number], job.key, *keys[number:])
        after = desk.price(engineer, longer)
        if after is not None:
            found.append(Place(engineer, longer, after - (before or 0)))
    return min(found, key=lambda place: place.adds, default=None)


def filled(
    desk: Desk, order: Order, asked: Callable[[], bool] = never
) -> dict[str, tuple[str, ...]]:
    """The order with every job put in that costs less in a tour than left out, dearest first.

    asked: whether to stop now.
    """
    now = {engineer: tuple(keys) for engineer, keys in order.items()}
    done = {key for keys in now.values() for key in keys}
    left = [job for job in desk.jobs.values() if job.key not in done]
    left.sort(key=lambda job: (-price_of_leaving(job), job.windows[-1].closes))
    for job in left:
        if asked():
            break
        for place in places_for(desk, now, job):
            if place.adds < price_of_leaving(job):
                now[place.engineer] = place.keys
    return now
