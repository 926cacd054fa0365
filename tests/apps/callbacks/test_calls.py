"""Calling customers back: taken by one, tried, answered, given up; and what the answers make."""

import json
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sanbao.apps.accounts.access import Role
from sanbao.apps.callbacks import actions
from sanbao.apps.callbacks.models import Callback
from sanbao.apps.desk.models import Case
from sanbao.apps.evidence import actions as evidence
from sanbao.apps.obligations.models import Obligation
from sanbao.rules.moves import Refused
from tests.apps.inspections.conftest import owe
from tests.apps.world import World, customer_of, unit

ROOT = Path(__file__).resolve().parents[3]
BUDGETS: dict[str, int] = json.loads((ROOT / "tests/query_budgets.json").read_text())
ANSWERS = {
    "respondent": "卫工",
    "works": "yes",
    "familiar": "4",
    "fits": "5",
    "attitude": "5",
    "satisfaction": "5",
    "wishes": "希望增加远程诊断",
}


@pytest.fixture
def owed(world: World) -> Obligation:
    evidence.sync_forms()
    return owe(world, "C-001", days=5, what="called_back", kind="customer")


def url(owed: Obligation, name: str = "call") -> str:
    return reverse(f"callbacks:{name}", args=[owed.code])


def test_the_desk_finds_takes_and_makes_a_call(client: Client, world: World, owed) -> None:
    client.force_login(world.mei())
    assert "清河水泥厂" in client.get(reverse("callbacks:list")).content.decode()
    assert "respondent" not in client.get(url(owed)).content.decode()
    client.post(url(owed, "take"))
    page = client.get(url(owed)).content.decode()
    assert "respondent" in page
    assert "称重成套设备" in page
    open_ = client.post(url(owed), {"key": uuid4(), "wishes": "大屏幕"})
    assert open_.status_code == 422
    assert "大屏幕" in open_.content.decode()
    assert (
        client.post(url(owed), {**ANSWERS, "key": uuid4(), "serial": "YF-1000"}).status_code == 302
    )
    owed.refresh_from_db()
    assert owed.state == "met"
    call = Callback.objects.get()
    assert (call.state, call.satisfaction, call.asset) == ("reached", 5, world.asset)
    assert call.station == world.ours.station
    assert not Case.objects.exists()
    assert "清河水泥厂" not in client.get(reverse("callbacks:list")).content.decode()
    client.force_login(world.mei(Role.QUALITY))
    for by in ("product", "engineer", "station"):
        page = client.get(reverse("callbacks:results"), {"by": by}).content.decode()
        assert "希望增加远程诊断" in page
    assert "总站" in page


def test_a_call_that_somebody_has_is_seen_by_the_others(client: Client, world: World, owed) -> None:
    actions.take(owed, by=world.mei(Role.MANAGER), at=world.at)
    client.force_login(world.mei())
    assert "马经理" in client.get(reverse("callbacks:list")).content.decode()
    refused = client.post(url(owed, "take"))
    assert refused.status_code == 422
    assert "马经理" in refused.content.decode()
    with pytest.raises(Refused, match="马经理 has this call"):
        actions.answer(owed, ANSWERS, key=uuid4(), by=world.mei(), at=world.at)
    later = world.at + timedelta(minutes=31)
    assert actions.take(owed, by=world.mei(), at=later).holder == world.mei()


def test_nobody_reached_after_three_attempts_is_an_excuse_on_record(world: World, owed) -> None:
    by = world.mei()
    for seen in range(3):
        with pytest.raises(Refused, match="only after 3 attempts"):
            actions.give_up(owed, by=by, at=world.at)
        for _pressed_twice in range(2):
            actions.try_again(owed, seen=seen, note="无人接听", by=by, at=world.at)
    actions.give_up(owed, by=by, at=world.at)
    owed.refresh_from_db()
    assert owed.state == "excused"
    assert "3" in owed.log.get(kind="excused").reason
    assert Callback.objects.get().attempts == 3


def test_the_next_try_must_lie_ahead(client: Client, world: World, owed) -> None:
    client.force_login(world.mei())
    client.post(url(owed, "take"))
    past = {"seen": 0, "note": "占线", "next_try_at": "2020-01-01T10:00"}
    refused = client.post(url(owed, "try_again"), past)
    assert refused.status_code == 422
    assert "占线" in refused.content.decode()
    ahead = {**past, "next_try_at": "2099-01-01T10:00"}
    assert client.post(url(owed, "try_again"), ahead).status_code == 302
    assert "01-01 10:00" in client.get(reverse("callbacks:list")).content.decode()


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"works": "no", "works_note": "显示不稳"}, "fault_reported"),
        ({"attitude": "1", "wishes": "来的人不说话"}, "complaint_received"),
    ],
)
def test_a_bad_answer_opens_a_case(world: World, owed, change: dict, kind: str) -> None:
    given = {**ANSWERS, **change}
    key = uuid4()
    for _ in range(2):
        actions.answer(owed, given, key=key, by=world.mei(), at=world.at)
    case = Case.objects.get()
    assert (case.kind, case.channel, case.reporter_name) == (kind, "call_back", "卫工")
    assert list(change.values())[-1] in case.description
    assert Callback.objects.get().case == case


def test_a_call_whose_time_has_not_come_is_not_on_the_list(client: Client, world: World) -> None:
    opens = world.at + timedelta(days=20)
    owe(world, "C-001", days=40, what="called_back", kind="customer", opens_at=opens)
    client.force_login(world.mei())
    assert "清河水泥厂" not in client.get(reverse("callbacks:list")).content.decode()


def fill(world: World, *codes: str) -> None:
    ours = world.ours
    for code in codes:
        _customer, site = customer_of(world.provider, code, f"客户{code}")
        unit(ours.product, site, ours.agreement, f"U-{code}", at=world.at, accepted_on=None)
        row = owe(world, code, days=3, what="called_back", kind="customer")
        actions.take(row, by=world.mei(), at=world.at)


def asked(client: Client) -> int:
    client.get(reverse("callbacks:list"))
    with CaptureQueriesContext(connection) as queries:
        assert "客户" in client.get(reverse("callbacks:list")).content.decode()
    return len(queries)


def test_the_list_keeps_its_budget_whatever_its_length(client: Client, world: World) -> None:
    client.force_login(world.mei())
    fill(world, "K-1")
    few = asked(client)
    fill(world, "K-2", "K-3", "K-4")
    assert asked(client) == few
    assert few <= BUDGETS["callbacks:list"]
