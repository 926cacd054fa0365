"""The dealer's side of a company: who repairs with what, its account, checks, surveys, reports."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.dealers import actions as dealers
from sanbao.apps.dealers import queries as rows
from sanbao.apps.parties import queries as parties
from sanbao.apps.training import actions as training
from sanbao.site.demo import people
from sanbao.site.demo.clock import CHINA, Clock
from sanbao.site.demo.company import CompanyData, Dealing
from sanbao.site.demo.people import Staff
from sanbao.site.demo.units import Unit

NAMED_DAYS_AGO = 300
CHECKED = {
    **dict.fromkeys(("organisation", "orders", "refusals", "charges", "rules"), "yes"),
    "sheets": "no",
    "sheets_note": "抽看二十张，两张没有用户签字",
    "users": "走访三户，均反映上门及时；一户说没有留维修单",
    "measures": "两张维修单缺用户签字，十日内补齐并重新培训填单",
}
ASKED = ("旺季备件是否够用", "培训最希望讲哪一块", "用户最常提的意见是什么")
ANSWERED = ("常用件够用，个别件要等一周", "新产品的故障判断", "希望晚上也能上门")
FEEDBACK = {
    "faults": "密封和接插件类故障居多，未见批量问题",
    "repeated": "no",
    "users": "总体满意，希望配件到得再快些",
    "wishes": "易损件随机附一套备件",
}


@dataclass(frozen=True, slots=True)
class Side:
    """One dealer and who deals with it. chance: its own, so that nothing else is told otherwise.

    cashier: pays what somebody else at finance has approved; None where no fees are settled.
    """

    data: CompanyData
    dealing: Dealing
    staff: Staff
    units: Sequence[Unit]
    clock: Clock
    dealer: parties.Dealer
    cashier: User | None
    chance: Random

    @property
    def own(self) -> User:
        """Who signs in for the dealer."""
        return self.staff[Role.DEALER]

    @property
    def manager(self) -> User:
        return self.staff[Role.MANAGER]

    def at(self, day: date, hour: float) -> datetime:
        """At an hour of a day in China; nothing happens after the end of the telling."""
        begins = datetime.combine(day, datetime.min.time(), CHINA)
        return min(begins + timedelta(hours=hour), self.clock.now)

    def day(self, days_ago: int) -> date:
        return self.clock.today - timedelta(days=days_ago)

    def phone(self) -> str:
        return f"1300000{self.chance.randrange(10_000):04}"

    def key(self) -> UUID:
        return UUID(int=self.chance.getrandbits(128), version=4)


def side_of(data: CompanyData, staff: Staff, units: Sequence[Unit], clock: Clock) -> Side | None:
    """None where the company's agreement is one without a dealer."""
    if data.dealing is None:
        return None
    name, finance = f"{data.slug}-finance-2", staff[Role.FINANCE]
    cashier = data.dealing.cashier
    return Side(
        data=data,
        dealing=data.dealing,
        staff=staff,
        units=units,
        clock=clock,
        dealer=staff.dealers[data.dealer],
        cashier=people.account(name, shown=cashier, like=finance) if cashier else None,
        chance=Random(zlib.crc32(f"dealing {data.slug}".encode())),  # noqa: S311 - invented lives
    )


def organise(side: Side) -> None:
    """Who repairs, with what; and where the fees go, confirmed by a second person."""
    since = side.day(NAMED_DAYS_AGO)
    at = side.at(since, 10)
    posts: dict[str, str] = {side.dealing.head: rows.PostKind.HEAD}
    posts |= dict.fromkeys(side.dealing.staff, rows.PostKind.REPAIR)
    for number, (name, kind) in enumerate(posts.items()):
        naming = dealers.Naming(name, kind, since, since, side.phone())
        post = dealers.name_staff(side.dealer, naming, by=side.own, at=at)
        trained = training.Paper(
            number=f"JX{since:%Y%m}{number:02}",
            valid_from=since,
            valid_until=since + people.CERTIFIED_FOR,
        )
        training.record(post.person, trained, at=at, by=None)
    for kind, name in side.dealing.equipment.items():
        dealers.enter_equipment(side.dealer, kind=kind, name=name, quantity=1, by=side.own, at=at)
    bank = side.dealing.bank
    told = dealers.Account(side.dealer.name, bank.bank, bank.number, bank.branch)
    account = dealers.propose_account(side.dealer, told, by=side.own, at=at)
    confirmer = side.staff[Role.FINANCE]
    dealers.confirm_account(account, by=confirmer, at=at + timedelta(days=1))


def look_in(side: Side) -> None:
    """A check three weeks ago that found something, and the next one."""
    checker = side.staff[Role.QUALITY]
    planned = side.at(side.day(25), 9)
    audit = dealers.plan_audit(side.dealer, side.day(20), by=checker, at=planned)
    dealers.make_audit(audit, CHECKED, key=side.key(), by=checker, at=side.at(side.day(20), 15))
    dealers.plan_audit(side.dealer, side.day(-9), by=checker, at=side.at(side.day(2), 9))


def ask(side: Side) -> None:
    """One survey that was answered, and one that waits for an answer."""
    told = (("旺季服务能力调查", 18, 4), ("明年培训需求调查", 1, -10))
    for title, opened, due in told:
        question = dealers.Question(
            side.key(), title, "\n".join(ASKED), side.day(due), [side.dealer]
        )
        survey = dealers.open_survey(question, by=side.manager, at=side.at(side.day(opened), 9))
        if due > 0:
            at = side.at(side.day(opened - 6), 14)
            dealers.answer_survey(survey, side.dealer, ANSWERED, by=side.own, at=at)


def report(side: Side, months: Sequence[date]) -> None:
    """The quality feedback of past months, each by the tenth of the next."""
    for month in months:
        at = side.at(month + timedelta(days=40), 11)
        filing = dealers.Filing("feedback", f"{month:%Y-%m}", FEEDBACK, side.key())
        dealers.file_report(side.dealer, filing, by=side.own, at=at)
