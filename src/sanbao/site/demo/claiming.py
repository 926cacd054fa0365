"""A dealer's repair sheets, month by month: written, followed up, handed in, checked, allowed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from sanbao.apps.accounts.access import Role
from sanbao.apps.claims import actions as claims
from sanbao.apps.claims import queries as rows
from sanbao.site.demo.company import Fault, Price
from sanbao.site.demo.dealing import Side
from sanbao.site.demo.units import Unit

PAST_MONTHS = 3  # with a statement each
DAYS = (3, 8, 12, 16, 21, 25)
TRUE = claims.Called(is_reached=True, is_true=True, note="用户确认已修好")
UNTRUE = claims.Called(is_reached=True, is_true=False, note="用户说没有换过这个件")
UNSIGNED = "签字与用户姓名不符，请补用户本人签字"
NOT_OURS = "照片显示外力损坏，不属保修"
COSTLY = "更换整套主要部件，单次费用较高"
AGREED = "部件损坏属实，同意按此金额维修"
ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Month:
    """first: its first day. in_at: when it was handed in. settled_at: when its run was made."""

    first: date
    in_at: datetime
    settled_at: datetime


def months_of(side: Side) -> list[Month]:
    """The last months whose days of handing in are over, the oldest first; none where no clause
    names such days. The two newest came in so late that their promise of payment still runs.
    """
    found: list[Month] = []
    first = before(side.clock.today.replace(day=1))
    while len(found) < PAST_MONTHS:
        window = rows.month_of_dealer(side.dealer, first, on=side.clock.today).window
        if window is None:
            return []
        if window.due_on < side.clock.today:
            waited = (9, 12)[len(found)] if len(found) < 2 else 0
            came = window.opens_on + timedelta(days=2)
            came = max(came, side.day(waited)) if waited else came
            run = max(window.due_on, came) + timedelta(days=1)
            found.append(Month(first, side.at(came, 10), side.at(run, 9)))
        first = before(first)
    return found[::-1]


def before(first: date) -> date:
    return (first - timedelta(days=1)).replace(day=1)


def write(side: Side, month: date, *, count: int, is_costly: bool = False) -> list[rows.Sheet]:
    """So many sheets of repairs in a month, as far as it has come, in the dealer's own numbers.

    is_costly: the first one was approved before the work.
    """
    days = [month + timedelta(days=day) for day in DAYS[:count]]
    told = []
    for nth, (day, unit) in enumerate(zip(days, units_on(side, days), strict=True)):
        if day >= side.clock.today:
            break
        word = ask_word(side, unit, on=day, days=2).code if is_costly and not nth else ""
        sheet = sheet_told(side, unit, day, word=word)
        at = side.at(day, 18)
        told.append(claims.write(sheet, dealer=side.dealer, by=side.own, at=at))
    return told


def units_on(side: Side, days: Sequence[date]) -> Iterator[Unit]:
    """For each day another unit of the dealer, within its warranty then."""
    own = [unit for unit in side.units if unit.asset.dealer_id == side.dealer.pk]
    for day in days:
        term = side.data.warranty_days
        young = [unit for unit in own if 0 < unit.age(day) < term] or own
        yield young[side.chance.randrange(len(young))]


def faults_of(side: Side) -> list[Fault]:
    return [one for one in side.data.faults if one.cause == "product_quality" and one.parts]


def priced(side: Side, item: str) -> Price:
    return next(price for price in side.data.prices if price.item == item)


def sheet_told(side: Side, unit: Unit, day: date, *, word: str) -> claims.SheetTold:
    prices = {price.code: price for price in side.data.prices}
    fault = side.chance.choice(faults_of(side))
    used = [prices[code] for code in fault.parts] + [priced(side, "labour")]
    begun = side.at(day, 9 + side.chance.randrange(6))
    site, repairer = unit.asset.site, side.dealing.staff[day.day % len(side.dealing.staff)]
    return claims.SheetTold(
        number=f"{side.data.prefix}-{day:%y%m%d}-{side.chance.randrange(1000):03}",
        repaired_on=day,
        texts={
            "serial": unit.asset.serial,
            "repairer": repairer,
            "fault": fault.says,
            "cause": fault.finding,
            "measure": fault.measure,
            "signer_name": (site.contact_name if site else "") or unit.asset.customer.name,
        },
        lines=tuple(claims.LineTold(one.item, one.name, ONE, one.amount, one.code) for one in used),
        started_at=begun,
        finished_at=begun + timedelta(hours=1),
        signed_on=day,
        has_voucher=True,
        material_returned=True,
        authorisation=word,
    )


def confirm(side: Side, month: date, *, at: datetime) -> None:
    """The dealer's first follow-up of all that is drafted up to the end of a month."""
    drafted = rows.sheets_for(side.own).filter(state=rows.SheetState.DRAFTED, month__lte=month)
    for sheet in drafted.order_by("id"):
        claims.confirm(sheet, TRUE, by=side.own, at=at)


def hand_in(side: Side, month: Month) -> list[rows.Sheet]:
    """The month's form, with every sheet that is confirmed by then."""
    confirm(side, month.first, at=month.in_at - timedelta(hours=1))
    form = claims.hand_in(side.dealer, month.first, by=side.own, at=month.in_at)
    return list(form.sheets.order_by("id"))


def release(side: Side, month: Month) -> None:
    """The spot check: drawn by one, called about by another, the rest allowed by a third."""
    at, provider = month.in_at + timedelta(hours=4), side.manager.provider
    seed, drawer = f"{side.chance.getrandbits(128):032x}", side.staff[Role.QUALITY]
    spot = claims.draw_spot_check(provider, month.first, seed=seed, by=drawer, at=at)
    for drawn in rows.drawn_of(spot).filter(is_true__isnull=True).order_by("sheet_id"):
        claims.check(drawn.sheet, TRUE, by=side.staff[Role.DESK], at=at + timedelta(hours=2))
    claims.release(provider, month.first, by=side.manager, at=at + timedelta(hours=3))


def judge_some(side: Side, sheets: Sequence[rows.Sheet], *, at: datetime) -> None:
    """Of the newest month one goes back, one is refused, one is not true and costs a fine."""
    back, refused, untrue = sheets[-3:]
    checker = side.staff[Role.QUALITY]
    claims.send_back(back, reason=UNSIGNED, by=checker, at=at)
    claims.refuse(refused, reason=NOT_OURS, by=checker, at=at)
    claims.check(untrue, UNTRUE, by=side.staff[Role.DESK], at=at)


def accuse(side: Side, sheet: rows.Sheet, *, at: datetime) -> None:
    """Where the agreement fines what is false, it is proposed, and waits for a second person."""
    reason = "回访用户称未更换该配件"
    claims.propose_penalty(sheet, 1, reason=reason, by=side.staff[Role.QUALITY], at=at)


def ask_word(
    side: Side, unit: Unit, *, on: date, days: int, is_granted: bool = True
) -> rows.Authorisation:
    """The dealer asks so many days before the work; the manager has granted it on the same day."""
    amount = Decimal(1350)
    told = claims.WordAsked(side.key(), unit.asset.serial, COSTLY, amount)
    at = side.at(on - timedelta(days=days), 10)
    word = claims.ask_word(told, dealer=side.dealer, by=side.own, at=at)
    if is_granted:
        at += timedelta(hours=3)
        claims.decide_word(word, granted=amount, reason=AGREED, by=side.manager, at=at)
    return word
