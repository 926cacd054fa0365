"""Making room for a job that fits nowhere: another gives way to it, and finds a place elsewhere."""

import time
from collections.abc import Callable, Iterator

from sanbao.planning.insertion import place_with, places_for
from sanbao.planning.order import Desk, Order
from sanbao.planning.plan import Plan
from sanbao.planning.problem import Job
from sanbao.planning.schedule import may_do

# How many jobs may be pushed on, one by the other.
DEEPEST = 3


def never() -> bool:
    return False


def with_room(
    desk: Desk, order: Order, plan: Plan, *, until: float, asked: Callable[[], bool] = never
) -> dict[str, tuple[str, ...]]:
    """The order with as many of the jobs that `plan` leaves out as can be given room by `until`
    (of the monotonic clock). What it costs is for whoever asks to judge.

    asked: whether to stop now.
    """

    def is_over() -> bool:
        return time.monotonic() > until or asked()

    now = {engineer: tuple(keys) for engineer, keys in order.items()}
    for depth in range(1, DEEPEST + 1):
        done = {key for keys in now.values() for key in keys}
        for key in (key for key in plan.left if key not in done):
            if is_over():
                return now
            now = room_made(desk, now, key, depth, is_over) or now
    return now


def room_made(
    desk: Desk,
    order: dict[str, tuple[str, ...]],
    key: str,
    depth: int,
    is_over: Callable[[], bool],
) -> dict[str, tuple[str, ...]] | None:
    """The order with the job in it, at most `depth` others pushed on; None when none is found."""
    for place in places_for(desk, order, desk.jobs[key]):
        return {**order, place.engineer: place.keys}
    if depth:
        for changed, pushed in pushing(desk, order, desk.jobs[key]):
            if is_over():
                return None
            found = room_made(desk, changed, pushed, depth - 1, is_over)
            if found is not None:
                return found
    return None


def pushing(
    desk: Desk, order: dict[str, tuple[str, ...]], job: Job
) -> Iterator[tuple[dict[str, tuple[str, ...]], str]]:
    """Each order in which the job has the place of one that is pushed out, and that one."""
    for engineer in desk.engineers.values():
        keys = order.get(engineer.key, ()) if may_do(engineer, job) else ()
        for pushed in keys:
            rest = tuple(each for each in keys if each != pushed)
            place = place_with(desk, engineer.key, rest, job)
            if place is not None and desk.jobs[pushed].lock is None:
                yield {**order, engineer.key: place.keys}, pushed
