"""What is booked after a year's end, and by which version of the agreement: no fen is lost."""

from datetime import date
from decimal import Decimal
from functools import partial

import pytest

from sanbao.apps.accounts.access import Role
from sanbao.apps.money import queries as money
from sanbao.apps.parties.models import Dealer
from sanbao.apps.products.actions import SaleLine, record_sales
from sanbao.apps.settlements import actions
from sanbao.rules.moves import Refused

from .conftest import FIRST, Books, after
from .test_settling import figures, held

NOV, DEC, NEXT_JAN = date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)


def fund_of(books: Books, dealer: Dealer, year: str) -> Decimal:
    rows = money.ledger(books.provider.pk, dealer=dealer.code, period__startswith=year)
    return money.balance(rows, "fund")


def end_year(books: Books) -> None:
    actions.settle_year(provider_id=books.provider.pk, year=FIRST, at=after(NOV).replace(day=31))


@pytest.mark.clause("P2-7.1")
def test_late_december_sales_are_paid_out_of_the_settled_year(books: Books) -> None:
    (dealer,) = books.dealers(1)
    books.sells(dealer, NOV, 36_000_00)
    end_year(books)
    books.sells(dealer, date(2026, 12, 31), 100_000_00)
    books.sheets(dealer, DEC, [200_00])
    books.settle(DEC)
    made = books.statement(dealer, DEC)
    assert (made.granted, made.lapsed, made.left) == (Decimal("1000.00"), 0, 0)
    assert fund_of(books, dealer, "2026") == held(books, dealer, "earned") == 0
    assert held(books, dealer, "payable") == Decimal("1360.00")


@pytest.mark.clause("P2-7.1", "P2-10.2")
def test_a_fine_after_the_years_end_goes_over_to_the_next_fund(books: Books) -> None:
    (dealer,) = books.dealers(1)
    books.sells(dealer, NOV, 36_000_00)
    (sheet,) = books.sheets(dealer, NOV, [1_00])
    books.settle(NOV)
    end_year(books)
    books.penalty(sheet, 50_00)
    books.settle(DEC)
    made = books.statement(dealer, DEC)
    assert (made.deducted, made.carried, made.after) == (Decimal("500.00"), Decimal("-500.00"), 0)
    assert fund_of(books, dealer, "2026") == 0
    assert fund_of(books, dealer, "2027") == Decimal("-500.00")
    books.sells(dealer, NEXT_JAN, 60_000_00)
    books.sheets(dealer, NEXT_JAN, [200_00])
    books.settle(NEXT_JAN)
    assert books.statement(dealer, NEXT_JAN).granted == Decimal("100.00")


@pytest.mark.clause("P2-5.1")
def test_sales_of_a_settled_year_recorded_later_come_to_the_fund_of_now_once(
    books: Books,
) -> None:
    (dealer,) = books.dealers(1)
    books.sells(dealer, NOV, 36_000_00)
    books.settle(NOV)
    end_year(books)
    books.settle(DEC)
    books.sells(dealer, NOV, 10_000_00)
    books.sells(dealer, NOV, -1_000_00)
    books.settle(NEXT_JAN)
    assert figures(books.statement(dealer, NEXT_JAN)) == {"accrued": "90.00", "deducted": "50.00"}
    books.settle(date(2027, 2, 1))
    assert fund_of(books, dealer, "2027") == Decimal("40.00")
    assert fund_of(books, dealer, "2026") == 0
    at = after(date(2027, 12, 1))
    actions.settle_year(provider_id=books.provider.pk, year=NEXT_JAN, at=at)
    books.settle(date(2028, 1, 1))
    assert held(books, dealer, "fund") == 0
    assert held(books, dealer, "payable") == Decimal("400.00")


@pytest.mark.clause("P2-5.1")
def test_a_sale_goes_by_the_version_of_its_day(books: Books) -> None:
    (dealer,) = books.dealers(1)
    first = books.versions[dealer.pk]
    type(first).objects.filter(pk=first.pk).update(starts_on=date(2026, 2, 1))
    first.pk, first.number, first.starts_on = None, 2, date(2026, 7, 1)
    first.source = first.source.replace('"5.1", share: "0.01"', '"5.1", share: "0.02"')
    first.save()
    for month in (1, 6, 7):
        books.sells(dealer, date(2026, month, 15), 10_000_00)
    books.settle(date(2026, 7, 1))
    assert books.statement(dealer, date(2026, 7, 1)).accrued == Decimal("300.00")


@pytest.mark.clause("P2-7.1")
def test_no_month_is_settled_before_the_year_before_it_is(books: Books) -> None:
    (dealer,) = books.dealers(1)
    books.sheets(dealer, NOV, [120_00])
    books.settle(NOV)
    with pytest.raises(Refused, match="settle the year 2026 first") as refused:
        books.settle(NEXT_JAN)
    assert refused.value.clause == "7.1"
    end_year(books)
    books.sheets(dealer, NEXT_JAN, [10_00])
    assert books.settle(NEXT_JAN).statements == 1


@pytest.mark.clause("P2-5.2")
def test_what_takes_back_a_mistyped_sale_is_no_returned_unit(books: Books) -> None:
    (dealer,) = books.dealers(1)
    boss, at = books.world.mei(Role.FINANCE), books.world.at
    typed = [
        SaleLine("S-1", dealer.code, NOV, "", 20, Decimal("36000.00")),
        SaleLine("S-2", dealer.code, NOV, "", -20, Decimal("-36000.00"), "S-1"),
        SaleLine("S-3", dealer.code, NOV, "", -1, Decimal("-1800.00")),
        SaleLine("S-4", dealer.code, NOV, "", 40, Decimal("37800.00")),
    ]
    record_sales(typed, provider=books.provider, at=at, by=boss)
    for wrong in ("S-1", "S-3", "S-9"):
        again = SaleLine("S-5", dealer.code, NOV, "", -20, Decimal("-36000.00"), wrong)
        with pytest.raises(Refused, match="takes back no sale"):
            record_sales([again], provider=books.provider, at=at, by=boss)
    books.settle(NOV)
    made = books.statement(dealer, NOV)
    assert (made.accrued, made.deducted) == (Decimal("360.00"), Decimal("50.00"))


@pytest.mark.clause("P2-7.2.2")
def test_a_month_is_not_asked_for_while_its_sheets_may_come_in(books: Books) -> None:
    books.dealers(1)
    boss = books.world.mei(Role.MANAGER)
    # The 20th is a Sunday, so the last day is the 21st.
    ask = partial(actions.ask_run, books.provider, kind="monthly", month=NOV, by=boss)
    with pytest.raises(Refused, match="until 2026-12-21") as refused:
        ask(at=after(NOV))
    assert refused.value.clause == "7.2.2"
    assert ask(at=after(NOV).replace(day=22)).pk
