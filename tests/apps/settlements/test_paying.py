"""From two approvals to the bank: file, control total, answer; the only way out of a fund."""

import hashlib
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.dealers.models import BankAccount
from sanbao.apps.money import queries as money
from sanbao.apps.money.models import Line
from sanbao.apps.parties.models import Dealer
from sanbao.apps.settlements import actions
from sanbao.apps.settlements.models import Payment, Remittance, Statement

from ..world import user
from .conftest import Books
from .test_settling import owed

BUDGETS = json.loads((Path(__file__).resolve().parents[2] / "query_budgets.json").read_text())
JAN = date(2026, 1, 1)


@pytest.fixture
def cashier(books: Books) -> User:
    """A second person of finance: who approves does not send."""
    return user(books.provider, "cashier", "出纳", Role.FINANCE)


def account(books: Books, dealer: Dealer, number: str = "6222000011") -> BankAccount:
    return BankAccount.objects.create(
        provider=books.provider,
        dealer=dealer,
        holder=dealer.name,
        bank="工商银行",
        branch="南京支行",
        number=number,
        proposed_at=books.world.at,
        proposed_by=books.world.mei(Role.MANAGER),
        confirmed_at=books.world.at,
        confirmed_by=books.world.mei(Role.FINANCE),
    )


def approved(books: Books, many: int = 1) -> list[Statement]:
    for dealer in books.dealers(many):
        books.sells(dealer, JAN, 36_000_00)
        books.sheets(dealer, JAN, [120_00])
    books.settle(JAN, by=books.world.mei(Role.MANAGER))
    rows = list(Statement.objects.order_by("pk"))
    for row in rows:
        actions.approve_first(row, by=books.world.mei(Role.MARKETING), at=books.world.at)
        actions.approve_second(row, by=books.world.mei(Role.FINANCE), at=books.world.at)
    return rows


def answer(client: Client, made: Remittance, text: str) -> Any:
    """By whoever has approved: who has sent the file does not read the answer."""
    client.force_login(made.payments.get().statement.approved_by)
    file = SimpleUploadedFile("回执.csv", text.encode("gb18030"))
    return client.post(reverse("settlements:remittance", args=[made.code]), {"file": file})


def held(books: Books, name: str) -> Decimal:
    return money.balance(money.ledger(books.provider.pk), name)


@pytest.mark.clause("P2-7.2.6", "P2-7.2.5")
def test_finance_transfers_to_the_named_account_and_reads_the_answer(
    books: Books, cashier: User, client: Client
) -> None:
    (row,) = approved(books)
    account(books, row.dealer)
    duty = owed(books, row.dealer, what="paid", clause="7.2.5", kind="one_off", period="2026-01")
    client.force_login(cashier)
    assert client.post(reverse("settlements:remit")).status_code == 302
    made = Remittance.objects.get()
    assert (made.count, made.total) == (1, Decimal("120.00"))
    file = client.get(reverse("settlements:remittance_file", args=[made.code])).content
    text = file.decode("utf-8-sig")
    assert f"1,{row.code},经销商0,6222000011,工商银行,南京支行,120.00,维修费 2026-01" in text
    assert text.strip().endswith("合计,1,120.00")
    assert held(books, "bank") == 0
    for _twice in range(2):
        assert (
            answer(client, made, f"参考号,金额,结果\n{row.code},120.00,成功,B-77\n").status_code
            == 302
        )
    row.refresh_from_db()
    duty.refresh_from_db()
    assert (row.state, row.bank_reference, row.paid_by) == ("paid", "B-77", row.approved_by)
    assert duty.met_at is not None
    assert held(books, "bank") == Decimal("120.00")
    assert held(books, "payable") == 0
    line = Line.objects.get(account="bank")
    assert (line.clause, line.evidence, line.contra) == ("7.2.6", row.code, "payable")


def test_whoever_approved_does_not_send(books: Books, client: Client) -> None:
    (row,) = approved(books)
    account(books, row.dealer)
    client.force_login(books.world.mei(Role.FINANCE))
    page = client.post(reverse("settlements:remit"), follow=True).content.decode()
    assert "须由他人办理" in page
    assert "7.2.4" in page
    assert not Remittance.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.filter(pk=row.pk).update(
            state="sent", sent_by=row.approved_by_id or books.world.mei(Role.FINANCE).pk
        )


