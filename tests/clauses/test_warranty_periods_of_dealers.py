"""How long a warranty runs, and from when: agreements with the dealers who sell and repair."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import uuid4

import pytest

from .house import House, RefusedByPage
from .paper import revise
from .present import CHINA
from .reading import COVERED, EXCLUDED, OUTSIDE, NotDecided, last_covered, preview, read

Company = Callable[..., House]
DEALER_SENDS = {"kind": "goods_received", "claimant": "dealer", "quantity": 1, "authorised": "on"}


def day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


@pytest.mark.clause("P2-3.1")
def test_a_quality_fault_is_repaired_free_from_the_day_of_sale_on(company: Company) -> None:
    house = company("solar-dealer")
    unit = house.unit(sold=date(2023, 9, 30))
    walk = house.walk(unit).to("signed", cause="product_quality", parts=("ZKG-58",))
    assert [(line.item, line.payer, f"{line.amount}", line.clause) for line in walk.lines] == [
        ("parts", "provider", "0.00", "3.1"),
        ("labour", "provider", "0.00", "3.1"),
    ]
    covers = last_covered(house, unit, ends=day("2026-09-30"))
    assert covers == [f"{COVERED} 第 3.1 条", f"{OUTSIDE} 第 3.1 条"]


@pytest.mark.clause("P2-3.1")
def test_the_day_of_sale_counts_and_no_other_date(company: Company) -> None:
    house = company("solar-dealer")
    early = house.unit(made=date(2020, 1, 2), delivered=date(2020, 2, 3), sold=date(2026, 9, 7))
    assert preview(house, early).cover == f"{COVERED} 第 3.1 条"
    unsold = house.unit(made=date(2026, 1, 2), delivered=date(2026, 2, 3))
    with pytest.raises(NotDecided, match="销售日期"):
        preview(house, unsold)


@pytest.mark.clause("P2-3.2")
def test_a_longer_warranty_in_some_place_waits_for_the_approval_of_the_provider(
    company: Company,
) -> None:
    house = company("solar-dealer")
    remote = house.unit(province="河北", area="county", sold=date(2023, 1, 10))
    near = house.unit(province="山东", sold=date(2023, 1, 10))
    form = {
        "key": str(uuid4()),
        "agreement": house.company.version.agreement.code,
        "months": 24,
        "province": "河北",
        "reason": "海岛盐雾，地方要求",
    }
    asked = house.post("dealer", "agreements:ask_extension", data=form)
    code = asked.headers["Location"].rstrip("/").rpartition("/")[2]
    assert preview(house, remote).cover == f"{OUTSIDE} 第 3.1 条"
    decided = {"reason": "同意", "is_approved": "on"}
    house.post("dealer", "agreements:extension", code, data=decided)
    assert preview(house, remote).cover == f"{OUTSIDE} 第 3.1 条", "the dealer cannot approve it"
    house.post("manager", "agreements:extension", code, data=decided)
    said = preview(house, remote)
    assert said.cover == f"{COVERED} 第 3.1 条"
    assert "第 3.2 条，经供方批准延长 24 个月" in said.why
    assert "2028-01-10" in said.why
    assert preview(house, near).cover == f"{OUTSIDE} 第 3.1 条"


@pytest.mark.clause("P2-3.2")
def test_a_refused_extension_and_one_that_we_asked_for_ourselves_do_nothing(
    company: Company,
) -> None:
    house = company("solar-dealer")
    unit = house.unit(province="河北", sold=date(2023, 1, 10))
    form = {
        "agreement": house.company.version.agreement.code,
        "months": 24,
        "serial": unit.serial,
        "reason": "样板工程",
    }
    for who, decided in (("manager", {"is_approved": "on"}), ("dealer", {})):
        asked = house.post(who, "agreements:ask_extension", data={**form, "key": str(uuid4())})
        code = asked.headers["Location"].rstrip("/").rpartition("/")[2]
        decide = {"reason": "按规定", **decided}
        if who == "manager":
            with pytest.raises(RefusedByPage, match=r"申请人不能审批自己的申请（第 3\.2 条）"):
                house.post("manager", "agreements:extension", code, data=decide)
        else:
            house.post("manager", "agreements:extension", code, data=decide)
            assert "未批准" in house.page("dealer", "agreements:extension", code)
        assert preview(house, unit).cover == f"{OUTSIDE} 第 3.1 条"


@pytest.mark.clause("P5-1.3", "P5-1.11")
def test_the_truck_has_one_year_and_its_fuel_dispenser_two(company: Company) -> None:
    house = company("fuel-truck-dealer")
    unit = house.unit(delivered=date(2025, 9, 30))
    assert last_covered(house, unit, ends=day("2026-09-30")) == [
        f"{COVERED} 第 1.3 条",
        f"{OUTSIDE} 第 1.3 条",
    ]
    nozzles = preview(house, unit, component="fuel_dispenser")
    assert nozzles.cover == f"{COVERED} 第 1.11 条"
    assert nozzles.charges == ["配件 供方 免费 第 3.1 条"]
    assert "2027-09-30" in nozzles.why
    older = house.unit(delivered=date(2024, 10, 8))
    covers = last_covered(house, older, ends=day("2026-10-08"), component="fuel_dispenser")
    assert covers == [f"{COVERED} 第 1.11 条", f"{OUTSIDE} 第 1.11 条"]


@pytest.mark.clause("P5-1.3")
def test_a_truck_is_maintained_however_old_it_is(company: Company) -> None:
    house = company("fuel-truck-dealer")
    walk = house.walk(house.unit(delivered=date(2009, 5, 4))).to("signed", parts=("HDF-80",))
    assert walk.case.state == "restored"
    assert "维修 即可 价格待定 第 1.8 条" in read(walk.page()).remedies


@pytest.mark.clause("P7-1.1")
def test_to_the_dealer_the_tablet_is_covered_from_the_pick_up_slip(company: Company) -> None:
    house = company("tablet-dealer")
    unit = house.unit(picked_up=date(2024, 6, 30), invoiced=date(2026, 9, 1))
    covers = last_covered(house, unit, ends=day("2026-09-30"), **DEALER_SENDS)
    assert covers == [f"{COVERED} 第 1.1 条", f"{OUTSIDE} 第 1.1 条"]
    said = preview(house, unit, **DEALER_SENDS)
    assert "自提货单日期起 27 个月，其中 3 个月为库存周转" in said.text
    revise(house, dealer_months="30", turnover_months="6")
    longer = preview(house, unit, **DEALER_SENDS)
    assert longer.cover == f"{COVERED} 第 1.1 条"
    assert "30 个月，其中 6 个月为库存周转" in longer.text


@pytest.mark.clause("P7-1.1")
def test_only_faults_of_normal_use_are_the_dealers_to_claim(company: Company) -> None:
    house = company("tablet-dealer")
    unit = house.unit(picked_up=date(2026, 1, 5), invoiced=date(2026, 3, 2))
    said = preview(house, unit, cause="misuse", **DEALER_SENDS)
    assert said.cover == f"{EXCLUDED} 第 1.1 条"
    assert said.charges == ["配件 经销商 按价格表 第 4.2 条", "人工 经销商 按价格表 第 4.2 条"]


@pytest.mark.clause("P7-1.2")
@pytest.mark.parametrize(("tier", "ends"), [("", "2026-09-30"), ("member", "2027-02-28")])
def test_the_consumer_has_one_year_and_a_member_two(company: Company, tier: str, ends: str) -> None:
    house = company("tablet-dealer")
    since = date(2025, 2, 28) if tier else date(2025, 9, 30)
    unit = house.unit(picked_up=date(2025, 2, 1), invoiced=since, tier=tier)
    covers = last_covered(house, unit, ends=day(ends))
    assert covers == [f"{COVERED} 第 1.2 条", f"{OUTSIDE} 第 1.2 条"]


@pytest.mark.clause("P7-1.2")
def test_within_three_months_the_consumer_gets_another_one_and_later_pays_for_use(
    company: Company,
) -> None:
    house = company("tablet-dealer")
    unit = house.unit(picked_up=date(2026, 6, 1), invoiced=date(2026, 6, 30), price="2600.00")
    asked = {"kind": "exchange_requested", "claimant": "customer"}
    free = preview(house, unit, at=day("2026-09-30").replace(hour=23, minute=59), **asked)
    assert free.remedies == ["换货 即可 免费 第 5.2 条"]
    late = preview(house, unit, at=day("2026-10-01"), **asked)
    assert late.remedies == ["换货 即可 ¥241.80 第 5.3 条"]


@pytest.mark.clause("P7-1.2")
def test_the_warranty_is_honoured_in_every_province(company: Company) -> None:
    house = company("tablet-dealer")
    unit = house.unit(province="广东", picked_up=date(2026, 1, 5), invoiced=date(2026, 2, 2))
    for province, area in (("黑龙江", "county"), ("西藏", "county"), ("海南", "city")):
        said = preview(house, unit, province=province, area=area)
        assert said.cover == f"{COVERED} 第 1.2 条"
        assert said.charges == ["配件 供方 免费 第 4.1 条", "人工 供方 免费 第 4.1 条"]
