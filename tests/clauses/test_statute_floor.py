"""The national rules below two agreements: for households, for businesses, and beside the paper."""

from collections.abc import Callable
from datetime import date

import pytest
from django.urls import reverse

from sanbao.apps.assets import queries as assets
from sanbao.apps.assets.tasks import raise_provider
from sanbao.apps.obligations.queries import Obligation
from sanbao.apps.parties import queries as parties

from .house import House
from .owed import owed
from .reading import COVERED, EXCLUDED, preview, standing

Company = Callable[..., House]
# The clock of these tests stands on Monday 2026-09-07, 10:00.
WEEK_AGO = date(2026, 8, 31)


def becomes(house: House, unit: assets.Asset, kind: str) -> None:
    """The manager says whether the customer is a consumer or a business."""
    customer = unit.customer
    form = {"code": customer.code, "name": customer.name, "phone": customer.phone, "kind": kind}
    house.post("manager", "parties:change_customer", customer.code, data=form)


def is_made(house: House, unit: assets.Asset, **more: str) -> None:
    """The manager writes into the product's record what the law knows it by."""
    product = unit.product
    form = {"code": product.code, "name": product.name, "model": product.model, **more}
    house.post("manager", "products:change", product.pk, data=form)


@pytest.mark.clause("P2-3.5")
@pytest.mark.parametrize("kind", ["consumer", "business"])
def test_what_the_agreement_leaves_open_the_national_rules_decide(
    company: Company, kind: str
) -> None:
    house = company("solar-dealer")
    unit = house.unit(province="山东", sold=WEEK_AGO)
    is_made(house, unit, category="other")
    becomes(house, unit, kind)
    said = preview(house, unit)
    assert said.cover == f"{COVERED} 第 3.1 条"
    assert "换货 即可 免费 法律 三包-9" in said.remedies
    assert "退款 即可 免费 法律 三包-9" in said.remedies
    assert "部分商品修理更换退货责任规定" in said.text
    older = preview(house, house.unit(province="山东", sold=date(2026, 8, 20)))
    assert not any("即可 免费 法律" in line for line in older.remedies)


@pytest.mark.clause("P2-3.5")
def test_the_law_is_marked_as_law_and_not_as_the_agreement(company: Company) -> None:
    house = company("solar-dealer")
    unit = house.unit(province="山东", sold=WEEK_AGO)
    is_made(house, unit, category="other")
    walk = house.walk(unit)
    walk.report()
    page = walk.page()
    assert "这是国家三包规定，不是协议条款" in page
    assert "法律 三包-12" in owed(walk)
    assert "换货 即可 免费 法律 三包-9" in standing(walk).remedies


@pytest.mark.clause("P2-1.1")
def test_two_repairs_that_did_not_hold_give_a_new_one(company: Company) -> None:
    house = company("solar-dealer")
    unit = house.unit(province="山东", sold=date(2026, 5, 11), price="2180.00")
    is_made(house, unit, category="other")
    for number in range(2):
        again = {"particulars": {"is_again": "on"}} if number else {}
        house.walk(unit, **again).to("signed", cause="product_quality", parts=("ZKG-58",))
        house.go(days=3)
    third = house.walk(unit, particulars={"is_again": "on"})
    third.report()
    remedies = standing(third).remedies
    assert "换货 即可 免费 法律 三包-11" in remedies
    assert any(line.startswith("退款 即可 价格待定 法律 三包-13") for line in remedies)


@pytest.mark.clause("P2-1.1")
def test_the_page_of_the_agreement_shows_what_the_law_gives_at_least(company: Company) -> None:
    house = company("solar-dealer")
    is_made(house, house.units[0], category="other")
    agreement = house.units[0].agreement
    assert agreement is not None
    page = house.page("manager", "agreements:law", agreement.code)
    assert "企业之间，本协议没有约定的按国家三包规定办理（第 1.1, 3.5 条）" in page
    assert "消保法-24" in page
    assert "法定最低保障" in house.page("manager", "agreements:detail", agreement.code)
    asked = reverse("agreements:law", args=[agreement.code])
    answer = house.client("manager").get(asked, {"on": "2026-03-02", "province": "浙江"})
    assert "浙江消保-不收折旧费" in answer.content.decode()
    refused = house.client("manager").get(asked, {"on": "yesterday"})
    assert refused.status_code == 422


