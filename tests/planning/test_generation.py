"""The cheapest choice of tours, made for the choice: for a whole day and for a part of one."""

import random
import time

from sanbao.planning.generation import Generation, Part, Workshop
from sanbao.planning.growth import never
from sanbao.planning.order import Desk
from sanbao.planning.parts import parts_of
from sanbao.planning.pool import Candidate, Pool
from sanbao.planning.problem import Problem
from sanbao.planning.solvers import scip
from sanbao.planning.solvers.glop import Mixture

from .days import STEP, day, engineer, job


def pool_of(problem: Problem) -> Pool:
    return Pool(Desk(problem), [(each.key,) for each in problem.engineers])


def two_sides() -> Problem:
    """Two engineers, one at each end of the line, and jobs at both ends."""
    jobs = [job("a", 1), job("b", 2), job("y", 7), job("z", 8)]
    return day(jobs, [engineer(), engineer("li", start=9, end=9)])


def crossed(pool: Pool) -> tuple[Candidate, ...]:
    """Everybody does what lies at the other end."""
    pool.add({"yang": ("y", "z"), "li": ("b", "a")})
    return tuple(pool.tours.values())


def test_a_poor_plan_is_made_the_cheapest() -> None:
    pool = pool_of(two_sides())
    standing = crossed(pool)
    part = Part(frozenset("abyz"), (1, 1), standing)
    until = time.monotonic() + 20
    found = Generation(Workshop(pool), part, until=until, asked=never).choice()
    assert {(tour.kind, frozenset(tour.keys)) for tour in found} == {
        (0, frozenset("ab")),
        (1, frozenset("yz")),
    }
    assert sum(tour.price for tour in found) == 2 * 2 * 2 * STEP


def test_what_is_the_cheapest_already_stays() -> None:
    pool = pool_of(two_sides())
    pool.add({"yang": ("a", "b"), "li": ("z", "y")})
    part = Part(frozenset("abyz"), (1, 1), tuple(pool.tours.values()))
    until = time.monotonic() + 20
    assert Generation(Workshop(pool), part, until=until, asked=never).choice() == []


def test_only_the_engineers_and_jobs_of_a_part_are_touched() -> None:
    pool = pool_of(two_sides())
    standing = crossed(pool)
    part = Part(frozenset("yz"), (1, 0), standing[:1])
    until = time.monotonic() + 20
    found = Generation(Workshop(pool), part, until=until, asked=never).choice()
    assert {(tour.kind, frozenset(tour.keys)) for tour in found} <= {(0, frozenset("yz"))}


def test_parts_lie_around_what_is_left_out_first() -> None:
    problem = day(
        [job("near", 1), job("far", 9), job("left", 8, closes=1)],
        [engineer(), engineer("li"), engineer("idle")],
    )
    pool = pool_of(problem)
    order = {"yang": ("near",), "li": ("far",)}
    pool.add(order)
    parts = list(parts_of(pool, pool.desk.plan(order), random.Random(1), size=2))
    first = parts[0]
    assert (first.jobs, first.free) == (frozenset({"left", "far"}), (0, 1, 1))
    assert len(parts) == 3


def test_the_pool_keeps_the_cheapest_order_of_a_set_and_no_impossible_tour() -> None:
    pool = pool_of(day([job("a", 1), job("b", 5), job("c", 9, closes=1)]))
    assert pool.take(0, ("c",)) is None
    dear = pool.take(0, ("b", "a"))
    assert dear is not None
    assert pool.take(0, ("a", "b")) is None
    assert pool.of({"yang": ("b", "a")}) == [dear]


def test_a_mixture_says_what_a_job_is_worth() -> None:
    mixture = Mixture([1, 1], {"a": 100, "b": 100})
    mixture.add([Candidate(0, ("a",), 10), Candidate(1, ("b",), 30), Candidate(0, ("a", "b"), 35)])
    worth = mixture.worth()
    assert worth is not None
    assert worth.least == 35
    assert worth.gain(Candidate(0, ("a", "b"), 35)) == 0
    assert worth.gain(Candidate(1, ("b",), 1)) > 0


def test_a_choice_leaves_out_what_costs_more_than_it_is_worth() -> None:
    pool = [Candidate(0, ("a",), 10), Candidate(0, ("b",), 30), Candidate(1, ("b",), 25)]
    left = {"a": 100, "b": 20}
    assert scip.chosen(pool, [1, 1], left, seconds=5) == [0]
    left = {"a": 100, "b": 100}
    taken = scip.chosen(pool, [1, 1], left, start=frozenset({0}), seconds=5)
    assert sorted(taken) == [0, 2]
    assert scip.chosen(pool, [1, 0], left, seconds=5) == [0]
