"""Over the API: checks planned, drawn and made; surveys opened, answered and read."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.dealers.models import Audit, Exposure

from .conftest import Bound

pytestmark = pytest.mark.django_db
FOUND = dict.fromkeys(("organisation", "orders", "refusals", "sheets", "charges", "rules"), "yes")


def send(client: Client, by: User, path: str, **body: Any) -> Any:
    client.force_login(by)
    return client.post(f"/api/{path}", body, content_type="application/json")


def read(client: Client, by: User, path: str) -> Any:
    client.force_login(by)
    return client.get(f"/api/{path}").json()


def wrong(answer: Any) -> str:
    return str(answer.json()["errors"][0]["field"])


def test_a_check_is_planned_made_once_and_read(bound: Bound, client: Client) -> None:
    checker, code = bound.world.mei(Role.QUALITY), bound.dealer.code
    late = send(client, checker, f"dealers/{code}/checks", planned_on="2020-01-05")
    assert (late.status_code, wrong(late)) == (422, "planned_on")
    planned = send(client, checker, f"dealers/{code}/checks", planned_on="2099-01-05").json()
    assert (planned["dealer"], planned["kind"], planned["made_at"]) == (code, "scheduled", None)
    path = f"dealer-checks/{planned['code']}"
    assert send(client, checker, f"{path}/make", answers={"orders": "yes"}).status_code == 422
    made = send(client, checker, f"{path}/make", answers=FOUND).json()
    assert made["answers"] == FOUND
    again = {**FOUND, "orders": "no", "orders_note": "改口"}
    assert send(client, checker, f"{path}/make", answers=again).json()["answers"] == FOUND
    assert read(client, bound.world.mei(Role.AUDITOR), path)["made_at"] == made["made_at"]
    listed = read(client, checker, "dealer-checks")["items"]
    assert [row["code"] for row in listed] == [planned["code"]]


def test_whom_to_check_is_drawn_once_a_month(bound: Bound, client: Client) -> None:
    checker = bound.world.mei(Role.QUALITY)
    month = (bound.at + timedelta(days=31)).replace(day=15).date()
    for far in ("9999-12-15", "2199-01-01"):
        refused = send(client, checker, "dealer-checks/draws", month=far)
        assert (refused.status_code, wrong(refused)) == (422, "month")
    first = send(client, checker, "dealer-checks/draws", month=f"{month}", percent=100)
    assert first.status_code == 201
    drawn = first.json()
    assert drawn["month"] == f"{month:%Y-%m}-01"
    assert bound.dealer.code in drawn["chosen"]
    again = send(client, checker, "dealer-checks/draws", month=f"{month}", percent=1).json()
    assert (again["seed"], again["percent"]) == (drawn["seed"], 100)
    assert read(client, checker, "dealer-checks/draws")["items"] == [drawn]
    assert Audit.objects.filter(draw__isnull=False).count() == len(drawn["chosen"])


def test_a_survey_goes_out_and_each_dealer_reads_its_own_answers(
    bound: Bound, client: Client
) -> None:
    other, neighbour = bound.neighbour()
    body = {"title": "配件", "questions": ["配件够用吗", "多久\n到货"], "due_on": "2099-01-05"}
    nobody = send(client, bound.boss, "surveys", **body, dealers=["NOBODY"])
    assert (nobody.status_code, wrong(nobody)) == (422, "dealers")
    asked = [bound.dealer.code, other.code]
    survey = send(client, bound.boss, "surveys", **body, dealers=asked).json()
    assert survey["questions"] == ["配件够用吗", "多久 到货"]
    path = f"surveys/{survey['code']}"
    assert send(client, bound.mei, f"{path}/answer", answers=["够用"]).status_code == 422
    assert send(client, bound.mei, f"{path}/answer", answers=["够用", "三天"]).status_code == 200
    (answer,) = read(client, bound.boss, path)["answers"]
    assert (answer["dealer"], answer["answers"]) == (bound.dealer.code, ["够用", "三天"])
    unasked = read(client, neighbour, path)
    assert (unasked["answers"], unasked["answered"]) == ([], [])


def test_a_survey_is_read_in_as_many_queries_however_many_have_answered(
    bound: Bound, client: Client
) -> None:
    other, neighbour = bound.neighbour()
    asked = [bound.dealer.code, other.code]
    body = {"title": "配件", "questions": ["够用吗"], "due_on": "2099-01-05", "dealers": asked}
    path = f"surveys/{send(client, bound.boss, 'surveys', **body).json()['code']}"

    def queries() -> int:
        read(client, bound.boss, path)
        with CaptureQueriesContext(connection) as made:
            client.get(f"/api/{path}")
        return len(made)

    send(client, bound.mei, f"{path}/answer", answers=["够用"])
    one = queries()
    send(client, neighbour, f"{path}/answer", answers=["不够"])
    assert len(read(client, bound.boss, path)["answers"]) == 2
    assert queries() == one


def test_a_shortfall_and_an_exposure_are_put_on_record(bound: Bound, client: Client) -> None:
    code = bound.dealer.code
    lacking = send(client, bound.boss, f"dealers/{code}/shortfall", note="走访所见")
    assert lacking.json()["shortfalls"]
    assert send(client, bound.boss, f"dealers/{code}/complete").status_code == 409
    seen = {"kind": "media", "on": "2026-01-05", "source": "晚报", "description": "乱收费"}
    made = send(client, bound.boss, f"dealers/{code}/exposures", **seen).json()
    assert Exposure.objects.get(pk=made["id"]).source == "晚报"
