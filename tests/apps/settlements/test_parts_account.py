"""A dealer's parts account: read from stock, sheets and ledger, at the end of any day."""

import csv
import io
import json
from dataclasses import astuple, dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.parties.models import Dealer, Person, Station
from sanbao.apps.parts import actions as parts
from sanbao.apps.parts.facts import Where, van_of
from sanbao.apps.parts.models import Part
from sanbao.apps.settlements import queries
from sanbao.rules.deadline import CHINA_TIME

from ..world import user
from .conftest import Books

BUDGETS = json.loads((Path(__file__).resolve().parents[2] / "query_budgets.json").read_text())
JAN, FEB = date(2026, 1, 1), date(2026, 2, 1)
START = datetime(2026, 1, 5, 9, tzinfo=CHINA_TIME)
DAY = timedelta(days=1)


@dataclass
class Account:
    """A dealer who repairs by the tablets' agreement, with a station and an engineer's van."""

    books: Books
    dealer: Dealer
    station: Where
    van: Where
    own: User

    def totals(self, on: date) -> tuple[str, ...]:
        return tuple(f"{value}" for value in astuple(queries.parts_totals(self.dealer, on=on)))

    def url(self, what: str = "") -> str:
        if what:
            return reverse("settlements:parts_section", args=[self.dealer.code, what])
        return reverse("settlements:parts", args=[self.dealer.code])


@pytest.fixture
def account(books: Books) -> Account:
    """Ten batteries counted, three sent onto the van, one used at a visit and put on a sheet."""
    (dealer,) = books.dealers(1, "tablet-dealer")
    provider, boss = books.provider, books.world.mei(Role.MANAGER)
    station = Station.objects.create(provider=provider, code="DG", name="东莞网点", dealer=dealer)
    engineer = user(provider, "dg-1", "植工", Role.ENGINEER)
    Person.objects.create(provider=provider, user=engineer, name="植工", station=station)
    made = Account(books, dealer, Where(station=station), van_of(engineer), books.person_of(dealer))
    part = parts.list_part(
        "DC-75", "电池", unit="块", is_tool=False, provider=provider, by=boss, at=START
    )
    ten, three, one = Decimal(10), Decimal(3), {"DC-75": Decimal(1)}
    parts.count(made.station, part, ten, key=uuid4(), by=boss, at=START)
    sent = {"key": uuid4(), "by": boss, "at": START + DAY}
    parts.send(made.station, made.van, part, three, **sent)
    used = {"visit": "SM-1", "key": uuid4(), "by": engineer, "at": START + 2 * DAY}
    parts.use(engineer, one, **used)
    back, kept = books.sheets(dealer, JAN, [88_00, 12_50])
    type(back).objects.filter(pk=back.pk).update(visit_code="SM-1")
    books.part(back, 88_00, returned=True)
    books.part(kept, 12_50, returned=False)
    return made


def test_it_adds_up_at_the_end_of_each_day(account: Account) -> None:
    # Kinds in store, stocks to count, used, sent back, credited, what is left of it.
    before = ("0", "0", "0.00", "0.00", "0.00", "0.00")
    assert account.totals(date(2025, 12, 31)) == before
    assert account.totals(START.date())[:4] == ("1", "0", "2.00", "1.00")
    account.books.settle(JAN)
    assert account.totals(date(2026, 2, 20))[4:] == ("0.00", "0.00")
    assert account.totals(date(2026, 2, 21))[4:] == ("88.00", "88.00")

    def lying(on: date) -> list[tuple[str, str]]:
        rows = queries.parts_page(account.dealer, "stock", on=on).rows
        return sorted((row.store.kind, f"{row.lay:f}") for row in rows)

    day = START.date()
    assert lying(day) == [("station", "10.00")]
    assert lying(day + DAY) == [("station", "7.00"), ("van", "3.00")]
    assert lying(day + 2 * DAY) == [("station", "7.00"), ("van", "2.00")]


def test_its_dealer_reads_why_each_part_moved_and_by_which_clause_it_is_credited(
    account: Account, client: Client
) -> None:
    account.books.settle(JAN)
    client.force_login(account.own)
    page = client.get(account.url("moves")).content.decode()
    for told in ("电池", "SM-1", "盘点", "东莞网点", "WX-", "2026-01-07"):
        assert told in page
    page = client.get(account.url("used")).content.decode()
    assert ("旧件已返回" in page, "旧件未返回" in page) == (True, True)
    page = client.get(account.url("credit")).content.decode()
    assert ("5.5" in page, "+88.00" in page) == (True, True)
    page = client.get(account.url("credit"), {"on": "2026-02-20"}).content.decode()
    assert "截至当日没有冲账" in page
    assert account.url() in client.get(reverse("dealers:home")).content.decode()


