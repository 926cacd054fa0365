"""Who pays what: each cell of the fee matrices of plans 5 and 2, and of the other plans' terms."""

import pytest

from .situations import charges, decide_by

IN, OUT = "2026-03-02T09:30:00+08:00", "2029-03-02T09:30:00+08:00"
FREE = ("provider", "free")
TENDER, QUOTE, FREIGHT = ("dealer", "tender_list"), ("dealer", "quote"), ("dealer", "cost")
QUALITY = ("product_quality", "unknown")
OTHER = ("human_damage", "misuse", "force_majeure")


@pytest.mark.parametrize(
    ("at", "causes", "parts", "freight", "labour"),
    [
        pytest.param(IN, QUALITY, FREE, FREE, FREE, id="in warranty, product quality"),
        pytest.param(IN, OTHER, TENDER, FREE, FREE, id="in warranty, another cause"),
        pytest.param(OUT, QUALITY, TENDER, FREIGHT, FREE, id="out of warranty, product quality"),
        pytest.param(OUT, OTHER, TENDER, FREIGHT, QUOTE, id="out of warranty, another cause"),
    ],
)
def test_plan_5_a_repair_at_the_factory(at, causes, parts, freight, labour):
    for cause in causes:
        decision = decide_by(
            "fuel-truck-dealer",
            {"dates": {"delivered": "2025-09-15"}},
            {"kind": "goods_received", "at": at, "cause": cause},
        )
        assert charges(decision) == {
            "parts": (*parts, "3.1"),
            "labour": (*labour, "3.3"),
            "freight": (*freight, "3.2"),
        }


@pytest.mark.parametrize("at", [IN, OUT])
@pytest.mark.parametrize(("cause", "clause"), [("transit", "1.4"), ("batch_fault", "1.7")])
def test_plan_5_transit_and_batch_faults_come_before_the_price_of_parts(at, cause, clause):
    decision = decide_by(
        "fuel-truck-dealer",
        {"dates": {"delivered": "2025-09-15"}},
        {"kind": "fault_reported", "at": at, "cause": cause},
    )
    assert charges(decision) == {"parts": (*FREE, clause)}
    assert ("exchange", clause) in {(line.what, line.clause) for line in decision.remedies}


def test_plan_5_a_fault_that_was_only_reported_speaks_of_parts_alone():
    decision = decide_by(
        "fuel-truck-dealer",
        {"dates": {"delivered": "2025-09-15"}},
        {"kind": "fault_reported", "at": IN, "cause": "product_quality"},
    )
    assert charges(decision) == {"parts": (*FREE, "3.1")}


@pytest.mark.parametrize(
    ("at", "causes", "paid"),
    [
        pytest.param(IN, QUALITY, ("provider", "free", "3.1"), id="in warranty, quality"),
        pytest.param(IN, OTHER, ("customer", "cost", "3.3"), id="in warranty, the user's own"),
        pytest.param(OUT, QUALITY, ("customer", "price_list", "3.4"), id="out, quality"),
        pytest.param(OUT, OTHER, ("customer", "price_list", "3.4"), id="out, the user's own"),
    ],
)
def test_plan_2_parts_and_labour(at, causes, paid):
    for cause in causes:
        decision = decide_by(
            "solar-dealer",
            {"dates": {"sold": "2025-09-15"}},
            {"kind": "fault_reported", "at": at, "cause": cause, "place": {"area": "city"}},
        )
        assert charges(decision) == {"parts": paid, "labour": paid}


@pytest.mark.parametrize(
    ("at", "cause", "paid"),
    [
        pytest.param(
            IN,
            "product_quality",
            {"parts": (*FREE, "8"), "labour": (*FREE, "8"), "freight": (*FREE, "6")},
            id="in warranty, quality",
        ),
        pytest.param(
            IN,
            "human_damage",
            {"parts": ("customer", "cost", "8"), "labour": ("customer", "cost", "8")},
            id="in warranty, the buyer's people",
        ),
        pytest.param(
            IN,
            "force_majeure",
            {"parts": ("customer", "cost", "8"), "freight": (*FREE, "6")},
            id="in warranty, nobody's fault",
        ),
        pytest.param(
            OUT,
            "product_quality",
            {"parts": ("customer", "cost", "8"), "freight": (*FREE, "6")},
            id="out of warranty",
        ),
    ],
)
def test_plan_8_parts_labour_and_freight(at, cause, paid):
    decision = decide_by(
        "bid-supply",
        {"dates": {"delivered": "2025-09-15"}},
        {"kind": "fault_reported", "at": at, "cause": cause},
    )
    assert charges(decision) == paid


@pytest.mark.parametrize("claimant", ["customer", "dealer"])
def test_plan_7_between_the_two_periods_the_dealer_pays(claimant):
    decision = decide_by(
        "tablet-dealer",
        {"dates": {"picked_up": "2022-01-01", "invoiced": "2025-09-15"}},
        {"kind": "fault_reported", "at": IN, "cause": "product_quality", "claimant": claimant},
    )
    paid = ("dealer", "price_list", "4.3")
    assert charges(decision) == {"parts": paid, "labour": paid}


@pytest.mark.parametrize("code", ["opened", "voucher_altered", "human_damage"])
def test_plan_7_the_dealer_does_not_answer_for_what_the_customers_warranty_excludes(code):
    decision = decide_by(
        "tablet-dealer",
        {"dates": {"picked_up": "2022-01-01", "invoiced": "2025-09-15"}, "exclusions": [code]},
        {"kind": "fault_reported", "at": IN, "cause": "product_quality"},
    )
    paid = ("customer", "price_list", "4.2")
    assert charges(decision) == {"parts": paid, "labour": paid}


def test_plan_7_a_shell_is_charged_although_the_unit_is_covered():
    decision = decide_by(
        "tablet-dealer",
        {"dates": {"invoiced": "2025-09-15"}, "exclusions": ["shell"]},
        {"kind": "fault_reported", "at": IN, "cause": "product_quality"},
    )
    assert decision.warranty.covered
    lines = [(line.item, line.payer, line.clause) for line in decision.charges]
    assert lines == [
        ("parts", "provider", "4.1"),
        ("parts", "customer", "3"),
        ("labour", "provider", "4.1"),
    ]
