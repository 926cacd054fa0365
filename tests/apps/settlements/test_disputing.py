"""Disputes in time, decided by somebody else, booked further; and the reconciliation of a year."""

import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.claims.models import Sheet
from sanbao.apps.money.models import Line
from sanbao.apps.settlements import actions, queries
from sanbao.apps.settlements.models import Dispute, Statement
from sanbao.rules.moves import Refused

from ..world import user
from .conftest import Books, after
from .test_paying import account
from .test_settling import held

BUDGETS = json.loads((Path(__file__).resolve().parents[2] / "query_budgets.json").read_text())
JAN, FEB = date(2026, 1, 1), date(2026, 2, 1)


@pytest.fixture
def made(books: Books) -> Statement:
    (dealer,) = books.dealers(1)
    books.sells(dealer, JAN, 36_000_00)
    books.sheets(dealer, JAN, [120_00])
    books.settle(JAN)
    row = books.statement(dealer, JAN)
    actions.approve_first(row, by=books.world.mei(Role.MARKETING), at=after(JAN))
    return actions.approve_second(row, by=books.world.mei(Role.FINANCE), at=after(JAN))


@pytest.fixture
def dealer(books: Books, made: Statement) -> User:
    return books.person_of(made.dealer)


def raised(made: Statement, dealer: User, amount: str = "30.00", **more: Any) -> Dispute:
    contested = actions.Contested("少算一张", Decimal(amount), more.pop("about", "fees"))
    given = {"key": uuid4(), "at": after(JAN), **more}
    return actions.dispute(made, contested, by=dealer, **given)


@pytest.mark.clause("P2-7.4")
def test_a_dispute_in_time_is_granted_by_a_further_line_and_the_month_stays(
    books: Books, made: Statement, dealer: User
) -> None:
    was = Statement.objects.values().get()
    row = raised(made, dealer, at=after(JAN) + timedelta(days=80))
    boss = books.world.mei(Role.MANAGER)
    for _twice in range(2):
        decided = actions.decide(
            row, actions.Decision(Decimal("25.00"), "核实少算"), by=boss, at=after(FEB)
        )
    assert (decided.state, decided.granted) == ("granted", Decimal("25.00"))
    assert Statement.objects.values().get() == was
    line = Line.objects.get(item="dispute")
    assert (line.account, line.contra, line.clause) == ("earned", "verified", "7.4")
    assert line.evidence == row.code
    books.settle(FEB)
    later = books.statement(made.dealer, FEB)
    assert (later.waiting, later.granted) == (Decimal("25.00"), Decimal("25.00"))
    assert line in queries.lines_of(later)
    assert line not in queries.lines_of(made)
    assert held(books, made.dealer, "earned") == 0


@pytest.mark.clause("P2-7.4")
def test_after_three_months_it_is_refused_by_the_clause(made: Statement, dealer: User) -> None:
    last = queries.last_day_to_dispute(made)
    assert last == date(2026, 5, 21)
    days = (last - date(2026, 2, 21)).days
    raised(made, dealer, at=after(JAN) + timedelta(days=days))
    with pytest.raises(Refused, match="accepted until") as refused:
        raised(made, dealer, at=after(JAN) + timedelta(days=days + 1))
    assert refused.value.clause == "7.4"
    assert Dispute.objects.count() == 1


def test_the_same_key_is_the_same_dispute_and_one_is_open_at_a_time(
    made: Statement, dealer: User
) -> None:
    key = uuid4()
    assert raised(made, dealer, key=key).pk == raised(made, dealer, key=key).pk
    with pytest.raises(Refused, match="still open"):
        raised(made, dealer)


@pytest.mark.parametrize("amount", ["0", "-1.00"])
def test_nothing_is_not_contested(made: Statement, dealer: User, amount: str) -> None:
    with pytest.raises(Refused, match="more than nothing"):
        raised(made, dealer, amount)


def test_whoever_approved_does_not_decide(books: Books, made: Statement, dealer: User) -> None:
    row = raised(made, dealer)
    with pytest.raises(Refused, match="somebody else"):
        actions.decide(
            row,
            actions.Decision(Decimal("1.00"), "x"),
            by=books.world.mei(Role.FINANCE),
            at=after(JAN),
        )
    assert not Line.objects.filter(item="dispute").exists()


