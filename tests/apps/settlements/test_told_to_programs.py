"""The way of a statement as the company's own programs hear of it, by signed webhooks."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.claims import actions as claims
from sanbao.apps.journal.models import Entry
from sanbao.apps.notices import actions as notices
from sanbao.apps.notices import queries as told
from sanbao.apps.notices.facts import HAPPENINGS
from sanbao.apps.notices.models import Delivery, Endpoint
from sanbao.apps.settlements import actions
from sanbao.apps.settlements.models import Remittance
from sanbao.rules.remittance import Answer

from ..world import user
from .conftest import Books, after
from .test_paying import account

JAN = date(2026, 1, 1)
OF_STATEMENTS = [
    name for name in HAPPENINGS if name.startswith(("monthly_form.", "statement.", "dispute."))
]


def endpoint(books: Books, by: User, *happenings: str) -> Endpoint:
    given = {"label": "ERP", "url": "https://erp.example.com/hook", "happenings": happenings}
    return notices.make_endpoint(**given, at=books.world.at, by=by)


def answered(made: Remittance, by: User, *, is_paid: bool) -> None:
    payment = made.payments.get()
    why = "" if is_paid else "户名不符"
    said = Answer(payment.statement.code, payment.amount, is_paid, "B-1", why)
    actions.take_answers(made, [said], digest=f"{is_paid}", by=by, at=made.made_at)


def lived(books: Books) -> None:
    """One statement from its form to its payment and a dispute that is rejected."""
    (dealer,) = books.dealers(1)
    world, cashier = books.world, user(books.provider, "cashier", "出纳", Role.FINANCE)
    own, at, finance = books.person_of(dealer), world.at, world.mei(Role.FINANCE)
    books.sells(dealer, JAN, 36_000_00)
    books.sheets(dealer, JAN, [120_00])
    claims.hand_in(dealer, date(2026, 2, 1), by=own, at=after(date(2026, 2, 1)))
    books.settle(JAN)
    row = books.statement(dealer, JAN)
    actions.approve_first(row, by=world.mei(Role.MARKETING), at=at)
    actions.send_back(row, reason="请核对", by=finance, at=at)
    actions.approve_first(row, by=world.mei(Role.MARKETING), at=at)
    actions.approve_second(row, by=finance, at=at)
    account(books, dealer)
    for is_paid in (False, True):
        made = actions.remit(books.provider, by=cashier, at=at)
        answered(made, finance, is_paid=is_paid)
    contested = actions.Contested("少算一张", Decimal(30), "fees")
    dispute = actions.dispute(row, contested, key=uuid4(), by=own, at=after(JAN))
    rejected = actions.Decision(Decimal(0), "已核对")
    actions.decide(dispute, rejected, by=world.mei(Role.MANAGER), at=after(JAN))


def tell_everybody() -> list[dict[str, Any]]:
    """What the worker does, twice as it may; gives what is posted, in order."""
    for _twice in range(2):
        notices.tell_all(list(Entry.objects.order_by("id")), at=Entry.objects.latest("id").at)
    rows = Delivery.objects.filter(channel="webhook").select_related("entry__by", "notice")
    return [told.body_of(row) for row in rows.order_by("entry_id")]


def test_each_step_of_a_statement_is_posted_once_in_its_order(books: Books) -> None:
    endpoint(books, books.world.mei(Role.ADMINISTRATOR), *OF_STATEMENTS)
    lived(books)
    bodies = tell_everybody()
    assert [body["type"] for body in bodies] == [
        "monthly_form.submitted",
        "statement.made",
        "statement.endorsed",
        "statement.sent_back",
        "statement.endorsed",
        "statement.approved",
        "statement.sent",
        "statement.bounced",
        "statement.sent",
        "statement.paid",
        "dispute.raised",
        "dispute.rejected",
    ]
    assert {body["type"] for body in bodies} >= set(OF_STATEMENTS) - {"dispute.granted"}
    assert {body["data"]["details"]["dealer"] for body in bodies} == {"J-0000"}
    paid = bodies[-3]["data"]
    assert (paid["details"]["amount"], paid["was"], paid["now"]) == ("120.00", "sent", "paid")
    assert (paid["details"]["period"], paid["code"][:2]) == ("2026-01", "JS")


def test_an_endpoint_hears_what_it_asked_for_and_another_company_nothing(books: Books) -> None:
    endpoint(books, books.world.mei(Role.ADMINISTRATOR), "statement.paid")
    endpoint(books, books.world.stranger(Role.ADMINISTRATOR), *OF_STATEMENTS)
    lived(books)
    assert [body["type"] for body in tell_everybody()] == ["statement.paid"]
