"""The pages of dispatch: the best few on an order, the form for anybody, hours and absences."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from sanbao.apps.accounts.access import Role
from sanbao.apps.dispatch.models import Absence, WorkingTime
from sanbao.apps.workorders.models import Booking, WorkOrder
from tests.apps.world import CHINA

ROOT = Path(__file__).resolve().parents[3]
BUDGETS: dict[str, int] = json.loads((ROOT / "tests/query_budgets.json").read_text())


@pytest.fixture
def now(desk, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: desk.at)
    return desk.at


def local(at) -> str:
    return at.astimezone(CHINA).strftime("%Y-%m-%dT%H:%M")


def test_the_best_is_sent_with_one_button_and_the_page_says_so(desk, now, client):
    order = desk.order()
    client.force_login(desk.by)
    page = client.get(reverse("workorders:order", args=[order.code])).content.decode()
    assert reverse("dispatch:best", args=[order.code]) in page
    part = client.get(reverse("dispatch:best", args=[order.code])).content.decode()
    assert "王工" in part
    assert "1 人没有有效证书" in part
    form = {
        "engineer": desk.engineer.pk,
        "starts_at": local(desk.at),
        "minutes": 120,
        "seen": desk.mark(order),
    }
    url = reverse("dispatch:place", args=[order.code])
    answer = client.post(url, form)
    assert answer["Location"] == reverse("workorders:order", args=[order.code])
    assert Booking.objects.get().engineer == desk.engineer
    again = client.post(url, {**form, "starts_at": local(desk.at + timedelta(hours=3)), "seen": ""})
    assert again.status_code == 422
    assert "丁调度 已经把" in again.content.decode()


def test_a_refusal_stands_at_its_field_and_loses_nothing(desk, now, client):
    order = desk.order()
    client.force_login(desk.by)
    form = {
        "engineer": desk.engineer.pk,
        "starts_at": local(desk.at + timedelta(hours=7)),
        "minutes": 90,
        "seen": desk.mark(order),
        "reason": "客户指定",
    }
    answer = client.post(reverse("dispatch:place", args=[order.code]), form)
    assert answer.status_code == 422
    assert "工作时间为 08:00 至 18:00" in str(answer.context["form"].errors["starts_at"])
    assert answer.context["form"]["reason"].value() == "客户指定"
    assert not Booking.objects.exists()


def test_hours_and_an_absence_are_put_down_and_jobs_inside_are_told(desk, now, client):
    desk.place(desk.order(), 1)
    client.force_login(desk.by)
    page = reverse("dispatch:engineer", args=[desk.engineer.pk])
    hours = {"days": [0, 1], "opens": "09:00", "closes": "17:00"}
    assert client.post(page + "hours/", hours)["Location"] == page
    assert WorkingTime.objects.get().days == [0, 1]
    away = {"kind": "sick", "starts_at": local(now), "ends_at": local(now + timedelta(days=1))}
    told = client.post(page + "away/", away, follow=True).content.decode()
    assert "有 1 项工作落在请假时段内" in told
    assert "病假" in told
    row = Absence.objects.get()
    client.post(reverse("dispatch:withdraw", args=[row.pk]))
    row.refresh_from_db()
    assert row.withdrawn_by == desk.by
    wrong = client.post(page + "hours/", {"days": [0], "opens": "09:00", "closes": "08:00"})
    assert wrong.status_code == 422
    assert "closes" in wrong.context["hours_form"].errors


def test_the_api_proposes_places_and_gives_back(desk, now, client):
    order = desk.order()
    client.force_login(desk.by)
    url = f"/api/dispatch/orders/{order.code}"
    best = client.get(f"{url}/best").json()
    assert [one["engineer"] for one in best["proposals"]] == [desk.engineer.username]
    wanted = {
        "engineer": desk.engineer.username,
        "starts_at": best["proposals"][0]["starts_at"],
        "seen": best["seen"],
    }
    placed = client.post(f"{url}/place", wanted, content_type="application/json").json()
    assert (placed["engineer"], placed["is_agreed"]) == (desk.engineer.username, False)
    late = {**wanted, "starts_at": (now + timedelta(hours=9)).isoformat()}
    no = client.post(f"{url}/place", {**late, "seen": placed["seen"]}, "application/json")
    assert (no.status_code, no.json()["errors"][0]["field"]) == (409, "starts_at") or no.status_code
    back = client.post(f"{url}/take-off", {"seen": placed["seen"]}, "application/json").json()
    assert (back["engineer"], back["starts_at"]) == (desk.engineer.username, None)


def test_the_list_of_engineers_keeps_its_budget(desk, now, client):
    client.force_login(desk.by)
    url = reverse("dispatch:engineer_list")
    client.get(url)

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url).status_code == 200
        return len(seen)

    few = asked()
    for number in range(4):
        desk.colleague(f"工{number}")
    assert asked() == few <= BUDGETS["dispatch:engineer_list"]


def test_an_engineer_sees_his_own_time_alone(desk, client):
    other = desk.colleague("赵工")
    client.force_login(desk.world.mei(Role.ENGINEER))
    assert client.get(reverse("dispatch:engineer", args=[other.pk])).status_code == 404
    own = client.get(reverse("dispatch:engineer", args=[desk.engineer.pk]))
    assert "<form" not in own.content.decode().split("<main")[1].split("</main")[0]
    assert WorkOrder.objects.count() == 0
