"""The desk on the line, through its pages."""

from datetime import timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from sanbao.apps.agreements import queries as agreements
from sanbao.apps.desk import actions, queries
from sanbao.apps.workorders import queries as workorders

from ..world import World, put_in_force
from .reports import report

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(world: World, client: Client) -> Client:
    client.force_login(world.mei())
    return client


def call(world: World, **changes: Any) -> dict[str, Any]:
    """What the form of a call sends."""
    local = world.at.astimezone(ZoneInfo("Asia/Shanghai"))
    return {
        "key": str(uuid4()),
        "kind": "fault_reported",
        "component": "whole",
        "cause": "unknown",
        "province": "江苏省",
        "area": "city",
        "description": "称重读数漂移",
        "reporter_name": "清工",
        "reporter_phone": "13900001111",
        "reported_at": f"{local:%Y-%m-%dT%H:%M}",
        "answer": "",
        "next": "keep",
        **changes,
    }


def url(world: World) -> str:
    return f"/desk/calls/{world.asset.pk}/"


def test_the_desk_finds_a_unit_while_typing(world: World, desk: Client) -> None:
    page = desk.get("/desk/search/", {"q": "YF-10"}).content.decode()
    assert "YF-1000" in page
    assert "YF-3000" not in page


def test_one_phone_number_finds_the_units_of_both_customers(world: World, desk: Client) -> None:
    page = desk.get("/desk/search/", {"q": "13900001111"}).content.decode()
    assert "YF-1000" in page
    assert "YF-3000" in page


def test_an_unknown_serial_is_said_with_what_was_typed(world: World, desk: Client) -> None:
    page = desk.get("/desk/", {"q": "NIX-404"}).content.decode()
    assert "NIX-404" in page
    assert "没有找到" in page


def test_units_of_another_provider_are_not_found(world: World, client: Client) -> None:
    client.force_login(world.stranger())
    page = client.get("/desk/search/", {"q": "13900001111"}).content.decode()
    assert "YF-3000" not in page
    assert client.get(url(world)).status_code == 404


@pytest.mark.parametrize("role", ["finance", "customer", "engineer", "auditor", "dealer"])
def test_only_the_desk_takes_calls(world: World, client: Client, role: str) -> None:
    client.force_login(world.mei(role))
    assert client.get(url(world)).status_code == 404
    assert client.post(url(world), call(world)).status_code == 404
    assert client.post(f"{url(world)}preview/", call(world)).status_code == 404


def test_a_visitor_is_sent_to_sign_in(world: World, client: Client) -> None:
    answer = client.get(url(world))
    assert answer.status_code == 302
    assert "/accounts/login/" in answer["Location"]


@pytest.mark.clause("P6-5.2", "P6-7.4", "P6-5.3")
def test_the_page_shows_at_once_what_is_promised_with_its_clauses(
    world: World, desk: Client
) -> None:
    page = desk.get(url(world)).content.decode()
    due = (world.at + timedelta(hours=1)).astimezone(ZoneInfo("Asia/Shanghai"))
    assert f"{due:%Y-%m-%d %H:}" in page
    for clause in ("第 5.2 条", "第 5.3 条", "第 7.4 条"):
        assert clause in page
    assert "在保修范围内" in page
    assert "待查明" in page


@pytest.mark.clause("P1-5.2")
def test_the_preview_follows_the_cause_and_stores_nothing(world: World, desk: Client) -> None:
    manager = world.mei("manager")
    version = put_in_force("scale-supplier", world.provider, manager, at=world.at, on=world.on)
    world.asset.agreement = version.agreement
    world.asset.commissioned_on = world.on - timedelta(days=30)
    world.asset.save()
    page = desk.post(f"{url(world)}preview/", call(world, description=""))
    assert "在保修范围内" in page.content.decode()
    page = desk.post(f"{url(world)}preview/", call(world, cause="human_damage", description=""))
    assert page.status_code == 200
    assert "在质保期内，但不在保修范围内" in page.content.decode()
    assert 'id="id_description_error"' not in page.content.decode()
    assert not queries.cases_for(world.mei()).exists()


def test_a_call_opens_a_case(world: World, desk: Client) -> None:
    answer = desk.post(url(world), call(world))
    case = queries.cases_for(world.mei()).get()
    assert answer["Location"] == f"/desk/cases/{case.code}/"
    assert (case.state, case.channel, case.province) == ("reported", "phone", "江苏")
    assert case.owner == world.mei()


@pytest.mark.clause("P3-3.2")
def test_a_call_solved_at_once_keeps_its_answer(world: World, desk: Client) -> None:
    desk.post(url(world), call(world, next="solve", answer="重新标定零点"))
    case = queries.cases_for(world.mei()).get()
    assert (case.state, case.solved_on_call, case.answer) == ("restored", True, "重新标定零点")


def test_solved_without_an_answer_opens_nothing_and_keeps_what_was_typed(
    world: World, desk: Client
) -> None:
    answer = desk.post(url(world), call(world, next="solve", description="独特的描述"))
    assert answer.status_code == 422
    assert "独特的描述" in answer.content.decode()
    assert not queries.cases_for(world.mei()).exists()


