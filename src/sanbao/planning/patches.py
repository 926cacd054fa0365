"""Patches of a plan that are planned anew while the rest stands: tours that lie near each other."""

import random
from collections.abc import Iterator

from sanbao.planning.generation import Patch
from sanbao.planning.order import order_of
from sanbao.planning.plan import Plan
from sanbao.planning.pool import Pool
from sanbao.planning.problem import Problem

# So many who have nothing to do may help.
HELPERS = 6


def patches_of(pool: Pool, plan: Plan, rnd: random.Random, size: int) -> Iterator[Patch]:
    """A patch around each job that is left out, as many as there are tours, then around each tour,
    in an order by chance.

    size: so many jobs of tours make a patch, and at most so many that are left out join them.
    """
    problem, jobs = pool.desk.problem, pool.desk.jobs
    order = order_of(plan)
    tours = {engineer: [jobs[key].place for key in keys] for engineer, keys in order.items()}
    left = rnd.sample(plan.left, min(len(plan.left), max(1, len(tours))))
    seeds = [[jobs[key].place] for key in left]
    seeds += rnd.sample(list(tours.values()), len(tours))
    for seed in seeds:
        chosen, done = [], set[str]()
        for engineer in sorted(order, key=lambda each: apart(problem, seed, tours[each])):
            if len(done) >= size:
                break
            chosen.append(engineer)
            done |= set(order[engineer])
        near = sorted(plan.left, key=lambda key: apart(problem, seed, [jobs[key].place]))
        wanted = done.union(near[:size])
        yield patch_of(pool, order_of(plan), chosen, wanted, rnd)


def patch_of(
    pool: Pool,
    order: dict[str, tuple[str, ...]],
    chosen: list[str],
    jobs: set[str],
    rnd: random.Random,
) -> Patch:
    """The tours of those chosen and their jobs, with some who have nothing to do."""
    idle = [key for key in pool.kind_of if key not in order]
    free = [0] * len(pool.names)
    for engineer in (*chosen, *rnd.sample(idle, min(HELPERS, len(idle)))):
        free[pool.kind_of[engineer]] += 1
    standing = pool.of({engineer: order[engineer] for engineer in chosen})
    return Patch(frozenset(jobs), tuple(free), tuple(standing), frozenset(chosen))


def apart(problem: Problem, some: list[int], others: list[int]) -> float:
    """How far others are from some: the mean way from each of some to the next of others."""
    far = problem.distances
    return sum(min(far[one][two] for two in others) for one in some) / len(some)
