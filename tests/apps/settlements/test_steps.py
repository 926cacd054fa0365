"""Runs and the way of a statement through pages and API: each step, who may, who may not."""

import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.claims.models import SettledSheet
from sanbao.apps.money.models import Line
from sanbao.apps.settlements import actions, tasks
from sanbao.apps.settlements.models import Run, Statement
from sanbao.rules.moves import Refused

from ..begun import begun
from ..world import user
from .conftest import Books, after

BUDGETS = json.loads((Path(__file__).resolve().parents[2] / "query_budgets.json").read_text())
JAN, FEB = date(2026, 1, 1), date(2026, 2, 1)


@pytest.fixture
def made(books: Books) -> Statement:
    """One statement of a dealer, made by the service manager."""
    (dealer,) = books.dealers(1)
    books.sells(dealer, JAN, 36_000_00)
    books.sheets(dealer, JAN, [120_00])
    books.settle(JAN, by=books.world.mei(Role.MANAGER))
    return books.statement(dealer, JAN)


def took(client: Client, who: User, row: Statement, name: str, **given: Any) -> Any:
    client.force_login(who)
    return client.post(reverse("settlements:step", args=[row.code, name]), given)


def state_of(row: Statement) -> str:
    row.refresh_from_db()
    return row.state


@pytest.mark.clause("P2-7.2.4")
def test_the_marketing_manager_approves_then_finance(
    books: Books, made: Statement, client: Client
) -> None:
    marketing, finance = books.world.mei(Role.MARKETING), books.world.mei(Role.FINANCE)
    early = took(client, finance, made, "approve")
    assert early.status_code == 422
    assert state_of(made) == "made"
    assert took(client, marketing, made, "endorse").status_code == 302
    assert state_of(made) == "marketing_approved"
    assert took(client, finance, made, "approve").status_code == 302
    assert state_of(made) == "approved"
    assert (made.marketing_approved_by, made.approved_by) == (marketing, finance)


@pytest.mark.parametrize("roles", [(Role.MANAGER, Role.MARKETING), (Role.MARKETING, Role.FINANCE)])
def test_nobody_takes_two_steps(books: Books, client: Client, roles: tuple[str, ...]) -> None:
    both = user(books.provider, "both", "两职", *roles)
    (dealer,) = books.dealers(1)
    books.sells(dealer, JAN, 36_000_00)
    books.sheets(dealer, JAN, [120_00])
    books.settle(JAN, by=both if Role.MANAGER in roles else None)
    row = books.statement(dealer, JAN)
    if Role.FINANCE in roles:
        took(client, both, row, "endorse")
    refused = took(client, both, row, "approve" if Role.FINANCE in roles else "endorse")
    assert refused.status_code == 422
    assert "须由他人办理" in refused.content.decode()
    assert "7.2.4" in refused.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.filter(pk=row.pk).update(
            made_by=both, marketing_approved_by=both, approved_by=both
        )


@pytest.mark.parametrize(
    ("name", "may"),
    [("endorse", Role.MARKETING), ("approve", Role.FINANCE), ("send-back", Role.FINANCE)],
)
def test_only_whose_step_it_is_finds_it(
    books: Books, made: Statement, client: Client, name: str, may: str
) -> None:
    for role in set(Role) - {may}:
        assert took(client, books.world.mei(role), made, name).status_code == 404, role
    assert took(client, books.world.stranger(may), made, name).status_code == 404
    assert took(client, books.world.mei(may), made, "nothing").status_code == 404
    assert state_of(made) == "made"


def test_finance_sends_back_with_a_reason_that_marketing_reads(
    books: Books, made: Statement, client: Client
) -> None:
    marketing, finance = books.world.mei(Role.MARKETING), books.world.mei(Role.FINANCE)
    took(client, marketing, made, "endorse")
    assert took(client, finance, made, "send-back", reason="").status_code == 422
    assert took(client, finance, made, "send-back", reason="发票不符").status_code == 302
    assert state_of(made) == "made"
    client.force_login(marketing)
    page = client.get(reverse("settlements:statement", args=[made.code])).content.decode()
    assert "发票不符" in page
    assert took(client, marketing, made, "endorse").status_code == 302


def test_an_invoice_is_written_down_once(books: Books, made: Statement, client: Client) -> None:
    dealer = books.person_of(made.dealer)
    number = "26322000000000012345"
    for wrong in ("", "123", "2632200000000001234x"):
        assert took(client, dealer, made, "invoice", number=wrong).status_code == 422
    assert took(client, dealer, made, "invoice", number=number).status_code == 302
    other, finance = "26322000000000099999", books.world.mei(Role.FINANCE)
    for who, reason in ((dealer, "改"), (finance, "")):
        given = took(client, who, made, "invoice", number=other, reason=reason)
        assert given.status_code == 422
        made.refresh_from_db()
        assert made.invoice_number == number
    mended = took(client, finance, made, "invoice", number=other, reason="冲红重开")
    assert mended.status_code == 302
    assert took(client, finance, made, "invoice", number=number, reason="x").status_code == 302
    books.sheets(made.dealer, FEB, [1_00])
    books.settle(FEB)
    later = books.statement(made.dealer, FEB)
    again = took(client, books.world.mei(Role.FINANCE), later, "invoice", number=number)
    assert "另一张结算单" in again.content.decode()