@pytest.mark.clause("P7-0")
def test_a_tablet_goes_back_within_seven_days_by_the_national_rule(company: Company) -> None:
    house = company("tablet-dealer")
    unit = house.unit(province="广东", picked_up=date(2026, 8, 1), invoiced=WEEK_AGO)
    is_made(house, unit, category="other")
    said = preview(house, unit)
    assert "退款 即可 免费 法律 三包-9" in said.remedies
    late = house.unit(province="广东", picked_up=date(2026, 8, 1), invoiced=date(2026, 8, 28))
    assert "退款 即可 免费 法律 三包-9" not in preview(house, late).remedies
    dealers = preview(house, unit, kind="goods_received", claimant="dealer", quantity="1")
    assert not any("法律" in line for line in dealers.remedies)


@pytest.mark.clause("P7-0")
def test_the_better_of_paper_and_law_counts_for_a_consumer(company: Company) -> None:
    """Called a microcomputer its period is the law's: opened is in no national list."""
    house = company("tablet-dealer")
    dates = {"picked_up": date(2026, 4, 1), "invoiced": date(2026, 5, 11)}
    unit = house.unit(province="广东", price="1999.00", **dates)
    assert preview(house, unit, exclusions=["opened"]).cover == f"{EXCLUDED} 第 1.2 条"
    is_made(house, unit, category="microcomputer", production_ended_on="2026-06-30")
    said = preview(house, unit, exclusions=["opened"])
    assert said.cover == f"{COVERED} 法律 微机三包-有效期"
    assert "零配件须供应到 2031-06-30（三包-停产后）" in said.why
    assert {line.split()[1] for line in said.charges} == {"供方"}
    # The paper's own three months of exchange are more than the law's fifteen days.
    asked = preview(house, unit, kind="exchange_requested", claimant="customer")
    assert "换货 即可 ¥237.88 第 5.3 条" in asked.remedies
    fresh = house.unit(
        province="广东", price="1999.00", picked_up=date(2026, 6, 1), invoiced=date(2026, 6, 8)
    )
    free = preview(house, fresh, kind="exchange_requested", claimant="customer")
    assert "换货 即可 免费 第 5.2 条" in free.remedies
    assert "此处协议给的比法律多：第 5.2 条" in free.why


@pytest.mark.clause("P7-0")
def test_the_file_of_a_unit_names_the_article_that_covers_it(company: Company) -> None:
    house = company("tablet-dealer")
    unit = house.unit(
        province="广东", picked_up=date(2024, 1, 1), invoiced=date(2025, 8, 27), price="1999.00"
    )
    is_made(house, unit, category="microcomputer")
    page = house.page("manager", "assets:asset", unit.serial)
    assert "2026-08-27" in page


@pytest.mark.clause("P2-1.1")
def test_spare_parts_are_kept_for_five_years_after_the_last_one_was_made(company: Company) -> None:
    house = company("solar-dealer")
    unit = house.unit(province="山东", sold=WEEK_AGO)
    parties.Customer.objects.filter(provider=house.company.provider).update(kind="business")
    is_made(house, unit, category="refrigerator", production_ended_on="2026-06-30")
    raise_provider.func(house.company.provider.pk)
    kept = Obligation.objects.filter(what="parts_available", provider=house.company.provider)
    assert not kept.exists(), "the law protects whoever buys for the needs of daily life"
    becomes(house, unit, "consumer")
    for _run_twice in range(2):
        raise_provider.func(house.company.provider.pk)
    row = kept.get()
    assert (row.clause, row.subject_kind, row.state) == ("三包-停产后", "product", "running")
    assert row.owed_by == "provider"
    assert "2031-06-30" in house.page("manager", "obligations:detail", row.code)
    house.post("manager", "obligations:lapse", row.code, data={"reason": "压缩机已无库存"})
    row.refresh_from_db()
    assert row.state == "lapsed"
    house.post("manager", "obligations:restore", row.code, data={})
    assert row.due_at is not None
    house.go_to(row.due_at.replace(year=2031, month=7, day=2))
    row.refresh_from_db()
    assert row.state == "met"
