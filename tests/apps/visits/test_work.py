"""The work on record: decided again with the cause that was found, priced by the lists alone."""

from decimal import Decimal

import pytest

from sanbao.apps.agreements.models import Decision
from sanbao.apps.products.models import Price, PriceList
from sanbao.apps.visits import actions, queries
from sanbao.rules.moves import Refused


def part(basis="price_list"):
    return Price.objects.get(
        price_list__basis=basis, item="parts", price_list__provider__slug="yuanfan"
    )


def test_the_case_is_decided_again_with_the_established_cause(field):
    visit = field.worked(used=(actions.Use(part().pk, Decimal(2)),))
    assert visit.state == "worked"
    assert visit.decision == Decision.objects.filter(subject_code=field.case.code).last()
    assert visit.decision.facts["event"]["cause"] == "product_quality"
    fee = queries.fee_of(visit)
    assert fee.owed_by("customer") == Decimal("0.00")
    assert {line.basis for line in fee.lines} == {"free"}
    assert all(line.clause for line in fee.lines)


@pytest.mark.clause("P3-4.9")
def test_the_fee_is_the_price_of_the_list_and_nothing_else(charged):
    visit = charged.worked(used=(actions.Use(part().pk, Decimal(2)),))
    fee = queries.fee_of(visit)
    assert [
        (line.item, line.payer, line.basis, line.clause, line.amount) for line in fee.lines
    ] == [
        ("parts", "customer", "price_list", "4.9", Decimal("640.00")),
        ("labour", "customer", "price_list", "4.9", Decimal("150.00")),
    ]
    assert fee.owed_by("customer") == Decimal("790.00")


def test_a_part_chosen_from_another_list_costs_what_the_list_of_the_clause_says(charged):
    Price.objects.filter(price_list__basis="cost").update(amount=Decimal("1.00"))
    visit = charged.worked(used=(actions.Use(part("cost").pk, Decimal(1)),))
    assert queries.fee_of(visit).owed_by("customer") == Decimal("470.00")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"cause": "unknown"}, "cause has not been established"),
        ({"cause": ""}, "cause has not been established"),
        ({"finding": " "}, "must both be written down"),
        ({"measure": ""}, "must both be written down"),
        ({"is_restored": False}, "why another visit is needed"),
        ({"used": (actions.Use(0, Decimal(1)),)}, "not on a price list"),
    ],
)
def test_work_that_is_not_whole_is_refused_and_leaves_nothing_behind(field, change, why):
    visit = field.checked()
    decisions = Decision.objects.count()
    with pytest.raises(Refused, match=why):
        actions.work(visit, field.done(**change), by=field.engineer, at=field.later(100))
    visit.refresh_from_db()
    field.case.refresh_from_db()
    assert (visit.state, visit.cause, field.case.cause) == ("arrived", "", "unknown")
    assert Decision.objects.count() == decisions
    assert not visit.used.exists()


@pytest.mark.parametrize("quantity", ["0", "-1"])
def test_a_quantity_of_nothing_is_refused(field, quantity):
    visit = field.checked()
    with pytest.raises(Refused, match="more than 0"):
        actions.work(
            visit,
            field.done(used=(actions.Use(part().pk, Decimal(quantity)),)),
            by=field.engineer,
            at=field.later(100),
        )


@pytest.mark.parametrize(
    ("step", "why"),
    [
        ("arrived", "certificate has not been shown"),
        ("shown", "checklist"),
        ("agreed", "state"),
    ],
)
def test_no_step_before_the_work_is_skipped(field, step, why):
    visit = getattr(field, step)()
    with pytest.raises(Refused, match=why):
        actions.work(visit, field.done(), by=field.engineer, at=field.later(100))


@pytest.mark.clause("P2-3.4", "P3-4.9")
def test_a_charge_that_no_list_names_stops_the_record(charged):
    field = charged
    PriceList.objects.filter(provider=field.world.provider).delete()
    visit = field.checked()
    with pytest.raises(Refused, match="no price in the price list"):
        actions.work(visit, field.done(), by=field.engineer, at=field.later(100))


def test_the_record_can_be_put_right_until_it_is_signed(field):
    visit = field.worked(used=(actions.Use(part().pk, Decimal(2)),))
    again = actions.work(
        visit,
        field.done(finding="复查：接线松动", used=(actions.Use(part().pk, Decimal(1)),)),
        by=field.engineer,
        at=field.later(105),
    )
    assert again.finding == "复查：接线松动"
    assert [item.quantity for item in again.used.all()] == [Decimal(1)]