def test_a_dealer_sees_its_own_statement_and_no_amount_of_another(
    books: Books, client: Client
) -> None:
    one, other = books.dealers(2)
    books.sheets(one, JAN, [111_11])
    books.sheets(other, JAN, [222_22])
    for dealer in (one, other):
        books.sells(dealer, JAN, 99_999_00)
    books.settle(JAN)
    boss = books.person_of(one)
    boss.roles = [*boss.roles, Role.ENGINEER]  # who repairs as well reads no more money for it
    boss.save()
    client.force_login(boss)
    page = client.get(reverse("settlements:list")).content.decode()
    assert "111.11" in page
    assert "222.22" not in page
    mine, theirs = books.statement(one, JAN), books.statement(other, JAN)
    assert client.get(reverse("settlements:statement", args=[mine.code])).status_code == 200
    for name in ("statement", "pdf", "excel"):
        assert client.get(reverse(f"settlements:{name}", args=[theirs.code])).status_code == 404
    assert client.get(f"/api/statements/{theirs.code}").status_code == 404
    items = client.get("/api/statements").json()["items"]
    assert [item["code"] for item in items] == [mine.code]


def test_the_papers_say_what_the_page_says(books: Books, made: Statement, client: Client) -> None:
    client.force_login(books.world.mei(Role.AUDITOR))
    page = client.get(reverse("settlements:statement", args=[made.code])).content.decode()
    for words in ("120.00", "360.00", "240.00", "5.1", "7.2.6"):
        assert words in page
    pdf = client.get(reverse("settlements:pdf", args=[made.code]))
    assert pdf.content.startswith(b"%PDF")
    book = load_workbook(
        io.BytesIO(client.get(reverse("settlements:excel", args=[made.code])).content)
    )
    assert [sheet.max_row for sheet in book.worksheets] == [6, 3, 2]
    assert book.worksheets[2].cell(2, 6).value == 120
    url = f"/api/statements/{made.code}/statement"
    assert client.get(f"{url}.pdf").content.startswith(b"%PDF")
    same = load_workbook(io.BytesIO(client.get(f"{url}.xlsx").content))
    assert same.worksheets[2].cell(2, 6).value == 120


def test_a_run_is_asked_for_and_done_by_the_worker(books: Books, client: Client) -> None:
    (dealer,) = books.dealers(1)
    books.sheets(dealer, JAN, [120_00])
    client.force_login(books.world.mei(Role.MANAGER))
    asked = {"kind": "monthly", "month": "2026-01"}
    for _twice in range(2):
        assert client.post(reverse("settlements:run_list"), asked).status_code == 302
    run = Run.objects.get()
    page = client.get(reverse("settlements:progress", args=[run.pk])).content.decode()
    assert "every 2s" in page
    for _twice in range(2):
        tasks.carry_out.func(begun(), run_id=run.pk)
    run.refresh_from_db()
    assert (run.state, run.dealers, run.dealers_done, run.statements) == ("done", 1, 1, 1)
    page = client.get(reverse("settlements:progress", args=[run.pk])).content.decode()
    assert "every 2s" not in page


@pytest.mark.parametrize(("attempts", "state"), [(0, "running"), (9, "running"), (10, "failed")])
def test_a_run_without_its_database_is_tried_again_and_then_said_to_have_failed(
    books: Books, monkeypatch: pytest.MonkeyPatch, attempts: int, state: str
) -> None:
    run = Run.objects.create(
        provider=books.provider,
        kind="monthly",
        month=JAN,
        state="running",
        asked_at=books.world.at,
        asked_by=books.world.mei(Role.MANAGER),
    )

    def away(*_given: Any, **_more: Any) -> None:
        raise OperationalError

    monkeypatch.setattr(actions, "carry_out", away)
    with pytest.raises(OperationalError):
        tasks.carry_out.func(begun(attempts), run_id=run.pk)
    run.refresh_from_db()
    assert run.state == state


@pytest.mark.parametrize("month", ["", "2026", "2999-01", "januar"])
def test_a_month_that_is_none_or_not_over_is_refused(
    books: Books, client: Client, month: str
) -> None:
    client.force_login(books.world.mei(Role.MANAGER))
    answer = client.post(reverse("settlements:run_list"), {"kind": "monthly", "month": month})
    assert answer.status_code == 422
    assert not Run.objects.exists()


def test_two_runs_do_not_go_at_once(books: Books) -> None:
    boss, at = books.world.mei(Role.MANAGER), books.world.at
    actions.ask_run(books.provider, kind="monthly", month=JAN, by=boss, at=at)
    with pytest.raises(Refused, match="another run"):
        actions.ask_run(books.provider, kind="monthly", month=FEB, by=boss, at=at)


