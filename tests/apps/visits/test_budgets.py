"""A list asks the database as often for many rows as for few, and within its budget."""

import json
from pathlib import Path

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sanbao.apps.accounts.access import Role
from tests.apps.visits.conftest import take_to_the_field
from tests.apps.visits.test_call import planned
from tests.apps.world import unit

ROOT = Path(__file__).resolve().parents[3]
BUDGETS: dict[str, int] = json.loads((ROOT / "tests/query_budgets.json").read_text())
LISTS = {
    "visits:list": (Role.DESK, BUDGETS["visits:list"]),
    "visits:today": (Role.ENGINEER, BUDGETS["visits:today"]),
    "visits:follow_ups": (Role.DESK, BUDGETS["visits:follow_ups"]),
    "workorders:list": (Role.DISPATCHER, BUDGETS["workorders:list"]),
}


def fill_lists(field, *serials):
    """For each serial a unit repaired and to be called about, and one with an appointment."""
    ours = field.world.ours
    for serial in serials:
        for name in (serial, f"{serial}-B"):
            asset = unit(
                ours.product,
                ours.site,
                ours.agreement,
                name,
                at=field.world.at,
                accepted_on=field.world.on,
            )
            other = take_to_the_field(field.world, asset)
            if name == serial:
                other.signed()
                planned(other)
            else:
                other.agreed()


def asked(client, world) -> dict[str, int]:
    """By page: how often the database is asked for it."""
    counts = {}
    for name, (role, _budget) in LISTS.items():
        client.force_login(world.mei(role))
        client.get(reverse(name))
        with CaptureQueriesContext(connection) as queries:
            page = client.get(reverse(name)).content.decode()
        assert "清河水泥厂" in page
        counts[name] = len(queries)
    return counts


def test_lists_keep_their_budgets_whatever_their_length(client, field):
    fill_lists(field, "YF-9001")
    few = asked(client, field.world)
    fill_lists(field, "YF-9002", "YF-9003", "YF-9004")
    assert asked(client, field.world) == few
    assert {name for name, count in few.items() if count > LISTS[name][1]} == set()
