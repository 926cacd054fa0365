"""The fee as the shipped agreements make it: every cell of a matrix, through the decision."""

from decimal import Decimal

import pytest

from sanbao import templates
from sanbao.rules.agreement import fill, parse
from sanbao.rules.decision import decide_given
from sanbao.rules.fee import Charge, Listed, Used, fee

PRICES = [
    Listed(basis, item, item.upper(), item, "项", Decimal(amount))
    for basis, amount in (
        ("cost", "50.00"),
        ("price_list", "100.00"),
        ("tender_list", "80.00"),
        ("favourable", "70.00"),
    )
    for item in ("parts", "labour", "travel", "freight")
]
PART = Used("parts", "PARTS", "parts", "项", Decimal(2))
FREIGHT = Used("freight", "FREIGHT", "freight", "项", Decimal(1))
IN, OUT = "2026-06-01", "2015-06-01"


def fee_by(slug, *, since, cause, kind="fault_reported", used=(PART,), claimant="customer"):
    document = parse(templates.read(slug))
    agreement = fill(document, {one.name: one.sample for one in document.open_blanks({})})
    dates = dict.fromkeys(
        ("made", "picked_up", "sold", "invoiced", "delivered", "commissioned", "accepted"), since
    )
    decided = decide_given(
        agreement,
        {
            "id": "1",
            "asset": {"dates": dates, "price": "1000"},
            "event": {
                "kind": kind,
                "at": "2026-11-01T08:00:00+08:00",
                "cause": cause,
                "place": {"province": "江苏", "area": "city"},
                "claimant": claimant,
            },
        },
    )
    charges = [Charge(**line) for line in decided.as_json()["charges"]]
    return fee(charges, used, PRICES)


def amounts(answer):
    return {line.item: (line.payer, line.basis, line.amount, line.clause) for line in answer.lines}


@pytest.mark.clause("P5-3.1")
@pytest.mark.parametrize(
    ("since", "cause", "line"),
    [
        pytest.param(IN, "product_quality", ("provider", "free", "0.00"), id="in, quality: free"),
        pytest.param(IN, "human_damage", ("dealer", "tender_list", "160.00"), id="in, other"),
        pytest.param(IN, "misuse", ("dealer", "tender_list", "160.00"), id="in, misuse"),
        pytest.param(
            OUT, "product_quality", ("dealer", "tender_list", "160.00"), id="out, quality"
        ),
        pytest.param(OUT, "human_damage", ("dealer", "tender_list", "160.00"), id="out, other"),
    ],
)
def test_parts_cost_what_the_tender_list_says_unless_quality_in_warranty(since, cause, line):
    payer, basis, amount = line
    answer = amounts(fee_by("fuel-truck-dealer", since=since, cause=cause))
    assert answer["parts"] == (payer, basis, Decimal(amount), "3.1")


@pytest.mark.clause("P5-3.2")
@pytest.mark.parametrize(
    ("since", "payer"),
    [pytest.param(IN, "provider", id="in"), pytest.param(OUT, "dealer", id="out")],
)
def test_freight_of_a_factory_repair_goes_by_the_warranty(since, payer):
    answer = fee_by(
        "fuel-truck-dealer",
        since=since,
        cause="product_quality",
        kind="goods_received",
        used=(PART, FREIGHT),
        claimant="dealer",
    )
    line = next(line for line in answer.lines if line.item == "freight")
    assert (line.payer, line.clause) == (payer, "3.2")


@pytest.mark.clause("P5-3.3")
@pytest.mark.parametrize(
    ("since", "cause", "basis", "amount"),
    [
        pytest.param(IN, "product_quality", "free", "0.00", id="in, quality: none"),
        pytest.param(IN, "human_damage", "free", "0.00", id="in, other: none"),
        pytest.param(OUT, "product_quality", "free", "0.00", id="out, quality: none"),
        pytest.param(OUT, "human_damage", "quote", None, id="out, other: as the case requires"),
    ],
)
def test_labour_of_a_factory_repair_goes_by_warranty_and_cause(since, cause, basis, amount):
    answer = fee_by(
        "fuel-truck-dealer", since=since, cause=cause, kind="goods_received", claimant="dealer"
    )
    line = next(line for line in answer.lines if line.item == "labour")
    assert (line.basis, line.clause) == (basis, "3.3")
    assert line.amount == (None if amount is None else Decimal(amount))
    assert answer.is_priced


@pytest.mark.clause("P2-3.3", "P2-3.4")
@pytest.mark.parametrize(
    ("since", "cause", "basis", "owed", "clause"),
    [
        pytest.param(IN, "product_quality", "free", "0.00", "3.1", id="in warranty: free"),
        pytest.param(IN, "human_damage", "cost", "150.00", "3.3", id="by the user: at cost"),
        pytest.param(IN, "force_majeure", "cost", "150.00", "3.3", id="force majeure: at cost"),
        pytest.param(OUT, "product_quality", "price_list", "300.00", "3.4", id="out: the list"),
        pytest.param(OUT, "human_damage", "price_list", "300.00", "3.4", id="out, by the user"),
    ],
)
def test_the_fee_standard_is_followed_to_the_fen(since, cause, basis, owed, clause):
    answer = fee_by("solar-dealer", since=since, cause=cause)
    assert answer.owed_by("customer") == Decimal(owed)
    assert {line.basis for line in answer.lines} == {basis}
    assert {line.clause for line in answer.lines} == {clause}


@pytest.mark.parametrize("slug", templates.SLUGS)
@pytest.mark.parametrize("since", [IN, OUT])
@pytest.mark.parametrize("cause", ["product_quality", "human_damage"])
def test_every_amount_of_every_agreement_comes_from_its_list(slug, since, cause):
    known = {(price.basis, price.item): price.amount for price in PRICES}
    for line in fee_by(slug, since=since, cause=cause).lines:
        if line.basis in ("free", "quote"):
            assert line.amount in (None, Decimal("0.00"))
            continue
        assert line.unit_price == known[line.basis, line.item]
        assert line.amount == line.unit_price * line.quantity
