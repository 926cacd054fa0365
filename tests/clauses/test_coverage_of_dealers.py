"""Who pays for what, at which price: a dealer of solar products charges by the provider's list."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from sanbao.apps.products import actions as products
from sanbao.apps.visits import queries as visits

from .house import House, RefusedByPage
from .reading import EXCLUDED, OUTSIDE, booked, owed_by_customer, standing
from .walk import Walk

Company = Callable[..., House]
NEW, OLD = date(2026, 1, 5), date(2019, 1, 5)
# What may be sent about the work and what was used: choices, quantities and words, no amount.
WORK_FIELDS = {
    "csrfmiddlewaretoken",
    "key",
    "photo",
    "component",
    "cause",
    "finding",
    "measure",
    "exclusions",
    "is_restored",
    "not_restored_because",
    "row",
    "price",
    "quantity",
    "serial",
    "old_part_returned",
    "is_outer",
}
SIGN_FIELDS = {
    "csrfmiddlewaretoken",
    "key",
    "signature",
    "signer_name",
    "satisfaction",
    "opinion",
}


@pytest.mark.clause("P2-3.3")
@pytest.mark.parametrize("cause", ["misuse", "human_damage", "force_majeure"])
def test_in_warranty_the_users_own_fault_and_force_majeure_are_charged_at_cost(
    company: Company, cause: str
) -> None:
    house = company("solar-dealer")
    walk = house.walk(house.unit(sold=NEW))
    walk.to("signed", cause=cause, parts=("DJR-15", "MFQ-01"))
    said = standing(walk)
    assert said.cover == f"{EXCLUDED} 第 3.1 条"
    assert said.charges == ["配件 客户 按成本 第 3.3 条", "人工 客户 按成本 第 3.3 条"]
    assert booked(walk) == [
        ("parts", "customer", "cost", "76.80", "3.3"),
        ("parts", "customer", "cost", "1.80", "3.3"),
        ("labour", "customer", "cost", "36.00", "3.3"),
    ]
    assert owed_by_customer(walk) == "114.60"


@pytest.mark.clause("P2-3.4")
@pytest.mark.parametrize("cause", ["product_quality", "human_damage"])
def test_out_of_warranty_the_published_standard_is_charged_to_the_fen(
    company: Company, cause: str
) -> None:
    house = company("solar-dealer")
    walk = house.walk(house.unit(sold=OLD))
    walk.to("signed", cause=cause, parts=("DJR-15", "MFQ-01"))
    said = standing(walk)
    assert said.cover == f"{OUTSIDE} 第 3.1 条"
    assert said.charges == ["配件 客户 按价格表 第 3.4 条", "人工 客户 按价格表 第 3.4 条"]
    assert booked(walk) == [
        ("parts", "customer", "price_list", "128.00", "3.4"),
        ("parts", "customer", "price_list", "3.00", "3.4"),
        ("labour", "customer", "price_list", "60.00", "3.4"),
    ]
    assert owed_by_customer(walk) == "191.00"


@pytest.mark.clause("P2-3.4")
def test_no_page_of_the_visit_has_a_field_for_an_amount(company: Company) -> None:
    house = company("solar-dealer")
    walk = house.walk(house.unit(sold=OLD)).to("checked")
    assert fields(walk, "visits:work") <= WORK_FIELDS
    assert fields(walk, "visits:used_row") <= WORK_FIELDS
    walk.work(parts=("DJR-15",))
    assert fields(walk, "visits:sign") <= SIGN_FIELDS
    assert fields(walk, "visits:work") <= WORK_FIELDS


def fields(walk: Walk, url_name: str) -> set[str]:
    """The names of the fields that the engineer can fill on a page."""
    answer = walk.house.get(walk.sent, url_name, walk.visit.code)
    assert answer.status_code == 200
    page = answer.content.decode()
    form = page.partition("<main")[2] or page
    names = re.findall(r'<(?:input|select|textarea)\b[^>]*?\bname="([^"]+)"', form)
    assert names
    return {name.rpartition("-")[2] for name in names}


@pytest.mark.clause("P2-3.4")
def test_an_amount_that_is_sent_all_the_same_changes_nothing(company: Company) -> None:
    house = company("solar-dealer")
    walk = house.walk(house.unit(sold=OLD)).to("checked")
    cheap = {
        f"{prefix}{name}": "1.00"
        for prefix in ("", "row0-")
        for name in ("amount", "unit_price", "fee", "labour", "total", "basis", "discount")
    }
    walk.work(parts=("DJR-15",), **cheap)
    walk.sign(**cheap)
    assert owed_by_customer(walk) == "188.00"
    assert sum(line.amount for line in walk.lines) == Decimal("188.00")


@pytest.mark.clause("P2-3.4")
def test_the_position_of_whatever_list_is_charged_by_the_standard(company: Company) -> None:
    house = company("solar-dealer")
    walk = house.walk(house.unit(sold=OLD)).to("checked")
    taken = 0
    for row in visits.in_force(walk.unit.provider_id, on=house.present.today):
        if row.code != "DJR-15":
            continue
        try:
            walk.work(**{"row": "a", "a-price": row.pk, "a-quantity": "1"})
        except RefusedByPage:
            continue
        taken += 1
        assert owed_by_customer(walk) == "188.00"
    assert taken == 1


@pytest.mark.clause("P2-3.4")
def test_what_no_list_in_force_names_is_refused(company: Company) -> None:
    house = company("solar-dealer")
    walk = house.walk(house.unit(sold=OLD)).to("checked")
    own_price = products.publish(
        products.Heading(
            basis="price_list",
            name="自定价目",
            starts_on=house.present.today + timedelta(days=30),
        ),
        [products.PriceLine("parts", "DJR-15", "电加热棒 1500 W", "根", Decimal("1.00"))],
        provider=house.company.provider,
        at=house.present.now,
        by=house.person("manager"),
    )
    cheap = own_price.prices.get()
    with pytest.raises(RefusedByPage):
        walk.work(**{"row": "a", "a-price": cheap.pk, "a-quantity": "1"})
    for role in ("engineer", "dealer", "desk"):
        assert house.get(role, "products:publish").status_code in (403, 404)


@pytest.mark.clause("P2-3.4")
def test_after_the_signature_the_fee_stands(company: Company) -> None:
    house = company("solar-dealer")
    walk = house.walk(house.unit(sold=OLD)).to("signed", parts=("DJR-15",))
    with pytest.raises(RefusedByPage):
        walk.work(parts=("MFQ-01",))
    assert owed_by_customer(walk) == "188.00"
