"""Double entry: two accounts a line, nothing changes, one way out of a fund; who reads it."""

import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from sanbao.apps.accounts.access import Role
from sanbao.apps.money import actions, queries
from sanbao.apps.money.facts import Entry
from sanbao.apps.money.models import Line

from ..world import World

BUDGETS = json.loads((Path(__file__).resolve().parents[2] / "query_budgets.json").read_text())
FEES = Entry(
    item="fees",
    payer="provider",
    basis="clause",
    description="十一月维修费",
    quantity=Decimal(1),
    unit_price=Decimal("120.00"),
    amount=Decimal("120.00"),
    clause="7.2.5",
    contra="fund",
    dealer="D-1",
    period="2026-11",
    evidence="JS2611-D-1",
    key="JS2611-D-1:grant",
)


def book(world: World, entry: Entry, account: str = "payable") -> list[Line]:
    return actions.book(
        [entry],
        provider=world.provider,
        account=account,
        subject=("statement", "JS2611-D-1"),
        by=world.mei(Role.FINANCE),
        at=world.at,
    )


def accrued(world: World, amount: str) -> None:
    due = replace(FEES, item="accrual", contra="sales", amount=Decimal(amount), key="JS:accrual")
    book(world, due, "fund")


def held(world: World, **which: Any) -> dict[str, Decimal]:
    rows = queries.ledger(world.provider.pk, **which)
    return {one.account: one.holds for one in queries.balances(rows)}


def test_a_line_moves_its_amount_between_two_accounts_and_all_hold_nothing(world: World) -> None:
    accrued(world, "200.00")
    book(world, FEES)
    holds = held(world)
    assert holds == {
        "sales": Decimal("-200.00"),
        "fund": Decimal("80.00"),
        "payable": Decimal("120.00"),
    }
    assert sum(holds.values()) == 0


def test_what_is_booked_on_nobodys_account_comes_from_whoever_pays(world: World) -> None:
    (line,) = book(world, replace(FEES, payer="customer", contra="", key=""), "visit")
    assert (line.contra, line.account) == ("customer", "visit")


def test_a_key_is_booked_once(world: World) -> None:
    accrued(world, "200.00")
    (first,) = book(world, FEES)
    (again,) = book(world, FEES)
    assert first.pk == again.pk
    assert Line.objects.filter(key=FEES.key).count() == 1


@pytest.mark.parametrize(
    "words",
    ["UPDATE money_line SET amount = 0 WHERE id = %s", "DELETE FROM money_line WHERE id = %s"],
)
def test_the_database_lets_nobody_change_a_line(world: World, words: str) -> None:
    accrued(world, "200.00")
    (line,) = book(world, FEES)
    with (
        pytest.raises(IntegrityError, match="never changes"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(words, [line.pk])
    assert held(world)["payable"] == Decimal("120.00")


@pytest.mark.clause("P2-7.5")
@pytest.mark.parametrize(
    ("account", "contra"),
    [
        ("cash", "fund"),
        ("goods", "fund"),
        ("bank", "fund"),
        ("cash", "payable"),
        ("goods", "payable"),
        ("customer", "payable"),
        ("fund", "cash"),
        ("payable", "goods"),
    ],
)
def test_there_is_no_other_way_out_of_a_fund_than_to_the_named_account(
    world: World, account: str, contra: str
) -> None:
    with pytest.raises(IntegrityError, match="leaves_a_fund_only"), transaction.atomic():
        book(world, replace(FEES, contra=contra, key=""), account)


def test_balances_are_told_at_any_day_of_a_dealer_and_a_year(world: World) -> None:
    accrued(world, "200.00")
    book(world, FEES)
    book(world, replace(FEES, dealer="D-2", period="2027-01", key=""))
    assert held(world, dealer="D-1")["payable"] == Decimal("120.00")
    assert held(world, period__startswith="2027")["fund"] == Decimal("-120.00")
    assert held(world, until=world.at) == {}
    assert held(world, until=world.at + timedelta(seconds=1))["payable"] == Decimal("240.00")


def test_a_correction_keeps_both_accounts_and_the_dealer(world: World) -> None:
    accrued(world, "200.00")
    (line,) = book(world, FEES)
    by = world.mei(Role.FINANCE)
    further = actions.correct(line, amount=Decimal("100.00"), reason="多算", by=by, at=world.at)
    assert (further.contra, further.dealer, further.period) == ("fund", "D-1", "2026-11")
    assert held(world)["payable"] == Decimal("100.00")


def test_finance_sees_the_trial_balance_and_its_lines(world: World, client: Client) -> None:
    accrued(world, "200.00")
    book(world, FEES)
    client.force_login(world.mei(Role.FINANCE))
    page = client.get(reverse("money:trial_balance"), {"dealer": "D-1", "period": "2026"})
    assert "维修基金" in page.content.decode()
    assert page.context["came"] == page.context["left"] == Decimal("320.00")
    lines = client.get(reverse("money:line_list"), {"account": "payable"})
    assert [line.amount for line in lines.context["page"].rows] == [Decimal("120.00")]
    assert "十一月维修费" in lines.content.decode()
    unreadable = client.get(reverse("money:trial_balance"), {"on": "gestern"})
    assert unreadable.status_code == 200


def test_a_line_that_names_only_a_kind_of_cost_is_called_by_it(
    world: World, client: Client
) -> None:
    book(world, replace(FEES, description="labour"))
    client.force_login(world.mei(Role.FINANCE))
    page = client.get(reverse("money:line_list")).content.decode()
    assert "人工" in page
    assert "labour" not in page


def test_a_stranger_sees_none_of_our_lines(world: World, client: Client) -> None:
    accrued(world, "200.00")
    client.force_login(world.stranger(Role.FINANCE))
    assert client.get("/api/ledger/lines").json()["items"] == []
    assert client.get("/api/ledger/balances").json() == {"items": [], "difference": "0.00"}


def test_the_api_tells_the_same(world: World, client: Client) -> None:
    accrued(world, "200.00")
    book(world, FEES)
    client.force_login(world.mei(Role.AUDITOR))
    told = client.get("/api/ledger/balances", {"dealer": "D-1", "period": "2026-11"}).json()
    assert {one["account"]: one["holds"] for one in told["items"]}["fund"] == "80.00"
    assert told["difference"] == "0.00"
    lines = client.get("/api/ledger/lines", {"account": "fund"}).json()["items"]
    assert [line["evidence"] for line in lines] == ["JS2611-D-1", "JS2611-D-1"]


def test_a_page_of_lines_asks_no_more_for_more_lines(
    world: World, client: Client, django_assert_max_num_queries: Any
) -> None:
    accrued(world, "200.00")
    for place in range(3):
        book(world, replace(FEES, key=f"k{place}"))
    client.force_login(world.mei(Role.FINANCE))
    with django_assert_max_num_queries(BUDGETS["money:line_list"]):
        client.get(reverse("money:line_list"))
