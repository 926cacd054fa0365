"""The board: what it shows, what it notices, and how much it asks the database."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from sanbao.apps.accounts.access import Role
from sanbao.apps.dispatch import actions, queries
from sanbao.apps.obligations.models import Obligation

ROOT = Path(__file__).resolve().parents[3]
BUDGETS: dict[str, int] = json.loads((ROOT / "tests/query_budgets.json").read_text())
BOARD = "/dispatch/"


@pytest.fixture
def now(desk, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: desk.at)
    return desk.at


@pytest.fixture
def signed_in(desk, now, client):
    client.force_login(desk.by)
    return client


def board_of(desk, *, days=1):
    men = list(queries.engineers_for(desk.by))
    return queries.board_of(desk.by, men, on=desk.at.date(), days=days)


def test_a_bar_takes_the_columns_of_its_time_and_the_rest_can_be_filled(desk, now):
    desk.place(desk.order(), 1.25)
    desk.place(desk.order("YF-7"), 3.25)
    row = next(row for row in board_of(desk).rows if row.man.engineer == desk.engineer)
    # From 7:00 in half hours: eight free until 11:00, then the two jobs, side by side.
    shape = [cell.span for cell in row.cells]
    assert (len(row.cells[:8]), shape[8:10]) == (8, [5, 4])
    assert sum(shape) == 2 * len(board_of(desk).hours) == 26
    assert [cell.off for cell in row.cells[:3]] == [True, True, False]
    assert row.cells[8].bar.minutes == 120


def test_what_waits_stands_by_the_time_left(desk, now):
    later, sooner = desk.order(), desk.order("YF-7")
    for order, hours in ((later, 20), (sooner, 2)):
        Obligation.objects.filter(subject_code=order.case.code, what="on_site").update(
            due_at=desk.at + timedelta(hours=hours)
        )
    assert [one.order for one in board_of(desk).waiting] == [sooner, later]
    desk.place(sooner, 1)
    assert [one.order for one in board_of(desk).waiting] == [later]


def test_late_and_absent_are_seen(desk, now):
    order = desk.order()
    desk.place(order, 4)
    actions.note_absence(desk.engineer, desk.time(3, 5), "sick", by=desk.by, at=desk.at)
    Obligation.objects.filter(subject_code=order.case.code, what="on_site").update(
        due_at=desk.at + timedelta(hours=2)
    )
    row = next(row for row in board_of(desk, days=7).rows if row.man.engineer == desk.engineer)
    (bar,) = row.days[0].bars
    assert (bar.is_late, bar.in_absence, row.days[0].away is not None) == (True, True, True)
    assert row.days[1].bars == []


def test_a_board_that_stands_open_hears_of_a_change_and_of_nothing_else(desk, signed_in):
    order = desk.order()
    page = signed_in.get(BOARD).content.decode()
    assert f"/dispatch/orders/{order.code}/" in page
    address = re.search(r'hx-get="(/dispatch/changed/[^"]+)"', page)[1].replace("&amp;", "&")
    assert signed_in.get(address).status_code == 204
    desk.place(order, 1)
    anew = signed_in.get(address)
    assert anew.status_code == 200
    assert "bar-planned" in anew.content.decode()
    again = re.search(r'hx-get="([^"]+)"', anew.content.decode())[1].replace("&amp;", "&")
    assert signed_in.get(again).status_code == 204
    actions.note_absence(desk.engineer, desk.time(5), "leave", by=desk.by, at=desk.at)
    assert signed_in.get(again).status_code == 200


@pytest.mark.parametrize("view", ["", "week"])
def test_on_any_day_of_the_week_nothing_new_is_nothing(desk, signed_in, view):
    """And what comes anew leads back to the board, not to the piece of it that was asked for."""
    order, waiting = desk.order(), desk.order("YF-77")
    desk.place(order, 1)
    for days in range(7):
        on = desk.at.date() + timedelta(days=days)
        page = signed_in.get(BOARD, {"on": f"{on}", "view": view}).content.decode()
        address = re.search(r'hx-get="([^"]+)"', page)[1].replace("&amp;", "&")
        assert signed_in.get(address).status_code == 204, on
    anew = signed_in.get(re.sub("mark=.*", "mark=old", address)).content.decode()
    assert f"/dispatch/orders/{waiting.code}/?back=/dispatch/%3F" in anew
    assert "back=/dispatch/changed" not in anew


def test_the_same_form_as_by_dragging_comes_back_to_the_board(desk, signed_in):
    order = desk.order()
    form = {
        "engineer": desk.engineer.pk,
        "starts_at": f"{desk.at:%Y-%m-%d}T14:00",
        "minutes": 60,
        "seen": desk.mark(order),
        "back": "/dispatch/?view=week",
    }
    url = reverse("dispatch:place", args=[order.code])
    assert signed_in.post(url, form)["Location"] == "/dispatch/?view=week"
    form |= {"seen": desk.mark(order), "minutes": 75, "back": "//evil.example/"}
    assert signed_in.post(url, form)["Location"] == f"/workorders/{order.code}/"


def test_who_only_reads_drags_nothing(desk, now, client):
    desk.order()
    client.force_login(desk.world.mei(Role.DESK))
    page = client.get(BOARD).content.decode()
    assert "draggable" not in page
    assert 'id="placing"' not in page


def test_the_map_has_stations_jobs_and_ways(desk, signed_in):
    desk.place(desk.order(), 1)
    waiting = desk.order("YF-7")
    page = signed_in.get(reverse("dispatch:map"))
    day = page.context["map"]
    (route,) = day["routes"]
    assert route["name"] == "王工"
    assert route["stops"][0]["point"] == [32.06, 118.8]
    assert [stop["code"] for stop in day["waiting"]] == [waiting.code]
    assert sum(place["is_capital"] for place in day["places"]) == 34
    assert day["tiles"] == ""


@pytest.mark.parametrize("on", ["", "2026-13-40", "0001-01-01", "x"])
def test_a_day_that_is_none_is_today(desk, signed_in, on):
    page = signed_in.get(BOARD, {"on": on})
    assert page.context["on"] == desk.at.date()


def test_the_board_asks_as_often_for_many_as_for_few(desk, signed_in):
    def asked(url: str) -> int:
        signed_in.get(url)
        with CaptureQueriesContext(connection) as seen:
            assert signed_in.get(url).status_code == 200
        return len(seen)

    desk.place(desk.order(), 1)
    few = asked(BOARD)
    for number in range(3):
        desk.place(desk.order(f"YF-7{number}"), 1, desk.colleague(f"工{number}"))
    assert asked(BOARD) == few <= BUDGETS["dispatch:board"]
    mark = queries.board_mark(desk.by, on=desk.at.date(), days=1)
    with CaptureQueriesContext(connection) as seen:
        assert signed_in.get("/dispatch/changed/", {"mark": mark}).status_code == 204
    assert len(seen) <= 5
