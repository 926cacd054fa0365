"""The cheapest choice of tours, made for the choice: for a whole day and for a part of one."""

import random
import time

import pytest

from sanbao.planning.generation import Generation, Patch, Workshop
from sanbao.planning.order import Desk
from sanbao.planning.patches import patches_of
from sanbao.planning.plan import never
from sanbao.planning.pool import Candidate, Pool
from sanbao.planning.problem import Problem
from sanbao.planning.solvers import scip
from sanbao.planning.solvers.glop import Mixture

from .days import STEP, day, engineer, job

EVERYBODY = frozenset({"yang", "li"})


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
    patch = Patch(frozenset("abyz"), (1, 1), standing, EVERYBODY)
    until = time.monotonic() + 20
    found = Generation(Workshop(pool), patch, until=until, asked=never).choice()
    assert {(tour.kind, frozenset(tour.keys)) for tour in found} == {
        (0, frozenset("ab")),
        (1, frozenset("yz")),
    }
    assert sum(tour.price for tour in found) == 2 * 2 * 2 * STEP


def test_what_is_the_cheapest_already_stays() -> None:
    pool = pool_of(two_sides())
    pool.add({"yang": ("a", "b"), "li": ("z", "y")})
    patch = Patch(frozenset("abyz"), (1, 1), tuple(pool.tours.values()), EVERYBODY)
    until = time.monotonic() + 20
    assert Generation(Workshop(pool), patch, until=until, asked=never).choice() == []


def test_only_the_engineers_and_jobs_of_a_patch_are_touched() -> None:
    jobs = [job("a", 1), job("b", 3), job("c", 2), job("z", 8)]
    pool = pool_of(day(jobs, [engineer(), engineer("li", start=9, end=9)]))
    # Back and forth, so that there is something to gain; `z` lies on nobody's way.
    pool.tours[0, frozenset("abc")] = dear = Candidate(0, ("b", "a", "c"), 8 * STEP)
    patch = Patch(frozenset("abc"), (1, 0), (dear,), frozenset({"yang"}))
    found = Generation(Workshop(pool), patch, until=time.monotonic() + 20, asked=never).choice()
    assert [(tour.kind, frozenset(tour.keys), tour.price) for tour in found] == [
        (0, frozenset("abc"), 6 * STEP)
    ]


def test_what_lies_in_the_pool_already_is_chosen_too() -> None:
    pool = pool_of(two_sides())
    standing = crossed(pool)
    pool.add({"yang": ("a", "b"), "li": ("z", "y")})
    patch = Patch(frozenset("abyz"), (1, 1), standing, EVERYBODY)
    found = Generation(Workshop(pool), patch, until=time.monotonic() + 20, asked=never).choice()
    assert sum(tour.price for tour in found) == 2 * 2 * 2 * STEP


def test_a_far_job_is_done_though_everything_else_is_near() -> None:
    problem = day([job("near", 0, left_price=None), job("far", 9, left_price=None)])
    pool = pool_of(problem)
    pool.add({"yang": ("near",)})
    patch = Patch(frozenset({"near", "far"}), (1,), tuple(pool.tours.values()), frozenset({"yang"}))
    found = Generation(Workshop(pool), patch, until=time.monotonic() + 20, asked=never).choice()
    assert [set(tour.keys) for tour in found] == [{"near", "far"}]


def test_a_stop_is_heard_before_the_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    pool = pool_of(two_sides())
    patch = Patch(frozenset("abyz"), (1, 1), crossed(pool), EVERYBODY)
    heard = list[bool]()

    def asked() -> bool:
        heard.append(len(heard) > 3)
        return heard[-1]

    monkeypatch.setattr(scip, "chosen", lambda *_given, **_more: pytest.fail("chose after a stop"))
    until = time.monotonic() + 60
    assert Generation(Workshop(pool), patch, until=until, asked=asked).choice() == []
    assert heard[-1]


def test_patches_lie_around_what_is_left_out_first() -> None:
    problem = day(
        [job("near", 1), job("far", 9), job("left", 8, closes=1)],
        [engineer(), engineer("li"), engineer("idle")],
    )
    pool = pool_of(problem)
    order = {"yang": ("near",), "li": ("far",)}
    pool.add(order)
    patches = list(patches_of(pool, pool.desk.plan(order), random.Random(1), size=1))
    first = patches[0]
    assert (first.jobs, first.free) == (frozenset({"left", "far"}), (0, 1, 1))
    assert first.engineers == {"li"}
    assert len(patches) == 3


def test_the_pool_keeps_the_cheapest_order_of_a_set_and_no_impossible_tour() -> None:
    pool = pool_of(day([job("a", 2), job("b", 4), job("c", 9, closes=1), job("d", 2)]))
    assert pool.take(0, ("c",)) is None
    dear = pool.take(0, ("a", "b", "d"))
    assert dear is not None
    assert pool.take(0, ("b", "a", "d")) is None
    assert pool.of({"yang": ("d", "b", "a")}) == [dear]
    pool = pool_of(day([job("a", 1), job("b", 9), job("c", 2)], [engineer(end=9)]))
    dear = pool.take(0, ("b", "a", "c"))
    cheap = pool.take(0, ("a", "c", "b"))
    assert dear is not None
    assert cheap is not None
    assert cheap.price < dear.price
    assert pool.cheapest({"yang": ("b", "a", "c")}) == {"yang": ("a", "c", "b")}


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
