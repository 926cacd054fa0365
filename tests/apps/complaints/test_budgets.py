"""How many queries the lists may cost, however many rows they show."""

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sanbao.apps.accounts.access import Role
from sanbao.apps.complaints import actions
from tests.apps.complaints.test_complaint import take
from tests.apps.world import World

ROOT = Path(__file__).resolve().parents[3]
BUDGETS: dict[str, int] = json.loads((ROOT / "tests/query_budgets.json").read_text())


@pytest.mark.parametrize("name", ["complaints:list", "complaints:suggestion_list"])
def test_a_list_costs_what_its_budget_says(name: str, client: Client, world: World) -> None:
    for number in range(4):
        row = take(world)
        wish = actions.Wish(row.key, f"建议 {number}", "钱一", customer=world.ours.customer)
        actions.suggest(wish, provider=world.provider, by=None, at=world.at)
    client.force_login(world.mei(Role.MANAGER))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(reverse(name)).status_code == 200
    assert len(queries) <= BUDGETS[name], [query["sql"][:90] for query in queries]


@pytest.mark.parametrize("what", ["complaints", "suggestions"])
def test_the_api_asks_the_same_however_many_have_an_owner(
    what: str, client: Client, world: World
) -> None:
    desk = world.mei()
    client.force_login(desk)

    def asked(more: int) -> tuple[int, list[str]]:
        for number in range(more):
            row = take(world)
            wish = actions.Wish(row.key, f"建议 {number}", "钱一", customer=world.ours.customer)
            made = actions.suggest(wish, provider=world.provider, by=None, at=world.at)
            actions.assign_suggestion(made, desk, by=desk, at=world.at)
        with CaptureQueriesContext(connection) as seen:
            rows = client.get(f"/api/{what}").json()["items"]
        return len(seen), [row["owner"] for row in rows]

    asked(0)  # what is read once for all requests is read now
    few, many = asked(1), asked(4)
    assert (few[0], many[1]) == (many[0], [desk.username] * 5)
    for outsider in (Role.CUSTOMER, Role.DEALER):
        client.force_login(world.mei(outsider))
        rows = client.get("/api/complaints").json()["items"]
        assert {row["owner"] for row in rows} == {""}
    client.force_login(world.mei(Role.CUSTOMER))
    (told, *_more) = client.get("/api/suggestions").json()["items"]
    assert (told["owner"], told["author_name"]) == ("", "钱一")
