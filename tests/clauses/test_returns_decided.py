"""What the page says of returns and exchanges: returned, exchanged, sent back, or explained."""

from collections.abc import Callable
from datetime import date

import pytest

from .house import House
from .owed import decided, owed
from .reading import preview, standing

Company = Callable[..., House]
SENT = {"kind": "goods_received", "claimant": "dealer"}


@pytest.mark.clause("P3-5.2")
@pytest.mark.parametrize(
    ("reason", "gives"),
    [
        ("unusable", "退款 即可 免费 第 5.2 条"),
        ("cannot_operate", "使用培训 即可 免费 第 5.2 条"),
        ("dissatisfied", "先行解释说明 即可 第 5.2 条"),
        ("insists", "由管理层决定 即可 第 5.5 条"),
    ],
)
def test_each_reason_for_a_return_has_its_answer(company: Company, reason: str, gives: str) -> None:
    house = company("full-process")
    unit = house.unit(delivered=date(2026, 9, 1))
    walk = house.walk(unit, kind="return_requested", particulars={"reason": reason})
    walk.report()
    assert standing(walk).remedies == [gives]


@pytest.mark.clause("P3-5.2")
def test_no_money_back_for_what_people_damaged(company: Company) -> None:
    house = company("full-process")
    unit = house.unit(delivered=date(2026, 9, 1))
    asked = {"kind": "return_requested", "reason": "unusable"}
    for found in ({"cause": "human_damage"}, {"exclusions": ["human_damage"]}):
        remedies = preview(house, unit, **asked, **found).remedies
        assert remedies == ["先行解释说明 即可 第 5.2 条"]
    opened = preview(house, unit, **asked, exclusions=["opened"]).remedies
    assert opened == ["退款 即可 免费 第 5.2 条"]


@pytest.mark.clause("P5-1.6")
def test_what_came_back_is_repaired_and_sent_within_48_hours_of_receipt(company: Company) -> None:
    house = company("fuel-truck-dealer")
    particulars = {"quantity": 1, "authorised": "on", "claimant": "dealer"}
    kept = house.walk(house.units[0], kind="goods_received", particulars=particulars)
    missed = house.walk(house.units[1], kind="goods_received", particulars=particulars)
    for walk in (kept, missed):
        walk.report()
        assert "修复并发回 供方 2026-09-09 10:00 第 1.6 条" in decided(walk)
    house.go(hours=48)
    done = {"what": "repaired_and_returned", "note": "整机翻新后顺丰发出"}
    house.post("desk", "desk:step", kept.code, "done", data=done)
    assert "修复并发回 第 1.6 条 2026-09-09 10:00 按时履行" in owed(kept)
    house.go(minutes=1)
    assert "修复并发回 第 1.6 条 2026-09-09 10:00 已逾期 1 分钟" in owed(missed)


@pytest.mark.clause("P7-5.3")
def test_after_three_months_an_exchange_costs_a_thousandth_of_the_price_a_day(
    company: Company,
) -> None:
    house = company("tablet-dealer")
    asked = {"kind": "exchange_requested", "claimant": "customer"}
    unit = house.unit(picked_up=date(2026, 4, 1), invoiced=date(2026, 6, 6), price="1999.00")
    late = preview(house, unit, **asked)
    assert "换货 即可 ¥185.91 第 5.3 条" in late.remedies
    free = house.unit(picked_up=date(2026, 4, 1), invoiced=date(2026, 6, 7), price="1999.00")
    assert preview(house, free, **asked).remedies == ["换货 即可 免费 第 5.2 条"]
    old = house.unit(picked_up=date(2020, 1, 1), invoiced=date(2020, 2, 1), price="1999.00")
    assert "换货 即可 ¥1999.00 第 5.3 条" in preview(house, old, **asked).remedies


@pytest.mark.clause("P7-5.3")
def test_after_three_months_there_is_repair_and_refurbishing_is_paid_besides(
    company: Company,
) -> None:
    house = company("tablet-dealer")
    unit = house.unit(picked_up=date(2026, 4, 1), invoiced=date(2026, 5, 6), price="1999.00")
    assert preview(house, unit).remedies == ["维修 即可 免费 第 4.1 条"]
    asked = {"kind": "exchange_requested", "claimant": "customer"}
    wanted = preview(house, unit, **asked)
    assert not any("免费" in line for line in wanted.remedies)
    assert "配件 客户 按价格表 第 5.3 条" in wanted.charges
    from_dealer = preview(house, unit, kind="exchange_requested", claimant="dealer")
    assert "配件 经销商 按价格表 第 5.3 条" in from_dealer.charges


@pytest.mark.clause("P7-5.4")
def test_a_tablet_that_two_repairs_did_not_mend_is_exchanged(company: Company) -> None:
    house = company("tablet-dealer")
    unit = house.unit(picked_up=date(2026, 1, 5), invoiced=date(2026, 2, 2), price="1999.00")
    walk = house.walk(unit).to("handed_in")
    walk.follow_up(works="no")
    assert not any(line.startswith("换货") for line in standing(walk).remedies)
    walk.done = "reported"
    walk.to("handed_in").follow_up(works="no")
    assert "换货 即可 免费 第 5.4 条" in standing(walk).remedies
    other = house.unit(picked_up=date(2026, 1, 5), invoiced=date(2026, 2, 2), price="1999.00")
    assert not any(line.startswith("换货") for line in preview(house, other).remedies)


@pytest.mark.clause("P7-7")
def test_an_application_for_ten_defective_units_is_answered_in_two_working_days(
    company: Company,
) -> None:
    house = company("tablet-dealer")
    asked = {"quantity": 10, "claimant": "dealer"}
    kind = "defect_application_received"
    kept = house.walk(house.units[0], kind=kind, particulars=asked)
    missed = house.walk(house.units[1], kind=kind, particulars=asked)
    for walk in (kept, missed):
        walk.report()
        assert "答复申请 供方 2026-09-09 24:00 第 7 条" in decided(walk)
    house.go(days=2)
    reply = {"what": "replied", "note": "同意寄回，编号 SH-12"}
    house.post("desk", "desk:step", kept.code, "done", data=reply)
    assert "答复申请 第 7 条 2026-09-09 24:00 按时履行" in owed(kept)
    house.go(days=1)
    assert "答复申请 第 7 条 2026-09-09 24:00 已逾期" in owed(missed)


@pytest.mark.clause("P7-7")
def test_ten_units_sent_without_confirmation_may_go_back_and_nine_may_not(
    company: Company,
) -> None:
    house = company("tablet-dealer")
    unit = house.unit(picked_up=date(2026, 1, 5), invoiced=date(2026, 2, 2))
    back = "可退回发货方 即可 第 7 条"
    assert back in preview(house, unit, **SENT, quantity=10).remedies
    assert back not in preview(house, unit, **SENT, quantity=9).remedies
    assert back not in preview(house, unit, **SENT, quantity=10, authorised="on").remedies
