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
