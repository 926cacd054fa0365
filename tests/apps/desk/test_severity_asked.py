"""Whoever reports a fault is asked how bad it is, and the promise follows what he says."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from sanbao.apps.desk.models import Case
from sanbao.apps.evidence import actions as evidence
from sanbao.apps.obligations.models import Obligation
from tests.apps.obligations import duties
from tests.apps.world import World

from .test_correct import TERMS, correct

pytestmark = pytest.mark.django_db
HOURS = [("critical", 4), ("major", 24), ("minor", 24), ("", 24)]


@pytest.fixture
def unit(world: World) -> World:
    """A unit whose agreement promises four hours where it stands still, and a day otherwise."""
    evidence.sync_forms()
    agreement = duties.signed(world, *TERMS).agreement
    type(world.asset).objects.filter(pk=world.asset.pk).update(agreement=agreement)
    world.asset.refresh_from_db()
    return world


def sent(**fields: str) -> dict[str, str]:
    told = {"reporter_name": "钱一", "reporter_phone": "13900001111", "description": "传送带停了"}
    return {"key": str(uuid4()), "kind": "fault_reported", **told, **fields}


def hours(case: Case) -> float:
    owed = Obligation.objects.exclude(state="cancelled").get(subject_code=case.code)
    assert owed.due_at is not None
    return (owed.due_at - case.reported_at) / timedelta(hours=1)


@pytest.mark.parametrize(("severity", "promised"), HOURS)
def test_a_customer_says_how_bad_it_is(
    unit: World, client: Client, severity: str, promised: int
) -> None:
    client.force_login(unit.mei("customer"))
    address = f"/desk/mine/units/{unit.asset.pk}/"
    assert "故障有多严重？" in client.get(address).content.decode()
    assert client.post(address, sent(severity=severity)).status_code == 302
    case = Case.objects.get()
    assert (case.severity, hours(case)) == (severity, promised)


@pytest.mark.parametrize(("severity", "promised"), HOURS[:2])
def test_a_visitor_says_how_bad_it_is(
    unit: World, client: Client, severity: str, promised: int
) -> None:
    address = f"/r/{unit.asset.public_key}/"
    page = client.get(address).content.decode()
    assert "已停机，或有危险" in page
    assert "不清楚" in page
    assert client.post(address, sent(severity=severity)).status_code == 302
    case = Case.objects.get()
    assert (case.severity, hours(case)) == (severity, promised)


def test_over_the_api_too_and_the_desk_puts_it_right(unit: World, client: Client) -> None:
    client.force_login(unit.mei("customer"))
    body = {key: value for key, value in sent(severity="critical").items() if key != "key"}
    answer = client.post(
        "/api/cases",
        json.dumps({**body, "serial": unit.asset.serial}),
        content_type="application/json",
    )
    assert (answer.status_code, answer.json()["severity"]) == (201, "critical")
    case = Case.objects.get()
    assert hours(case) == 4
    client.force_login(unit.mei())
    assert correct(client, case, severity="minor").status_code == 302
    case.refresh_from_db()
    assert (case.severity, hours(case)) == ("minor", 24)


def test_what_is_no_choice_is_refused_and_nothing_typed_is_lost(
    unit: World, client: Client
) -> None:
    client.force_login(unit.mei("customer"))
    for address in (f"/desk/mine/units/{unit.asset.pk}/", f"/r/{unit.asset.public_key}/"):
        answer = client.post(address, sent(severity="awful"))
        assert answer.status_code == 422
        assert "传送带停了" in answer.content.decode()
    assert not Case.objects.exists()


def test_only_a_fault_is_asked_how_bad_it_is_and_the_promise_is_shown(
    unit: World, client: Client
) -> None:
    client.force_login(unit.mei("customer"))
    preview = reverse("desk:customer_preview", args=[unit.asset.pk])
    asked = client.post(preview, sent(kind="question_asked", severity="critical"))
    assert "故障有多严重？" not in asked.content.decode()
    shown = [
        client.post(preview, sent(severity=severity)).content.decode()
        for severity in ("critical", "minor")
    ]
    assert shown[0] != shown[1].replace('value="minor" selected', 'value="critical" selected')
