"""The ledger of breaches: what was not kept, how late it was, what followed, who excused it."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sanbao.apps.accounts.access import Role
from sanbao.apps.journal.models import Entry
from sanbao.apps.obligations import actions
from sanbao.apps.obligations.models import Obligation

from ..obligations.promises import raised
from ..world import World

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
LEDGER = reverse("insight:ledger")
BUDGETS = json.loads((Path(__file__).resolve().parents[2] / "query_budgets.json").read_text())


def page(client: Client, world: World, role: str = Role.MANAGER, **asked: str) -> str:
    client.force_login(world.mei(role))
    answer = client.get(LEDGER, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def missed(world: World, code: str = "GD-1") -> dict[str, Obligation]:
    rows = raised(world, world.at - 30 * HOUR, code=code)
    actions.sweep(world.at)
    return rows


def test_a_miss_stands_with_its_clause_and_what_followed(client: Client, world: World) -> None:
    rows = missed(world)
    for entry in Entry.objects.filter(happening="obligation.missed"):
        actions.draw(entry.pk)
    text = page(client, world)
    assert rows["resolved"].code in text
    assert "第 5.2 条" in text
    assert "由此产生：提供备用机（第 5.3 条）" in text


def test_what_was_kept_is_not_in_the_ledger(client: Client, world: World) -> None:
    rows = raised(world, world.at - HOUR / 2)
    actions.happened(world.provider.pk, ("case", "GD-1"), "dispatched", at=world.at, by=world.mei())
    assert rows["dispatched"].code not in page(client, world)


def test_an_excuse_stands_with_who_and_why(client: Client, world: World) -> None:
    row = missed(world)["resolved"]
    actions.excuse(row.pk, reason="洪水封路", at=world.at, by=world.mei(Role.MANAGER))
    text = page(client, world)
    assert "马经理 洪水封路" in text


def test_one_row_of_the_figures_leads_to_its_breaches(client: Client, world: World) -> None:
    rows = missed(world)
    text = page(client, world, by="what", label="on_site")
    assert rows["on_site"].code in text
    assert rows["resolved"].code not in text
    text = page(client, world, by="clause", label=f"{world.ours.agreement.code} 7.4")
    assert rows["dispatched"].code in text
    assert rows["resolved"].code not in text


def test_days_limit_what_is_shown(client: Client, world: World) -> None:
    row = missed(world)["resolved"]
    day = world.on.isoformat()
    before = (world.on - timedelta(days=3)).isoformat()
    assert row.code in page(client, world, since=before, until=day)
    assert row.code not in page(client, world, since=before, until=before)


def test_an_empty_ledger_says_so(client: Client, world: World) -> None:
    assert "没有违约" in page(client, world)


def test_the_ledger_stays_in_its_budget(client: Client, world: World) -> None:
    for number in range(5):
        missed(world, code=f"GD-{number}")
    client.force_login(world.mei(Role.MANAGER))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(LEDGER)
    assert len(queries) <= BUDGETS["insight:ledger"]


def test_the_figures_stay_in_their_budget(client: Client, world: World) -> None:
    for number in range(5):
        missed(world, code=f"GD-{number}")
    client.force_login(world.mei(Role.MANAGER))
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("insight:kept"))
    assert len(queries) <= BUDGETS["insight:kept"]


def test_pages_follow_one_another_without_gap(client: Client, world: World) -> None:
    for number in range(20):
        missed(world, code=f"GD-{number}")
    client.force_login(world.mei(Role.MANAGER))
    answer = client.get("/api/insight/ledger").json()
    further = client.get("/api/insight/ledger", {"after": answer["next"]}).json()
    codes = [row["code"] for row in [*answer["items"], *further["items"]]]
    assert len(codes) == len(set(codes)) == 60
    assert further["next"] == ""


def test_the_api_tells_what_followed_and_the_excuse(client: Client, world: World) -> None:
    rows = missed(world)
    for entry in Entry.objects.filter(happening="obligation.missed"):
        actions.draw(entry.pk)
    actions.excuse(rows["on_site"].pk, reason="洪水", at=world.at, by=world.mei(Role.MANAGER))
    client.force_login(world.mei(Role.MANAGER))
    found = {row["code"]: row for row in client.get("/api/insight/ledger").json()["items"]}
    assert [drawn["what"] for drawn in found[rows["resolved"].code]["drawn"]] == ["loaner"]
    assert found[rows["on_site"].code]["excused"] == "马经理 洪水"
    day = (world.on - timedelta(days=9)).isoformat()
    nothing = client.get("/api/insight/ledger", {"since": day, "until": day}).json()
    assert nothing["items"] == []
