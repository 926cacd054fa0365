"""How many queries the lists may cost, however many rows they show."""

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sanbao.apps.accounts.access import Role
from tests.apps.world import World

from .sheets import drafted, submitted

ROOT = Path(__file__).resolve().parents[3]
BUDGETS: dict[str, int] = json.loads((ROOT / "tests/query_budgets.json").read_text())
LISTS = [
    "claims:list",
    "claims:month_list",
    "claims:penalty_list",
    "claims:spot_list",
    "claims:word_list",
]


@pytest.mark.django_db
@pytest.mark.usefixtures("paper")
@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_what_its_budget_says(name: str, client: Client, world: World) -> None:
    submitted(world)
    for number in range(3):
        drafted(world, f"B-{number}")
    client.force_login(world.mei(Role.MANAGER))
    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse(name)).status_code == 200
    assert len(queries) <= BUDGETS[name], [query["sql"][:90] for query in queries]
