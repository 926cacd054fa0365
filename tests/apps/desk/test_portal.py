"""A customer's own pages."""

import io
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from sanbao.apps.desk import actions, queries
from sanbao.apps.evidence import queries as evidence

from ..world import World
from .reports import report

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer(world: World, client: Client) -> Client:
    client.force_login(world.mei("customer"))
    return client


def sent(**changes: Any) -> dict[str, Any]:
    return {
        "key": str(uuid4()),
        "kind": "fault_reported",
        "description": "显示屏不亮",
        "reporter_name": "钱一",
        "reporter_phone": "13900001111",
        **changes,
    }


def test_a_customer_sees_his_own_equipment_and_reports(world: World, customer: Client) -> None:
    case = actions.open_case(report(world), by=world.mei(), at=world.at)
    page = customer.get("/desk/mine/").content.decode()
    assert "YF-1000" in page
    assert case.code in page
    assert "YF-3000" not in page


def test_the_page_says_what_the_agreement_says_before_anything_is_sent(
    world: World, customer: Client
) -> None:
    page = customer.get(f"/desk/mine/units/{world.asset.pk}/").content.decode()
    assert "在保修范围内" in page
    assert "第 5.2 条" in page


def test_a_report_becomes_a_case_with_its_photo(world: World, customer: Client) -> None:
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")
    photo = SimpleUploadedFile("a.png", out.getvalue(), "image/png")
    answer = customer.post(f"/desk/mine/units/{world.asset.pk}/", sent(photos=[photo]))
    case = queries.cases_for(world.mei()).get()
    assert answer["Location"] == f"/desk/mine/cases/{case.code}/"
    assert (case.channel, case.owner) == ("web", None)
    assert evidence.attachments_of(world.provider.pk, "case", case.code).count() == 1
    page = customer.get(answer["Location"]).content.decode()
    assert "显示屏不亮" in page
    assert "第 5.2 条" in page


def test_sent_twice_it_is_one_case(world: World, customer: Client) -> None:
    twice = sent()
    where = f"/desk/mine/units/{world.asset.pk}/"
    assert customer.post(where, twice)["Location"] == customer.post(where, twice)["Location"]
    assert queries.cases_for(world.mei()).count() == 1


def test_an_empty_report_is_refused_and_nothing_typed_is_lost(
    world: World, customer: Client
) -> None:
    answer = customer.post(
        f"/desk/mine/units/{world.asset.pk}/", sent(description="", reporter_name="独特的名字")
    )
    assert answer.status_code == 422
    assert "独特的名字" in answer.content.decode()
    assert not queries.cases_for(world.mei()).exists()


@pytest.mark.clause("P3-2.1")
def test_a_question_is_asked_on_the_web(world: World, customer: Client) -> None:
    where = f"/desk/mine/units/{world.counter_unit.pk}/"
    customer.post(where, sent(kind="question_asked", description="如何校准？"))
    assert queries.cases_for(world.mei()).get().kind == "question_asked"


def test_a_return_asks_for_its_reason_as_soon_as_it_is_chosen(
    world: World, customer: Client
) -> None:
    where = f"/desk/mine/units/{world.counter_unit.pk}/"
    page = customer.post(f"{where}preview/", sent(kind="return_requested", description=""))
    assert page.status_code == 200
    assert 'name="reason"' in page.content.decode()
    assert 'role="alert"' not in page.content.decode()


def test_an_open_case_of_the_unit_is_pointed_out(world: World, customer: Client) -> None:
    case = actions.open_case(report(world), by=world.mei(), at=world.at)
    page = customer.get(f"/desk/mine/units/{world.asset.pk}/").content.decode()
    assert f"/desk/mine/cases/{case.code}/" in page


@pytest.mark.parametrize("who", ["neighbour", "stranger", "desk"])
def test_what_is_not_ones_own_does_not_exist(world: World, client: Client, who: str) -> None:
    case = actions.open_case(report(world), by=world.mei(), at=world.at)
    people = {
        "neighbour": world.neighbour,
        "stranger": world.stranger("customer"),
        "desk": world.mei(),
    }
    client.force_login(people[who])
    assert client.get(f"/desk/mine/units/{world.asset.pk}/").status_code == 404
    assert client.post(f"/desk/mine/units/{world.asset.pk}/", sent()).status_code == 404
    assert client.post(f"/desk/mine/units/{world.asset.pk}/preview/", sent()).status_code == 404
    assert client.get(f"/desk/mine/cases/{case.code}/").status_code == 404
    assert queries.cases_for(world.mei()).count() == 1


def test_a_customer_does_not_see_the_desks_pages(world: World, customer: Client) -> None:
    case = actions.open_case(report(world), by=world.mei(), at=world.at)
    for page in ("", "search/", "cases/", f"cases/{case.code}/", f"calls/{world.asset.pk}/"):
        assert customer.get(f"/desk/{page}").status_code == 404


def test_a_visitor_signs_in_first(world: World, client: Client) -> None:
    assert client.get("/desk/mine/").status_code == 302