@pytest.mark.parametrize(
    ("granted", "reason", "field"), [("30.01", "x", "granted"), ("1.00", " ", "reason")]
)
def test_a_decision_needs_its_reason_and_gives_no_more_than_was_asked(
    books: Books, made: Statement, dealer: User, granted: str, reason: str, field: str
) -> None:
    row = raised(made, dealer)
    with pytest.raises(Refused) as refused:
        actions.decide(
            row,
            actions.Decision(Decimal(granted), reason),
            by=books.world.mei(Role.MANAGER),
            at=after(JAN),
        )
    assert refused.value.field == field


@pytest.mark.clause("P2-7.4")
def test_a_contested_deduction_goes_back_into_the_fund(
    books: Books, made: Statement, dealer: User
) -> None:
    row = raised(made, dealer, "200.00", about="fund")
    boss = books.world.mei(Role.MANAGER)
    actions.decide(row, actions.Decision(Decimal("200.00"), "扣错"), by=boss, at=after(JAN))
    line = Line.objects.get(item="dispute")
    assert (line.account, line.contra, line.amount) == ("deduction", "fund", Decimal("-200.00"))
    assert (line.clause, line.period) == ("7.4", "2026-02")
    assert held(books, made.dealer, "fund") == Decimal("440.00")
    books.settle(FEB)
    assert books.statement(made.dealer, FEB).deducted == Decimal("-200.00")
    assert queries.reconciled(books.provider.pk, 2026).holds


def test_what_comes_back_of_a_deduction_is_told_as_more(
    books: Books, made: Statement, dealer: User, client: Client
) -> None:
    books.sells(made.dealer, FEB, -1_000_00)
    row = raised(made, dealer, "200.00", about="fund")
    boss = books.world.mei(Role.MANAGER)
    actions.decide(row, actions.Decision(Decimal("200.00"), "扣错"), by=boss, at=after(JAN))
    books.settle(FEB)
    february = books.statement(made.dealer, FEB)
    client.force_login(dealer)
    page = client.get(reverse("settlements:statement", args=[february.code])).content.decode()
    assert "−" not in page
    assert "--" not in page.split("<main")[1].replace("<!--", "").replace("-->", "")
    for line in queries.lines_of(february):
        if line.account == "deduction":
            assert f">{-line.amount}<" in page
    figures = dict(queries.paper_of(february)["figures"])
    assert figures["扣款"] == f"{-february.deducted}"


def test_only_who_sees_runs_is_shown_the_way_there(
    books: Books, made: Statement, dealer: User, client: Client
) -> None:
    both = user(books.provider, "both", "两职", Role.MANAGER, Role.DEALER)
    for reader, sees in ((dealer, False), (both, True), (books.world.mei(Role.FINANCE), True)):
        client.force_login(reader)
        for place in ("settlements:list", "settlements:dispute_list"):
            page = client.get(reverse(place)).content.decode()
            assert (f'href="{reverse("settlements:run_list")}"' in page) is sees, (reader, place)
            assert f'aria-current="page" href="{reverse(place)}"' in page
    assert client.get(reverse("settlements:reconciliation")).status_code == 200


def test_whoever_made_the_statement_does_not_decide(
    books: Books, made: Statement, dealer: User
) -> None:
    boss = books.world.mei(Role.MANAGER)
    books.sheets(made.dealer, FEB, [1_00])
    books.settle(FEB, by=boss)
    row = raised(books.statement(made.dealer, FEB), dealer)
    with pytest.raises(Refused, match="somebody else"):
        actions.decide(row, actions.Decision(Decimal(1), "x"), by=boss, at=after(FEB))


def test_where_no_clause_speaks_of_disputes_that_of_the_fee_is_named(books: Books) -> None:
    (dealer,) = books.dealers(1, "tablet-dealer")
    books.sheets(dealer, JAN, [1_00])
    books.settle(JAN)
    of_dealer = books.person_of(dealer)
    with pytest.raises(Refused, match="no repair fund"):
        raised(books.statement(dealer, JAN), of_dealer, about="fund")
    row = raised(books.statement(dealer, JAN), of_dealer)
    boss = books.world.mei(Role.MANAGER)
    actions.decide(row, actions.Decision(Decimal("30.00"), "漏算"), by=boss, at=after(JAN))
    assert Line.objects.get(item="dispute").clause == "5.5"


