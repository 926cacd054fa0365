"""When somebody comes and when it works again: scales, solar heaters, fire doors."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from .house import House
from .owed import decided, owed
from .walk import Walk

Company = Callable[..., House]
SCALE = {"commissioned": date(2026, 1, 5), "accepted": date(2026, 1, 8)}


def scale(house: House, province: str) -> Walk:
    return house.walk(house.unit(province=province, **SCALE))


@pytest.mark.clause("P1-2.3")
def test_four_provinces_are_reached_within_a_day_and_the_others_within_two(
    company: Company,
) -> None:
    house = company("scale-supplier")
    for province in ("江苏", "浙江", "上海", "安徽"):
        walk = scale(house, province).to("reported")
        assert "到达现场 供方 2026-09-08 10:00 第 2.3 条" in decided(walk)
        assert "到达现场 第 2.3 条 2026-09-08 10:00" in owed(walk)
    for province in ("湖北", "山东", "新疆"):
        walk = scale(house, province).to("reported")
        assert "到达现场 供方 2026-09-09 10:00 第 2.3 条" in decided(walk)
        assert "到达现场 第 2.3 条 2026-09-09 10:00" in owed(walk)


@pytest.mark.clause("P1-2.3")
def test_who_arrives_in_the_last_minute_has_kept_it_and_a_minute_later_has_not(
    company: Company,
) -> None:
    house = company("scale-supplier")
    kept = scale(house, "浙江").to("agreed")
    missed = scale(house, "江苏").to("agreed", engineer=house.colleague)
    kept.arrive(after=timedelta(hours=24))
    assert kept.promise("on_site").state == "met"
    assert "到达现场 第 2.3 条 2026-09-08 10:00 按时履行" in owed(kept)
    house.go(minutes=1)
    assert "到达现场 第 2.3 条 2026-09-08 10:00 已逾期" in owed(missed)
    missed.arrive(after=timedelta(hours=2))
    assert missed.promise("on_site").state == "missed"
    assert "晚 2 小时 1 分钟完成" in owed(missed)


@pytest.mark.clause("P1-2.4")
def test_the_day_for_the_fix_starts_when_the_engineer_arrives(company: Company) -> None:
    house = company("scale-supplier")
    walk = scale(house, "江苏").to("agreed")
    assert "排除故障 供方 “到达现场”之后 24 小时 第 2.4 条" in decided(walk)
    assert walk.promise("resolved").state == "waiting"
    house.go(hours=30)
    assert walk.promise("resolved").state == "waiting"
    walk.to("arrived")
    assert "排除故障 第 2.4 条 2026-09-09 16:00 还剩 24 小时" in owed(walk)


@pytest.mark.clause("P1-2.4")
def test_the_fix_is_kept_by_the_work_and_missed_by_the_clock(company: Company) -> None:
    house = company("scale-supplier")
    kept, missed = scale(house, "江苏"), scale(house, "江苏")
    kept.to("arrived")
    missed.to("checked", engineer=house.colleague)
    house.go(hours=22)
    kept.to("signed")
    assert "排除故障 第 2.4 条 2026-09-08 11:00 按时履行" in owed(kept)
    house.go_to(missed.case.on_site_at + timedelta(hours=24, minutes=1))
    assert "排除故障 第 2.4 条 2026-09-08 12:00 已逾期 1 分钟" in owed(missed)
    missed.to("signed")
    assert missed.promise("resolved").state == "missed"


@pytest.mark.clause("P1-2.4")
def test_a_visit_that_does_not_restore_leaves_the_fix_owed(company: Company) -> None:
    house = company("scale-supplier")
    walk = scale(house, "江苏").to("signed", is_restored=False)
    assert walk.promise("resolved").state == "running"
    house.go(hours=24)
    assert walk.promise("resolved").state == "missed"


@pytest.mark.clause("P2-4.1")
def test_the_dealer_owes_the_fix_within_a_day_in_the_city_and_two_in_the_counties(
    company: Company,
) -> None:
    house = company("solar-dealer")
    city = house.walk(house.unit(province="山东", area="city", sold=date(2026, 1, 5)))
    county = house.walk(house.unit(province="山东", area="county", sold=date(2026, 1, 5)))
    assert "排除故障 经销商 2026-09-08 10:00 第 4.1 条" in decided(city.to("reported"))
    assert "排除故障 经销商 2026-09-09 10:00 第 4.1 条" in decided(county.to("reported"))
    house.go(hours=24, minutes=1)
    assert (city.promise("resolved").state, county.promise("resolved").state) == (
        "missed",
        "running",
    )
    assert "排除故障 第 4.1 条 2026-09-08 10:00 已逾期 1 分钟" in owed(city)
    county.to("signed")
    assert "排除故障 第 4.1 条 2026-09-09 10:00 按时履行" in owed(county)


@pytest.mark.clause("P4-11")
def test_inside_the_named_city_somebody_is_there_in_four_hours(company: Company) -> None:
    house = company("fire-door")
    unit = house.unit(province="湖北", area="city", accepted=date(2026, 1, 5))
    walk = house.walk(unit).to("agreed")
    assert "到达现场 供方 2026-09-07 14:00 第 11 条" in decided(walk)
    assert "武汉" in walk.page()
    other = house.walk(house.unit(province="湖北", area="city", accepted=date(2026, 1, 5)))
    other.to("agreed", engineer=house.colleague)
    walk.arrive(after=timedelta(hours=4))
    assert "到达现场 第 11 条 2026-09-07 14:00 按时履行" in owed(walk)
    house.go(minutes=1)
    assert "到达现场 第 11 条 2026-09-07 14:00 已逾期 1 分钟" in owed(other)


@pytest.mark.clause("P4-11")
def test_outside_the_city_no_time_is_promised(company: Company) -> None:
    house = company("fire-door")
    unit = house.unit(province="湖北", area="county", accepted=date(2026, 1, 5))
    walk = house.walk(unit).to("reported")
    assert (decided(walk), walk.promises) == ("", {})


@pytest.mark.clause("P4-11")
def test_the_fault_is_removed_before_the_engineers_are_done(company: Company) -> None:
    house = company("fire-door")
    unit = house.unit(province="湖北", area="city", accepted=date(2026, 1, 5))
    walk = house.walk(unit).to("handed_in", is_restored=False)
    assert (walk.case.state, walk.order.state) == ("in_service", "assigned")
    assert "等配件" in walk.house.page("engineer", "visits:visit", walk.visit.code)
    walk.done = "assigned"
    walk.to("followed_up")
    assert (walk.case.state, walk.order.state) == ("closed", "reported")
