"""Who is sent: the station of the place, a certified engineer, in the time that was promised."""

import json
from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.urls import reverse

from sanbao.apps.dispatch.queries import mark_of
from sanbao.apps.visits.queries import paper_of
from sanbao.apps.workorders.queries import Booking

from .house import House, RefusedByPage, text_of
from .owed import owed
from .walk import Walk

Company = Callable[..., House]


def best(house: House, code: str) -> dict:
    """Whom the API proposes for the order."""
    answer = house.client("dispatcher").get(f"/api/dispatch/orders/{code}/best")
    found: dict = json.loads(answer.content)
    return found


@pytest.mark.clause("P1-2.1")
def test_each_station_answers_for_the_units_of_its_region_and_sends_its_people(
    company: Company,
) -> None:
    house = company("scale-supplier")
    before = house.page("dispatcher", "dispatch:regions")
    assert "南京维护中心" in before
    unit = house.unit(province="安徽", commissioned=date(2026, 1, 5))
    page = house.page("desk", "assets:asset", unit.serial)
    assert "合肥维护站" in page
    stations = json.loads(house.client("manager").get("/api/stations").content)["items"]
    assert sum(one["units"] for one in stations) == 4
    owner = next(one for one in stations if one["name"] == "合肥维护站")
    assert owner["units"] >= 1

    walk = house.walk(unit).to("raised")
    proposed = best(house, walk.order.code)
    assert proposed["served_by"] == "合肥维护站"
    # The region's own people and those of the head centre; nobody of a third station.
    assert {one["station"] for one in proposed["proposals"]} <= {"HF", "NJ"}
    elsewhere = next(
        man for man in house.company.staff.engineers if man.person.station.code == "SH"
    )
    form = {
        "engineer": elsewhere.pk,
        "starts_at": "2026-09-07T14:00",
        "minutes": 120,
        "seen": proposed["seen"],
    }
    with pytest.raises(RefusedByPage, match="该地由 合肥维护站 负责"):
        house.post("dispatcher", "dispatch:place", walk.order.code, data=form)


@pytest.mark.clause("P1-2.1")
def test_a_place_that_no_station_serves_is_shown(company: Company) -> None:
    house = company("scale-supplier")
    house.unit(province="西藏", commissioned=date(2026, 1, 5))
    page = house.page("dispatcher", "dispatch:regions")
    assert "西藏由 南京维护中心 前往1 台" in page


@pytest.mark.clause("P5-1.9")
def test_a_station_with_its_store_is_set_up_at_the_mine_and_serves_it(company: Company) -> None:
    house = company("fuel-truck-dealer")
    station = {
        "code": "KQ",
        "name": "红沙泉矿区服务站",
        "address": "木垒县红沙泉矿区",
        "stock": "加油枪\n滤芯",
        "latitude": "44.60",
        "longitude": "90.60",
    }
    house.post("manager", "parties:create_station", data=station)
    place = {"province": "新疆", "city": "昌吉", "county": "木垒县"}
    house.post("manager", "parties:add_territory", "KQ", data=place)
    asked = house.client("desk").get(reverse("parties:serving"), place)
    assert "红沙泉矿区服务站" in text_of(asked)
    elsewhere = house.client("desk").get(reverse("parties:serving"), {**place, "county": "奇台"})
    assert "准东矿区服务站" in text_of(elsewhere)
    page = house.page("dispatcher", "dispatch:regions")
    assert "红沙泉矿区服务站" in page
    assert "加油枪 滤芯" in page
    answer = house.client("engineer").get("/api/stations/serving", place)
    assert json.loads(answer.content)["station"]["stock"] == "加油枪\n滤芯"


@pytest.mark.clause("P6-7.4")
def test_within_the_hour_a_certified_engineer_is_sent_by_one_button(company: Company) -> None:
    house = company("integrated-equipment")
    walk = house.walk(house.unit(province="四川", accepted=date(2026, 1, 5))).to("raised")
    assert "派出工程师 第 7.4 条 2026-09-07 11:00" in owed(walk)
    proposed = best(house, walk.order.code)
    assert proposed["kept"]["certificate"] == 1
    first = proposed["proposals"][0]
    assert first["certified_until"] >= "2026-09-07"
    assert house.company.staff.expired.username not in {
        one["engineer"] for one in proposed["proposals"]
    }
    chosen = next(man for man in house.company.staff.engineers if man.username == first["engineer"])
    form = {
        "engineer": house.company.staff.expired.pk,
        "starts_at": house.present.local(datetime.fromisoformat(first["starts_at"])),
        "minutes": 120,
        "seen": proposed["seen"],
    }
    with pytest.raises(RefusedByPage, match=r"7\.4"):
        house.post("dispatcher", "dispatch:place", walk.order.code, data=form)
    house.post(
        "dispatcher", "dispatch:place", walk.order.code, data={**form, "engineer": chosen.pk}
    )
    assert Booking.objects.get(order=walk.order).engineer == chosen
    assert "派出工程师 第 7.4 条 2026-09-07 11:00 按时履行" in owed(walk)


@pytest.mark.clause("P6-7.4")
def test_of_several_who_go_one_is_certified_and_who_only_helps_is_named(company: Company) -> None:
    house = company("integrated-equipment")
    walk = house.walk(house.unit(province="四川", accepted=date(2026, 1, 5))).to("agreed")
    helps, certified = house.company.staff.expired, house.colleague
    for man in (helps, certified):
        house.post("dispatcher", "dispatch:company", walk.order.code, data={"engineer": man.pk})
    page = house.page("dispatcher", "dispatch:company", walk.order.code)
    assert "仅协助" in page
    assert "7.4" in page
    assert f"与{walk.visit.engineer}同行" in house.page(helps, "visits:today")
    with pytest.raises(RefusedByPage, match=r"7\.4"):
        house.post(
            "dispatcher", "dispatch:place", walk.order.code, data=at_that_time(walk, helps.pk)
        )
    walk.to("signed")
    held = {one["name"]: one["certificate"] for one in walk.visit.companions}
    assert held[f"{helps}"] == ""
    assert held[f"{certified}"] != ""
    (along,) = (row for row in paper_of(walk.visit).text["facts"] if row[0] == "随行")
    assert f"{helps}" in along[1]


def at_that_time(walk: Walk, pk: int) -> dict[str, object]:
    """The form of a dispatcher who has somebody else lead."""
    booking = Booking.objects.get(order=walk.order, engineer=walk.visit.engineer)
    return {
        "engineer": pk,
        "starts_at": walk.house.present.local(booking.starts_at),
        "minutes": 120,
        "seen": mark_of(walk.order, booking),
        "reason": "换人",
    }
