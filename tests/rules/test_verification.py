"""What is allowed of a repair sheet, line by line, by its agreement and the price list."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbao import templates
from sanbao.rules.agreement import Agreement, fill, parse
from sanbao.rules.sentence import sentence
from sanbao.rules.sheet import Ask
from sanbao.rules.verification import (
    Judged,
    Line,
    Reason,
    asks,
    costly,
    earliest_start,
    falsehood,
    fine,
    judged,
    serial_covers,
    verification,
    within,
)

D = Decimal
LIST = {("parts", "ZKG-58"): D("45"), ("labour", "GS-01"): D("60")}


def shipped(slug: str) -> Agreement:
    document = parse(templates.read(slug))
    return fill(document, {blank.name: blank.sample for blank in document.parameters})


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        pytest.param(
            Line("parts", "ZKG-58", D(2), D("90")), Judged(D("90")), id="as the list says"
        ),
        pytest.param(Line("parts", "ZKG-58", D(2), D("80")), Judged(D("80")), id="less is less"),
        pytest.param(
            Line("parts", "ZKG-58", D(2), D("100")), Judged(D("90.00"), Reason.PRICE), id="too dear"
        ),
        pytest.param(
            Line("labour", "ZKG-58", D(1), D("45")),
            Judged(D(0), Reason.NOT_LISTED),
            id="another item",
        ),
        pytest.param(Line("freight", "", D(1), D(0)), Judged(D(0)), id="nothing claimed"),
    ],
)
def test_a_line_against_the_list(line: Line, answer: Judged) -> None:
    assert judged(line, LIST) == answer


def test_without_a_list_there_is_nothing_to_hold_it_against() -> None:
    assert judged(Line("parts", "X", D(1), D("7")), None) == Judged(D("7"))


amounts = st.decimals(min_value=0, max_value=10_000, places=2)


@given(quantity=st.decimals(min_value="0.01", max_value=99, places=2), price=amounts, asked=amounts)
def test_never_more_than_claimed_nor_than_the_list(quantity: D, price: D, asked: D) -> None:
    answer = judged(Line("parts", "A", quantity, asked), {("parts", "A"): price})
    assert 0 <= answer.allowed <= asked
    assert answer.allowed <= quantity * price + D("0.005")
    assert (answer.reason is None) == (answer.allowed == asked)


@given(st.lists(amounts, max_size=6), amounts)
def test_together_never_more_than_was_granted(claimed: list[D], granted: D) -> None:
    cut = within([Judged(amount) for amount in claimed], granted)
    assert sum(line.allowed for line in cut) == min(sum(claimed), granted)
    assert all(
        line.reason is (None if line.allowed == amount else Reason.BEYOND_WORD)
        for line, amount in zip(cut, claimed, strict=True)
    )


def test_what_the_two_agreements_with_dealers_ask() -> None:
    solar, tablet = shipped("solar-dealer"), shipped("tablet-dealer")
    assert asks(solar) == {Ask.SIGNATURE: "4.2", Ask.FIELDS: "10.1"}
    assert asks(tablet) == dict.fromkeys(Ask, "5.5")
    assert [(term.clause, term.percent) for term in map(verification, (solar, tablet)) if term] == [
        ("7.2.3", D(10)),
        ("5.5", D(10)),
    ]


@pytest.mark.parametrize(("claimed", "clause"), [("1000", ""), ("1000.01", "4.3")])
def test_from_what_cost_on_the_word_is_needed(claimed: str, clause: str) -> None:
    assert costly(shipped("solar-dealer"), D(claimed)) == clause
    assert costly(shipped("tablet-dealer"), D(claimed)) == ""


def test_a_false_item_costs_ten_times_its_amount() -> None:
    term = falsehood(shipped("solar-dealer"))
    assert term is not None
    assert fine(D("128.55"), term.times) == D("1285.50")
    assert falsehood(shipped("tablet-dealer")) is None


@given(
    on=st.dates(min_value=date(2020, 1, 1), max_value=date(2030, 12, 31)),
    before=st.integers(min_value=0, max_value=800),
)
def test_the_earliest_start_covers_and_the_day_before_it_does_not(on: date, before: int) -> None:
    for slug in ("solar-dealer", "tablet-dealer"):
        terms = shipped(slug)
        earliest = earliest_start(terms, on)
        assert earliest is not None
        made = on - timedelta(days=before)
        assert serial_covers(terms, {"made": made}, on) == (made >= earliest)


def test_an_agreement_of_another_kind_asks_nothing() -> None:
    other = shipped("fire-door")
    assert (asks(other), verification(other)) == ({}, None)


def test_the_terms_say_what_they_ask() -> None:
    said = [
        sentence(term, {}).msgid
        for term in shipped("solar-dealer").terms
        if term.kind in ("sheet", "verification", "costly_work", "falsehood")
    ]
    assert len(said) == 5
    assert "A false item costs %(times)s times its amount." in said
