"""Parts of a plan that are planned anew while the rest stands: tours that lie near each other."""

import random
from collections.abc import Iterator

from sanbao.planning.generation import Part
from sanbao.planning.order import order_of
from sanbao.planning.plan import Plan
from sanbao.planning.pool import Pool
from sanbao.planning.problem import Problem

# So many who have nothing to do may help.
HELPERS = 6


def parts_of(pool: Pool, plan: Plan, rnd: random.Random, size: int) -> Iterator[Part]:
    """A part around each job that is left out, then around each tour, in an order by chance.

    size: so many jobs make a part.
    """
    problem = pool.desk.problem
    order = order_of(plan)
    places = {key: job.place for key, job in pool.desk.jobs.items()}
    around = [[places[key]] for key in plan.left]
    tours = [[places[key] for key in keys] for keys in order.values()]
    rnd.shuffle(tours)
    for seed in [*around, *tours]:
        near = sorted(
            order, key=lambda each: apart(problem, seed, [places[k] for k in order[each]])
        )
        jobs, chosen = set(plan.left), []
        for engineer in near:
            chosen.append(engineer)
            jobs |= set(order[engineer])
            if len(jobs) >= size:
                break
        idle = [key for key in pool.kind_of if key not in order]
        helpers = rnd.sample(idle, min(HELPERS, len(idle)))
        free = [0] * len(pool.names)
        for engineer in (*chosen, *helpers):
            free[pool.kind_of[engineer]] += 1
        standing = pool.of({engineer: order[engineer] for engineer in chosen})
        yield Part(frozenset(jobs), tuple(free), tuple(standing))


def apart(problem: Problem, some: list[int], others: list[int]) -> float:
    """How far others are from some: the mean way from each of some to the next of others."""
    far = problem.distances
    return sum(min(far[one][two] for two in others) for one in some) / len(some)
