"""What an engineer's day says he fetches first: by the rule that promises parts to jobs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from sanbao.apps.accounts.access import Role
from sanbao.apps.dispatch import actions as dispatch
from sanbao.apps.dispatch import queries
from sanbao.apps.parts.facts import van_of
from sanbao.apps.visits import actions as visits
from sanbao.apps.visits import queries as visit_rows
from sanbao.apps.workorders import actions as workorders
from sanbao.apps.workorders import queries as orders
from sanbao.apps.workorders.models import WorkOrder
from tests.apps.dispatch.test_at_hand import agree, depot, lay, listed, need

API = "/api/dispatch/today"


@pytest.fixture(autouse=True)
def now(desk, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: desk.at)


def agreed(desk, serial: str, hours: float, *parts: object) -> WorkOrder:
    """A job agreed with the customer that turns out to need one of each."""
    order = desk.order(serial)
    agree(desk, order, hours)
    for part in parts:
        need(desk, order, part)
    return order


def fetched(desk, man=None) -> dict[str, list[tuple[str, int]]]:
    """By order what the engineer fetches first."""
    man = man or desk.engineer
    day = visit_rows.day_of(man, at=desk.at)
    ahead = queries.ahead_of(man, day, at=desk.at)
    return {
        each.visit.order.code: [(pick.part.code, pick.count) for pick in each.first.picks]
        for each in ahead
        if each.first
    }


def test_what_is_on_the_van_is_not_fetched_and_a_piece_only_once(desk):
    part, tool = listed(desk.world), listed(desk.world, "GJ-1", is_tool=True)
    first = agreed(desk, "", 1, part, tool)
    second = agreed(desk, "YF-7", 4, part, tool)
    lay(desk, van_of(desk.engineer), part, 1)
    for each in (part, tool):
        lay(desk, depot(desk), each, 1)
    # The first job takes what is on the van, and the tool that it fetches stays there.
    assert fetched(desk) == {first.code: [("GJ-1", 1)], second.code: [("BJ-1", 1)]}
    lay(desk, van_of(desk.engineer), part, 2)
    lay(desk, van_of(desk.engineer), tool, 1)
    assert fetched(desk) == {}


def test_who_goes_first_has_the_last_piece_and_the_other_is_told_where_it_is(desk, client):
    part = listed(desk.world)
    colleague, theirs = desk.colleague("赵工"), desk.order("YF-8")
    desk.place(theirs, 0.5, colleague)
    need(desk, theirs, part)
    mine = agreed(desk, "", 1, part)
    lay(desk, depot(desk), part, 1)
    assert fetched(desk) == {mine.code: []}
    client.force_login(desk.engineer)
    page = client.get(reverse("visits:today")).content.decode()
    assert "先领取" in page
    assert "不在随车库，各服务站也没有库存" in page
    (answer,) = client.get(API, headers={"Accept-Language": "en"}).json()
    assert answer["missing"] == ["传感器BJ-1 BJ-1 × 1 is not on the van, and no station has it"]
    lay(desk, depot(desk), part, 2)
    assert fetched(desk) == {mine.code: [("BJ-1", 1)]}


def test_the_day_of_who_leads_says_what_to_fetch_where_before_which_job(desk, client):
    part = listed(desk.world)
    order, helper = agreed(desk, "", 1, part), desk.colleague("赵工")
    lay(desk, depot(desk), part, 3)
    dispatch.accompany(order, helper, by=desk.by, at=desk.at)
    client.force_login(desk.engineer)
    page = client.get(reverse("visits:today")).content.decode()
    section = page.split('id="fetch"')[1].split("</section>")[0]
    for words in ("先领取", "11:00", order.case.customer.name, "总站", "传感器BJ-1 BJ-1 × 1"):
        assert words in section
    (answer,) = client.get(API).json()
    assert (answer["order"], answer["station"], answer["missing"]) == (order.code, "总站", [])
    assert answer["fetch"] == [{"part": "BJ-1", "name": "传感器BJ-1", "count": 1}]
    # Who goes along sees the visit, and fetches nothing.
    client.force_login(helper)
    assert 'id="fetch"' not in client.get(reverse("visits:today")).content.decode()
    (answer,) = client.get(API).json()
    assert (answer["order"], answer["station"], answer["fetch"]) == (order.code, "", [])
    client.force_login(desk.world.stranger(Role.ENGINEER))
    assert client.get(API).json() == []
    client.force_login(desk.by)
    assert client.get(API).status_code == 404
    assert client.get(reverse("visits:today")).status_code == 404


def told(desk, order: WorkOrder) -> tuple[int, bool, list[str]]:
    """What the page of the order says of its one part, and who has it."""
    (line,) = queries.lines_of(WorkOrder.objects.get(pk=order.pk), time=desk.time(0))
    return line.fetch, line.is_missing, [name for name, _count in line.holders]


def test_the_page_of_an_order_says_what_the_day_says(desk):
    part = listed(desk.world)
    first = agreed(desk, "", 1, part)
    second = agreed(desk, "YF-7", 4, part)
    third = desk.order("YF-8")
    need(desk, third, part)
    lay(desk, van_of(desk.engineer), part, 1)
    lay(desk, depot(desk), part, 1)
    assert fetched(desk) == {second.code: [("BJ-1", 1)]}

    man = f"{desk.engineer}"
    assert told(desk, first) == (0, False, [man, "总站"])
    assert told(desk, second) == (1, False, ["总站"])
    workorders.assign(third, desk.engineer, by=desk.by, at=desk.at, seen=orders.seen_of(third))
    assert told(desk, third) == (0, True, [])


def test_what_goes_first_finds_the_last_piece_where_its_page_says(desk, client):
    part = listed(desk.world)
    first, second = agreed(desk, "", 1, part), agreed(desk, "YF-7", 4, part)
    lay(desk, van_of(desk.engineer), part, 1)
    assert told(desk, first) == (0, False, [f"{desk.engineer}"])
    assert told(desk, second) == (0, True, [])
    client.force_login(desk.by)
    page = client.get(reverse("dispatch:needs", args=[first.code])).content.decode()
    needs = page.split('id="needs"')[1].split("</section>")[0]
    assert "随车已有" in needs
    assert "没有库存" not in needs


def test_nothing_is_fetched_for_a_visit_that_has_begun(desk):
    part = listed(desk.world)
    order = agreed(desk, "", 1, part)
    lay(desk, depot(desk), part, 1)
    assert fetched(desk) == {order.code: [("BJ-1", 1)]}
    visit = visit_rows.open_visit(order)
    visits.arrive(visit, place=None, by=desk.engineer, at=desk.time(1).starts_at)
    assert fetched(desk) == {}


def test_the_same_queries_are_asked_however_many_jobs_there_are(desk):
    parts = [listed(desk.world, f"BJ-{number}") for number in (1, 2)]
    lay(desk, depot(desk), parts[0], 9)

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert fetched(desk)
        return len(seen)

    agreed(desk, "", 1, parts[0])
    few = asked()
    agreed(desk, "YF-7", 4, *parts)
    agreed(desk, "YF-8", 24, *parts)
    assert asked() == few
