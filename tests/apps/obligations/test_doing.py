"""Saying by hand that a duty is done or has lapsed, by page and API; who sees whose duties."""

import json
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sanbao.apps.accounts.models import Role, User
from sanbao.apps.obligations.models import Obligation, ObligationState

from ...architecture.sources import ROOT
from ..world import CHINA, World
from . import duties

pytestmark = pytest.mark.django_db
BUDGETS: dict[str, int] = json.loads((ROOT / "tests/query_budgets.json").read_text())
NOW = datetime(2026, 3, 17, 10, tzinfo=CHINA)


@pytest.fixture
def sheets(world: World, monkeypatch: pytest.MonkeyPatch) -> list[Obligation]:
    """Sheets of February (open from 15 to 20 March) and of the months after it."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    version = duties.signed(world, duties.SHEETS, starts_on=date(2025, 1, 1))
    return duties.owed(world, version, duties.dealer(), at=NOW)


def signed_in(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def say_done(user: User, row: Obligation, at: datetime) -> tuple[int, str]:
    answer = signed_in(user).post(
        reverse("obligations:done", args=[row.code]),
        {"done_at": f"{at.astimezone(CHINA):%Y-%m-%dT%H:%M}", "note": "by post"},
    )
    return answer.status_code, answer.content.decode()


def fresh(row: Obligation) -> Obligation:
    return Obligation.objects.get(pk=row.pk)


def test_a_dealer_says_that_the_sheets_are_in(world: World, sheets: list[Obligation]) -> None:
    status, _page = say_done(world.mei(Role.DEALER), sheets[0], NOW)
    assert status == 302
    done = fresh(sheets[0])
    assert done.state == ObligationState.MET
    line = done.log.get(kind="met")
    assert (line.by, line.note) == (world.mei(Role.DEALER), "by post")


def test_before_the_window_opens_it_is_refused_by_the_clause(
    world: World, sheets: list[Obligation]
) -> None:
    status, page = say_done(world.mei(Role.DEALER), sheets[1], NOW)
    assert status == 422
    assert "it cannot be done before 2026-04-15 (clause 2)" in page
    assert "by post" in page, "nothing that was typed is lost"
    assert fresh(sheets[1]).state == ObligationState.RUNNING


def test_nobody_was_done_with_it_tomorrow(world: World, sheets: list[Obligation]) -> None:
    status, page = say_done(world.mei(Role.MANAGER), sheets[0], NOW + timedelta(days=1))
    assert status == 422
    assert "in the future" in page


def test_said_twice_it_is_done_once(world: World, sheets: list[Obligation]) -> None:
    for _ in range(2):
        say_done(world.mei(Role.MANAGER), sheets[0], NOW)
    assert fresh(sheets[0]).log.filter(kind="met").count() == 1


def test_a_customer_and_a_stranger_do_not_know_of_a_dealers_duty(
    world: World, sheets: list[Obligation]
) -> None:
    for user in (world.mei(Role.CUSTOMER), world.stranger(Role.DEALER)):
        assert say_done(user, sheets[0], NOW)[0] == 404
        assert sheets[0].code not in signed_in(user).get(reverse("obligations:duties")).text
    assert fresh(sheets[0]).state == ObligationState.RUNNING


def test_a_dealer_reads_his_duties_in_few_questions(world: World, sheets: list[Obligation]) -> None:
    client = signed_in(world.mei(Role.DEALER))
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(reverse("obligations:duties"))
    assert len(captured) <= BUDGETS["obligations:duties"]
    assert "Hand in the month&#x27;s repair sheets" in answer.text
    assert "not before 2026-04-15" in answer.text
    page = client.get(reverse("obligations:duty", args=[sheets[0].code]))
    assert page.status_code == 200


def test_the_api_says_done_once_for_one_key(world: World, sheets: list[Obligation]) -> None:
    client = signed_in(world.mei(Role.DEALER))
    for _ in range(2):
        answer = client.post(
            f"/api/obligations/{sheets[0].code}/done",
            {"note": "fax"},
            content_type="application/json",
            headers={"Idempotency-Key": "k-1"},
        )
        assert answer.status_code == 200, answer.content
        assert answer.json()["state"] == "met"
    early = client.post(
        f"/api/obligations/{sheets[1].code}/done", {}, content_type="application/json"
    )
    assert early.status_code in (409, 422)
    assert "2026-04-15" in early.json()["detail"]


def test_what_is_kept_up_is_said_to_lapse_and_to_be_restored(world: World) -> None:
    version = duties.signed(world, duties.HOTLINE)
    (row,) = duties.owed(world, version, duties.dealer("D-1"))
    desk = signed_in(world.mei(Role.DESK))
    assert desk.post(reverse("obligations:lapse", args=[row.code]), {}).status_code == 422
    desk.post(reverse("obligations:lapse", args=[row.code]), {"reason": "night shift"})
    assert fresh(row).state == ObligationState.LAPSED
    page = desk.get(reverse("obligations:detail", args=[row.code])).text
    assert "night shift" in page
    desk.post(reverse("obligations:restore", args=[row.code]))
    assert fresh(row).state == ObligationState.RUNNING


def test_the_manager_reads_what_is_held_up(world: World) -> None:
    version = duties.signed(world, duties.INSPECTED)
    duties.owed(world, version, duties.unit("YF-77"))
    board = reverse("obligations:board")
    told = signed_in(world.mei(Role.MANAGER)).get(board).text
    assert "cannot be raised: " in told
    assert "YF-77" in told
    assert "YF-77" not in signed_in(world.mei(Role.DESK)).get(board).text
    assert "YF-77" not in signed_in(world.stranger(Role.MANAGER)).get(board).text


def test_an_event_told_by_the_api_makes_owed_what_follows(world: World) -> None:
    term = (
        'kind: one_off, clause: "3", what: documents_handed_over, by: provider,'
        " after: product_launched, within: P10D"
    )
    version = duties.signed(world, term)
    body = {
        "agreement": version.agreement.code,
        "event": "product_launched",
        "on": f"{world.on}",
        "period": "YF-9",
    }
    client = signed_in(world.mei(Role.MANAGER))
    for _ in range(2):
        answer = client.post("/api/obligations/events", body, content_type="application/json")
        assert answer.status_code == 200, answer.content
    (row,) = Obligation.objects.filter(what="documents_handed_over")
    assert (row.subject_code, row.period, row.state) == ("D-1", "YF-9", "running")
    refused = client.post(
        "/api/obligations/events",
        {**body, "event": "major_failure"},
        content_type="application/json",
    )
    assert refused.status_code in (409, 422)