def test_without_a_named_account_nothing_is_sent_but_what_has_one_is(
    books: Books, cashier: User
) -> None:
    one, other = approved(books, 2)
    with pytest.raises(Exception, match="named no bank account") as refused:
        actions.remit(books.provider, by=cashier, at=books.world.at)
    assert refused.value.clause == "7.2.6"
    waiting = account(books, one.dealer)
    BankAccount.objects.filter(pk=waiting.pk).update(confirmed_at=None, confirmed_by=None)
    with pytest.raises(Exception, match="named no bank account"):
        actions.remit(books.provider, by=cashier, at=books.world.at)
    account(books, other.dealer)
    made = actions.remit(books.provider, by=cashier, at=books.world.at)
    assert [row.statement for row in made.payments.all()] == [other]


def test_what_the_bank_refuses_is_sent_again_to_the_account_of_then(
    books: Books, cashier: User, client: Client
) -> None:
    (row,) = approved(books)
    wrong = account(books, row.dealer, "0000")
    client.force_login(cashier)
    client.post(reverse("settlements:remit"))
    made = Remittance.objects.get()
    answer(client, made, f"{row.code},120.00,失败,,账号不存在\n")
    row.refresh_from_db()
    assert (row.state, row.returned_because, row.sent_by) == ("approved", "账号不存在", None)
    assert held(books, "bank") == 0
    BankAccount.objects.filter(pk=wrong.pk).update(
        ended_at=books.world.at, ended_by=cashier, ended_because="换户"
    )
    account(books, row.dealer, "6222")
    again = actions.remit(books.provider, by=cashier, at=books.world.at)
    assert [payment.account.number for payment in again.payments.all()] == ["6222"]
    row.refresh_from_db()
    assert (row.state, row.returned_because) == ("sent", ""), "it is on its way again"
    assert Payment.objects.get(remittance=made).account == wrong


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("X-1,120.00,成功\n", "不在这份文件中"),
        ("{code},120.01,成功\n", "金额不符"),
        ("{code},120.00,也许\n", "第 1 行"),
        ("", "空"),
    ],
)
def test_an_answer_that_does_not_fit_changes_nothing(
    books: Books, cashier: User, client: Client, text: str, says: str
) -> None:
    (row,) = approved(books)
    account(books, row.dealer)
    client.force_login(cashier)
    client.post(reverse("settlements:remit"))
    made = Remittance.objects.get()
    given = answer(client, made, text.format(code=row.code))
    assert given.status_code == 422
    assert says in given.content.decode()
    row.refresh_from_db()
    assert row.state == "sent"
    assert not Line.objects.filter(account="bank").exists()


def test_whoever_has_sent_the_file_does_not_read_the_answer(
    books: Books, cashier: User, client: Client
) -> None:
    (row,) = approved(books)
    account(books, row.dealer)
    made = actions.remit(books.provider, by=cashier, at=books.world.at)
    client.force_login(cashier)
    url = reverse("settlements:remittance", args=[made.code])
    for result in ("成功", "失败,,销户"):
        text = f"{row.code},120.00,{result}\n".encode()
        given = client.post(url, {"file": SimpleUploadedFile("回执.csv", text)})
        assert given.status_code == 422
        assert "7.2.4" in given.content.decode()
    assert not Line.objects.filter(account="bank").exists()
    text = f"{row.code},120.00,成功\n"
    assert answer(client, made, text).status_code == 302
    digest = hashlib.sha256(text.encode("gb18030")).hexdigest()
    assert Payment.objects.get().answer_digest == digest


def test_one_statement_keeps_the_promise_for_every_form_whose_sheets_it_pays(
    books: Books, cashier: User, client: Client
) -> None:
    (dealer,) = books.dealers(1)
    books.sells(dealer, JAN, 36_000_00)
    feb = date(2026, 2, 1)
    duties = [
        owed(books, dealer, what="paid", clause="7.2.5", kind="one_off", period=period, code=period)
        for period in ("2026-01", "2026-02", "2026-03")
    ]
    books.sheets(dealer, JAN, [70_00])
    books.sheets(dealer, feb, [50_00])
    books.sheets(dealer, date(2026, 3, 1), [50_00], state="refused", reason="不在保内")
    books.settle(feb, by=books.world.mei(Role.MANAGER))
    row = Statement.objects.get()
    actions.approve_first(row, by=books.world.mei(Role.MARKETING), at=books.world.at)
    actions.approve_second(row, by=books.world.mei(Role.FINANCE), at=books.world.at)
    account(books, dealer)
    made = actions.remit(books.provider, by=cashier, at=books.world.at)
    answer(client, made, f"{row.code},120.00,成功\n")
    for duty in duties:
        duty.refresh_from_db()
    assert [duty.met_at is not None for duty in duties] == [True, True, True]


