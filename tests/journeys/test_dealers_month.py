"""A dealer's month, from the repair sheet to the bank and to a dispute, each step by whose it is.

The dealer's people work on a phone. Who has repaired does not confirm, who has approved once does
not approve again, who has sent the money does not read the bank's answer: the pages say so.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

import pytest
from playwright.sync_api import FilePayload, Page, expect

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.claims.queries import Sheet
from sanbao.apps.dealers import actions as dealers
from sanbao.apps.parties import actions as parties
from sanbao.apps.settlements.queries import Dispute, Statement
from sanbao.site.demo import people

from ..apps.visits.conftest import drawn
from ..clauses.house import House
from ..clauses.present import CHINA
from .conftest import Opened
from .hands import PATIENCE, PHONE, go, press, turn

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
REPAIRED = datetime(2026, 10, 12, 10, tzinfo=CHINA)
IN_TIME = datetime(2026, 11, 16, 9, tzinfo=CHINA)  # between the 15th and the 20th
CHECKED = datetime(2026, 11, 21, 10, tzinfo=CHINA)
NEXT_MONTH = datetime(2026, 12, 22, 10, tzinfo=CHINA)
SERVED = {"fault": "漏水", "cause": "真空管破裂", "measure": "更换真空管"}
TUBE = {"code": "ZKG-58", "name": "真空管", "unit_price": "45"}
LABOUR = {"code": "GS-01", "name": "上门维修", "unit_price": "60"}


@dataclass
class Trade:
    """A maker, its dealer, and who of them acts; one browser a person."""

    house: House
    opened: Opened
    pages: dict[str, Page] = field(default_factory=dict)

    def __post_init__(self) -> None:
        house, staff = self.house, self.house.company.staff
        self.dealer = staff.dealers["D01"]
        self.own = house.person(Role.DEALER)
        self.mate = people.account("mate", shown="秦小军", like=self.own)
        self.cashier = people.account("cashier", shown="钱玉梅", like=house.person(Role.FINANCE))
        parties.create_person(
            "秦小军",
            provider=house.company.provider,
            user=self.mate,
            phone="",
            belongs_to=self.dealer,
        )
        both = house.person(Role.MARKETING)
        both.roles = [Role.MARKETING, Role.FINANCE]
        both.save(update_fields=["roles"])
        now = house.present.now
        told = dealers.Account(self.dealer.name, "工商银行", "6222020000000204", "岱岳支行")
        account = dealers.propose_account(self.dealer, told, by=self.own, at=now)
        dealers.confirm_account(account, by=house.person(Role.FINANCE), at=now)

    def at(self, who: str | User) -> Page:
        user = self.house.person(who) if isinstance(who, str) else who
        if user.username not in self.pages:
            page = self.opened(user, width=PHONE if user in (self.own, self.mate) else 1440)
            page.set_default_timeout(PATIENCE)
            self.pages[user.username] = page
        return self.pages[user.username]

    def until(self, moment: datetime) -> None:
        """Nobody stays signed in that long."""
        self.pages.clear()
        self.house.go_to(moment)

    def sells(self, reference: str, on: str, amount: str) -> None:
        row = f"{reference},{self.dealer.code},{on},,20,{amount}"
        self.house.post(Role.FINANCE, "products:record_sales", data={"sales": row})


@pytest.fixture
def trade(company: Callable[..., House], opened: Opened) -> Trade:
    return Trade(company("solar-dealer", now=REPAIRED, assets=2), opened)


def test_a_sheet_goes_to_the_bank_and_its_refused_line_comes_back_by_a_dispute(
    trade: Trade,
) -> None:
    trade.sells("S-10", "2026-10-20", "37800")
    write(trade, trade.at(trade.own))
    sheet = Sheet.objects.get()
    prove(trade.at(trade.own))
    confirm(trade, sheet)
    trade.until(IN_TIME)
    hand_in(trade.at(trade.own))
    check(trade, sheet)
    judge(trade.at(Role.MANAGER), sheet)
    trade.until(CHECKED)
    statement = settle(trade, "2026-10")
    assert statement.granted == Decimal("60.00")
    approve(trade, statement)
    pay(trade, statement)
    contest(trade.at(trade.own), statement)
    decide(trade.at(trade.cashier))
    trade.until(NEXT_MONTH)
    trade.sells("S-11", "2026-11-20", "18000")
    later = settle(trade, "2026-11")
    page = go(trade.at(trade.own), f"/settlements/{later.code}/")
    assert later.granted == Decimal("45.00")
    expect(page.locator("main")).to_contain_text(Dispute.objects.get().code)


def write(trade: Trade, page: Page) -> None:
    """Eight fields and two lines; what the voucher shows comes with a photo."""
    unit, day = trade.house.units[0], f"{REPAIRED:%Y-%m-%d}"
    go(page, "/claims/new/")
    typed = {
        "number": "D-1",
        "repaired_on": day,
        "serial": unit.serial,
        "repairer": str(trade.own),
        "signer_name": unit.customer.name,
        "signed_on": day,
        **SERVED,
        **{f"line0-{name}": value for name, value in TUBE.items()},
        **{f"line1-{name}": value for name, value in LABOUR.items()},
    }
    for name, value in typed.items():
        page.fill(f"[name={name}]", value)
    page.select_option("[name=line0-item]", "parts")
    page.select_option("[name=line1-item]", "labour")
    page.check("[name=line0-old_part_returned]")
    page.check("[name=has_voucher]")
    press(page, "保存维修单")


def prove(page: Page) -> None:
    voucher: FilePayload = {
        "name": "凭证.png",
        "mimeType": "image/png",
        "buffer": drawn().read(),
    }
    page.set_input_files("#photos [type=file]", voucher)
    page.wait_for_selector("#photos img")


def confirm(trade: Trade, sheet: Sheet) -> None:
    """The first follow-up: not by whoever has repaired it."""
    own, mate = trade.at(trade.own), trade.at(trade.mate)
    call(own, "confirm")
    expect(own.locator("#confirm")).to_contain_text("7.2.3")
    go(mate, f"/claims/{sheet.code}/")
    call(mate, "confirm")
    sheet.refresh_from_db()
    assert sheet.state == "confirmed"


def call(page: Page, step: str) -> None:
    """The customer was reached, and says what the sheet says."""
    form = page.locator(f"#{step}")
    form.locator("summary").click()
    form.locator("[name=heard][value=true]").check()
    turn(page, form.get_by_role("button", name="记录"))


def hand_in(page: Page) -> None:
    go(page, "/claims/months/")
    month = page.locator("li", has_text="2026-10")
    turn(page, month.get_by_role("button", name="提交维修单和结算单"))
    expect(page.locator("tbody")).to_contain_text("¥105.00")


def check(trade: Trade, sheet: Sheet) -> None:
    """The spot check, and the second follow-up by one of the maker's people."""
    quality, desk = trade.at(Role.QUALITY), trade.at(Role.DESK)
    go(quality, "/claims/checks/")
    press(quality, "抽取样本")
    expect(quality.locator("main")).to_contain_text(sheet.code)
    go(desk, f"/claims/{sheet.code}/")
    call(desk, "check")


