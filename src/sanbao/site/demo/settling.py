"""What a dealer is paid: settled sales, a statement for each month, the bank's answer, disputes."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from sanbao.apps.accounts.access import Role
from sanbao.apps.claims import actions as claims
from sanbao.apps.products import actions as products
from sanbao.apps.settlements import actions as settlements
from sanbao.apps.settlements import queries as rows
from sanbao.rules.remittance import Answer
from sanbao.site.demo import claiming, dealing
from sanbao.site.demo.claiming import Month
from sanbao.site.demo.clock import Clock
from sanbao.site.demo.company import CompanyData
from sanbao.site.demo.dealing import Side
from sanbao.site.demo.people import Staff
from sanbao.site.demo.units import Unit

DECEMBER = 12
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FILE, BANK = "FK", "BK"  # how a file of transfers is numbered, and how the bank does
BANK_SAYS = "收款行系统维护，退回"
NEWEST_SHEETS, OTHER_SHEETS = 6, 1
CONTESTED_AT_MOST = timedelta(days=20)  # after the statement was made
CONTESTED = "有一张维修单的配件按旧价核算，少付 6.00 元，请复核"


def tell(data: CompanyData, staff: Staff, units: Sequence[Unit], clock: Clock) -> None:
    """Everything with the dealer, where the agreement is one with a dealer."""
    side = dealing.side_of(data, staff, units, clock)
    if side is None:
        return
    months = claiming.months_of(side)
    dealing.organise(side)
    if side.dealing.sales:
        dealing.report(side, [month.first for month in months[-2:]])
    dealing.look_in(side)
    dealing.ask(side)
    if not months:
        return
    for place, month in enumerate(months):
        follow(side, month, is_newest=place == len(months) - 1)
    go_on(side)
    write_on(side, months[-1])


def follow(side: Side, month: Month, *, is_newest: bool) -> None:
    """A month from its sales and sheets to its statement."""
    record_sales(side, month.first)
    if not is_newest:
        claiming.write(side, month.first, count=OTHER_SHEETS)
        claiming.hand_in(side, month)
        claiming.release(side, month)
        make(side, month)
        return
    costly, *_rest = claiming.write(side, month.first, count=NEWEST_SHEETS, is_costly=True)
    sheets = claiming.hand_in(side, month)
    claiming.judge_some(side, sheets, at=month.in_at + HOUR)
    if side.dealing.sales:
        claiming.accuse(side, sheets[-1], at=month.in_at + 2 * HOUR)
    claiming.release(side, month)
    make(side, month)
    claims.verify(costly, by=side.manager, at=side.at(side.day(1), 16))


def make(side: Side, month: Month) -> None:
    """Its statement; of a fund in December that of the year before it."""
    if month.first.month == DECEMBER and side.dealing.sales:
        settle(side, month.first, rows.StatementKind.YEAR_END, at=side.at(last_day(month), 17))
    settle(side, month.first, rows.StatementKind.MONTHLY, at=month.settled_at)


def write_on(side: Side, newest: Month) -> None:
    """Of the month after it one sheet is followed up, others are not; costly work waits for us."""
    following = (newest.first + timedelta(days=31)).replace(day=1)
    first, *_rest = claiming.write(side, following, count=2)
    claims.confirm(first, claiming.TRUE, by=side.own, at=side.at(side.day(0), 9))
    claiming.ask_word(side, side.units[0], on=side.day(-1), days=2, is_granted=False)


def last_day(month: Month) -> date:
    return month.first.replace(day=31)


def record_sales(side: Side, month: date) -> None:
    """What the dealer settled of each product, and one unit that came back."""
    day = month + timedelta(days=26)
    goods = side.data.products
    sold = [
        products.SaleLine(
            f"XS{month:%y%m}-{place + 1}",
            side.dealer.code,
            day,
            one.code,
            units,
            units * one.price,
        )
        for place, (one, units) in enumerate(zip(goods, side.dealing.sales, strict=False))
    ]
    if not sold:
        return
    back = products.SaleLine(
        f"XT{month:%y%m}-1", side.dealer.code, day, goods[0].code, -1, -goods[0].price
    )
    by = side.staff[Role.SALES]
    products.record_sales(
        [*sold, back], provider=side.manager.provider, at=side.at(day + DAY, 17), by=by
    )


def settle(side: Side, month: date, kind: str, *, at: datetime) -> None:
    """The run, done at once."""
    run = settlements.ask_run(side.manager.provider, kind=kind, month=month, by=side.manager, at=at)
    settlements.carry_out(run.pk, at=at)


def go_on(side: Side) -> None:
    """The newest is only made, the one before waits for finance; the oldest is paid, after the bank
    had refused it, and contested since. Where nothing is due there is nothing to approve.
    """
    due = rows.statements_for(side.manager).filter(state=rows.StatementState.MADE)
    paid, waiting = due.order_by("id")[:2]
    approve(side, paid)
    at = paid.made_at
    settlements.approve_second(paid, by=side.staff[Role.FINANCE], at=at + 3 * HOUR)
    answer(side, remit(side, at=at + DAY), refused=BANK_SAYS)
    answer(side, remit(side, at=at + 2 * DAY))
    approve(side, waiting)
    contested = settlements.Contested(CONTESTED, Decimal(6))
    # Lately, but before the term for it is over, which is months after the oldest statement.
    since = min(side.at(side.day(3), 10), at + CONTESTED_AT_MOST)
    settlements.dispute(paid, contested, key=side.key(), by=side.own, at=since)


def approve(side: Side, statement: rows.Statement) -> None:
    by = side.staff[Role.MARKETING]
    settlements.approve_first(statement, by=by, at=statement.made_at + HOUR)


def remit(side: Side, *, at: datetime) -> rows.Remittance:
    assert side.cashier is not None  # noqa: S101 - who settles fees has one
    return settlements.remit(side.manager.provider, by=side.cashier, at=at)


def answer(side: Side, file: rows.Remittance, *, refused: str = "") -> None:
    """What the bank says of every transfer of a file, on the same afternoon."""
    told = [
        Answer(
            row.statement.code,
            row.amount,
            not refused,
            f"{file.code.replace(FILE, BANK)}-{nth}",
            refused,
        )
        for nth, row in enumerate(rows.payments_of(file), start=1)
    ]
    digest = hashlib.sha256(f"{file.code} {refused}".encode()).hexdigest()
    by, at = side.staff[Role.FINANCE], file.made_at + 5 * HOUR
    settlements.take_answers(file, told, digest=digest, by=by, at=at)