def test_where_nothing_is_due_nothing_is_left_to_be_paid_in_time(books: Books) -> None:
    (dealer,) = books.dealers(1)
    duty = owed(books, dealer, what="paid", clause="7.2.5", kind="one_off", period="2026-01")
    books.sheets(dealer, JAN, [70_00])
    books.settle(JAN)
    assert Statement.objects.get().state == "nothing_due"
    duty.refresh_from_db()
    assert duty.met_at is not None


def test_an_answer_is_not_turned_round_later(books: Books, cashier: User, client: Client) -> None:
    (row,) = approved(books)
    account(books, row.dealer)
    client.force_login(cashier)
    client.post(reverse("settlements:remit"))
    made = Remittance.objects.get()
    answer(client, made, f"{row.code},120.00,成功\n")
    again = answer(client, made, f"{row.code},120.00,失败,,退票\n")
    assert "与此不同" in again.content.decode()
    assert held(books, "bank") == Decimal("120.00")


@pytest.mark.clause("P2-7.5")
def test_no_page_and_no_endpoint_pays_in_cash_or_against_goods(books: Books, cashier: User) -> None:
    """All that ever leaves what is owed to dealers goes to the bank, by the bank's own answer."""
    (row,) = approved(books)
    account(books, row.dealer)
    made = actions.remit(books.provider, by=cashier, at=books.world.at)
    for goods in ("cash", "goods", "material"):
        with (
            pytest.raises(IntegrityError, match="leaves_a_fund_only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(
                "INSERT INTO money_line (provider_id, account, contra, subject_kind, subject_code,"
                " item, payer, basis, description, quantity, unit_price, amount, clause, dealer,"
                " period, evidence, key, booked_at) SELECT provider_id, %s, 'payable',"
                " subject_kind, subject_code, item, payer, basis, description, 1, 1, 1, clause,"
                " dealer, period, evidence, '', booked_at FROM money_line LIMIT 1",
                [goods],
            )
    with (
        pytest.raises(IntegrityError, match="never changes"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE settlements_remittance SET total = 1 WHERE id = %s", [made.pk])


def test_the_layout_is_a_setting(books: Books, cashier: User, client: Client) -> None:
    (row,) = approved(books)
    account(books, row.dealer)
    client.force_login(cashier)
    url = reverse("settlements:layout")
    wish = {
        "columns": "account, holder, amount, reference",
        "delimiter": "|",
        "encoding": "gb18030",
    }
    for wrong in ("account", "account, nothing", "reference,holder,account,amount,amount"):
        assert client.post(url, {**wish, "columns": wrong}).status_code == 422
    assert client.post(url, wish).status_code == 302
    assert "account, holder" in client.get(url).content.decode()
    made = actions.remit(books.provider, by=cashier, at=books.world.at)
    assert made.file == f"6222000011|经销商0|120.00|{row.code}\r\n".encode("gb18030")


def test_the_api_pays_likewise(books: Books, cashier: User, client: Client) -> None:
    (row,) = approved(books)
    account(books, row.dealer)

    def post(who: User, url: str, **body: Any) -> Any:
        client.force_login(who)
        return client.post(url, body, content_type="application/json")

    assert post(books.world.mei(Role.MANAGER), "/api/payments").status_code == 404
    made = post(cashier, "/api/payments").json()
    assert (made["count"], made["total"]) == (1, "120.00")
    file = client.get(f"/api/payments/{made['code']}/file.csv")
    assert hashlib.sha256(file.content).hexdigest() == Remittance.objects.get().digest
    url = f"/api/payments/{made['code']}/answers"
    said = {"reference": row.code, "amount": "120.00", "is_paid": True, "number": "B-1"}
    teller = books.world.mei(Role.FINANCE)
    assert post(cashier, url, answers=[said]).status_code == 409
    assert post(teller, url, answers=[{**said, "is_paid": False}]).status_code == 422
    assert post(teller, url, answers=[said]).json() == {"paid": 1, "refused": 0}
    assert post(teller, url, answers=[said]).json() == {"paid": 0, "refused": 0}
    told = client.get(f"/api/payments/{made['code']}").json()
    assert told["payments"][0]["bank_reference"] == "B-1"
    client.force_login(books.world.stranger(Role.FINANCE))
    assert client.get(f"/api/payments/{made['code']}").status_code == 404


def test_the_list_of_files_keeps_its_budget(
    books: Books, cashier: User, client: Client, django_assert_max_num_queries: Any
) -> None:
    (row,) = approved(books)
    account(books, row.dealer)
    actions.remit(books.provider, by=cashier, at=books.world.at)
    client.force_login(cashier)
    with django_assert_max_num_queries(BUDGETS["settlements:remittance_list"]):
        client.get(reverse("settlements:remittance_list"))
