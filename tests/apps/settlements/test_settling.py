"""A month and a year settled in SQL: to the fen as a slow count, once, closed, in any order."""

import random
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from sanbao.apps.claims.models import SettledSheet, Sheet
from sanbao.apps.journal.models import Entry
from sanbao.apps.money import queries as money
from sanbao.apps.money.models import Line
from sanbao.apps.obligations.models import Obligation
from sanbao.apps.obligations.queries import agreement_code
from sanbao.apps.parties.models import Dealer
from sanbao.apps.settlements import actions
from sanbao.apps.settlements.models import Statement
from sanbao.rules.moves import Refused

from ...rules.slow_settlement import Paper
from .conftest import Books, after, yuan

MONTHS = [date(2026, month, 1) for month in range(1, 13)]
JAN, FEB, MARCH, *_ = MONTHS
GRADES = {"slight": 100_00, "serious": 500_00, "grave": 2000_00}


def held(books: Books, dealer: Dealer, account: str) -> Decimal:
    return money.balance(money.ledger(books.provider.pk, dealer=dealer.code), account)


def figures(made: Statement) -> dict[str, str]:
    names = ("fees", "waiting", "before", "accrued", "deducted", "granted", "lapsed", "carried")
    return {name: f"{getattr(made, name)}" for name in names if getattr(made, name)}


def test_the_example_of_the_documents(books: Books) -> None:
    (dealer,) = books.dealers(1)
    books.sells(dealer, date(2026, 1, 5), 37_800_00, units=20)
    books.sells(dealer, date(2026, 1, 9), -1_800_00)
    books.sheets(dealer, JAN, [300_00, 200_00])
    assert books.settle(JAN) == actions.Settled(1, 1, 2)
    assert figures(books.statement(dealer, JAN)) == {
        "fees": "500.00",
        "accrued": "360.00",
        "deducted": "50.00",
        "granted": "310.00",
    }
    books.sells(dealer, date(2026, 2, 5), 30_000_00)
    books.sheets(dealer, FEB, [40_00])
    books.settle(FEB)
    assert figures(books.statement(dealer, FEB)) == {
        "fees": "40.00",
        "waiting": "190.00",
        "accrued": "300.00",
        "granted": "230.00",
    }
    assert books.statement(dealer, FEB).after == held(books, dealer, "fund") == Decimal("70.00")
    lines = Line.objects.filter(dealer=dealer.code).order_by("pk")
    assert [(row.account, row.contra, f"{row.amount}", row.clause) for row in lines[:5]] == [
        ("fund", "sales", "360.00", "5.1"),
        ("deduction", "fund", "50.00", "5.2"),
        ("earned", "verified", "500.00", "7.2.6"),
        ("payable", "fund", "310.00", "7.2.6"),
        ("verified", "earned", "310.00", "7.2.6"),
    ]
    assert {row.evidence for row in lines} == {"JS2601-J-0000", "JS2602-J-0000"}


def brought(seed: random.Random) -> tuple[int, list[int], list[str], int]:
    """What a month brings a dealer: sales, fees, graded complaints, returned units."""
    sales = seed.choice([0, 49, 50, 150, seed.randint(-90_000_00, 900_000_00)])
    fees = [seed.randint(0, 3_000_00) for _ in range(seed.randint(0, 4))]
    complaints = [seed.choice(list(GRADES)) for _ in range(seed.choice([0, 0, 0, 1, 2]))]
    return sales, fees, complaints, 1 if sales < 0 else 0


