"""Who pays for what, at which price: fuel trucks repaired on the spot and at the factory."""

from collections.abc import Callable
from datetime import date

import pytest

from .house import House
from .reading import COVERED, EXCLUDED, OUTSIDE, booked, preview, standing

Company = Callable[..., House]
NEW, OLD = date(2026, 1, 5), date(2019, 1, 5)
AGREED = {"claimant": "dealer", "quantity": 1, "authorised": "on"}
AT_FACTORY = {"kind": "goods_received", **AGREED}
FREIGHT = "运费 经销商 按成本 第 3.2 条"


@pytest.mark.clause("P5-1.4")
@pytest.mark.parametrize("delivered", [NEW, OLD])
def test_what_broke_on_the_way_to_the_dealer_is_supplied_free_or_replaced(
    company: Company, delivered: date
) -> None:
    house = company("fuel-truck-dealer")
    walk = house.walk(house.unit(delivered=delivered))
    walk.to("signed", cause="transit", parts=("LLJ-50",))
    said = standing(walk)
    assert said.charges == ["配件 供方 免费 第 1.4 条"]
    assert "换货 即可 免费 第 1.4 条" in said.remedies
    assert booked(walk) == [("parts", "provider", "free", "0.00", "1.4")]


@pytest.mark.clause("P5-1.8")
def test_there_is_no_exchange_and_no_return_but_for_batch_faults_and_transit(
    company: Company,
) -> None:
    house = company("fuel-truck-dealer")
    unit = house.unit(delivered=NEW)
    asked = [
        {"kind": "exchange_requested", "claimant": "dealer"},
        {"kind": "return_requested", "reason": "unusable"},
    ]
    for facts in asked:
        for cause in ("product_quality", "unknown", "human_damage", "force_majeure"):
            refused = preview(house, unit, cause=cause, **facts)
            assert (refused.remedies, refused.charges) == ([], [])
            assert "1.8" in refused.clauses
            assert "不换货、不退货" in refused.text
        batch = preview(house, unit, cause="batch_fault", **facts)
        assert batch.remedies == ["换货 即可 免费 第 1.7 条", "维修 即可 免费 第 1.7 条"]
        transit = preview(house, unit, cause="transit", **facts)
        assert transit.remedies == ["换货 即可 免费 第 1.4 条"]


@pytest.mark.clause("P5-1.8")
def test_a_fault_brings_repair_and_parts_and_a_question_advice_on_the_phone(
    company: Company,
) -> None:
    house = company("fuel-truck-dealer")
    unit = house.unit(delivered=NEW)
    assert preview(house, unit).remedies == ["维修 即可 免费 第 1.3 条"]
    hurt = preview(house, unit, cause="human_damage")
    assert hurt.remedies == ["维修 即可 价格待定 第 1.8 条"]
    advice = house.walk(unit, kind="question_asked")
    advice.report()
    assert "电话咨询" in standing(advice).text
    advice.solve("先灌引油再启动")
    assert "先灌引油再启动" in advice.page()
    assert advice.case.state == "restored"


@pytest.mark.clause("P5-1.8")
def test_a_customer_who_asks_for_a_return_on_the_web_reads_why_there_is_none(
    company: Company,
) -> None:
    house = company("fuel-truck-dealer")
    walk = house.walk(house.unit(delivered=NEW), kind="return_requested")
    walk.report(channel="web", reason="unusable")
    assert standing(walk).remedies == []
    assert "不换货、不退货" in house.page("customer", "desk:customer_case", walk.code)


@pytest.mark.clause("P5-3.1")
@pytest.mark.parametrize(
    ("delivered", "cause", "cover", "charge", "line"),
    [
        pytest.param(
            NEW,
            "product_quality",
            COVERED,
            "配件 供方 免费 第 3.1 条",
            ("parts", "provider", "free", "0.00", "3.1"),
            id="in warranty, product quality: free",
        ),
        pytest.param(
            NEW,
            "human_damage",
            EXCLUDED,
            "配件 经销商 按投标价格表 第 3.1 条",
            ("parts", "dealer", "tender_list", "617.50", "3.1"),
            id="in warranty, another cause: the tender list",
        ),
        pytest.param(
            OLD,
            "product_quality",
            OUTSIDE,
            "配件 经销商 按投标价格表 第 3.1 条",
            ("parts", "dealer", "tender_list", "617.50", "3.1"),
            id="out of warranty, product quality: the tender list",
        ),
        pytest.param(
            OLD,
            "misuse",
            OUTSIDE,
            "配件 经销商 按投标价格表 第 3.1 条",
            ("parts", "dealer", "tender_list", "617.50", "3.1"),
            id="out of warranty, another cause: the tender list",
        ),
    ],
)
def test_parts_are_free_in_warranty_for_quality_only(
    company: Company,
    delivered: date,
    cause: str,
    cover: str,
    charge: str,
    line: tuple[str, ...],
) -> None:
    house = company("fuel-truck-dealer")
    walk = house.walk(house.unit(delivered=delivered)).to("signed", cause=cause, parts=("JYQ-60",))
    said = standing(walk)
    assert said.cover == f"{cover} 第 1.3 条"
    assert said.charges == [charge]
    assert booked(walk) == [line]


@pytest.mark.clause("P5-3.2", "P5-3.3")
def test_freight_and_labour_of_a_factory_repair_go_by_warranty_and_cause(company: Company) -> None:
    house = company("fuel-truck-dealer")
    new, old = house.unit(delivered=NEW), house.unit(delivered=OLD)
    free = ["人工 供方 免费 第 3.3 条", "运费 供方 免费 第 3.2 条"]
    for cause in ("product_quality", "unknown", "human_damage", "misuse", "force_majeure"):
        assert preview(house, new, cause=cause, **AT_FACTORY).charges[1:] == free
    for cause in ("product_quality", "unknown", "batch_fault"):
        late = preview(house, old, cause=cause, **AT_FACTORY)
        assert late.charges[1:] == ["人工 供方 免费 第 3.3 条", FREIGHT]
    for cause in ("human_damage", "misuse", "force_majeure"):
        other = preview(house, old, cause=cause, **AT_FACTORY)
        assert other.charges[1:] == ["人工 经销商 另行报价 第 3.3 条", FREIGHT]


@pytest.mark.clause("P5-3.1", "P5-3.2", "P5-3.3")
@pytest.mark.parametrize(
    ("delivered", "cause", "lines"),
    [
        (NEW, "product_quality", ["provider 0.00", "provider 0.00", "provider 0.00"]),
        (OLD, "product_quality", ["dealer 617.50", "provider 0.00", "dealer 1560.00"]),
        (OLD, "human_damage", ["dealer 617.50", "dealer 1560.00"]),
    ],
)
def test_a_factory_repair_is_booked_to_who_pays_it(
    company: Company, delivered: date, cause: str, lines: list[str]
) -> None:
    house = company("fuel-truck-dealer")
    walk = house.walk(house.unit(delivered=delivered), kind="goods_received", particulars=AGREED)
    walk.to("signed", cause=cause, parts=("JYQ-60", "YF-01"))
    assert [f"{payer} {amount}" for _, payer, _, amount, _ in booked(walk)] == lines
    assert [line.clause for line in walk.lines if line.item == "freight"] == ["3.2"]
    shown = house.page(walk.sent, "visits:visit", walk.visit.code)
    is_quoted = "另行报价 · 由经销商承担 第 3.3 条" in shown
    assert is_quoted == (cause == "human_damage")
