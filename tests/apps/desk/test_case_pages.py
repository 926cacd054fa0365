"""The list of cases, the file of one, and what the desk may do there."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sanbao.apps.assets import actions as assets
from sanbao.apps.desk import actions, queries
from sanbao.apps.journal import queries as journal
from sanbao.apps.obligations import queries as obligations
from sanbao.apps.visits import actions as visits
from sanbao.apps.workorders import actions as workorders

from ..visits.conftest import take_to_the_field
from ..world import World
from .reports import report

pytestmark = pytest.mark.django_db
BUDGETS = json.loads((Path(__file__).resolve().parents[2] / "query_budgets.json").read_text())


@pytest.fixture
def case(world: World) -> queries.Case:
    return actions.open_case(report(world), by=world.mei(), at=world.at)


@pytest.fixture
def desk(world: World, client: Client) -> Client:
    client.force_login(world.mei())
    return client


def step(case: queries.Case, name: str) -> str:
    return f"/desk/cases/{case.code}/{name}/"


def test_the_file_shows_what_was_reported_decided_and_promised(
    desk: Client, case: queries.Case
) -> None:
    page = desk.get(f"/desk/cases/{case.code}/").content.decode()
    for shown in (
        "称重读数漂移",
        "YF-1000",
        "清河水泥厂",
        "第 5.2 条",
        "第 7.4 条",
        "待查明",
        "登记服务请求",
    ):
        assert shown in page
    assert f"/r/case/{case.follow_token}/" in page


def test_both_languages_tell_the_same_decision(
    world: World, desk: Client, case: queries.Case
) -> None:
    desk.cookies["django_language"] = "en"
    page = desk.get(f"/desk/cases/{case.code}/").content.decode()
    assert "Covered by the warranty" in page
    assert "在保修范围内" not in page
    assert "clause 5.2" in page


def test_earlier_decisions_stay_in_the_file(world: World, desk: Client, case: queries.Case) -> None:
    actions.established(
        case, component="whole", cause="misuse", exclusions=[], by=world.mei(), at=world.at
    )
    page = desk.get(f"/desk/cases/{case.code}/").content.decode()
    assert "第 2 次判定" in page
    assert "的第 1 次判定" in page


def test_orders_and_the_engineer_stand_in_the_file(
    world: World, desk: Client, case: queries.Case
) -> None:
    order = workorders.raise_for(case, task="上门检修", by=world.mei(), at=world.at)
    workorders.assign(order, world.mei("engineer"), by=world.mei("dispatcher"), at=world.at)
    page = desk.get(f"/desk/cases/{case.code}/").content.decode()
    assert order.code in page
    assert "王工" in page


def test_an_engineer_sees_the_case_once_he_is_sent(
    world: World, client: Client, case: queries.Case
) -> None:
    engineer = world.mei("engineer")
    client.force_login(engineer)
    assert client.get(f"/desk/cases/{case.code}/").status_code == 404
    order = workorders.raise_for(case, task="上门检修", by=world.mei(), at=world.at)
    workorders.assign(order, engineer, by=world.mei("dispatcher"), at=world.at)
    page = client.get(f"/desk/cases/{case.code}/")
    assert page.status_code == 200
    assert step(case, "note") not in page.content.decode()
    assert client.post(step(case, "note"), {"text": "x"}).status_code == 404


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("desk", 200),
        ("dispatcher", 200),
        ("manager", 200),
        ("quality", 200),
        ("auditor", 200),
        ("dealer", 200),
        ("sales", 404),
        ("finance", 404),
        ("marketing", 404),
        ("administrator", 404),
        ("customer", 404),
        ("engineer", 404),
    ],
)
def test_who_may_read_the_file(
    world: World, client: Client, case: queries.Case, role: str, status: int
) -> None:
    client.force_login(world.mei(role))
    assert client.get(f"/desk/cases/{case.code}/").status_code == status


@pytest.mark.parametrize("role", ["desk", "manager", "dealer", "auditor", "customer"])
def test_a_stranger_finds_nothing(
    world: World, client: Client, case: queries.Case, role: str
) -> None:
    client.force_login(world.stranger(role))
    assert client.get(f"/desk/cases/{case.code}/").status_code == 404
    assert client.post(step(case, "cancel"), {"reason": "x"}).status_code == 404
    assert case.code not in client.get("/desk/cases/").content.decode()


@pytest.mark.parametrize("role", ["dispatcher", "quality", "auditor", "dealer", "finance"])
@pytest.mark.parametrize("name", ["solve", "cancel", "done", "decide"])
def test_who_may_only_read_takes_no_step(
    world: World, client: Client, case: queries.Case, role: str, name: str
) -> None:
    client.force_login(world.mei(role))
    given = {"reason": "x", "answer": "x", "what": "answered", "note": "x"}
    assert client.post(step(case, name), given).status_code == 404
    case.refresh_from_db()
    assert case.state == "reported"


def test_sales_see_questions_about_prices_and_nothing_else(world: World, client: Client) -> None:
    asked = report(world, asset=world.counter_unit, kind="price_asked")
    asked_case = actions.open_case(asked, by=world.mei(), at=world.at)
    fault = actions.open_case(report(world), by=world.mei(), at=world.at)
    client.force_login(world.mei("sales"))
    page = client.get("/desk/cases/").content.decode()
    assert asked_case.code in page
    assert fault.code not in page
    assert asked_case.code in client.get("/").content.decode()


def test_a_dealer_sees_the_cases_of_the_units_he_sold(world: World, client: Client) -> None:
    own = actions.open_case(report(world), by=world.mei(), at=world.at)
    other = actions.open_case(report(world, asset=world.counter_unit), by=world.mei(), at=world.at)
    client.force_login(world.mei("dealer"))
    page = client.get("/desk/cases/").content.decode()
    assert own.code in page
    assert other.code not in page


@pytest.mark.parametrize(
    ("name", "given", "happening"),
    [
        ("note", {"text": "客户催促"}, "case.noted"),
        ("solve", {"answer": "重新上电"}, "case.solved"),
        ("cancel", {"reason": "报错了"}, "case.cancelled"),
        ("decide", {}, "case.decided"),
    ],
)
def test_a_step_is_taken_and_stands_in_the_history(
    world: World,
    desk: Client,
    case: queries.Case,
    name: str,
    given: dict[str, str],
    happening: str,
) -> None:
    answer = desk.post(step(case, name), given)
    assert answer["Location"] == f"/desk/cases/{case.code}/"
    last = journal.history(world.provider.pk, ("case", case.code)).last()
    assert last is not None
    assert last.happening == happening
    assert last.by == world.mei()


@pytest.mark.parametrize(
    ("name", "given"), [("note", {"text": " "}), ("solve", {"answer": ""}), ("cancel", {})]
)
def test_a_step_without_its_words_is_refused_beside_the_form(
    world: World, desk: Client, case: queries.Case, name: str, given: dict[str, str]
) -> None:
    answer = desk.post(step(case, name), given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'role="alert"' in page
    case.refresh_from_db()
    assert case.state == "reported"


def test_a_second_click_finds_the_step_taken_and_says_so(desk: Client, case: queries.Case) -> None:
    assert desk.post(step(case, "cancel"), {"reason": "报错了"}).status_code == 302
    again = desk.post(step(case, "cancel"), {"reason": "报错了"})
    assert again.status_code == 422
    assert "报错了" in again.content.decode()


def test_a_note_clicked_twice_stands_once(world: World, desk: Client, case: queries.Case) -> None:
    for _click in range(2):
        desk.post(step(case, "note"), {"text": "客户催促"})
    noted = journal.history(world.provider.pk, ("case", case.code)).filter(happening="case.noted")
    assert noted.count() == 1


def test_a_case_with_an_open_order_is_not_withdrawn(
    world: World, desk: Client, case: queries.Case
) -> None:
    workorders.raise_for(case, task="上门检修", by=world.mei(), at=world.at)
    assert desk.post(step(case, "cancel"), {"reason": "不修了"}).status_code == 422
    case.refresh_from_db()
    assert case.state == "in_service"


@pytest.mark.clause("P3-2.2")
def test_the_desk_states_that_a_question_has_been_answered(world: World, desk: Client) -> None:
    asked = report(world, asset=world.counter_unit, kind="question_asked", channel="web")
    case = actions.open_case(asked, by=world.mei("customer"), at=world.at)
    assert 'value="answered"' in desk.get(f"/desk/cases/{case.code}/").content.decode()
    desk.post(step(case, "done"), {"what": "answered", "note": "见手册"})
    promise = obligations.of_subject(world.provider.pk, "case", case.code).get(what="answered")
    assert promise.met_at is not None
    assert 'value="answered"' not in desk.get(f"/desk/cases/{case.code}/").content.decode()


def test_an_undecided_report_says_what_is_missing_and_is_decided_later(
    world: World, desk: Client
) -> None:
    world.asset.accepted_on = None
    world.asset.save()
    case = actions.open_case(report(world, channel="qr"), by=None, at=world.at)
    page = desk.get(f"/desk/cases/{case.code}/").content.decode()
    assert "尚未判定" in page
    assert "验收日期" in page
    assert desk.post(step(case, "decide"), {}).status_code == 422
    world.asset.accepted_on = world.on - timedelta(days=10)
    world.asset.save()
    assert desk.post(step(case, "decide"), {}).status_code == 302
    assert "在保修范围内" in desk.get(f"/desk/cases/{case.code}/").content.decode()


def test_the_list_narrows_by_state_channel_and_text(world: World, desk: Client) -> None:
    ours = actions.open_case(report(world), by=world.mei(), at=world.at)
    web = report(world, asset=world.neighbour_unit, channel="web")
    theirs = actions.open_case(web, by=world.neighbour, at=world.at)
    actions.cancel(ours, "撤销", by=world.mei(), at=world.at)

    def shown(**asked: Any) -> list[bool]:
        page = desk.get("/desk/cases/", asked).content.decode()
        return [case.code in page for case in (ours, theirs)]

    assert shown() == [True, True]
    assert shown(state="open") == [False, True]
    assert shown(state="cancelled") == [True, False]
    assert shown(channel="web") == [False, True]
    assert shown(q="YF-1000") == [True, False]
    assert shown(q="13900") == [True, True]
    assert shown(q="孙二") == [False, True]
    assert shown(q=theirs.code.lower()) == [False, True]
    assert shown(state="nonsense", channel="nonsense") == [False, False]


def test_the_list_shows_the_promise_that_falls_due_next(
    world: World, desk: Client, case: queries.Case
) -> None:
    page = desk.get("/desk/cases/").content.decode()
    assert "分钟" in page
    assert "第 5.2 条" in page or "第 7.4 条" in page


def test_the_list_goes_on_where_the_page_ended(world: World, desk: Client) -> None:
    many(world, 35)
    first = desk.get("/desk/cases/", {"channel": "phone"})
    after = first.context["after"]
    assert len(first.context["rows"]) == 30
    second = desk.get("/desk/cases/", {"channel": "phone", "after": after})
    assert len(second.context["rows"]) == 5
    assert second.context["after"] == ""


@pytest.mark.parametrize(
    ("name", "path", "role"),
    [
        ("desk:case_list", "/desk/cases/", "desk"),
        ("desk:home", "/desk/", "desk"),
        ("desk:search", "/desk/search/?q=13900001111", "desk"),
        ("desk:customer_home", "/desk/mine/", "customer"),
        ("home", "/", "manager"),
    ],
)
def test_a_list_takes_the_same_number_of_queries_for_3_rows_and_for_30(
    world: World, client: Client, name: str, path: str, role: str
) -> None:
    client.force_login(world.mei(role))
    client.get(path)
    many(world, 3)
    few = count(client, path)
    many(world, 27)
    assert count(client, path) == few
    assert few <= BUDGETS[name]


def many(world: World, number: int) -> None:
    for _number in range(number):
        actions.open_case(report(world, key=uuid4()), by=world.mei(), at=world.at)


def count(client: Client, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries_made:
        assert client.get(path).status_code == 200
    return len(queries_made)


def test_the_file_takes_no_more_queries_once_there_is_much_in_it(
    world: World, desk: Client, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    field = take_to_the_field(world)
    path = f"/desk/cases/{field.case.code}/"
    desk.get(path)
    before = count(desk, path)
    visit = field.signed()
    visits.report(visit, summary="传感器受潮", by=field.engineer, at=field.later(130))
    assert count(desk, path) <= before <= BUDGETS["desk:case"]


def test_each_role_starts_with_what_waits_for_it(
    world: World, client: Client, case: queries.Case
) -> None:
    client.force_login(world.mei())
    assert case.code in client.get("/").content.decode()
    order = workorders.raise_for(case, task="上门检修", by=world.mei(), at=world.at)
    client.force_login(world.mei("dispatcher"))
    assert order.code in client.get("/").content.decode()
    client.force_login(world.mei("customer"))
    assert client.get("/")["Location"] == "/desk/mine/"
    client.force_login(world.stranger("manager"))
    page = client.get("/").content.decode()
    assert case.code not in page
    assert order.code not in page


def test_the_customer_follows_every_step(world: World, client: Client, case: queries.Case) -> None:
    where = f"/desk/mine/cases/{case.code}/"
    client.force_login(world.mei("customer"))
    order = workorders.raise_for(case, task="上门检修", by=world.mei(), at=world.at)
    workorders.assign(order, world.mei("engineer"), by=world.mei("dispatcher"), at=world.at)
    page = client.get(where).content.decode()
    assert "王工" in page
    assert 'aria-current="step"' in page
    actions.reopen(
        restored(world, case), "仍漂移", by=world.mei(), at=world.at + timedelta(minutes=1)
    )
    page = client.get(where).content.decode()
    assert "王工" not in page


def restored(world: World, case: queries.Case) -> queries.Case:
    assets.record_repair(
        world.asset,
        component="whole",
        cause="product_quality",
        in_warranty=True,
        visit_code="V-1",
        finding="",
        at=world.at,
    )
    return actions.restored(case, by=world.mei("engineer"), at=world.at)
