"""A job that fits nowhere takes the place of another, which finds one elsewhere."""

import time

from sanbao.planning.ejection import with_room
from sanbao.planning.order import Desk
from sanbao.planning.problem import Window

from .days import day, engineer, job


def short(key: str, **more: object):
    return engineer(key, shift=Window(0, 4000), **more)


def test_one_gives_way_to_who_has_nowhere_else_to_go() -> None:
    """Yang alone can do `needy`; what he does now could be done by Li as well."""
    problem = day(
        [job("easy", 1, service=2000), job("needy", 1, service=2000, skills=frozenset({"x"}))],
        [short("yang", skills=frozenset({"x"})), short("li")],
    )
    desk = Desk(problem)
    order = {"yang": ("easy",)}
    until = time.monotonic() + 5
    assert with_room(desk, order, desk.plan(order), until=until) == {
        "yang": ("needy",),
        "li": ("easy",),
    }


def test_where_there_is_no_room_all_stays_as_it_is() -> None:
    problem = day([job("a", 1, service=2000), job("b", 1, service=2000)], [short("yang")])
    desk = Desk(problem)
    order = {"yang": ("a",)}
    assert with_room(desk, order, desk.plan(order), until=time.monotonic() + 5) == order


def test_whoever_asks_to_stop_is_heard_between_two_jobs() -> None:
    jobs = [job(f"j{number}", 1, service=2000) for number in range(40)]
    desk = Desk(day(jobs, [short("yang"), short("li")]))
    order, heard = {"yang": ("j0",), "li": ("j1",)}, list[int]()

    def asked() -> bool:
        heard.append(len(heard))
        return len(heard) > 3

    with_room(desk, order, desk.plan(order), until=time.monotonic() + 60, asked=asked)
    assert len(heard) < 12
