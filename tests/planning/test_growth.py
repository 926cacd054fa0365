"""Tours that are worth more than they cost: what is told can be driven, and gains what it says."""

import random
from dataclasses import replace
from itertools import permutations

import pytest

from sanbao.planning.growth import tours_within
from sanbao.planning.order import Desk
from sanbao.planning.pricing import Pricing
from sanbao.planning.problem import Depot, Lock, Rest, Window

from .days import STEP, WITH_LUNCH, day, engineer, job


def worth(pricing: Pricing, **gains: int) -> list[float]:
    return [float(gains.get(each.key, 0)) for each in pricing.jobs]


def test_a_tour_is_told_when_its_jobs_are_worth_the_way() -> None:
    problem = day([job("near", 1), job("far", 9)])
    pricing = Pricing(problem, problem.engineers[0])
    gains = worth(pricing, near=2 * STEP + 1, far=10 * STEP)
    assert tours_within(pricing, gains, slack=0, at_most=5) == [("near",)]


def test_with_slack_more_tours_are_told_the_cheapest_first() -> None:
    problem = day([job("near", 1), job("far", 9)])
    pricing = Pricing(problem, problem.engineers[0])
    gains = worth(pricing, near=2 * STEP + 1, far=17 * STEP)
    found = tours_within(pricing, gains, slack=STEP * 2, at_most=9)
    assert set(found[:2]) == {("near", "far"), ("far", "near")}
    assert found[2:] == [("near",), ("far",)]
    assert tours_within(pricing, gains, slack=STEP * 2, at_most=1) == found[:1]


def test_what_is_worth_nothing_is_left_alone() -> None:
    problem = day([job("near", 1), job("on-the-way", 1)])
    pricing = Pricing(problem, problem.engineers[0])
    assert tours_within(pricing, worth(pricing, near=10**6), slack=0, at_most=5) == [("near",)]


def test_whoever_wants_a_stop_gets_what_is_there() -> None:
    problem = day([job("near", 1), job("far", 2)])
    pricing = Pricing(problem, problem.engineers[0])
    gains = worth(pricing, near=10**6, far=10**6)
    found = tours_within(pricing, gains, slack=0, at_most=9, asked=lambda: True)
    assert sorted(found) == [("far",), ("near",)]


@pytest.mark.parametrize(
    ("more", "is_able"),
    [
        ({"skills": frozenset({"gas"})}, False),
        ({"lock": Lock("li")}, False),
        ({"lock": Lock("yang", 7200)}, True),
        ({"tools": frozenset({"lift"})}, False),
        ({"parts": {"pump": 1}}, False),
        ({"load": 9}, False),
        ({"closes": STEP - 1}, False),
        ({"service": 9 * 3600}, False),
    ],
)
def test_a_job_that_one_cannot_do_is_in_no_tour(more, is_able) -> None:
    problem = day([job("a", 1, **more)], [engineer(capacity=8)])
    pricing = Pricing(problem, problem.engineers[0])
    gains = [10.0**9 for _ in pricing.jobs]
    assert (tours_within(pricing, gains, slack=0, at_most=5) == [("a",)]) is is_able


def test_what_is_missing_is_fetched_once_and_no_more_than_is_there() -> None:
    jobs = [job(f"j{n}", n + 1, parts={"pump": 1}) for n in range(3)]
    crew = [engineer(depot=Depot(0, {"pump": 2}))]
    problem = day(jobs, crew, fetching=60)
    pricing = Pricing(problem, problem.engineers[0])
    found = tours_within(pricing, [10.0**6] * 3, slack=0, at_most=50)
    assert found
    assert max(len(keys) for keys in found) == 2


def test_windows_in_any_order_are_tried_from_the_first_on() -> None:
    both = (Window(6000, 9000), Window(0, STEP))
    problem = day([replace(job("a", 1), windows=both), job("b", 2, closes=5000)])
    pricing = Pricing(problem, problem.engineers[0])
    assert ("a", "b") in tours_within(pricing, [10.0**6] * 2, slack=0, at_most=9)


def test_a_break_is_kept_free() -> None:
    jobs = [job("morning", 1, closes=2 * STEP), job("noon", 2, 4 * 3600, 5 * 3600 - 1)]
    problem = day(jobs, [WITH_LUNCH])
    pricing = Pricing(problem, WITH_LUNCH)
    both = ("morning", "noon")
    assert both in tours_within(pricing, [10.0**6] * 2, slack=0, at_most=9)
    # The break would begin before the job is over, and after it there is no time for one.
    long = engineer(rests=(Rest(4 * 3600, 4 * 3600 + STEP, 3600),))
    assert both not in tours_within(Pricing(problem, long), [10.0**6] * 2, slack=0, at_most=9)


@pytest.mark.parametrize("seed", range(8))
def test_what_is_told_gains_as_much_as_trying_all_orders_finds(seed: int) -> None:
    """Against every order of every set, timed and priced by the schedule."""
    rnd = random.Random(seed)
    jobs = []
    for n in range(5):
        opens = rnd.randrange(0, 5 * 3600)
        jobs.append(job(f"j{n}", rnd.randrange(1, 9), opens, opens + 3600, service=1200))
    problem = day(jobs, [engineer(shift=Window(0, 7 * 3600))], duration_price=seed % 2)
    desk, pricing = Desk(problem), Pricing(problem, problem.engineers[0])
    gains = {each.key: rnd.randrange(2000, 9000) for each in jobs}
    found = tours_within(pricing, worth(pricing, **gains), slack=0, at_most=1000)

    def gain(keys: tuple[str, ...]) -> int:
        price = desk.price("yang", keys)
        return -(10**9) if price is None else sum(gains[key] for key in keys) - price

    tried = max(gain(keys) for size in range(1, 6) for keys in permutations(gains, size))
    assert max((gain(keys) for keys in found), default=0) == max(tried, 0)