@pytest.mark.clause("P3-3.3")
def test_a_call_that_needs_a_visit_raises_a_work_order(world: World, desk: Client) -> None:
    desk.post(url(world), call(world, next="order"))
    case = queries.cases_for(world.mei()).get()
    assert (case.state, case.is_with_field) == ("in_service", True)
    assert workorders.open_orders(case.pk) == 1


def test_a_double_click_opens_one_case_and_one_order(world: World, desk: Client) -> None:
    sent = call(world, next="order")
    first = desk.post(url(world), sent)
    second = desk.post(url(world), sent)
    assert first["Location"] == second["Location"]
    case = queries.cases_for(world.mei()).get()
    assert workorders.open_orders(case.pk) == 1


def test_a_call_from_tomorrow_is_refused_beside_its_field(world: World, desk: Client) -> None:
    tomorrow = (world.at + timedelta(days=1)).astimezone(ZoneInfo("Asia/Shanghai"))
    sent = call(world, reported_at=f"{tomorrow:%Y-%m-%dT%H:%M}", description="独特的描述")
    answer = desk.post(url(world), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="id_reported_at_error"' in page
    assert "不能在将来" in page
    assert "独特的描述" in page
    assert not queries.cases_for(world.mei()).exists()


def test_a_call_taken_on_paper_this_morning_runs_from_then(world: World, desk: Client) -> None:
    earlier = (world.at - timedelta(hours=2)).astimezone(ZoneInfo("Asia/Shanghai"))
    desk.post(url(world), call(world, reported_at=f"{earlier:%Y-%m-%dT%H:%M}"))
    assert queries.cases_for(world.mei()).get().reported_at == world.at - timedelta(hours=2)


def test_a_province_that_is_none_is_refused_beside_its_field(world: World, desk: Client) -> None:
    answer = desk.post(url(world), call(world, province="火星"))
    assert answer.status_code == 422
    assert 'id="id_province_error"' in answer.content.decode()
    assert not queries.cases_for(world.mei()).exists()


def test_a_missing_date_is_named(world: World, desk: Client) -> None:
    world.asset.accepted_on = None
    world.asset.save()
    page = desk.get(url(world)).content.decode()
    assert "验收日期" in page
    answer = desk.post(url(world), call(world))
    assert answer.status_code == 422
    assert not queries.cases_for(world.mei()).exists()


def test_an_open_case_of_the_unit_is_pointed_out_with_a_link(world: World, desk: Client) -> None:
    case = actions.open_case(report(world), by=world.mei(), at=world.at)
    page = desk.get(url(world)).content.decode()
    assert f"/desk/cases/{case.code}/#note" in page
    assert f'value="add:{case.code}"' in page
    desk.post(url(world), call(world))
    assert queries.duplicates(world.asset).count() == 2


def test_a_further_call_is_added_to_the_open_case(world: World, desk: Client) -> None:
    case = actions.open_case(report(world), by=world.mei(), at=world.at)
    sent = call(world, next=f"add:{case.code}", description="客户再次来电催促")
    assert desk.post(url(world), sent)["Location"] == f"/desk/cases/{case.code}/"
    assert queries.duplicates(world.asset).count() == 1
    assert "客户再次来电催促" in desk.get(f"/desk/cases/{case.code}/").content.decode()
    other = actions.open_case(report(world, asset=world.counter_unit), by=world.mei(), at=world.at)
    assert desk.post(url(world), call(world, next=f"add:{other.code}")).status_code == 404


@pytest.mark.clause("P3-3.4")
def test_a_question_about_prices_gets_no_price_but_sales(world: World, desk: Client) -> None:
    where = f"/desk/calls/{world.counter_unit.pk}/"
    page = desk.post(f"{where}preview/", call(world, kind="price_asked")).content.decode()
    assert "转销售" in page
    assert "第 3.4 条" in page
    assert "¥" not in page
    assert 'value="order"' not in page


def test_only_kinds_that_the_agreement_speaks_of_are_offered(world: World, desk: Client) -> None:
    ours = desk.get(url(world)).content.decode()
    counter = desk.get(f"/desk/calls/{world.counter_unit.pk}/").content.decode()
    assert 'value="price_asked"' in counter
    assert 'value="return_requested"' in counter
    assert 'value="price_asked"' not in ours
    sent = call(world, kind="defect_application_received")
    assert desk.post(url(world), sent).status_code == 422


def test_a_kind_that_needs_more_asks_for_it(world: World, desk: Client) -> None:
    where = f"/desk/calls/{world.counter_unit.pk}/"
    world.counter_unit.delivered_on = world.on - timedelta(days=2)
    world.counter_unit.save()
    page = desk.post(f"{where}preview/", call(world, kind="return_requested"))
    assert 'name="reason"' in page.content.decode()
    desk.post(where, call(world, kind="return_requested", reason="unusable"))
    case = queries.cases_for(world.mei()).get()
    assert case.particulars == {"reason": "unusable"}
    decision = agreements.latest_decision(world.provider.pk, "case", case.code)
    assert decision is not None
    assert [remedy["what"] for remedy in decision.answer["remedies"]] == ["refund"]


def test_a_form_from_another_site_is_refused(world: World) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(world.mei())
    assert strict.post(url(world), call(world)).status_code == 403
    assert not queries.cases_for(world.mei()).exists()
