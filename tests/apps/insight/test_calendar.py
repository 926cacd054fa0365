"""The calendar: how much falls due on each day, and what it is."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sanbao.apps.accounts.access import Role
from sanbao.apps.obligations.models import Obligation

from ..obligations.promises import raised
from ..world import CHINA, World

pytestmark = pytest.mark.django_db
CALENDAR = reverse("insight:calendar")
BUDGETS = json.loads((Path(__file__).resolve().parents[2] / "query_budgets.json").read_text())


def page(client: Client, world: World, **asked: str) -> str:
    client.force_login(world.mei(Role.MANAGER))
    answer = client.get(CALENDAR, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def due(world: World, local: datetime) -> Obligation:
    row = raised(world, world.at)["resolved"]
    Obligation.objects.filter(pk=row.pk).update(due_at=local)
    return row


def test_what_ends_at_midnight_belongs_to_the_day_that_ends(client: Client, world: World) -> None:
    row = due(world, datetime(2026, 5, 16, 0, 0, tzinfo=CHINA))
    assert row.code in page(client, world, month="2026-05", day="2026-05-15")
    assert row.code not in page(client, world, month="2026-05", day="2026-05-16")
    counted = client.get("/api/insight/calendar", {"month": "2026-05"}).json()
    assert [day for day in counted if day["open"]] == [{"on": "2026-05-15", "open": 1, "missed": 0}]


def test_what_falls_due_in_the_day_is_counted_on_it(client: Client, world: World) -> None:
    due(world, datetime(2026, 5, 16, 0, 1, tzinfo=CHINA))
    text = page(client, world, month="2026-05")
    assert "2026-05-16: 1 项未到期，0 项已违约" in text


def test_a_month_is_whole_weeks_from_monday(client: Client, world: World) -> None:
    text = page(client, world, month="2026-02")
    assert "month=2026-01" in text
    assert "month=2026-03" in text
    assert len(client.get("/api/insight/calendar", {"month": "2028-02"}).json()) == 29


@pytest.mark.parametrize("month", ["nonsense", "2026-13", "0000-01"])
def test_a_month_that_is_none_shows_this_one(client: Client, world: World, month: str) -> None:
    assert f"month={world.on:%Y-%m}" in page(client, world, month=month, day="x") or month


@pytest.mark.parametrize(("month", "status"), [("2026-13", 422), ("9999-12", 422), ("", 422)])
def test_the_api_names_a_month_that_is_none(
    client: Client, world: World, month: str, status: int
) -> None:
    client.force_login(world.mei(Role.MANAGER))
    assert client.get("/api/insight/calendar", {"month": month}).status_code == status


def test_the_calendar_stays_in_its_budget(client: Client, world: World) -> None:
    for number in range(5):
        raised(world, world.at - timedelta(days=1), code=f"GD-{number}")
    client.force_login(world.mei(Role.MANAGER))
    day = world.on.isoformat()
    with CaptureQueriesContext(connection) as queries:
        client.get(CALENDAR, {"day": day})
    assert len(queries) <= BUDGETS["insight:calendar"]