def test_what_is_not_on_record_says_what_to_do(books: Books, client: Client) -> None:
    (dealer,) = books.dealers(1, "tablet-dealer")
    client.force_login(books.person_of(dealer))
    for what, words in (
        ("stock", "请由库房管理人员"),
        ("moves", "没有出入库记录"),
        ("used", "请在维修单上填写"),
        ("credit", "请随维修单返回旧料"),
    ):
        url = reverse("settlements:parts_section", args=[dealer.code, what])
        assert words in client.get(url).content.decode()
    url = reverse("settlements:parts_section", args=[dealer.code, "orders"])
    assert client.get(url).status_code == 404


def test_it_comes_page_by_page_and_whole_as_a_file(account: Account, client: Client) -> None:
    on, found, after = date(2026, 3, 1), [], ""
    for _ in range(4):
        page = queries.parts_page(account.dealer, "moves", on=on, after=after, size=1)
        found += [row.kind for row in page.rows]
        after = page.after
    assert (found, after) == (["used", "brought", "sent", "counted"], "")
    two = queries.parts_page(account.dealer, "used", on=on, size=1)
    rest = queries.parts_page(account.dealer, "used", on=on, after=two.after, size=1)
    assert [f"{row.claimed}" for row in (*two.rows, *rest.rows)] == ["12.50", "88.00"]
    client.force_login(account.own)
    for what, lines in (("stock", 2), ("moves", 4), ("used", 2), ("credit", 0)):
        url = reverse("settlements:parts_file", args=[account.dealer.code, what])
        text = client.get(url).getvalue().decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text)))
        assert len(rows) == lines + 1, what
        assert all(len(row) == len(rows[0]) for row in rows)
    assert rows[0][3] == "金额"


def test_a_file_has_the_time_of_china_and_says_the_sheet(account: Account, client: Client) -> None:
    client.force_login(account.own)
    url = reverse("settlements:parts_file", args=[account.dealer.code, "moves"])
    rows = list(csv.DictReader(io.StringIO(client.get(url).getvalue().decode("utf-8-sig"))))
    assert rows[0]["时间"] == "2026-01-07 09:00"
    assert (rows[0]["数量"], rows[0]["维修单"][:3]) == ("-1.00", "WX-")


