"""The fee follows from the decision and the price lists, and from nothing else."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbao.rules.fee import Charge, Listed, Used, fee

LISTS = [
    Listed("tender_list", "parts", "PUMP", "油泵", "只", Decimal("320.00")),
    Listed("tender_list", "labour", "HOUR", "工时", "小时", Decimal("120.00")),
    Listed("price_list", "parts", "PUMP", "油泵", "只", Decimal("400.00")),
    Listed("cost", "parts", "PUMP", "油泵", "只", Decimal("250.00")),
    Listed("cost", "labour", "HOUR", "工时", "小时", Decimal("80.00")),
]
PUMP = Used("parts", "PUMP", "油泵", "只", Decimal(2))


def charge(item: str, payer: str, basis: str, clause: str = "3.1") -> Charge:
    return Charge(item, payer, basis, clause)


@pytest.mark.parametrize(
    ("payer", "basis", "unit_price", "amount"),
    [
        pytest.param("provider", "free", "0.00", "0.00", id="in warranty, product quality: free"),
        pytest.param("customer", "tender_list", "320.00", "640.00", id="otherwise: tender list"),
        pytest.param("customer", "price_list", "400.00", "800.00", id="another list, its price"),
        pytest.param("customer", "cost", "250.00", "500.00", id="at cost"),
    ],
)
def test_a_part_costs_what_the_list_of_the_charge_says(payer, basis, unit_price, amount):
    answer = fee([charge("parts", payer, basis)], [PUMP], LISTS)
    (line,) = answer.lines
    assert (line.unit_price, line.amount) == (Decimal(unit_price), Decimal(amount))
    assert (line.payer, line.clause) == (payer, "3.1")
    assert answer.is_priced


def test_a_part_that_the_list_does_not_name_has_no_price():
    unknown = Used("parts", "HOSE", "油管", "根", Decimal(1))
    answer = fee([charge("parts", "customer", "tender_list")], [unknown], LISTS)
    assert answer.lines[0].amount is None
    assert not answer.is_priced
    assert answer.owed_by("customer") == Decimal("0.00")


def test_a_part_on_another_list_only_has_no_price():
    favourable = charge("parts", "customer", "favourable")
    assert not fee([favourable], [PUMP], LISTS).is_priced


def test_labour_nobody_recorded_is_charged_once_at_the_only_price_of_the_list():
    answer = fee([charge("labour", "customer", "cost")], [], LISTS)
    assert [(line.name, line.amount) for line in answer.lines] == [("工时", Decimal("80.00"))]


def test_labour_with_several_prices_stays_open_until_one_is_recorded():
    lists = [
        *LISTS,
        Listed("cost", "labour", "NIGHT", "夜间工时", "小时", Decimal("120.00")),
    ]
    charges = [charge("labour", "customer", "cost")]
    assert not fee(charges, [], lists).is_priced
    night = Used("labour", "NIGHT", "夜间工时", "小时", Decimal("1.5"))
    assert fee(charges, [night], lists).owed_by("customer") == Decimal("180.00")


def test_a_quotation_has_no_amount_and_holds_nothing_up():
    answer = fee([charge("labour", "dealer", "quote", "3.3")], [], LISTS)
    assert answer.is_priced
    assert answer.owed_by("dealer") == Decimal("0.00")
    assert [line.clause for line in answer.to_be_quoted] == ["3.3"]


@pytest.mark.parametrize("item", ["parts", "freight"])
def test_parts_and_freight_are_charged_only_where_some_were_used(item):
    assert fee([charge(item, "customer", "price_list")], [], LISTS).lines == ()


def test_what_no_clause_speaks_of_is_not_charged():
    answer = fee([], [PUMP], LISTS)
    (line,) = answer.lines
    assert (line.basis, line.amount, line.clause) == ("free", Decimal("0.00"), "")


def test_shell_and_packing_are_charged_apart_from_the_part_that_is_covered():
    shell = Used("parts", "SHELL", "外壳", "个", Decimal(1), is_outer=True)
    lists = [
        *LISTS,
        Listed("price_list", "parts", "SHELL", "外壳", "个", Decimal("60.00")),
    ]
    charges = [
        charge("parts", "provider", "free", "2.1"),
        charge("parts", "customer", "price_list", "2.7"),
    ]
    answer = fee(charges, [PUMP, shell], lists)
    assert [(line.code, line.clause, line.amount) for line in answer.lines] == [
        ("PUMP", "2.1", Decimal("0.00")),
        ("SHELL", "2.7", Decimal("60.00")),
    ]


def test_a_shell_follows_the_only_charge_where_nothing_sets_it_apart():
    shell = Used("parts", "PUMP", "外壳", "个", Decimal(1), is_outer=True)
    answer = fee([charge("parts", "customer", "cost")], [shell], LISTS)
    assert answer.owed_by("customer") == Decimal("250.00")


def test_an_amount_is_rounded_half_up_once():
    lists = [Listed("cost", "parts", "BOLT", "螺栓", "个", Decimal("0.03"))]
    bolt = Used("parts", "BOLT", "螺栓", "个", Decimal("0.50"))
    assert fee([charge("parts", "customer", "cost")], [bolt], lists).lines[0].amount == Decimal(
        "0.02"
    )


@given(
    st.lists(
        st.tuples(st.sampled_from(["customer", "dealer"]), st.decimals("0.01", "99", places=2)),
        max_size=6,
    )
)
def test_the_total_of_a_payer_is_the_sum_of_its_lines(rows):
    used = [Used("parts", "PUMP", "油泵", "只", quantity) for _, quantity in rows]
    charges = [charge("parts", payer, "cost") for payer in dict.fromkeys(row[0] for row in rows)]
    answer = fee(charges, used, LISTS)
    for payer in ("customer", "dealer"):
        booked = [line.amount for line in answer.lines if line.payer == payer]
        assert answer.owed_by(payer) == sum(booked, Decimal("0.00"))
    if rows:
        assert len(answer.lines) == len(rows)


def test_a_rate_of_the_agreement_is_asked_once_whatever_was_used_or_listed():
    agreed = Charge("labour", "customer", "cost", "4.2", rate=Decimal("65.00"))
    hours = Used("labour", "HOUR", "工时", "小时", Decimal(3))
    for used in ([], [hours]):
        (line,) = fee([agreed], used, LISTS).lines
        assert (line.unit_price, line.amount) == (Decimal("65.00"), Decimal("65.00"))
        assert (line.payer, line.clause) == ("customer", "4.2")
