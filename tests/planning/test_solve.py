"""Whole plans: what can be done is done, the judge agrees, and what is left out has its reason."""

import random
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanbao.planning.checker import broken
from sanbao.planning.insertion import places_for
from sanbao.planning.order import Desk, order_of
from sanbao.planning.plan import Does, cost_of, never
from sanbao.planning.problem import Before, Depot, Engineer, Job, Lock, Problem, Rest, Rule, Window
from sanbao.planning.solve import Search, ignored, planned
from sanbao.planning.why_left import hindrances

from .days import WITH_LUNCH, day, engineer, job, line

SHORT = 0.8


def invented(seed: int, jobs: int = 14) -> Problem:
    """A day with everything in it: skills, tools, parts, locks, lunch, a depot, several windows."""
    rnd = random.Random(seed)
    engineers = [
        Engineer(
            f"e{n}",
            rnd.randrange(10),
            Window(0, 8 * 3600),
            end=rnd.choice([None, 0, 3]),
            skills=frozenset(rnd.sample("xyz", 2)),
            tools=frozenset(rnd.sample("tu", rnd.randrange(3))),
            parts={"p": rnd.randrange(3)},
            rests=(Rest(4 * 3600, 5 * 3600, 1800),) if rnd.random() < 0.7 else (),
            depot=Depot(rnd.randrange(10), {"p": 2}, frozenset("t")) if seed % 3 == 2 else None,
        )
        for n in range(3)
    ]
    made = []
    for n in range(jobs):
        opens = rnd.randrange(0, 6 * 3600)
        windows = [Window(opens, opens + rnd.randrange(1800, 7200))]
        if rnd.random() < 0.2:
            windows.append(Window(windows[0].closes + 600, windows[0].closes + 3600))
        made.append(
            Job(
                f"j{n}",
                rnd.randrange(10),
                tuple(windows),
                service=rnd.randrange(300, 2400),
                skills=frozenset(rnd.sample("xyz", rnd.randrange(2))),
                tools=frozenset(rnd.sample("tu", rnd.randrange(2))),
                parts={"p": rnd.randrange(2)},
                due=opens + 3600 if rnd.random() < 0.3 else None,
                late_price=2,
                left_price=rnd.choice([50_000, 200_000]),
                lock=Lock(f"e{rnd.randrange(3)}") if rnd.random() < 0.1 else None,
            )
        )
    depot = rnd.choice([None, 5])
    free = [each for each in made if not each.lock]
    # A promise that can be kept, however the day goes: without skill and tool, and whenever.
    promised = Job("promised", 2, (Window(0, 8 * 3600),), service=300, lock=Lock("e1"))
    stood = Job("stood", 4, (Window(0, 8 * 3600),), service=300, before=Before("e2", 3000, 500))
    jobs = (*free, promised, replace(stood, left_price=50_000))
    return Problem(jobs, tuple(engineers), line(10), line(10), depot=depot, fetching=300)


@pytest.mark.parametrize("seed", range(6))
def test_no_plan_breaks_a_rule_and_each_better_one_is_cheaper(seed):
    problem, told = invented(seed), []
    plan = planned(problem, seconds=SHORT, seed=seed, told=told.append)
    assert broken(problem, plan) == []
    prices = [cost_of(problem, each).total for each in told]
    assert prices == sorted(prices, reverse=True)
    assert cost_of(problem, plan).total == prices[-1]


def test_everything_is_done_when_there_is_room():
    problem = day([job(f"j{n}", n, left_price=None) for n in range(1, 8)], [WITH_LUNCH])
    plan = planned(problem, seconds=SHORT)
    assert (plan.left, broken(problem, plan)) == ((), [])
    assert cost_of(problem, plan).distance == 2 * 7 * 600


def test_the_cheapest_job_is_left_out_when_there_is_no_room():
    jobs = [job(f"j{n}", 1, closes=600, left_price=10_000 * (n + 1)) for n in range(3)]
    plan = planned(day(jobs), seconds=SHORT)
    assert plan.left == ("j0", "j1")


def test_a_promised_engineer_and_time_are_kept():
    jobs = [job("a", 3, lock=Lock("li", 7000)), job("b", 1), job("c", 4)]
    people = [engineer(), engineer("li")]
    plan = planned(day(jobs, people), seconds=SHORT)
    (stop,) = [
        s for tour in plan.tours if tour.engineer == "li" for s in tour.stops if s.job == "a"
    ]
    assert stop.begins == 7000


def test_what_is_missing_on_the_van_is_fetched():
    jobs = [job("a", 2, parts={"pump": 2}, left_price=None), job("b", 3, tools=frozenset("t"))]
    problem = day(jobs, depot=1, fetching=60)
    plan = planned(problem, seconds=SHORT)
    assert plan.left == ()
    assert plan.tours[0].stops[0].does is Does.FETCH


def test_a_stop_is_heard_at_once_and_the_best_so_far_is_the_answer():
    problem = invented(3)
    plan = planned(problem, seconds=600, asked=lambda: True)
    assert plan.tours
    assert broken(problem, plan) == []


def test_a_stop_on_the_way_is_heard_soon():
    heard = []

    def asked():
        heard.append(time.monotonic())
        return len(heard) > 60

    begun = time.monotonic()
    plan = planned(invented(3), seconds=600, asked=asked)
    assert plan.tours
    assert time.monotonic() - begun < 30


def test_what_costs_nothing_to_leave_out_is_left_out():
    jobs = [job("a", 1, left_price=0), job("b", 2, left_price=0)]
    assert planned(day(jobs), seconds=SHORT).left == ("a", "b")


