"""Fund, month and year: named examples, then thousands of generated months against a slow count."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanbao import templates
from sanbao.rules.agreement import fill, parse
from sanbao.rules.money import NOTHING
from sanbao.rules.settlement import (
    Settlement,
    accrual,
    fee_of_sheet,
    month_of_fund,
    month_without_fund,
    settlement_of,
    year_fine,
    year_of_fund,
)
from sanbao.rules.source import TermsError
from sanbao.rules.terms import Deducted, Way

from .slow_settlement import Paper

ONE_PER_CENT = Decimal("0.01")
A_TENTH = Decimal("0.1")


def yuan(fen: int) -> Decimal:
    return (Decimal(fen) / 100).quantize(Decimal("0.01"))


def said_by(slug: str) -> Settlement:
    document = parse(templates.read(slug))
    found = settlement_of(fill(document, {}))
    assert found is not None
    return found


def test_what_the_agreement_of_the_solar_dealer_says() -> None:
    says = said_by("solar-dealer")
    assert says.fund is not None
    assert (says.fund.clause, says.fund.share) == ("5.1", ONE_PER_CENT)
    assert (says.fee.clause, says.fee.amount) == ("7.2.6", None)
    assert {what: (term.clause, term.amount) for what, term in says.deductions.items()} == {
        Deducted.RETURNED_UNIT: ("5.2", Decimal("50.00")),
        Deducted.COMPLAINT_SLIGHT: ("5.3", Decimal("100.00")),
        Deducted.COMPLAINT_SERIOUS: ("5.3", Decimal("500.00")),
        Deducted.COMPLAINT_GRAVE: ("5.3", Decimal("2000.00")),
    }
    assert str(says.disputed_within and says.disputed_within.iso) == "P3M"
    assert [says.clause(way) for way in Way] == ["7.1", "7.2.4", "7.2.6", "7.5", "7.2.6"]


def test_what_the_agreement_of_the_tablet_dealer_says() -> None:
    says = said_by("tablet-dealer")
    assert says.fund is None
    assert fee_of_sheet(says.fee, Decimal("999.00")) == Decimal("30.00")
    assert says.clause(Way.MATERIAL_CREDIT) == "5.5"
    assert says.clause(Way.TWO_APPROVALS) == "5.5"


@pytest.mark.parametrize("slug", ["fire-door", "fuel-truck-dealer", "scale-supplier"])
def test_who_pays_no_fees_has_nothing_to_settle(slug: str) -> None:
    assert settlement_of(fill(parse(templates.read(slug)), {})) is None


@pytest.mark.parametrize(
    ("sales", "accrued", "comes"),
    [
        pytest.param("36000.00", "0.00", "360.00", id="one per cent"),
        pytest.param("36000.00", "300.00", "60.00", id="less what has come before"),
        pytest.param("50.00", "0.00", "0.50", id="whole fen"),
        pytest.param("100.50", "0.00", "1.01", id="half a fen goes up"),
        pytest.param("100.49", "0.00", "1.00", id="less than half goes down"),
        pytest.param("-100.50", "0.00", "-1.01", id="away from nothing where more came back"),
        pytest.param("30000.00", "360.00", "-60.00", id="returned goods take back"),
    ],
)
def test_what_comes_to_the_fund(sales: str, accrued: str, comes: str) -> None:
    assert accrual(ONE_PER_CENT, Decimal(sales), Decimal(accrued)) == Decimal(comes)


@pytest.mark.parametrize(
    ("fees", "waiting", "before", "accrued", "deducted", "granted", "left", "after"),
    [
        pytest.param(120, 0, 0, 360, 0, 120, 0, 240, id="the fund reaches"),
        pytest.param(500, 0, 0, 360, 0, 360, 140, 0, id="never more than the fund holds"),
        pytest.param(120, 140, 0, 360, 0, 260, 0, 100, id="who waits is paid"),
        pytest.param(120, 0, 0, 360, 300, 60, 60, 0, id="deductions come first"),
        pytest.param(120, 0, 0, 360, 400, 0, 120, -40, id="a fund may be short"),
        pytest.param(0, -20, 50, 0, 0, 0, -20, 50, id="a dispute that took back waits too"),
    ],
)
def test_a_month_of_a_fund(
    fees: int,
    waiting: int,
    before: int,
    accrued: int,
    deducted: int,
    granted: int,
    left: int,
    after: int,
) -> None:
    month = month_of_fund(
        fees=Decimal(fees),
        waiting=Decimal(waiting),
        before=Decimal(before),
        accrued=Decimal(accrued),
        deducted=Decimal(deducted),
    )
    assert (month.granted, month.left, month.after) == (granted, left, after)


def test_a_month_without_a_fund_pays_what_is_due() -> None:
    month = month_without_fund(fees=Decimal(90), waiting=Decimal(-30))
    assert (month.granted, month.left) == (60, 0)


@pytest.mark.parametrize(
    ("waiting", "before", "deducted", "granted", "carried", "lapsed"),
    [
        pytest.param(0, 240, 0, 240, 0, 0, id="the rest is the dealer's"),
        pytest.param(300, 240, 0, 240, 0, 60, id="fees beyond the fund lapse"),
        pytest.param(0, 240, 300, 0, -60, 0, id="what is short goes over"),
    ],
)
def test_the_end_of_a_year(
    waiting: int, before: int, deducted: int, granted: int, carried: int, lapsed: int
) -> None:
    year = year_of_fund(
        waiting=Decimal(waiting),
        before=Decimal(before),
        accrued=NOTHING,
        deducted=Decimal(deducted),
    )
    assert (year.granted, year.carried, year.lapsed) == (granted, carried, lapsed)


def test_a_tenth_of_the_years_fund() -> None:
    assert year_fine(ONE_PER_CENT, A_TENTH, Decimal("36000.00")) == Decimal("36.00")
    assert year_fine(ONE_PER_CENT, A_TENTH, Decimal("-36000.00")) == 0


@pytest.mark.parametrize("fee", ["per: unit", 'per: sheet, amount: "1.00"'])
def test_an_amount_stands_where_a_unit_is_paid_for_and_only_there(fee: str) -> None:
    text = templates.read("tablet-dealer").replace('per: unit, amount: "{station_fee}"', fee)
    with pytest.raises(TermsError, match="amount where a unit"):
        parse(text)


AMOUNTS = st.integers(0, 50_000_00)
MONTHS = st.lists(
    st.tuples(
        st.integers(-2_000_000_00, 9_000_000_00),
        st.lists(AMOUNTS, max_size=5),
        st.lists(AMOUNTS, max_size=3),
    ),
    min_size=12,
    max_size=12,
)


@settings(max_examples=300, deadline=None)
@given(months=MONTHS, late=st.integers(-1_000_000_00, 1_000_000_00), runs=st.integers(0, 4))
def test_every_generated_year_is_what_pencil_and_paper_say(
    months: list[Any], late: int, runs: int
) -> None:
    paper = Paper()
    sold = accrued = before = waiting = paid = taken = NOTHING
    for sales, fees, deductions in months:
        sold += yuan(sales)
        month = month_of_fund(
            fees=sum(map(yuan, fees), NOTHING),
            waiting=waiting,
            before=before,
            accrued=accrual(ONE_PER_CENT, sold, accrued),
            deducted=sum(map(yuan, deductions), NOTHING),
        )
        assert month.granted == yuan(paper.month(sales, fees, deductions))
        assert (month.after, month.left) == (yuan(paper.in_fund), yuan(paper.waiting))
        accrued, before, waiting = accrued + month.accrued, month.after, month.left
        paid, taken = paid + month.granted, taken + month.deducted
    sold += yuan(late)
    fines = year_fine(ONE_PER_CENT, A_TENTH, sold) * runs
    comes = accrual(ONE_PER_CENT, sold, accrued)
    year = year_of_fund(waiting=waiting, before=before, accrued=comes, deducted=fines)
    assert (year.granted, year.carried, year.lapsed) == tuple(map(yuan, paper.year_end(late, runs)))
    # No fen is made or lost: what came is what was paid, taken, or goes over.
    assert accrued + comes == paid + year.granted + taken + fines + year.carried


@settings(max_examples=200, deadline=None)
@given(fees=st.lists(AMOUNTS, max_size=12), seed=st.randoms())
def test_the_order_of_sheets_changes_nothing(fees: list[int], seed: Any) -> None:
    mixed = list(fees)
    seed.shuffle(mixed)
    one, other = (
        month_of_fund(
            fees=sum(map(yuan, some), NOTHING),
            waiting=NOTHING,
            before=yuan(100_000_00),
            accrued=NOTHING,
            deducted=NOTHING,
        )
        for some in (fees, mixed)
    )
    assert one == other
