"""Who turns to the company today: chats, calls and a mail in each state, and who is on duty."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from sanbao.apps.accounts.access import Role
from sanbao.apps.contacts import actions
from sanbao.apps.contacts import queries as contacts
from sanbao.apps.contacts.facts import CallTold, Duty, Incoming, Ring
from sanbao.site.demo.clock import Clock
from sanbao.site.demo.company import CompanyData
from sanbao.site.demo.people import Staff
from sanbao.site.demo.units import Unit

# Where an agreement promises a hotline, by which clause; elsewhere the line is our own offer.
CLAUSES = {
    "scale-supplier": "2.5",
    "full-process": "2.3",
    "fuel-truck-dealer": "6",
    "integrated-equipment": "7.3",
}
DAYS = 14
UNSTAFFED = 9  # days from Monday: one night of next week is still to be filled
MORNING, EVENING = timedelta(hours=8), timedelta(hours=20)


@dataclass(frozen=True, slots=True)
class Talk:
    """What a day's contacts are told with. chance: its own, so that nothing else changes by it."""

    staff: Staff
    units: Sequence[Unit]
    clock: Clock
    line: contacts.Line
    chance: Random

    def key(self) -> UUID:
        return UUID(int=self.chance.getrandbits(128), version=4)

    def ago(self, minutes: int) -> datetime:
        return self.clock.now - timedelta(minutes=minutes)

    def begun(
        self,
        channel: str,
        minutes: int,
        name: str,
        said: str,
        *,
        address: str = "",
        subject: str = "",
    ) -> contacts.Contact:
        unit = self.chance.choice(self.units).asset
        incoming = Incoming(
            provider=self.line.provider,
            channel=channel,
            key=self.key(),
            name=name,
            phone=f"1300000{self.chance.randrange(10_000):04}" if channel != "mail" else "",
            line=self.line,
            asset=unit,
            customer=unit.customer,
            address=address,
            subject=subject,
        )
        contact = actions.start(incoming, by=None, at=self.ago(minutes))
        actions.write(contact, said, key=self.key(), by=None, at=self.ago(minutes))
        return contact


def tell(data: CompanyData, staff: Staff, units: Sequence[Unit], clock: Clock) -> None:
    chance = Random(zlib.crc32(f"talks {data.slug}".encode()))  # noqa: S311 - invented lives
    line = open_line(data, staff, clock)
    roster(line, staff, clock)
    talk = Talk(staff, units, clock, line, chance)
    solved(talk)
    in_hand(talk)
    waiting(talk)


def open_line(data: CompanyData, staff: Staff, clock: Clock) -> contacts.Line:
    manager = staff[Role.MANAGER]
    details = actions.LineDetails(
        name="服务热线", number=data.hotline, ahead_hours=72, clause=CLAUSES.get(data.slug, "")
    )
    at = clock.ago(20)
    return actions.keep_line(details, provider=manager.provider, code="HOT", by=manager, at=at)


def roster(line: contacts.Line, staff: Staff, clock: Clock) -> None:
    """This week and the next: the desk by day, an engineer by night."""
    monday = contacts.monday_of(clock.today)
    midnight = clock.ago((clock.today - monday).days, hour=0)
    nights = staff.engineers or (staff[Role.ENGINEER],)
    duties = []
    for day in range(-1, DAYS):
        start = midnight + timedelta(days=day)
        night = nights[day % len(nights)]
        duties.append(Duty(line, staff[Role.DESK], start + MORNING, start + EVENING))
        if day != UNSTAFFED:
            end = start + timedelta(days=1) + MORNING
            duties.append(Duty(line, night, start + EVENING, end))
    actions.plan_shifts(duties, by=staff[Role.MANAGER], at=clock.ago(10))


def answered(contact: contacts.Contact, text: str, talk: Talk, at: datetime) -> None:
    desk = talk.staff[Role.DESK]
    actions.take(contact, by=desk, at=at)
    actions.reply(contact, text, key=talk.key(), by=desk, at=at)


def solved(talk: Talk) -> None:
    """Yesterday somebody asked, and was answered at once."""
    desk = talk.staff[Role.DESK]
    asked = talk.begun("chat", 1500, "孟班长", "开机后数字一直跳，是不是坏了？")
    text = "先预热三十分钟再清零；仍跳动请告诉我们编号。"
    answered(asked, text, talk, talk.ago(1499))
    actions.solve(asked, "预热后清零", by=desk, at=talk.ago(1490))


def in_hand(talk: Talk) -> None:
    """One is being answered, and one who asked for a price is with sales."""
    desk = talk.staff[Role.DESK]
    asked = talk.begun("chat", 12, "邵工", "保养周期能不能改成半年？")
    answered(asked, "我查一下协议里的约定，马上答复您。", talk, talk.ago(11))
    priced = talk.begun("chat", 95, "采购小祝", "再订两套什么价？")
    actions.take(priced, by=desk, at=talk.ago(94))
    actions.pass_on(priced, by=desk, at=talk.ago(93))


def waiting(talk: Talk) -> None:
    """A mail and a chat that nobody has opened yet, and a call that nobody answered."""
    mail = {"address": "shebei@customer.example", "subject": "说明书电子版"}
    talk.begun("mail", 50, "设备科", "请发一份说明书电子版，谢谢。", **mail)
    talk.begun("chat", 1, "操作工老石", "屏幕报 E07 是什么意思？")
    told = CallTold(
        ref=f"demo-{talk.line.pk}",
        what=Ring.MISSED,
        number=f"1300000{talk.chance.randrange(10_000):04}",
        line=talk.line.code,
    )
    actions.call(talk.line.provider, told, by=talk.staff[Role.DESK], at=talk.ago(8))