def test_a_stopped_run_leaves_whole_dealers_and_goes_on(books: Books, client: Client) -> None:
    dealers = books.dealers(5)
    for dealer in dealers:
        books.sheets(dealer, JAN, [120_00])
    boss, at = books.world.mei(Role.MANAGER), books.world.at
    run = actions.ask_run(books.provider, kind="monthly", month=JAN, by=boss, at=at)
    client.force_login(boss)
    assert client.post(reverse("settlements:stop_run", args=[run.pk])).status_code == 302
    assert actions.carry_out(run.pk, at=at, batch=2).state == "stopped"
    further = actions.ask_run(books.provider, kind="monthly", month=JAN, by=boss, at=at)
    assert actions.carry_out(further.pk, at=at, batch=2).state == "done"
    assert Statement.objects.count() == SettledSheet.objects.count() == len(dealers)


def test_a_run_that_is_killed_in_a_batch_leaves_all_or_none_of_a_dealer(
    books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    dealers = books.dealers(4)
    for dealer in dealers:
        books.sheets(dealer, JAN, [120_00])
    boss, at = books.world.mei(Role.MANAGER), books.world.at
    run = actions.ask_run(books.provider, kind="monthly", month=JAN, by=boss, at=at)
    from sanbao.apps.claims import actions as claims

    whole, asked = claims.settled, []

    def dies(*given: Any, **more: Any) -> int:
        asked.append(1)
        if len(asked) == 2:
            raise KeyboardInterrupt
        return whole(*given, **more)

    monkeypatch.setattr(claims, "settled", dies)
    with pytest.raises(KeyboardInterrupt):
        actions.carry_out(run.pk, at=at, batch=2)
    assert Statement.objects.count() == SettledSheet.objects.count() == 2
    assert Line.objects.filter(item="fees").count() == 2
    done = actions.carry_out(run.pk, at=at, batch=2)
    assert (done.state, done.dealers_done, done.statements) == ("done", 4, 2)
    assert Statement.objects.count() == SettledSheet.objects.count() == 4


def test_the_api_takes_the_same_steps(books: Books, made: Statement, client: Client) -> None:
    def post(role: str, name: str, **body: Any) -> Any:
        client.force_login(books.world.mei(role))
        url = f"/api/statements/{made.code}/{name}"
        return client.post(url, body, content_type="application/json")

    assert post(Role.FINANCE, "approve").status_code == 409
    assert post(Role.MARKETING, "approve").json()["state"] == "marketing_approved"
    assert post(Role.FINANCE, "send-back", reason="再核").json()["state"] == "made"
    assert post(Role.MARKETING, "approve").json()["state"] == "marketing_approved"
    assert post(Role.FINANCE, "approve").json()["state"] == "approved"
    assert post(Role.FINANCE, "invoice", number="12345678").json()["invoice_number"] == "12345678"
    told = client.get(f"/api/statements/{made.code}").json()
    assert told["granted"] == "120.00"
    assert {line["clause"] for line in told["lines"]} == {"5.1", "7.2.6"}
    client.force_login(books.world.mei(Role.MANAGER))
    run = client.post(
        "/api/settlement-runs", {"month": "2026-02-07"}, content_type="application/json"
    ).json()
    assert run["state"] == "waiting"
    assert client.post(f"/api/settlement-runs/{run['id']}/stop").status_code == 200
    assert len(client.get("/api/settlement-runs").json()["items"]) == 1


def test_lists_keep_their_budgets(
    books: Books, made: Statement, client: Client, django_assert_max_num_queries: Any
) -> None:
    client.force_login(books.world.mei(Role.MANAGER))
    with django_assert_max_num_queries(BUDGETS["settlements:list"]):
        client.get(reverse("settlements:list"), {"month": "2026-01", "state": "made"})
    with django_assert_max_num_queries(BUDGETS["settlements:run_list"]):
        client.get(reverse("settlements:run_list"))


def test_a_year_end_is_asked_for_by_any_month_of_it(books: Books) -> None:
    (dealer,) = books.dealers(1)
    boss, at = books.world.mei(Role.MANAGER), after(date(2026, 12, 1))
    books.sells(dealer, JAN, 36_000_00)
    run = actions.ask_run(books.provider, kind="year_end", month=FEB, by=boss, at=at)
    assert actions.carry_out(run.pk, at=at).statements == 1
    assert books.statement(dealer, JAN, "year_end").granted == Decimal("360.00")
    assert timezone.is_aware(books.statement(dealer, JAN, "year_end").made_at)


def test_a_statement_waits_on_the_first_page_of_whoever_takes_the_next_step(
    books: Books, made: Statement, client: Client
) -> None:
    def waits(user: User) -> bool:
        client.force_login(user)
        return made.code in client.get("/", follow=True).content.decode()

    marketing, finance = books.world.mei(Role.MARKETING), books.world.mei(Role.FINANCE)
    assert waits(marketing)
    assert not waits(finance)
    took(client, marketing, made, "endorse")
    assert waits(finance)
    assert not waits(marketing)
