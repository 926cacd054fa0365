"""Who pays for what, at which price: tablets, and what takes one out of the warranty."""

import re
from collections.abc import Callable
from datetime import date

import pytest

from .house import House
from .paper import revise
from .reading import COVERED, EXCLUDED, OUTSIDE, booked, owed_by_customer, preview, standing

Company = Callable[..., House]
NEW = {"picked_up": date(2026, 1, 5), "invoiced": date(2026, 2, 2)}
OLD = {"picked_up": date(2022, 1, 5), "invoiced": date(2022, 2, 2)}
PAST_THE_DEALER = {"picked_up": date(2024, 1, 5), "invoiced": date(2026, 2, 2)}
FREE = ["配件 供方 免费 第 4.1 条", "人工 供方 免费 第 4.1 条"]
CHARGED = ["配件 客户 按价格表 第 4.2 条", "人工 客户 按价格表 第 4.2 条"]
AT_DEALERS_COST = ["配件 经销商 按价格表 第 4.3 条", "人工 经销商 按价格表 第 4.3 条"]
FOUND = (
    "seal_broken",
    "opened",
    "not_per_manual",
    "misuse",
    "unfit_supplies",
    "human_damage",
    "force_majeure",
    "voucher_mismatch",
    "voucher_altered",
)


@pytest.mark.clause("P7-3")
def test_each_exclusion_found_takes_the_tablet_out_of_the_warranty(company: Company) -> None:
    house = company("tablet-dealer")
    unit = house.unit(**NEW)
    assert preview(house, unit).charges == FREE
    for code in FOUND:
        said = preview(house, unit, exclusions=[code])
        assert (said.cover, said.charges) == (f"{EXCLUDED} 第 1.2 条", CHARGED), code
        assert "（第 3 条）" in said.why
        assert "3" in said.clauses
    for cause in ("misuse", "human_damage", "force_majeure"):
        said = preview(house, unit, cause=cause)
        assert (said.cover, said.charges) == (f"{EXCLUDED} 第 1.2 条", CHARGED), cause
    expired = preview(house, house.unit(**OLD))
    assert (expired.cover, expired.charges) == (f"{OUTSIDE} 第 1.2 条", CHARGED)


@pytest.mark.clause("P7-3")
def test_shell_and_packing_are_paid_for_while_the_rest_stays_free(company: Company) -> None:
    house = company("tablet-dealer")
    unit = house.unit(**NEW)
    for code in ("shell", "packing"):
        said = preview(house, unit, exclusions=[code])
        assert said.cover == f"{COVERED} 第 1.2 条"
        assert said.charges == [FREE[0], "配件 客户 按价格表 第 3 条", FREE[1]]
    walk = house.walk(unit).to("checked")
    walk.work(exclusions=("shell",), parts=("DC-75", "WK-10"), **{"row1-is_outer": "on"})
    walk.sign()
    assert booked(walk) == [
        ("parts", "provider", "free", "0.00", "4.1"),
        ("parts", "customer", "price_list", "90.00", "3"),
        ("labour", "provider", "free", "0.00", "4.1"),
    ]
    assert owed_by_customer(walk) == "90.00"


@pytest.mark.clause("P7-3")
def test_what_is_found_on_inspection_overrides_what_was_claimed(company: Company) -> None:
    house = company("tablet-dealer")
    walk = house.walk(house.unit(**NEW)).to("reported", cause_said="product_quality")
    assert standing(walk).charges == FREE
    walk.to("signed", cause="product_quality", exclusions=("seal_broken",), parts=("ZB-10",))
    assert standing(walk).charges == CHARGED
    assert owed_by_customer(walk) == "800.00"


@pytest.mark.clause("P7-4.1")
@pytest.mark.parametrize("tier", ["", "member"])
def test_nobody_charges_the_customer_for_a_covered_repair(company: Company, tier: str) -> None:
    house = company("tablet-dealer")
    walk = house.walk(house.unit(tier=tier, **NEW))
    walk.to("signed", cause="product_quality", parts=("PM-10", "GS-01", "CL-01", "YF-01"))
    said = standing(walk)
    assert said.charges == FREE
    assert said.remedies == ["维修 即可 免费 第 4.1 条"]
    assert {(payer, amount) for _, payer, _, amount, _ in booked(walk)} == {("provider", "0.00")}
    assert owed_by_customer(walk) == "0.00"


@pytest.mark.clause("P7-4.2", "P7-5.6")
@pytest.mark.parametrize("dates", [NEW, OLD], ids=["not covered", "out of warranty"])
def test_what_is_not_covered_costs_the_listed_material_and_a_fee_for_the_unit(
    company: Company, dates: dict[str, date]
) -> None:
    house = company("tablet-dealer")
    walk = house.walk(house.unit(**dates))
    walk.to("signed", cause="human_damage", parts=("PM-10", "DC-75"))
    said = standing(walk)
    assert said.charges == CHARGED
    assert ("5.6" in said.clauses) == (dates is OLD)
    assert booked(walk) == [
        ("parts", "customer", "price_list", "480.00", "4.2"),
        ("parts", "customer", "price_list", "160.00", "4.2"),
        ("labour", "customer", "price_list", "80.00", "4.2"),
    ]
    assert owed_by_customer(walk) == "720.00"


@pytest.mark.clause("P7-4.2")
def test_the_fee_for_the_unit_is_the_one_in_the_agreement_and_no_listed_hour(
    company: Company,
) -> None:
    house = company("tablet-dealer")
    revise(house, labour_fee="65")
    walk = house.walk(house.unit(**OLD)).to("signed", parts=("CDK-01", "GS-01"))
    assert "另收每台 65.00 元人工费" in standing(walk).text
    assert booked(walk)[1:] == [("labour", "customer", "price_list", "65.00", "4.2")]
    assert owed_by_customer(walk) == "120.00"


@pytest.mark.clause("P7-4.3")
def test_past_the_dealers_months_but_in_the_consumers_year_the_dealer_pays(
    company: Company,
) -> None:
    house = company("tablet-dealer")
    walk = house.walk(house.unit(**PAST_THE_DEALER))
    walk.to("signed", cause="product_quality", parts=("PM-10",))
    said = standing(walk)
    assert said.cover == f"{COVERED} 第 1.2 条"
    assert said.charges == AT_DEALERS_COST
    assert booked(walk) == [
        ("parts", "dealer", "price_list", "480.00", "4.3"),
        ("labour", "dealer", "price_list", "80.00", "4.3"),
    ]
    assert owed_by_customer(walk) == "0.00"
    field = house.page(walk.sent, "visits:visit", walk.visit.code)
    assert re.search("经销商应付 ?¥560.00", field)


@pytest.mark.clause("P7-4.3")
def test_the_dealer_pays_from_the_day_after_its_months_and_not_for_the_customers_doing(
    company: Company,
) -> None:
    house = company("tablet-dealer")
    last = house.unit(picked_up=date(2024, 6, 7), invoiced=date(2026, 2, 2))
    assert preview(house, last).charges == FREE
    house.go(days=1)
    assert preview(house, last).charges == AT_DEALERS_COST
    assert preview(house, last, cause="human_damage").charges == CHARGED
