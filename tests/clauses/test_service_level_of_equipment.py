"""Hours that count from the call, and what follows from a miss: integrated equipment, tenders."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from .house import House, RefusedByPage
from .owed import decided, owed
from .reading import preview, standing
from .walk import Walk

Company = Callable[..., House]


def installed(house: House, **dates: date) -> Walk:
    return house.walk(house.unit(**(dates or {"accepted": date(2026, 1, 5)})))


@pytest.mark.clause("P6-5.2")
def test_an_hour_to_the_site_and_twelve_to_the_fix_both_from_the_call(company: Company) -> None:
    house = company("integrated-equipment")
    walk = installed(house).to("reported")
    assert "到达现场 供方 2026-09-07 11:00 第 5.2 条" in decided(walk)
    assert "排除故障 供方 2026-09-07 22:00 第 5.2 条" in decided(walk)
    walk.to("arrived")
    assert "到达现场 第 5.2 条 2026-09-07 11:00 按时履行" in owed(walk)
    assert "排除故障 第 5.2 条 2026-09-07 22:00 还剩 11 小时" in owed(walk)
    walk.to("signed")
    assert "排除故障 第 5.2 条 2026-09-07 22:00 按时履行" in owed(walk)


@pytest.mark.clause("P6-5.2")
def test_it_holds_in_every_place_and_after_the_warranty(company: Company) -> None:
    house = company("integrated-equipment")
    unit = house.unit(province="西藏", area="county", accepted=date(2020, 1, 5))
    said = preview(house, unit)
    assert said.cover.startswith("不在保修范围内")
    assert "到达现场 供方 2026-09-07 11:00 第 5.2 条" in said.text
    assert "排除故障 供方 2026-09-07 22:00 第 5.2 条" in said.text


@pytest.mark.clause("P6-5.2")
def test_an_hour_without_anybody_there_is_missed(company: Company) -> None:
    house = company("integrated-equipment")
    walk = installed(house).to("agreed", hours=1)
    house.go(minutes=61)
    assert "到达现场 · 第 5.2 条已逾期 1 分钟" in house.page("manager", "home")
    walk.arrive(after=timedelta(minutes=9))
    assert "到达现场 第 5.2 条 2026-09-07 11:00 晚 10 分钟完成" in owed(walk)


@pytest.mark.clause("P6-7.4")
def test_within_sixty_minutes_a_certified_engineer_is_sent(company: Company) -> None:
    house = company("integrated-equipment")
    walk = installed(house).to("raised")
    assert "派出工程师 第 7.4 条 2026-09-07 11:00 还剩 1 小时" in owed(walk)
    with pytest.raises(RefusedByPage, match=r"上岗资格证.*已于 .* 到期.*第 7.4 条"):
        walk.assign(engineer=house.company.staff.expired)
    assert walk.promise("dispatched").state == "running"
    house.go(minutes=60)
    walk.assign()
    assert "派出工程师 第 7.4 条 2026-09-07 11:00 按时履行" in owed(walk)


@pytest.mark.clause("P6-7.4")
def test_nobody_sent_in_sixty_minutes_is_a_promise_missed(company: Company) -> None:
    house = company("integrated-equipment")
    walk = installed(house).to("raised")
    house.go(minutes=61)
    assert "派出工程师 第 7.4 条 2026-09-07 11:00 已逾期 1 分钟" in owed(walk)
    walk.assign()
    assert walk.promise("dispatched").state == "missed"


@pytest.mark.clause("P6-7.5", "P6-5.3")
def test_not_fixed_in_twelve_hours_a_loaner_is_owed_until_the_repair(company: Company) -> None:
    house = company("integrated-equipment")
    walk = installed(house).to("checked")
    assert "提供备用机 若未做到“排除故障” 免费 第 5.3 条" in standing(walk).remedies
    house.go_to(walk.promise("resolved").due_at)
    assert "loaner" not in walk.promises
    house.go(seconds=1)
    assert "排除故障 第 5.2 条 后果：提供备用机（第 5.3 条） 2026-09-07 22:00 已逾期" in owed(walk)
    assert "提供备用机 第 5.3 条 不限时" in owed(walk)
    assert "提供备用机 第 5.3 条" in house.page("engineer", "obligations:board")
    walk.to("signed")
    assert walk.promise("loaner").state == "cancelled"
    assert "提供备用机 第 5.3 条" not in house.page("engineer", "obligations:board")


@pytest.mark.clause("P6-7.5", "P6-5.3")
def test_a_loaner_that_was_brought_is_on_record_and_a_fix_in_time_needs_none(
    company: Company,
) -> None:
    house = company("integrated-equipment")
    late = installed(house).to("checked")
    early = installed(house).to("signed", engineer=house.colleague)
    house.go(hours=12)
    lent = {"what": "loaner", "note": "备用机 BY-07 已送到现场"}
    house.post("desk", "desk:step", late.code, "done", data=lent)
    assert late.promise("loaner").state == "met"
    assert "备用机 BY-07 已送到现场" in late.page()
    assert "loaner" not in early.promises


@pytest.mark.clause("P8-5.1")
def test_a_problem_in_the_first_seven_working_days_gets_another_unit_within_three(
    company: Company,
) -> None:
    house = company("bid-supply")
    walk = installed(house, delivered=date(2026, 8, 27)).to("reported")
    assert "免费更换 供方 2026-09-10 24:00 第 5.1 条" in decided(walk)
    assert "免费更换 第 5.1 条 2026-09-10 24:00" in owed(walk)
    for days, cause in ((date(2026, 8, 26), "unknown"), (date(2026, 8, 27), "human_damage")):
        assert "免费更换" not in preview(house, house.unit(delivered=days), cause=cause).text


@pytest.mark.clause("P8-5.1")
def test_the_replacement_is_kept_when_it_is_stated_with_what_was_done_and_else_missed(
    company: Company,
) -> None:
    house = company("bid-supply")
    kept = installed(house, delivered=date(2026, 9, 1)).to("reported")
    missed = installed(house, delivered=date(2026, 9, 1)).to("reported")
    done = {"what": "replaced", "note": ""}
    with pytest.raises(RefusedByPage, match="422"):
        house.post("desk", "desk:step", kept.code, "done", data=done)
    house.go(days=2)
    done = {"what": "replaced", "note": "换上新机 TY-2201"}
    house.post("desk", "desk:step", kept.code, "done", data=done)
    assert "免费更换 第 5.1 条 2026-09-10 24:00 按时履行" in owed(kept)
    assert "换上新机 TY-2201" in kept.page()
    house.go(days=2)
    assert "免费更换 第 5.1 条 2026-09-10 24:00 已逾期" in owed(missed)


@pytest.mark.clause("P8-5.2")
def test_within_warranty_a_substitute_can_be_had_on_a_fault(company: Company) -> None:
    house = company("bid-supply")
    covered = installed(house, delivered=date(2026, 1, 5)).to("reported")
    assert "提供备用机 即可 免费 第 5.2 条" in standing(covered).remedies
    beyond = preview(house, house.unit(delivered=date(2024, 1, 5)))
    assert not any("备用机" in line for line in beyond.remedies)


@pytest.mark.clause("P8-5.3")
def test_after_two_repairs_that_did_not_hold_there_is_a_new_unit_free(company: Company) -> None:
    house = company("bid-supply")
    walk = installed(house, delivered=date(2026, 1, 5)).to("handed_in", cause="product_quality")
    walk.follow_up(works="no")
    assert not any(line.startswith("换货") for line in standing(walk).remedies)
    walk.done = "reported"
    walk.to("handed_in", cause="product_quality").follow_up(works="no")
    assert "换货 即可 免费 第 5.3 条" in standing(walk).remedies
    assert walk.case.state == "reported"
