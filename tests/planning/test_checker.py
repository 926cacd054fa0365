"""The judge finds each thing that cannot be, and nothing in a plan that can."""

from dataclasses import replace

import pytest

from sanbao.planning.checker import broken
from sanbao.planning.plan import Does, Plan, Stop, Tour
from sanbao.planning.problem import Lock, Rule

from .days import LUNCH, WITH_LUNCH, day, engineer, job

A, B = job("a", 1), job("b", 2)
STOPS = (Stop(Does.JOB, 600, 2400, "a", 1), Stop(Does.JOB, 3000, 4800, "b", 2))
GOOD = Tour("yang", 0, 6000, STOPS)


def rules(problem, *tours, left=()):
    return [each.rule for each in broken(problem, Plan(tours, left))]


def changed(number: int, **what) -> Tour:
    stops = list(STOPS)
    stops[number] = replace(stops[number], **what)
    return replace(GOOD, stops=tuple(stops))


def test_a_plan_that_can_be_driven_has_nothing_against_it():
    assert rules(day([A, B]), GOOD) == []


@pytest.mark.parametrize(
    ("tour", "rule"),
    [
        pytest.param(changed(1, begins=2999, ends=4799), Rule.TRAVEL, id="faster than the road"),
        pytest.param(changed(1, place=1), Rule.TRAVEL, id="elsewhere"),
        pytest.param(changed(1, ends=4799), Rule.WINDOW, id="cut short"),
        pytest.param(replace(GOOD, ends=5999), Rule.TRAVEL, id="back too soon"),
        pytest.param(replace(GOOD, starts=-1), Rule.SHIFT, id="before the shift"),
        pytest.param(replace(GOOD, ends=8 * 3600 + 1), Rule.SHIFT, id="after the shift"),
        pytest.param(replace(GOOD, engineer="nobody"), Rule.KNOWN, id="a stranger"),
        pytest.param(replace(GOOD, stops=STOPS[:1], ends=3000), Rule.ONCE, id="a job forgotten"),
    ],
)
def test_what_cannot_be_is_found(tour, rule):
    assert rule in rules(day([A, B]), tour)


def test_a_job_done_and_left_out_or_done_twice_is_found():
    assert rules(day([A, B]), GOOD, left=("b",)) == [Rule.ONCE]
    twice = replace(GOOD, engineer="li")
    assert rules(day([A, B], [engineer(), engineer("li")]), GOOD, twice) == [Rule.ONCE] * 2


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ({"skills": frozenset({"gas"})}, Rule.SKILL),
        ({"tools": frozenset({"lift"})}, Rule.TOOL),
        ({"parts": {"pump": 1}}, Rule.PART),
        ({"lock": Lock("li")}, Rule.LOCK),
        ({"lock": Lock("yang", 700)}, Rule.LOCK),
        ({"load": 9}, Rule.LOAD),
    ],
)
def test_what_an_engineer_may_not_or_cannot_do_is_found(more, rule):
    problem = day([job("a", 1, **more), B], [engineer(capacity=8)])
    assert rules(problem, GOOD) == [rule]


def test_a_fetch_gives_everything_once_and_only_at_the_depot():
    problem = day([job("a", 1, parts={"pump": 1})], depot=1)
    fetch, do = Stop(Does.FETCH, 600, 600, place=1), Stop(Does.JOB, 600, 2400, "a", 1)
    fetched = Tour("yang", 0, 3000, (fetch, do))
    assert rules(problem, fetched) == []
    assert rules(problem, replace(fetched, stops=(do, replace(fetch, begins=2400, ends=2400)))) == [
        Rule.PART
    ]
    assert Rule.ONCE in rules(problem, replace(fetched, stops=(fetch, fetch, do)))
    assert Rule.TRAVEL in rules(replace(problem, depot=2), fetched)


def test_a_break_that_is_missing_late_or_too_short_is_found():
    problem = day([job("a", 1, opens=18000)], [WITH_LUNCH])
    do = Stop(Does.JOB, 19000, 20800, "a", 1)

    def with_rest(begins, lasts):
        rest = Stop(Does.REST, begins, begins + lasts)
        return Tour("yang", 0, 21400, (rest, do))

    assert rules(problem, with_rest(LUNCH.opens, LUNCH.lasts - 600 + 600)) == []
    assert rules(problem, with_rest(LUNCH.opens, LUNCH.lasts - 1)) == [Rule.BREAK]
    assert rules(problem, with_rest(LUNCH.opens - 1, LUNCH.lasts)) == [Rule.BREAK]
    assert rules(problem, Tour("yang", 0, 21400, (do,))) == [Rule.BREAK]
    at_home = Tour("yang", LUNCH.opens + LUNCH.lasts, 21400, (do,))
    assert rules(problem, at_home) == []
