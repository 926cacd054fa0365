"""What PyVRP makes of a day: there and back again, and a search from either end."""

import time
from dataclasses import replace

import pytest

from sanbao.planning.order import Desk, order_of
from sanbao.planning.plan import Does, Plan, never
from sanbao.planning.problem import Depot, Problem, Window
from sanbao.planning.solvers.pyvrp import Model, Stop

from .days import STEP, day, engineer, job


def searched(problem: Problem, start: Plan | None = None) -> dict[str, tuple[str, ...]]:
    start = start or Plan((), tuple(each.key for each in problem.jobs))
    order = Model(problem).search(
        start, seconds=0.4, seed=1, seen=lambda _order: None, asked=never, patience=0.2
    )
    return {engineer: tuple(keys) for engineer, keys in order.items()}


def with_fetch() -> Problem:
    """The second job needs what lies at the depot, behind the first."""
    jobs = [job("a", 1, closes=STEP), job("b", 4, parts={"pump": 1}, left_price=None)]
    return day(jobs, [engineer(end=None)], depot=2, fetching=60)


def test_a_plan_with_a_fetch_is_the_same_there_and_back() -> None:
    problem = with_fetch()
    plan = Desk(problem).plan({"yang": ("a", "b")})
    assert Does.FETCH in [stop.does for stop in plan.tours[0].stops]
    model = Model(problem)
    known = model.solution(plan)
    assert known.is_feasible()
    assert model.order(known) == {"yang": ("a", "b")}
    # On the way to `a`, over the depot to `b`, and nowhere from there.
    assert known.distance() == 4 * STEP


def test_without_the_fetch_it_cannot_be_driven() -> None:
    model = Model(with_fetch())
    plan = Desk(with_fetch()).plan({"yang": ("a", "b")})
    (tour,) = plan.tours
    bare = tuple(stop for stop in tour.stops if stop.does is Does.JOB)
    assert not model.solution(Plan((replace(tour, stops=bare),))).is_feasible()


def test_the_search_finds_the_fetch_by_itself() -> None:
    assert searched(with_fetch()) == {"yang": ("a", "b")}


def test_what_the_depot_has_not_got_is_not_done() -> None:
    jobs = [job("a", 1, tools=frozenset({"lift"})), job("b", 2)]
    crew = [engineer(depot=Depot(3, {}, frozenset()))]
    assert searched(day(jobs, crew)) == {"yang": ("b",)}


def test_a_job_with_several_windows_stands_in_the_one_in_which_it_begins() -> None:
    several = replace(job("a", 1), windows=(Window(0, 10), Window(5000, 6000)))
    problem = day([several])
    plan = Desk(problem).plan({"yang": ("a",)})
    assert plan.tours[0].stops[0].begins == 5000
    assert Model(problem).solution(plan).is_feasible()
    assert searched(problem, plan) == order_of(plan)


def test_a_job_that_nobody_may_do_does_not_keep_the_search_from_the_others() -> None:
    jobs = [job("a", 1, left_price=None), job("x", 1, left_price=None, skills=frozenset("x"))]
    assert searched(day(jobs)) == {"yang": ("a",)}


@pytest.mark.parametrize(("patience", "ends"), [(0.0, True), (60.0, False)])
def test_a_search_ends_when_nothing_gets_better(patience: float, ends: bool) -> None:
    stop = Stop(time.monotonic() + 60, never, patience)
    stop(100)
    assert stop(100) is ends
