"""When things take place, once their order is known."""

from dataclasses import replace

import pytest

from sanbao.planning.checker import broken
from sanbao.planning.plan import Does, Plan
from sanbao.planning.problem import Depot, Lock, Rule, Window
from sanbao.planning.schedule import scheduled
from sanbao.planning.why_left import hindrances

from .days import LUNCH, WITH_LUNCH, day, engineer, job


def kinds(tour):
    return [(stop.does.value, stop.job, stop.begins) for stop in tour.stops]


def test_each_job_begins_when_its_window_opens_or_when_one_is_there():
    jobs = [job("a", 1, opens=3600), job("b", 2)]
    tour = scheduled(day(jobs), engineer(), jobs)
    assert kinds(tour) == [("job", "a", 3600), ("job", "b", 3600 + 1800 + 600)]
    assert (tour.starts, tour.ends) == (3600 - 600, 6000 + 1800 + 1200)


@pytest.mark.parametrize(("closes", "fits"), [(600, True), (599, False)])
def test_a_window_is_kept_to_the_second(closes, fits):
    jobs = [job("a", 1, closes=closes)]
    assert (scheduled(day(jobs), engineer(), jobs) is not None) is fits


@pytest.mark.parametrize(("closes", "fits"), [(600 + 1800 + 600, True), (2999, False)])
def test_one_is_back_when_the_shift_ends(closes, fits):
    jobs, yang = [job("a", 1)], engineer(shift=Window(0, closes))
    assert (scheduled(day(jobs), yang, jobs) is not None) is fits
    away = engineer(shift=Window(0, closes), end=None)
    assert scheduled(day(jobs), away, jobs) is not None


def test_the_second_window_is_taken_when_the_first_is_missed():
    early_or_late = job("a", 5, closes=10)
    both = type(early_or_late)("a", 5, (Window(0, 10), Window(7200, 9000)), service=60)
    assert kinds(scheduled(day([both]), engineer(), [both])) == [("job", "a", 7200)]


def test_skills_and_promises_keep_others_away():
    skilled, promised = job("a", 1, skills=frozenset({"gas"})), job("b", 1, lock=Lock("li", 900))
    assert scheduled(day([skilled]), engineer(), [skilled]) is None
    assert scheduled(day([promised]), engineer(), [promised]) is None
    li = engineer("li")
    tour = scheduled(day([promised], [li]), li, [promised])
    assert kinds(tour) == [("job", "b", 900)]


def test_what_is_not_on_the_van_is_fetched_where_it_is_the_shortest_way():
    jobs = [job("a", 2), job("b", 4, parts={"pump": 2})]
    yang = engineer(parts={"pump": 1})
    assert scheduled(day(jobs), yang, jobs) is None
    problem = day(jobs, [yang], depot=3, fetching=300)
    tour = scheduled(problem, yang, jobs)
    assert kinds(tour) == [("job", "a", 1200), ("fetch", "", 3600), ("job", "b", 4500)]
    assert broken(problem, Plan((tour,))) == []


def test_tools_on_the_van_serve_every_job_and_parts_only_once():
    jobs = [job("a", 1, tools=frozenset({"lift"})), job("b", 2, tools=frozenset({"lift"}))]
    yang = engineer(tools=frozenset({"lift"}), parts={"pump": 1})
    assert scheduled(day(jobs), yang, jobs) is not None
    used = [job("a", 1, parts={"pump": 1}), job("b", 2, parts={"pump": 1})]
    assert scheduled(day(used), yang, used) is None


@pytest.mark.parametrize("count", range(6, 13))
def test_a_true_break_is_taken_whole_and_in_its_time(count):
    jobs = [job(f"j{n}", 1 + n % 3) for n in range(count)]
    problem = day(jobs, [WITH_LUNCH])
    tour = scheduled(problem, WITH_LUNCH, jobs)
    if tour is None:
        assert count >= 10
        return
    assert broken(problem, Plan((tour,))) == []
    if tour.ends > LUNCH.closes:
        (pause,) = [stop for stop in tour.stops if stop.does is Does.REST]
        assert LUNCH.opens <= pause.begins <= LUNCH.closes
        assert pause.ends - pause.begins == LUNCH.lasts


def test_a_job_over_the_whole_noon_leaves_no_room_for_the_break():
    long = [job("a", 1, opens=3 * 3600, closes=3 * 3600, service=3 * 3600)]
    assert scheduled(day(long, [WITH_LUNCH]), WITH_LUNCH, long) is None
    assert scheduled(day(long), engineer(), long) is not None


def test_nobody_carries_more_than_fits():
    jobs = [job("a", 1, load=3), job("b", 2, load=3)]
    assert scheduled(day(jobs), engineer(capacity=6), jobs) is not None
    assert scheduled(day(jobs), engineer(capacity=5), jobs) is None


def test_nobody_fetches_more_than_his_own_depot_has():
    yang = engineer(parts={"pump": 1}, depot=Depot(3, parts={"pump": 1}, tools=frozenset()))
    jobs = [job("a", 1, parts={"pump": 1}), job("b", 2, parts={"pump": 1})]
    problem = day(jobs, [yang], fetching=300)
    tour = scheduled(problem, yang, jobs)
    assert tour is not None
    assert [stop.does for stop in tour.stops].count(Does.FETCH) == 1
    assert not broken(problem, Plan((tour,)))
    third = [*jobs, job("c", 1, parts={"pump": 1})]
    assert scheduled(day(third, [yang], fetching=300), yang, third) is None
    crane = job("d", 1, tools=frozenset({"crane"}))
    assert scheduled(day([crane], [yang], fetching=300), yang, [crane]) is None


def test_a_plan_that_takes_more_than_the_depot_has_is_rejected():
    yang = engineer(depot=Depot(3, parts={"pump": 1}, tools=frozenset()))
    jobs = [job(key, 1, parts={"pump": 1}) for key in ("a", "b")]
    free = replace(yang, depot=Depot(3))
    tour = scheduled(day(jobs, [free], fetching=300), free, jobs)
    assert tour is not None
    found = {each.rule for each in broken(day(jobs, [yang], fetching=300), Plan((tour,)))}
    assert found == {Rule.PART}
    why = hindrances(day(jobs, [yang], fetching=300), Plan((), ("a",)), "a")
    assert why[0].rule is Rule.TRAVEL
    bare = replace(yang, depot=Depot(3, parts={}, tools=frozenset()))
    why = hindrances(day(jobs, [bare], fetching=300), Plan((), ("a",)), "a")
    assert (why[0].rule, why[0].missing) == (Rule.PART, ("pump",))
