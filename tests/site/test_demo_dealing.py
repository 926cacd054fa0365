"""The dealer's side of a demo company: every page of its people has something to show."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from sanbao import templates
from sanbao.apps.claims import queries as claims
from sanbao.apps.dealers import queries as dealers
from sanbao.apps.journal import queries as journal
from sanbao.apps.settlements import queries as settlements
from sanbao.site.demo import reacting, settling
from sanbao.site.demo.build import DemoCompany, build_company
from sanbao.site.demo.company import read

pytestmark = pytest.mark.django_db
TODAY = date(2026, 9, 9)


@pytest.fixture(scope="module")
def founded(django_db_setup: None, django_db_blocker: Any) -> Iterator[DemoCompany]:
    """A company with a dealer, before anything is told."""
    with (
        django_db_blocker.unblock(),
        TemporaryDirectory() as folder,
        override_settings(MEDIA_ROOT=folder),
        transaction.atomic(),
    ):
        yield build_company("solar-dealer", today=TODAY, cases=0, assets=4)
        transaction.set_rollback(True)


@pytest.fixture(scope="class")
def told(founded: DemoCompany) -> Iterator[DemoCompany]:
    """Only to be read."""
    with transaction.atomic():
        tell(founded, on=TODAY)
        yield founded
        transaction.set_rollback(True)


def tell(company: DemoCompany, *, on: date) -> None:
    ahead = on - TODAY
    clock = replace(company.clock, today=on, now=company.clock.now + ahead)
    with reacting.step_by_step():
        settling.tell(company.data, company.staff, company.units, clock)


def digest(company: DemoCompany) -> list[Any]:
    entries = journal.Entry.objects.filter(provider=company.provider).order_by("id")
    # A run is named by its row, which a database never gives out twice.
    entries = entries.exclude(subject_kind="run")
    return list(entries.values_list("happening", "subject_code", "at", "by__username", "now"))


def test_the_same_day_tells_the_same_story(founded: DemoCompany) -> None:
    tellings = []
    for _ in range(2):
        with transaction.atomic():
            tell(founded, on=TODAY)
            tellings.append(digest(founded))
            transaction.set_rollback(True)
    assert tellings[0] == tellings[1]


def test_a_fund_of_a_year_that_is_over_is_settled_before_the_next_one(
    founded: DemoCompany,
) -> None:
    tell(founded, on=date(2027, 2, 26))
    rows = settlements.statements_for(founded.staff["manager"])
    told = {(row.kind, row.month): row.state for row in rows}
    assert told["year_end", date(2026, 1, 1)] == "marketing_approved"
    assert told["monthly", date(2027, 1, 1)] == "made"


@pytest.mark.parametrize("on", [date(2027, 4, 6), date(2027, 3, 31), date(2027, 7, 31)])
def test_it_is_told_on_any_day(founded: DemoCompany, on: date) -> None:
    """In April the term for disputes about the oldest statement is over, some months before."""
    tell(founded, on=on)
    assert settlements.disputes_for(founded.staff["marketing"]).filter(state="open").exists()


def test_only_companies_with_a_dealer_have_this_side() -> None:
    with_dealer = {slug for slug in templates.SLUGS if read(slug).dealer}
    assert {slug for slug in templates.SLUGS if read(slug).dealing} == with_dealer


class TestTold:
    def test_sheets_stand_in_each_state(self, told: DemoCompany) -> None:
        rows = claims.sheets_for(told.staff["manager"])
        states = {claims.standing(row).value for row in rows}
        assert states == set(claims.SheetState.values) - {"waived"}
        assert rows.filter(state="returned").exclude(reason="").exists()
        words = claims.words_for(told.staff["manager"])
        assert set(words.values_list("state", flat=True)) == {"asked", "granted"}
        assert claims.penalties_for(told.staff["finance"]).filter(state="proposed").exists()

    def test_a_statement_waits_for_each_who_approves_and_one_is_paid_and_contested(
        self, told: DemoCompany
    ) -> None:
        rows = settlements.statements_for(told.staff["dealer"]).order_by("month")
        assert list(rows.values_list("state", flat=True)) == ["paid", "marketing_approved", "made"]
        paid = rows[0]
        payments = settlements.Payment.objects.filter(statement=paid).order_by("id")
        assert list(payments.values_list("state", flat=True)) == ["refused", "paid"]
        dispute = settlements.disputes_for(told.staff["marketing"]).get()
        assert (dispute.statement_id, dispute.state) == (paid.pk, "open")
        assert all(row.granted > 0 for row in rows)

    def test_the_dealers_file_is_complete_and_checked(self, told: DemoCompany) -> None:
        dealer = told.staff.dealers["D01"]
        assert not dealers.standing_of(dealer, on=TODAY).shortfalls
        account = dealers.account_of(dealer.pk)
        assert account is not None
        assert account.confirmed_by != account.proposed_by
        made, planned = dealers.audits_for(told.staff["quality"]).order_by("id")
        assert made.record.answers["sheets"] == "no"
        assert planned.made_at is None
        answered, waits = dealers.surveys_for(told.staff["dealer"]).order_by("id")
        assert (answered.answers.count(), waits.answers.count()) == (1, 0)
