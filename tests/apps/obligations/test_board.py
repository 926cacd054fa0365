"""The promises board: who sees it, what it shows, in how many queries."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sanbao.apps.accounts.access import STAFF, Role
from sanbao.apps.obligations import actions
from sanbao.apps.obligations.models import Obligation

from ..world import World
from .promises import raised

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
BOARD = reverse("obligations:board")
BUDGETS = json.loads((Path(__file__).resolve().parents[2] / "query_budgets.json").read_text())


def page(client: Client, user: object, **filters: str) -> str:
    client.force_login(user)
    response = client.get(BOARD, filters)
    assert response.status_code == 200
    return response.content.decode()


def test_the_office_sees_every_promise_with_its_clause_owner_and_time_left(
    client: Client, world: World
) -> None:
    raised(world, world.at)
    text = page(client, world.mei())
    assert "排除故障" in text
    assert "第 5.2 条" in text
    assert str(world.mei()) in text
    assert "还剩 11 小时" in text
    assert f"/agreements/{world.ours.agreement.code}/v1/#clause-5.2" in text


@pytest.mark.parametrize("role", STAFF)
def test_staff_may_open_the_board(client: Client, world: World, role: str) -> None:
    page(client, world.mei(role))


@pytest.mark.parametrize("role", [Role.CUSTOMER, Role.DEALER])
def test_for_customers_and_dealers_there_is_no_board(
    client: Client, world: World, role: str
) -> None:
    client.force_login(world.mei(role))
    assert client.get(BOARD).status_code == 404


def test_a_visitor_is_asked_to_sign_in(client: Client, world: World) -> None:
    assert client.get(BOARD).status_code == 302


def test_nothing_crosses_from_one_company_to_another(client: Client, world: World) -> None:
    row = raised(world, world.at)["resolved"]
    assert row.code not in page(client, world.stranger(Role.MANAGER))
    for name in ("detail", "pause", "resume", "excuse"):
        url = reverse(f"obligations:{name}", args=[row.code])
        answer = client.get(url) if name == "detail" else client.post(url)
        assert answer.status_code == 404


def test_an_engineer_sees_only_what_is_his_own(client: Client, world: World) -> None:
    rows = raised(world, world.at)
    engineer = world.mei(Role.ENGINEER)
    assert rows["resolved"].code not in page(client, engineer)
    Obligation.objects.filter(pk=rows["resolved"].pk).update(owner=engineer)
    text = page(client, engineer)
    assert rows["resolved"].code in text
    assert rows["on_site"].code not in text


@pytest.mark.parametrize(
    ("filters", "shown", "hidden"),
    [
        pytest.param({"what": "on_site"}, "on_site", "resolved", id="by promise"),
        pytest.param({"clause": "7.4"}, "dispatched", "resolved", id="by clause"),
        pytest.param({"state": "met"}, "on_site", "resolved", id="by state"),
        pytest.param({"mine": "on"}, "resolved", "dispatched", id="mine"),
        pytest.param({"province": "浙江"}, "dispatched", "resolved", id="by province"),
    ],
)
def test_filters_narrow_the_board(
    client: Client, world: World, filters: dict[str, str], shown: str, hidden: str
) -> None:
    rows = raised(world, world.at)
    Obligation.objects.filter(what="dispatched").update(owner=None, province="浙江")
    if "state" in filters:
        actions.happened(world.provider.pk, ("case", "GD-1"), "on_site", at=world.at, by=None)
    text = page(client, world.mei(), **filters)
    assert f"row-{rows[shown].code}" in text
    assert f"row-{rows[hidden].code}" not in text


def test_a_filter_that_cannot_be_read_is_left_out(client: Client, world: World) -> None:
    raised(world, world.at)
    assert "排除故障" in page(client, world.mei(), state="no-such", what="no-such", after="x")


def test_pages_follow_one_another_without_gap_or_repeat(client: Client, world: World) -> None:
    for number in range(20):
        raised(world, world.at, code=f"GD-{number}")
    client.force_login(world.mei())
    seen: list[str] = []
    url = BOARD
    while url:
        response = client.get(url)
        seen += [row.obligation.code for row in response.context["rows"]]
        further = response.context["further"]
        url = f"{BOARD}?{further}" if further else ""
    assert len(seen) == len(set(seen)) == Obligation.objects.count()


def test_the_board_asks_as_many_questions_for_thirty_rows_as_for_three(
    client: Client, world: World
) -> None:
    client.force_login(world.mei())

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(BOARD)
        return len(captured)

    row = raised(world, world.at)["resolved"]
    actions.pause(row.pk, reason="part", at=world.at, by=None)
    few = queries()
    for number in range(10):
        row = raised(world, world.at, code=f"GD-{number + 2}")["resolved"]
        actions.pause(row.pk, reason="part", at=world.at, by=None)
    assert queries() == few <= BUDGETS["obligations:board"]


def test_a_miss_shows_what_follows_from_it(client: Client, world: World) -> None:
    rows = raised(world, world.at - 13 * HOUR)
    actions.sweep(world.at)
    text = page(client, world.mei(), state="missed", what="resolved")
    assert rows["resolved"].code in text
    assert "后果：提供备用机（第 5.3 条）" in text