def test_pages_raise_and_decide_and_no_other_dealer_sees_it(
    books: Books, made: Statement, dealer: User, client: Client
) -> None:
    client.force_login(dealer)
    url = reverse("settlements:raise_dispute", args=[made.code])
    # The clock of the pages has gone past the three months of a January statement.
    late = client.post(url, {"key": uuid4(), "amount": "30", "text": "少算一张"})
    assert late.status_code == 422
    assert "7.4" in late.content.decode()
    assert "少算一张" in late.content.decode()
    row = raised(made, dealer)
    found = client.get(reverse("settlements:list")).content.decode()
    assert reverse("settlements:dispute_list") in found
    assert reverse("settlements:run_list") not in found
    page = client.get(reverse("settlements:dispute", args=[row.code])).content.decode()
    assert "少算一张" in page
    assert "裁定</button>" not in page
    (stranger,) = books.dealers(1)
    client.force_login(books.person_of(stranger))
    assert client.get(reverse("settlements:dispute", args=[row.code])).status_code == 404
    assert client.get("/api/disputes").json()["items"] == []
    client.force_login(books.world.mei(Role.MANAGER))
    decide = reverse("settlements:dispute", args=[row.code])
    assert client.post(decide, {"granted": "31", "reason": "x"}).status_code == 422
    assert client.post(decide, {"granted": "0", "reason": "核实无误"}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.granted) == ("rejected", None)
    assert (
        row.code in client.get(reverse("settlements:statement", args=[made.code])).content.decode()
    )


def test_the_list_of_disputes_keeps_its_budget(
    books: Books,
    made: Statement,
    dealer: User,
    client: Client,
    django_assert_max_num_queries: Any,
) -> None:
    raised(made, dealer)
    client.force_login(books.world.mei(Role.MANAGER))
    with django_assert_max_num_queries(BUDGETS["settlements:dispute_list"]):
        client.get(reverse("settlements:dispute_list"))


def test_a_year_reconciles_to_the_fen_and_every_signed_sheet_has_its_end(
    books: Books, made: Statement, dealer: User, client: Client
) -> None:
    books.sheets(made.dealer, JAN, [7_00], state="refused", reason="不在保内")
    books.sheets(made.dealer, FEB, [9_00], state="waived", reason="弃权")
    books.sheets(made.dealer, FEB, [5_00], state="submitted")
    tablet = books.dealers(1, "tablet-dealer")[0]
    books.sheets(tablet, FEB, [500_00])
    account(books, made.dealer)
    cashier = user(books.provider, "cashier", "出纳", Role.FINANCE)
    sent = actions.remit(books.provider, by=cashier, at=books.world.at)
    from sanbao.rules.remittance import Answer

    said = Answer(made.code, made.granted, True, "B-1", "")
    teller = books.world.mei(Role.FINANCE)
    actions.take_answers(sent, [said], digest="x", by=teller, at=books.world.at)
    books.settle(FEB)
    found = queries.reconciled(books.provider.pk, 2026)
    assert found.holds, [proof for proof in found.proofs if not proof.holds]
    ends = {str(end.words): (end.count, end.is_open) for end in found.ends}
    assert ends == {
        "on a statement": (2, False),
        "refused, with the reason": (1, False),
        "waived": (1, False),
        "handed in, being checked": (1, True),
    }
    assert {str(proof.words): proof.one for proof in found.proofs}[
        "statements paid = paid in the ledger"
    ] == Decimal("120.00")
    client.force_login(books.world.mei(Role.AUDITOR))
    page = client.get(reverse("settlements:reconciliation"), {"year": 2026}).content.decode()
    assert "各项数字一致" in page
    assert client.get("/api/reconciliation", {"year": 2026}).json()["holds"] is True
    Sheet.objects.filter(settled__isnull=False).update(signer_name="")
    page = client.get(reverse("settlements:reconciliation"), {"year": 2026}).content.decode()
    assert "有数字不一致" in page


def test_the_api_contests_and_decides(
    books: Books, made: Statement, dealer: User, client: Client
) -> None:
    body = {"key": str(uuid4()), "statement": made.code, "amount": "5.00", "text": "少算"}
    client.force_login(dealer)
    late = client.post("/api/disputes", body, content_type="application/json")
    assert late.status_code == 409
    row = raised(made, dealer)
    client.force_login(books.world.mei(Role.MANAGER))
    url = f"/api/disputes/{row.code}/decide"
    told = client.post(
        url, {"granted": "30.00", "reason": "属实"}, content_type="application/json"
    ).json()
    assert (told["state"], told["granted"]) == ("granted", "30.00")