def test_what_nobody_can_do_keeps_nobody_from_the_rest():
    jobs = [job(f"j{n}", n + 1, left_price=None) for n in range(4)]
    jobs.append(job("alone", 1, left_price=None, skills=frozenset({"flying"})))
    plan = planned(day(jobs), seconds=SHORT)
    assert plan.left == ("alone",)
    assert cost_of(day(jobs), plan).distance == 2 * 4 * 600


def test_engineers_who_are_alike_change_places_without_loss():
    """A dear order that stands, and a cheaper one of the same jobs that turns up on the way."""
    problem = day(
        [job("a", 1), job("b", 9), job("c", 2), job("d", 8)], [engineer("yang"), engineer("li")]
    )
    search = Search(problem, time.monotonic() + 60, ignored, never, 1)
    search.pool.add({"yang": ("a", "b", "c", "d")})
    search.plan = search.desk.plan({"yang": ("a", "b", "c", "d")})
    search.price = cost_of(problem, search.plan).total
    search.choose(search.whole(), seconds=10)
    assert broken(problem, search.plan) == []
    assert search.plan.left == ()
    assert cost_of(problem, search.plan).distance == 2 * 9 * 600


def test_nothing_to_do_and_nobody_there_are_plans_too():
    assert planned(day([]), seconds=SHORT).left == ()
    assert planned(day([job("a", 1)], []), seconds=SHORT).left == ("a",)


def test_moving_an_appointment_has_its_price():
    problem = day([job("a", 1, before=Before("yang", 600, 77))])
    plan = planned(problem, seconds=SHORT)
    assert (cost_of(problem, plan).moved, cost_of(problem, plan).moved_price) == (0, 0)
    moved = day([job("a", 1, before=Before("li", 600, 77))])
    assert cost_of(moved, plan).moved_price == 77


@pytest.mark.parametrize(
    ("more", "rule", "missing"),
    [
        ({"skills": frozenset({"gas"})}, Rule.SKILL, ("gas",)),
        ({"tools": frozenset({"lift"})}, Rule.TOOL, ("lift",)),
        ({"parts": {"pump": 4}}, Rule.PART, ("pump",)),
        ({"closes": 599}, Rule.WINDOW, ()),
        ({"service": 8 * 3600}, Rule.SHIFT, ()),
        ({"lock": Lock("wu")}, Rule.LOCK, ()),
        ({}, Rule.TRAVEL, ()),
    ],
)
def test_why_nobody_does_a_job(more, rule, missing):
    problem = day([job("a", 1, **more)])
    (why,) = hindrances(problem, planned(day([]), seconds=SHORT), "a")
    assert (why.engineer, why.rule, why.missing) == ("yang", rule, missing)


def test_whoever_came_nearest_is_named_first():
    gas = frozenset({"gas"})
    people = [engineer("none"), engineer("able", skills=gas), engineer("late", skills=gas, start=9)]
    problem = day([job("a", 1, skills=gas, closes=600)], people)
    why = hindrances(problem, planned(day([]), seconds=SHORT), "a")
    assert [(each.engineer, each.rule) for each in why] == [
        ("able", Rule.TRAVEL),
        ("late", Rule.WINDOW),
        ("none", Rule.SKILL),
    ]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000))
def test_a_cheapest_place_costs_what_it_says(seed):
    problem = invented(seed, jobs=6)
    desk = Desk(problem)
    *others, new = problem.jobs
    order: dict[str, tuple[str, ...]] = {}
    for each in others:
        for place in places_for(desk, order, each):
            order[place.engineer] = place.keys
    before, whole = desk.plan(order), cost_of(problem, desk.plan(order)).total
    assert broken(problem, before) == []
    for place in places_for(desk, order, new, at_most=3):
        after = desk.plan({**order_of(before), place.engineer: place.keys})
        saved = new.left_price or 0
        assert cost_of(problem, after).total == whole - saved + place.adds
        assert broken(problem, after) == []


def test_an_urgent_job_moves_as_little_as_it_can() -> None:
    """Two engineers, each with jobs at their times; the urgent one goes into a gap."""
    stands = [
        job("a", 1, before=Before("yang", 3600, 50_000)),
        job("b", 2, before=Before("yang", 9000, 50_000)),
        job("c", 8, before=Before("li", 3600, 50_000)),
        job("urgent", 1, due=9000, late_price=100),
    ]
    problem = day(stands, [engineer("yang"), engineer("li", start=9, end=9)])
    plan = planned(problem, seconds=1.5)
    assert broken(problem, plan) == []
    assert (cost_of(problem, plan).moved, plan.left) == (0, ())
    # Where one has to move, it is one and not all.
    tight = [replace(each, service=5400) if each.key == "urgent" else each for each in stands]
    problem = replace(problem, jobs=tuple(tight), engineers=(engineer("yang"),))
    problem = replace(problem, jobs=tuple(each for each in tight if each.key != "c"))
    plan = planned(problem, seconds=1.5)
    assert broken(problem, plan) == []
    assert (cost_of(problem, plan).moved, plan.left) == (1, ())


def test_dear_moves_leave_the_urgent_job_late_and_cheap_ones_do_not() -> None:
    def late(price: int) -> int:
        jobs = [
            job("a", 1, service=7200, before=Before("yang", 600, price)),
            job("urgent", 2, due=3600, late_price=1),
        ]
        problem = day(jobs, [engineer("yang")])
        plan = planned(problem, seconds=1)
        assert broken(problem, plan) == []
        return cost_of(problem, plan).late

    assert late(10) == 0
    assert late(1_000_000) > 0
