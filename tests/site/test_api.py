"""The API: who may, who may not, a stranger; problems in words; writes done once; pages by key."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from sanbao.apps.accounts import actions as accounts
from sanbao.apps.accounts.access import Role, User
from sanbao.apps.desk.models import Case
from sanbao.apps.journal.models import Entry
from sanbao.apps.obligations.models import Obligation

from ..apps.world import World

pytestmark = pytest.mark.django_db

REPORT = {
    "serial": "YF-1000",
    "description": "显示屏不亮",
    "reporter_name": "钱一",
    "reporter_phone": "13900001111",
}


@pytest.fixture
def api() -> Callable[..., Client]:
    def client(user: User, language: str = "zh-hans") -> Client:
        _token, text = accounts.make_token(user, label="test", at=timezone.now())
        return Client(
            headers={"Authorization": f"Bearer {text}", "Accept-Language": language},
        )

    return client


def post(client: Client, path: str, body: Any, **headers: str) -> Any:
    return client.post(path, body, content_type="application/json", headers=headers)


def opened(client: Client, **more: Any) -> dict[str, Any]:
    answer = post(client, "/api/cases", REPORT | more)
    assert answer.status_code == 201, answer.content.decode()
    body: dict[str, Any] = answer.json()
    return body


def test_a_case_is_opened_decided_and_its_obligations_raised(api: Any, world: World) -> None:
    body = opened(api(world.mei()))
    assert body["decision"]["warranty"]["covered"] is True
    assert body["decision"]["warranty"]["clause"] in {"5.1", "7.1"}
    rows = api(world.mei()).get("/api/obligations", {"subject": body["code"]}).json()["items"]
    assert {row["what"]: row["within"] for row in rows} == {
        "dispatched": "PT1H",
        "on_site": "PT1H",
        "resolved": "PT12H",
    }
    assert all(row["clause"] for row in rows)


def test_a_preview_decides_and_stores_nothing(api: Any, world: World) -> None:
    answer = post(api(world.mei()), "/api/cases/preview", REPORT | {"cause": "misuse"})
    assert answer.json()["obligations"]
    assert answer.json()["clauses"]
    assert not Case.objects.exists()


def test_an_order_is_raised_and_assigned_and_the_second_dispatcher_is_told(
    api: Any, world: World
) -> None:
    case = opened(api(world.mei()))
    mei = api(world.mei(Role.DISPATCHER))
    order = post(mei, "/api/work-orders", {"case": case["code"], "task": "上门检查"}).json()
    engineer = world.mei(Role.ENGINEER).username
    body = {"engineer": engineer, "seen": order["seen"]}
    first = post(mei, f"/api/work-orders/{order['code']}/assign", body)
    assert first.status_code == 200
    assert first.json()["engineer"] == engineer
    second = post(
        api(world.mei(Role.MANAGER)),
        f"/api/work-orders/{order['code']}/assign",
        {"engineer": world.mei(Role.ENGINEER).username, "seen": order["seen"]},
    )
    assert second.status_code == 409
    assert world.mei(Role.DISPATCHER).display_name in second.json()["detail"]


def test_an_engineer_without_a_valid_certificate_is_refused_with_the_reason(
    api: Any, world: World
) -> None:
    case = opened(api(world.mei()))
    mei = api(world.mei(Role.DISPATCHER))
    order = post(mei, "/api/work-orders", {"case": case["code"], "task": "上门检查"}).json()
    body = {"engineer": world.expired.username, "seen": order["seen"]}
    answer = post(mei, f"/api/work-orders/{order['code']}/assign", body)
    assert answer.status_code == 409
    assert "证" in answer.json()["detail"]
    assert mei.get(f"/api/work-orders/{order['code']}").json()["engineer"] == ""


def test_a_pause_needs_a_reason_from_the_list_and_moves_nothing_when_refused(
    api: Any, world: World
) -> None:
    case = opened(api(world.mei()))
    mei = api(world.mei())
    row = mei.get("/api/obligations", {"subject": case["code"]}).json()["items"][0]
    path = f"/api/obligations/{row['code']}/pause"
    assert post(mei, path, {"reason": "tired"}).status_code == 422
    assert post(mei, path, {"reason": "customer"}).json()["state"] == "paused"
    again = post(mei, path, {"reason": "customer"})
    assert again.status_code == 409
    resumed = post(mei, f"/api/obligations/{row['code']}/resume", {}).json()
    assert resumed["state"] == "running"
    assert [line["kind"] for line in resumed["log"]][-2:] == ["paused", "resumed"]


def test_a_price_is_told_by_sales_and_not_on_the_call(api: Any, world: World) -> None:
    asked = {"serial": world.counter_unit.serial, "kind": "price_asked"}
    case = opened(api(world.mei()), **asked)
    path = f"/api/cases/{case['code']}/solve"
    refused = post(api(world.mei()), path, {"answer": "三万元"})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "answer"
    told = post(api(world.mei(Role.SALES)), path, {"answer": "三万元"})
    assert told.json()["state"] == "restored", told.content.decode()


READS = ("/api/assets", "/api/cases", "/api/work-orders", "/api/obligations", "/api/agreements")


@pytest.mark.parametrize("path", READS)
def test_a_stranger_sees_an_empty_list_and_a_visitor_is_asked_for_a_token(
    api: Any, world: World, path: str
) -> None:
    opened(api(world.mei()))
    case = api(world.mei()).get("/api/cases").json()["items"][0]["code"]
    post(api(world.mei()), "/api/work-orders", {"case": case, "task": "上门"})
    mine = api(world.mei(Role.MANAGER)).get(path).json()["items"]
    theirs = api(world.stranger(Role.MANAGER)).get(path).json()["items"]
    # What the other company has of its own from the start.
    standing = {"/api/assets": 1, "/api/agreements": 1}
    assert len(theirs) == standing.get(path, 0)
    assert len(mine) > len(theirs)
    visitor = Client().get(path)
    assert visitor.status_code == 401
    assert visitor["Content-Type"] == "application/problem+json"


def test_what_belongs_to_another_company_does_not_exist(api: Any, world: World) -> None:
    mei = api(world.mei())
    case = opened(mei)
    order = post(mei, "/api/work-orders", {"case": case["code"], "task": "上门"}).json()
    row = mei.get("/api/obligations", {"subject": case["code"]}).json()["items"][0]
    stranger = api(world.stranger(Role.MANAGER))
    for path in (
        f"/api/cases/{case['code']}",
        f"/api/work-orders/{order['code']}",
        f"/api/obligations/{row['code']}",
        "/api/assets/YF-3000",
        "/api/assets/YF-2000/repairs",
    ):
        assert stranger.get(path).status_code == 404, path
    for path, body in (
        (f"/api/cases/{case['code']}/cancel", {"reason": "x"}),
        (f"/api/work-orders/{order['code']}/cancel", {"reason": "x"}),
        (f"/api/obligations/{row['code']}/excuse", {"reason": "x"}),
    ):
        assert post(stranger, path, body).status_code == 404, path
    assert mei.get(f"/api/cases/{case['code']}").json()["state"] == "in_service"


@pytest.mark.parametrize(
    ("role", "path", "body"),
    [
        (Role.FINANCE, "/api/cases", REPORT),
        (Role.ENGINEER, "/api/cases", REPORT),
        (Role.DESK, "/api/assets", {"serial": "X", "product": "P", "customer": "C", "site": "S"}),
        (Role.ENGINEER, "/api/work-orders", {"case": "BX", "task": "x"}),
        (Role.AUDITOR, "/api/work-orders", {"case": "BX", "task": "x"}),
    ],
)
def test_who_may_not_write_finds_nothing_to_write_to(
    api: Any, world: World, role: str, path: str, body: dict[str, Any]
) -> None:
    assert post(api(world.mei(role)), path, body).status_code == 404
    assert not Case.objects.exists()


def test_a_customer_reports_own_units_only(api: Any, world: World) -> None:
    customer = api(world.mei(Role.CUSTOMER))
    assert opened(customer)["serial"] == "YF-1000"
    answer = post(customer, "/api/cases", REPORT | {"serial": "YF-3000"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "serial"


@pytest.mark.parametrize(
    ("change", "field", "language", "word"),
    [
        ({"serial": "NO-SUCH"}, "serial", "zh-hans", "序列号"),
        ({"serial": "NO-SUCH"}, "serial", "en", "serial number"),
        ({"reported_at": "2099-01-01T00:00:00+08:00"}, "reported_at", "zh-hans", ""),
        ({"reported_at": "2026-01-01T00:00:00"}, "reported_at", "zh-hans", "时区"),
        ({"description": ""}, "description", "en", "too short"),
        ({"kind": "nonsense"}, "kind", "zh-hans", ""),
        ({"quantity": 0}, "quantity", "en", "too small"),
        ({"component": "wing"}, "asset.component", "zh-hans", ""),
    ],
)
def test_a_problem_names_the_field_in_the_readers_language(
    api: Any, world: World, change: dict[str, Any], field: str, language: str, word: str
) -> None:
    answer = post(api(world.mei(), language), "/api/cases", REPORT | change)
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    error = answer.json()["errors"][0]
    assert error["field"] == field
    assert word in error["message"]
    assert not Case.objects.exists()


def test_a_missing_field_and_broken_json_are_told(api: Any, world: World) -> None:
    mei = api(world.mei(), "en")
    answer = post(mei, "/api/cases", {})
    missing = {error["field"] for error in answer.json()["errors"]}
    assert missing == {"serial", "description", "reporter_name", "reporter_phone"}
    broken = mei.post("/api/cases", "{", content_type="application/json")
    assert broken.status_code in {400, 422}
    assert broken["Content-Type"] == "application/problem+json"


def test_a_method_that_is_not_there_is_told_with_those_that_are(api: Any, world: World) -> None:
    answer = api(world.mei()).delete("/api/cases")
    assert answer.status_code == 405
    assert answer["Content-Type"] == "application/problem+json"
    assert "POST" in answer["Allow"]


def test_the_same_idempotency_key_makes_one_case(api: Any, world: World) -> None:
    mei = api(world.mei())
    first = post(mei, "/api/cases", REPORT, **{"Idempotency-Key": "k-1"})
    again = post(mei, "/api/cases", REPORT, **{"Idempotency-Key": "k-1"})
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert again["Idempotent-Replayed"] == "true"
    assert Case.objects.count() == 1
    assert Entry.objects.filter(happening="case.opened").count() == 1


def test_a_key_used_for_another_request_is_refused(api: Any, world: World) -> None:
    mei = api(world.mei())
    post(mei, "/api/cases", REPORT, **{"Idempotency-Key": "k-1"})
    other = post(
        mei, "/api/cases", REPORT | {"description": "另一件事"}, **{"Idempotency-Key": "k-1"}
    )
    assert other.status_code == 422
    assert Case.objects.count() == 1


def test_a_key_of_another_person_is_another_key(api: Any, world: World) -> None:
    post(api(world.mei()), "/api/cases", REPORT, **{"Idempotency-Key": "k-1"})
    post(api(world.mei(Role.MANAGER)), "/api/cases", REPORT, **{"Idempotency-Key": "k-1"})
    assert Case.objects.count() == 2


def test_a_refusal_is_replayed_too(api: Any, world: World) -> None:
    mei = api(world.mei())
    bad = REPORT | {"serial": "NO-SUCH"}
    first = post(mei, "/api/cases", bad, **{"Idempotency-Key": "k-2"})
    again = post(mei, "/api/cases", bad, **{"Idempotency-Key": "k-2"})
    assert first.status_code == again.status_code == 422
    assert first.json() == again.json()


def test_lists_go_page_by_page_without_gap_or_repeat(api: Any, world: World) -> None:
    mei = api(world.mei())
    codes = [opened(mei, description=f"故障 {n}")["code"] for n in range(3)]
    Case.objects.filter(code=codes[0]).update(state="cancelled", closed_at=timezone.now())
    seen: list[str] = []
    after = ""
    for _page in range(5):
        body = mei.get("/api/cases", {"after": after}).json()
        seen += [item["code"] for item in body["items"]]
        after = body["next"]
        if not after:
            break
    assert seen == sorted(codes, reverse=True)
    assert len(mei.get("/api/cases", {"state": "open"}).json()["items"]) == 2


@pytest.mark.parametrize("path", READS)
def test_a_list_takes_as_many_queries_for_many_rows_as_for_few(
    api: Any, world: World, path: str, django_assert_max_num_queries: Any
) -> None:
    mei = api(world.mei(Role.MANAGER))
    for n in range(2):
        case = opened(mei, description=f"故障 {n}")
        post(mei, "/api/work-orders", {"case": case["code"], "task": "上门"})
    few = queries_of(lambda: mei.get(path))
    for n in range(10):
        case = opened(mei, description=f"故障 {n + 2}")
        post(mei, "/api/work-orders", {"case": case["code"], "task": "上门"})
    assert queries_of(lambda: mei.get(path)) == few


def queries_of(call: Callable[[], Any]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        assert call().status_code == 200
    return len(captured)


def test_a_session_may_read_but_writes_need_the_csrf_token(world: World) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(world.mei())
    assert browser.get("/api/cases").status_code == 200
    assert post(browser, "/api/cases", REPORT).status_code == 403
    assert not Obligation.objects.exists()


def test_the_api_describes_itself(client: Client) -> None:
    described = client.get("/api/openapi.json").json()
    assert described["openapi"].startswith("3.")
    assert {"/api/cases", "/api/assets", "/api/obligations"} <= set(described["paths"])
    assert client.get("/api/docs").status_code == 200
