"""Who pays for what, at which price: agreements of suppliers with their customers."""

from collections.abc import Callable
from datetime import date
from itertools import product

import pytest

from .house import House
from .reading import COVERED, EXCLUDED, OUTSIDE, booked, owed_by_customer, preview, standing

Company = Callable[..., House]
CAUSES = (
    "product_quality",
    "batch_fault",
    "transit",
    "misuse",
    "human_damage",
    "force_majeure",
    "unknown",
)
SENT_IN = {"claimant": "customer", "quantity": 1, "authorised": "on"}


@pytest.mark.clause("P1-5.2")
def test_in_warranty_the_supplier_pays_parts_and_travel(company: Company) -> None:
    house = company("scale-supplier")
    unit = house.unit(commissioned=date(2026, 1, 5), accepted=date(2026, 1, 9))
    walk = house.walk(unit).to("signed", cause="product_quality", parts=("LC-30", "CL-01"))
    assert standing(walk).charges == ["配件 供方 免费 第 5.2 条", "差旅 供方 免费 第 5.2 条"]
    assert booked(walk) == [
        ("parts", "provider", "free", "0.00", "5.2"),
        ("travel", "provider", "free", "0.00", "5.2"),
    ]
    assert owed_by_customer(walk) == "0.00"


@pytest.mark.clause("P1-5.2", "P1-6.1")
@pytest.mark.parametrize("cause", ["human_damage", "force_majeure"])
def test_what_nature_or_people_did_to_the_scale_the_customer_pays(
    company: Company, cause: str
) -> None:
    house = company("scale-supplier")
    unit = house.unit(commissioned=date(2026, 1, 5), accepted=date(2026, 1, 9))
    walk = house.walk(unit).to("reported")
    assert standing(walk).charges == ["配件 供方 免费 第 5.2 条", "差旅 供方 免费 第 5.2 条"]
    walk.to("signed", cause=cause, parts=("LC-30",))
    said = standing(walk)
    assert said.cover == f"{EXCLUDED} 第 5.1 条"
    assert said.charges == ["配件 客户 按最优惠价 第 8 条", "差旅 客户 另行报价 第 5.2 条"]
    assert booked(walk) == [("parts", "customer", "favourable", "1088.00", "8")]
    assert owed_by_customer(walk) == "1088.00"


@pytest.mark.clause("P1-6.2")
def test_after_warranty_the_scale_is_served_for_life_and_at_a_charge(company: Company) -> None:
    house = company("scale-supplier")
    unit = house.unit(commissioned=date(2009, 1, 5), accepted=date(2009, 1, 9))
    walk = house.walk(unit).to("handed_in", cause="product_quality", parts=("LC-30", "CL-01"))
    said = standing(walk)
    assert said.cover == f"{OUTSIDE} 第 5.1 条"
    assert said.charges == [
        "配件 客户 按最优惠价 第 8 条",
        "人工 客户 另行报价 第 6.2 条",
        "差旅 客户 另行报价 第 6.2 条",
    ]
    assert said.remedies == ["维修 即可 价格待定 第 6.2 条"]
    assert booked(walk) == [("parts", "customer", "favourable", "1088.00", "8")]
    field = house.page(walk.sent, "visits:visit", walk.visit.code)
    assert "另行报价 · 由客户承担 第 6.2 条" in field


@pytest.mark.clause("P6-7.2")
def test_within_warranty_no_cause_sends_the_customer_on_to_the_maker(company: Company) -> None:
    house = company("integrated-equipment", assets=1)
    unit = house.unit(accepted=date(2026, 1, 5))
    for cause, kind in product(CAUSES, ("fault_reported", "goods_received")):
        said = preview(house, unit, cause=cause, kind=kind, **SENT_IN)
        assert said.cover == f"{COVERED} 第 5.1 条"
        assert {line.split()[1] for line in said.charges} == {"供方"}
        assert "维修 即可 免费 第 7.1 条" in said.remedies
        assert not {line.split()[0] for line in said.remedies} - {"维修", "提供备用机"}
        assert "厂家" not in said.text.split("依据的")[0]


@pytest.mark.clause("P6-7.2")
def test_whoever_the_maker_is_the_provider_answers_for_every_promise(company: Company) -> None:
    house = company("integrated-equipment", assets=1)
    walk = house.walk(house.unit(accepted=date(2026, 1, 5)))
    walk.to("signed", cause="batch_fault", parts=("YP-8T",))
    assert {promise.owed_by for promise in walk.promises.values()} == {"provider"}
    assert walk.promise("resolved").state == "met"
    assert {payer for _, payer, _, _, _ in booked(walk)} == {"provider"}
    assert walk.sent.provider == house.company.provider


@pytest.mark.clause("P8-8")
@pytest.mark.parametrize(
    ("delivered", "cause", "charges", "lines", "owed"),
    [
        pytest.param(
            date(2026, 1, 5),
            "product_quality",
            ["配件 供方 免费 第 8 条", "人工 供方 免费 第 8 条", "运费 供方 免费 第 6 条"],
            [("parts", "provider", "0.00"), ("labour", "provider", "0.00")],
            "0.00",
            id="in warranty, quality: free",
        ),
        pytest.param(
            date(2026, 1, 5),
            "human_damage",
            ["配件 客户 按成本 第 8 条", "人工 客户 按成本 第 8 条"],
            [("parts", "customer", "1008.00"), ("labour", "customer", "60.00")],
            "1068.00",
            id="in warranty, the customer's doing: repair and parts at cost",
        ),
        pytest.param(
            date(2020, 1, 5),
            "product_quality",
            ["配件 客户 按成本 第 8 条", "运费 供方 免费 第 6 条"],
            [("parts", "customer", "1008.00")],
            "1008.00",
            id="out of warranty: parts at cost",
        ),
        pytest.param(
            date(2020, 1, 5),
            "misuse",
            ["配件 客户 按成本 第 8 条", "人工 客户 按成本 第 8 条"],
            [("parts", "customer", "1008.00"), ("labour", "customer", "60.00")],
            "1068.00",
            id="out of warranty, the customer's doing: repair and parts at cost",
        ),
    ],
)
def test_the_bidder_repairs_free_or_at_cost(
    company: Company,
    delivered: date,
    cause: str,
    charges: list[str],
    lines: list[tuple[str, str, str]],
    owed: str,
) -> None:
    house = company("bid-supply")
    walk = house.walk(house.unit(delivered=delivered)).to("signed", cause=cause, parts=("GY-40",))
    assert standing(walk).charges == charges
    assert [(item, payer, amount) for item, payer, _, amount, _ in booked(walk)] == lines
    assert {clause for *_, clause in booked(walk)} == {"8"}
    assert owed_by_customer(walk) == owed