def test_a_thousand_dealer_months_and_their_year_are_what_pencil_and_paper_say(
    books: Books,
) -> None:
    """85 dealers x 12 months of drawn facts, settled in SQL and counted by hand."""
    seed = random.Random(20261126)
    dealers = books.dealers(85)
    books.later = []
    papers = {dealer.pk: Paper() for dealer in dealers}
    for month in MONTHS:
        granted = {}
        for dealer in dealers:
            sales, fees, complaints, units = brought(seed)
            if sales:
                books.sells(dealer, month + timedelta(days=seed.randint(0, 27)), sales)
            books.sheets(dealer, month, fees)
            for grade in complaints:
                books.complaint(dealer, month + timedelta(days=3), grade)
            taken = [GRADES[grade] for grade in complaints] + [50_00] * units
            granted[dealer.pk] = yuan(papers[dealer.pk].month(sales, fees, taken))
        books.write()
        books.settle(month)
        rows = dict(Statement.objects.filter(month=month).values_list("dealer", "granted"))
        assert {pk: rows.get(pk, Decimal(0)) for pk in granted} == granted
    for dealer in dealers:
        paper = papers[dealer.pk]
        assert held(books, dealer, "fund") == yuan(paper.in_fund)
        assert held(books, dealer, "earned") == yuan(paper.waiting)
    actions.settle_year(provider_id=books.provider.pk, year=JAN, at=after(MONTHS[-1]))
    for dealer in dealers:
        paper = papers[dealer.pk]
        year = books.statement(dealer, JAN, "year_end")
        assert (year.granted, year.carried, year.lapsed) == tuple(map(yuan, paper.year_end(0, 0)))
        assert held(books, dealer, "payable") == yuan(sum(paper.paid))
        assert held(books, dealer, "deduction") == yuan(paper.taken)
        assert held(books, dealer, "earned") == held(books, dealer, "carried") == 0
        assert held(books, dealer, "fund") == yuan(paper.in_fund), "what is short, in the new year"
    assert sum(one.holds for one in money.balances(money.ledger(books.provider.pk))) == 0


def test_a_second_time_nothing_changes(books: Books) -> None:
    (dealer,) = books.dealers(1)
    books.sells(dealer, JAN, 36_000_00)
    books.sheets(dealer, JAN, [120_00])
    books.complaint(dealer, JAN)
    books.settle(JAN)
    before = (Line.objects.count(), Statement.objects.count(), SettledSheet.objects.count())
    assert books.settle(JAN) == actions.Settled(0, 0, 0)
    assert (Line.objects.count(), Statement.objects.count(), SettledSheet.objects.count()) == before
    assert Entry.objects.filter(happening="statement.made").count() == 1


def test_what_comes_late_goes_on_the_next_statement_and_the_closed_one_stays(books: Books) -> None:
    (dealer,) = books.dealers(1)
    books.sells(dealer, JAN, 36_000_00)
    books.sheets(dealer, JAN, [120_00])
    books.settle(JAN)
    was = Statement.objects.values().get()
    books.sells(dealer, JAN, 10_000_00)
    (late,) = books.sheets(dealer, JAN, [30_00])
    books.settle(JAN)
    assert Statement.objects.values().get() == was
    books.settle(FEB)
    assert figures(books.statement(dealer, FEB)) == {
        "fees": "30.00",
        "before": "240.00",
        "accrued": "100.00",
        "granted": "30.00",
    }
    assert SettledSheet.objects.get(sheet=late).month == FEB


def test_a_month_before_a_settled_one_stays_closed(books: Books) -> None:
    (dealer,) = books.dealers(1)
    books.sheets(dealer, FEB, [120_00])
    books.settle(FEB)
    books.sheets(dealer, JAN, [30_00])
    assert books.settle(JAN) == actions.Settled(0, 0, 0)


