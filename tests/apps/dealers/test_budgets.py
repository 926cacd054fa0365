"""How many queries the lists may cost, however many rows they show."""

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from .conftest import Bound

ROOT = Path(__file__).resolve().parents[3]
BUDGETS: dict[str, int] = json.loads((ROOT / "tests/query_budgets.json").read_text())


@pytest.mark.parametrize(
    "name",
    [
        "dealers:list",
        "dealers:home",
        "dealers:order_list",
        "dealers:award_list",
        "dealers:move_list",
        "dealers:report_list",
        "dealers:survey_list",
        "dealers:audit_list",
        "dealers:failure_list",
    ],
)
def test_a_list_costs_what_its_budget_says(name: str, client: Client, bound: Bound) -> None:
    bound.neighbour()
    client.force_login(bound.mei if name == "dealers:home" else bound.boss)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse(name)).status_code == 200
    assert len(queries) <= BUDGETS[name], [query["sql"][:90] for query in queries]