def judge(page: Page, sheet: Sheet) -> None:
    """The tube is not paid: the customer says it was not changed."""
    go(page, f"/claims/{sheet.code}/")
    page.locator("#verify summary").click()
    page.fill("[name=amount_1]", "0")
    page.select_option("[name=reason_1]", "not_done")
    press(page, "核准")
    expect(page.locator("main")).to_contain_text("用户称未做")


def settle(trade: Trade, month: str) -> Statement:
    page = trade.at(Role.MANAGER)
    go(page, "/settlements/runs/")
    page.fill("[name=month]", month)
    press(page, "生成")
    trade.house.settle()
    return Statement.objects.latest("pk")


def approve(trade: Trade, statement: Statement) -> None:
    """Twice, by two people; one who holds both offices is told why he may not."""
    marketing, finance = trade.at(Role.MARKETING), trade.at(Role.FINANCE)
    go(marketing, f"/settlements/{statement.code}/")
    press(marketing, "批准")
    press(marketing, "批准")
    expect(marketing.get_by_role("alert")).to_contain_text("7.2.4")
    go(finance, f"/settlements/{statement.code}/")
    press(finance, "批准")


def pay(trade: Trade, statement: Statement) -> None:
    """The cashier sends the file; the bank's answer is read by somebody else."""
    cashier, finance = trade.at(trade.cashier), trade.at(Role.FINANCE)
    go(cashier, "/settlements/payments/")
    press(cashier, "生成银行付款文件")
    with cashier.expect_download() as download:
        cashier.get_by_role("link", name="CSV").click()
    assert statement.code in download.value.path().read_text(encoding="utf-8-sig")
    said = f"{statement.code},{statement.granted},成功,B-1\n".encode()
    answer: FilePayload = {"name": "回执.csv", "mimeType": "text/csv", "buffer": said}
    for page in (cashier, finance):
        go(page, cashier.url)
        page.set_input_files("[name=file]", answer)
        press(page, "读入回执")
    expect(cashier.get_by_role("alert")).to_contain_text("7.2.4")
    statement.refresh_from_db()
    assert statement.state == "paid"


def contest(page: Page, statement: Statement) -> None:
    go(page, f"/settlements/{statement.code}/")
    expect(page.locator("main")).to_contain_text("已付款")
    turn(page, page.get_by_role("link", name="提出异议"))
    page.fill("[name=amount]", "45")
    page.fill("[name=text]", "真空管已更换，旧件已寄回")
    press(page, "提交")


def decide(page: Page) -> None:
    row = Dispute.objects.get()
    go(page, f"/settlements/disputes/{row.code}/")
    page.fill("[name=granted]", "45")
    page.fill("[name=reason]", "旧件已收到")
    press(page, "裁定")