@pytest.mark.parametrize("words", ["granted = 1", "month = '2026-05-01'", "dealer_id = NULL"])
def test_the_database_lets_nobody_change_a_statement(books: Books, words: str) -> None:
    (dealer,) = books.dealers(1)
    books.sheets(dealer, JAN, [120_00])
    books.settle(JAN)
    for statement in (
        f"UPDATE settlements_statement SET {words}",
        "DELETE FROM settlements_statement",
    ):
        with (
            pytest.raises(IntegrityError, match="never changes"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_the_order_in_which_sheets_come_changes_nothing(books: Books) -> None:
    one, other = books.dealers(2)
    fens = [123_45, 67_89, 1_01, 999_99]
    for dealer in (one, other):
        books.sells(dealer, JAN, 99_999_99)
    books.sheets(one, JAN, fens)
    books.sheets(other, JAN, fens[::-1])
    books.settle(JAN)
    assert figures(books.statement(one, JAN)) == figures(books.statement(other, JAN))


@pytest.mark.parametrize("state", ["submitted", "returned", "refused", "waived", "confirmed"])
def test_only_verified_sheets_are_settled(books: Books, state: str) -> None:
    (dealer,) = books.dealers(1)
    books.sells(dealer, JAN, 36_000_00)
    books.sheets(dealer, JAN, [120_00], state=state, reason="缺签字")
    assert books.settle(JAN).sheets == 0
    assert books.statement(dealer, JAN).granted == 0
    assert books.statement(dealer, JAN).state == "nothing_due"


@pytest.mark.parametrize(
    "more",
    [
        {"is_of_dealer": False},
        {"verdict": "not_ours"},
        {"state": "answered", "closed_at": None, "closed_by": None},
    ],
)
def test_only_closed_complaints_that_are_the_dealers_are_fined(
    books: Books, more: dict[str, Any]
) -> None:
    (dealer,) = books.dealers(1)
    books.sells(dealer, JAN, 36_000_00)
    books.complaint(dealer, JAN, **more)
    books.settle(JAN)
    assert books.statement(dealer, JAN).deducted == 0


def test_a_false_item_is_deducted_and_given_back_when_it_is_dropped(books: Books) -> None:
    (dealer,) = books.dealers(1)
    books.sells(dealer, JAN, 36_000_00)
    (sheet,) = books.sheets(dealer, JAN, [12_00])
    penalty = books.penalty(sheet, 5_00)
    books.settle(JAN)
    assert books.statement(dealer, JAN).deducted == Decimal("50.00")
    type(penalty).objects.update(state="dropped")
    books.settle(FEB)
    assert books.statement(dealer, FEB).deducted == Decimal("-50.00")
    assert held(books, dealer, "deduction") == 0


def test_the_tablet_dealer_is_paid_by_the_unit_and_credited_its_material(books: Books) -> None:
    (dealer,) = books.dealers(1, "tablet-dealer")
    one, other = books.sheets(dealer, JAN, [999_00, 1_00])
    books.part(one, 88_00)
    books.part(other, 77_00, returned=False)
    books.settle(JAN)
    made = books.statement(dealer, JAN)
    assert (made.granted, made.credit) == (Decimal("60.00"), Decimal("88.00"))
    assert held(books, dealer, "cost") == Decimal("-60.00")
    assert held(books, dealer, "material") == Decimal("88.00")
    assert held(books, dealer, "fund") == 0


def test_a_company_is_settled_without_anothers_dealers(books: Books) -> None:
    (dealer,) = books.dealers(1)
    books.sheets(dealer, JAN, [120_00])
    theirs = books.world.theirs.provider.pk
    settled = actions.settle_month(provider_id=theirs, month=JAN, at=after(JAN))
    assert settled == actions.Settled(0, 0, 0)
    assert not SettledSheet.objects.exists()


def test_a_month_or_year_that_is_not_over_is_refused(books: Books) -> None:
    at = after(JAN)
    with pytest.raises(Refused, match="month is not over"):
        actions.settle_month(provider_id=books.provider.pk, month=at.date(), at=at)
    with pytest.raises(Refused, match="year is not over"):
        actions.settle_year(provider_id=books.provider.pk, year=JAN, at=at)


def test_more_dealers_and_sheets_take_no_more_statements(books: Books) -> None:
    asked = []
    for many, month in ((2, JAN), (20, FEB)):
        for dealer in books.dealers(many):
            books.sheets(dealer, month, [1_00] * many)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            books.settle(month)
        asked.append(len(captured))
    assert all(one == other for one, other in pairwise(asked)), asked


def test_a_tenth_of_the_fund_goes_for_three_months_without_feedback(books: Books) -> None:
    (dealer,) = books.dealers(1)
    books.sells(dealer, JAN, 36_000_00)
    drawn = drawn_deduction(books, dealer)
    duty = owed(books, dealer, what="year_settled", clause="7.1", kind="rhythm")
    actions.settle_year(provider_id=books.provider.pk, year=JAN, at=after(MONTHS[-1]))
    year = books.statement(dealer, JAN, "year_end")
    assert (year.deducted, year.granted) == (Decimal("36.00"), Decimal("324.00"))
    line = Line.objects.get(item="feedback")
    assert (line.clause, line.evidence, line.contra) == ("8.2", drawn.code, "fund")
    for row in (drawn, duty):
        row.refresh_from_db()
        assert row.met_at is not None


def test_the_duties_of_more_dealers_take_no_more_statements(books: Books) -> None:
    """The year, the fines of a clause and the promises to pay, each for all dealers at once."""
    asked, duties = [], []
    for many in (1, 4):
        chosen = books.dealers(many)
        for dealer in chosen:
            books.sells(dealer, JAN, 36_000_00)
            code = f"NJ-{dealer.code}"
            duty = owed(books, dealer, what="year_settled", clause="7.1", kind="rhythm", code=code)
            agreement_code(duty.version_id)  # is asked for once in the life of a process
            duties.append(duty)
        with CaptureQueriesContext(connection) as captured:
            actions.settle_year(
                provider_id=books.provider.pk,
                year=JAN,
                at=after(MONTHS[-1]),
                dealers=[dealer.pk for dealer in chosen],
            )
        asked.append(len(captured))
    assert asked[0] == asked[1], asked
    for duty in duties:
        duty.refresh_from_db()
        assert duty.met_at == after(MONTHS[-1])
        assert duty.log.filter(kind="met").get().note == f"JS2026-{duty.subject_code}"


def owed(books: Books, dealer: Dealer, **more: Any) -> Obligation:
    at = after(MARCH)
    made = Obligation.objects.create(
        **{
            "provider": books.provider,
            "version": books.versions[dealer.pk],
            "code": f"YW-{more['what']}",
            "owed_by": "dealer",
            "subject_kind": "dealer",
            "subject_code": dealer.code,
            "dealer": dealer.code,
            "opens_at": at,
            "starts_at": at,
            "due_at": at,
            "state": "running",
            **more,
        }
    )
    for kind in ("raised", "started"):
        made.log.create(kind=kind, at=at)
    return made


def drawn_deduction(books: Books, dealer: Dealer) -> Obligation:
    missed = owed(books, dealer, what="feedback_reported", clause="2.5", state="missed")
    return owed(
        books,
        dealer,
        what="deduction",
        clause="8.2",
        kind="consequence",
        caused_by=missed,
        portion=Decimal("0.1"),
        due_at=None,
    )


def test_a_sheet_of_a_closed_year_lapses_beyond_the_fund(books: Books) -> None:
    (dealer,) = books.dealers(1)
    books.sells(dealer, JAN, 36_000_00)
    actions.settle_year(provider_id=books.provider.pk, year=JAN, at=after(MONTHS[-1]))
    books.sheets(dealer, MONTHS[-1], [120_00])
    books.settle(MONTHS[-1])
    made = books.statement(dealer, MONTHS[-1])
    assert (made.granted, made.lapsed, made.left) == (0, Decimal("120.00"), 0)
    assert held(books, dealer, "earned") == 0
    assert Sheet.objects.filter(settled__month=MONTHS[-1]).count() == 1
