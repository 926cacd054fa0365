"""Whom to send: what forbids it, when somebody has time, and who is the best of those who may go.

Hard rules forbid: certificate, territory, parts not at hand, working time, absence, another job at
that time. What is left is a matter of more or less: in time or late, the way, the load, the wait.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from sanbao.rules.calendar import CHINA, WorkCalendar
from sanbao.rules.certificate import Lack
from sanbao.rules.message import Message
from sanbao.rules.moves import No

EVERY_DAY = frozenset(range(7))
# Over land, waiting at lights and looking for the gate included.
KM_PER_HOUR = 50
# What one more job on that day weighs, and an hour of waiting, in minutes of way.
PER_JOB, PER_HOUR_OF_WAIT = 15, 6
QUARTER = timedelta(minutes=15)


class Rule(StrEnum):
    """What forbids sending somebody."""

    CERTIFICATE = "certificate"
    TERRITORY = "territory"
    PARTS = "parts"
    HOURS = "hours"
    ABSENCE = "absence"
    BOOKED = "booked"


@dataclass(frozen=True, slots=True)
class Shift:
    """When somebody works: days of the week (0 is Monday), from `opens` until `closes`.

    lunch: from and until, None for no break. by_calendar: days off and make-up days of the
    State Council's notice go before the days of the week.
    """

    days: frozenset[int] = EVERY_DAY
    opens: time = time(8)
    closes: time = time(18)
    lunch: tuple[time, time] | None = (time(12), time(13))
    by_calendar: bool = False

    def is_worked(self, day: date, calendar: WorkCalendar = CHINA) -> bool:
        """Whether `day` is worked."""
        return calendar.is_working_day(day) if self.by_calendar else day.weekday() in self.days


@dataclass(frozen=True, slots=True)
class Taken:
    """Time that somebody does not have. what: the job, or the reason of the absence."""

    starts_at: datetime
    ends_at: datetime
    what: str | Message = ""

    def meets(self, starts_at: datetime, ends_at: datetime) -> bool:
        return self.starts_at < ends_at and starts_at < self.ends_at


@dataclass(frozen=True, slots=True)
class Missing:
    """A part or a tool that is neither on the van nor at the engineer's station. part: its name;
    nearest: the station next to him that has it, "" for none; km: how far it is, as far as known.
    """

    part: str
    count: int
    nearest: str = ""
    km: int | None = None


@dataclass(frozen=True, slots=True)
class Sending:
    """Somebody who would be sent, and when. zone: of the days.

    lack: the certificate that is missing on the day. served_by: the station that serves the place,
    where it is not the engineer's; "" when the engineer may go there. missing: the first part
    that he has neither on the van nor at his station.
    """

    starts_at: datetime
    ends_at: datetime
    zone: tzinfo
    shift: Shift = Shift()
    lack: Lack | None = None
    served_by: str = ""
    missing: Missing | None = None
    absences: Sequence[Taken] = ()
    booked: Sequence[Taken] = ()


def refusals(asked: Sending) -> Iterator[tuple[Rule, No]]:
    """Everything that forbids it, each with the words that say so, in the order of `Rule`."""
    yield from about_who(asked)
    if (outside := out_of_hours(asked)) is not None:
        yield Rule.HOURS, outside
    for away in asked.absences:
        if away.meets(asked.starts_at, asked.ends_at):
            yield Rule.ABSENCE, No(when(asked.zone, away, ABSENT))
    for job in asked.booked:
        if job.meets(asked.starts_at, asked.ends_at):
            yield Rule.BOOKED, No(when(asked.zone, job, BUSY))


def about_who(asked: Sending) -> Iterator[tuple[Rule, No]]:
    """What forbids it whenever it were: certificate, territory, parts."""
    if asked.lack is not None:
        yield Rule.CERTIFICATE, asked.lack.no()
    if asked.served_by:
        words = Message("the place is served by %(station)s", {"station": asked.served_by})
        yield Rule.TERRITORY, No(words)
    if asked.missing is not None:
        yield Rule.PARTS, not_at_hand(asked.missing)


def refusal(asked: Sending) -> tuple[Rule, No] | None:
    """The first thing that forbids it, or None."""
    return next(refusals(asked), None)


def not_at_hand(missing: Missing) -> No:
    """Which part, and where it could be had."""
    params = {"part": missing.part, "count": missing.count, "station": missing.nearest}
    if not missing.nearest:
        words = Message("%(part)s × %(count)s is not on the van, and no station has it", params)
    elif missing.km is None:
        words = Message(
            "%(part)s × %(count)s is neither on the van nor at the own station; %(station)s has it",
            params,
        )
    else:
        words = Message(
            "%(part)s × %(count)s is neither on the van nor at the own station; the nearest is"
            " %(station)s, %(km)s km away",
            {**params, "km": missing.km},
        )
    return No(words)


ABSENT = Message("away from %(from)s until %(until)s: %(what)s")
BUSY = Message("taken by %(what)s from %(from)s until %(until)s")


def when(zone: tzinfo, taken: Taken, words: Message) -> Message:
    begins, ends = taken.starts_at.astimezone(zone), taken.ends_at.astimezone(zone)
    until = f"{ends:%H:%M}" if ends.date() == begins.date() else f"{ends:%m-%d %H:%M}"
    params = {"from": f"{begins:%m-%d %H:%M}", "until": until, "what": taken.what}
    return Message(words.msgid, params)


def out_of_hours(asked: Sending) -> No | None:
    """A job has to begin and to end within the hours of one day; lunch may lie inside it."""
    begins, ends = asked.starts_at.astimezone(asked.zone), asked.ends_at.astimezone(asked.zone)
    if not asked.shift.is_worked(begins.date()):
        return No(Message("does not work on %(day)s", {"day": f"{begins:%m-%d}"}))
    opens, closes = asked.shift.opens, asked.shift.closes
    if ends.date() == begins.date() and opens <= begins.time() and ends.time() <= closes:
        return None
    hours = {"opens": f"{opens:%H:%M}", "closes": f"{closes:%H:%M}"}
    return No(Message("works from %(opens)s to %(closes)s", hours))


def spans(shift: Shift, day: date, zone: tzinfo) -> list[tuple[datetime, datetime]]:
    """The hours worked on `day`, lunch cut out; empty for a day off."""
    if not shift.is_worked(day):
        return []
    at = [shift.opens, *(shift.lunch or ()), shift.closes]
    instants = [datetime.combine(day, each, zone) for each in at]
    return list(zip(instants[::2], instants[1::2], strict=True))


def gaps(
    worked: Sequence[tuple[datetime, datetime]], taken: Sequence[Taken], *, earliest: datetime
) -> Iterator[tuple[datetime, datetime]]:
    """What is left of the hours worked from `earliest` on. taken: in order of their beginning."""
    for opens, closes in worked:
        now = max(opens, earliest)
        for each in taken:
            if each.ends_at <= now:
                continue
            if each.starts_at >= closes:
                break
            if each.starts_at > now:
                yield now, each.starts_at
            now = max(now, each.ends_at)
        if now < closes:
            yield now, closes


def quarter_after(at: datetime) -> datetime:
    """The next full quarter of an hour, `at` itself if it is one."""
    over = timedelta(minutes=at.minute % 15, seconds=at.second, microseconds=at.microsecond)
    return at - over + QUARTER if over else at


def way_takes(metres: int) -> timedelta:
    """How long the way takes, to the minute."""
    return timedelta(minutes=round(metres * 60 / (KM_PER_HOUR * 1000)))


@dataclass(frozen=True, slots=True)
class Chance:
    """What speaks for and against somebody who may go.

    waits: from now until the job begins. way_m: metres from where the day before it ends. jobs:
    on that day already. is_late: begins only after the promised time.
    """

    waits: timedelta
    way_m: int
    jobs: int
    is_late: bool

    @property
    def weight(self) -> tuple[bool, float]:
        """Who comes in time goes before who is late; then the lightest in minutes of way: the way
        itself, `PER_JOB` for each job of the day, `PER_HOUR_OF_WAIT` for each hour of waiting.
        """
        way = self.way_m * 60 / (KM_PER_HOUR * 1000)
        wait = self.waits / timedelta(hours=1) * PER_HOUR_OF_WAIT
        return self.is_late, way + self.jobs * PER_JOB + wait