def test_over_the_api_the_same_is_read(account: Account, client: Client) -> None:
    account.books.settle(JAN)
    client.force_login(account.own)
    place = f"/api/parts-accounts/{account.dealer.code}"
    told = client.get(place).json()
    assert (told["kinds"], told["used"], told["sent_back"]) == (1, "2.00", "1.00")
    assert (told["earned"], told["credit"]) == ("88.00", "88.00")
    assert client.get(place, {"on": "2026-02-20"}).json()["credit"] == "0.00"

    def items(what: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = client.get(f"{place}/{what}").json()["items"]
        return found

    assert {(row["kind"], row["on_hand"]) for row in items("stock")} == {
        ("station", "7.00"),
        ("van", "2.00"),
    }
    newest = items("moves")[0]
    assert (newest["why"], newest["about"], newest["sheet"][:3]) == ("used", "SM-1", "WX-")
    assert [row["is_sent_back"] for row in items("used")] == [False, True]
    (credit,) = items("credit")
    assert (credit["amount"], credit["clause"]) == ("88.00", "5.5")
    page = client.get(account.url("credit")).content.decode()
    assert (bool(credit["description"]), credit["description"] in page) == (True, True)


def test_who_settles_reads_it_on_the_dealers_page_and_another_dealer_does_not(
    account: Account, client: Client
) -> None:
    (other,) = account.books.dealers(1, "tablet-dealer")
    mei = account.books.world.mei
    outside = (account.books.person_of(other), mei(Role.QUALITY), mei(Role.DEALER))
    places = [account.url(), account.url("credit"), f"/api/parts-accounts/{account.dealer.code}"]
    places.append(reverse("settlements:parts_file", args=[account.dealer.code, "stock"]))
    places.append(f"/api/parts-accounts/{account.dealer.code}/moves")
    for reader in (*outside, account.books.world.stranger(Role.MANAGER)):
        client.force_login(reader)
        assert {client.get(place).status_code for place in places} == {404}, reader
    file = reverse("dealers:file", args=[account.dealer.code])
    client.force_login(mei(Role.QUALITY))
    assert account.url() not in client.get(file).content.decode()
    for role in (Role.MANAGER, Role.FINANCE, Role.MARKETING, Role.AUDITOR):
        client.force_login(mei(role))
        assert {client.get(place).status_code for place in places} == {200}, role
        assert account.url() in client.get(file).content.decode()


@pytest.mark.parametrize(
    ("on", "words"), [("2999-01-01", "这一天还没有到"), ("2026-13-40", "有效的日期")]
)
def test_a_day_to_come_or_none_at_all_is_refused_and_stays_typed(
    account: Account, client: Client, on: str, words: str
) -> None:
    client.force_login(account.own)
    file = reverse("settlements:parts_file", args=[account.dealer.code, "stock"])
    for place in (account.url(), account.url("moves"), file):
        answer = client.get(place, {"on": on})
        told = answer.content.decode()
        assert (answer.status_code, words in told, f'value="{on}"' in told) == (422, True, True)
        assert "东莞网点" not in told, "nothing of another day stands under it"
    for place in ("", "/stock"):
        answer = client.get(f"/api/parts-accounts/{account.dealer.code}{place}", {"on": on})
        assert answer.status_code == 422
        assert [error["field"] for error in answer.json()["errors"]] == ["on"]


def test_a_visit_is_linked_for_who_may_open_it(account: Account, client: Client) -> None:
    engineer = account.van.engineer
    back = {"visit": "SM-1", "key": uuid4(), "by": engineer, "at": START + 3 * DAY}
    parts.put_back(engineer, **back)
    link = reverse("visits:visit", args=["SM-1"])
    mei = account.books.world.mei
    for role, links in (
        (Role.MANAGER, 2),
        (Role.AUDITOR, 2),
        (Role.MARKETING, 0),
        (Role.FINANCE, 0),
    ):
        client.force_login(mei(role))
        page = client.get(account.url("moves")).content.decode()
        assert (page.count(link), "SM-1" in page) == (links, True), role


def test_a_store_counts_for_one_dealer_and_what_is_empty_is_left_out(account: Account) -> None:
    (other,) = account.books.dealers(1, "tablet-dealer")
    on = (START + 2 * DAY).date()

    def lying(dealer: Dealer) -> list[str]:
        return sorted(row.store.kind for row in queries.parts_page(dealer, "stock", on=on).rows)

    person = Person.objects.filter(user=account.van.engineer)
    person.update(dealer=other)
    assert (lying(account.dealer), lying(other)) == (["station"], ["van"])
    Station.objects.filter(code="DG").update(dealer=other)
    person.update(dealer=account.dealer)
    assert (lying(account.dealer), lying(other)) == (["van"], ["station"])
    person.update(dealer=None)
    assert (lying(account.dealer), lying(other)) == ([], ["station", "van"])
    part = Part.objects.get(code="DC-75")
    boss = account.books.world.mei(Role.MANAGER)
    parts.count(account.station, part, Decimal(0), key=uuid4(), by=boss, at=START + 2 * DAY)
    assert lying(other) == ["van"]


@pytest.mark.parametrize("what", ["stock", "moves", "used", "credit"])
def test_it_asks_as_often_however_much_there_is(
    account: Account, client: Client, what: str
) -> None:
    client.force_login(account.own)
    account.books.settle(JAN)

    def asked() -> tuple[int, int]:
        on = date(2026, 6, 1)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(account.url(what)).status_code == 200
        return len(caught), len(queries.parts_page(account.dealer, what, on=on).rows)

    few, rows = asked()
    assert few <= BUDGETS["settlements:parts_section"]
    more(account)
    again, more_rows = asked()
    assert (again, more_rows > rows) == (few, True)


def more(account: Account) -> None:
    """Three more parts, moved and used at visits, and three sheets of February with a part each."""
    boss, engineer = account.books.world.mei(Role.MANAGER), account.van.engineer
    sheets = account.books.sheets(account.dealer, FEB, [11_00, 12_00, 13_00])
    for place, sheet in enumerate(sheets):
        kind = {"unit": "块", "is_tool": False, "provider": account.books.provider}
        part = parts.list_part(f"DC-{place}", f"电池{place}", **kind, by=boss, at=START)
        parts.count(account.van, part, Decimal(2), key=uuid4(), by=boss, at=START)
        used = {"visit": f"SM-9{place}", "key": uuid4(), "by": engineer, "at": START + DAY}
        parts.use(engineer, {part.code: Decimal(1)}, **used)
        account.books.part(sheet, 11_00 + place * 1_00, returned=True)
        type(sheet).objects.filter(pk=sheet.pk).update(visit_code=f"SM-9{place}")
    account.books.settle(FEB)
