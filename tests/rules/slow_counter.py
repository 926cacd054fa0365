"""A second way to count time, too slow and too plain to be wrong in the same way as the rules.

Hours go minute by minute, everything else day by day. It shares no code with `sanbao.rules`.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, timezone

import chinese_calendar

CHINA = timezone(timedelta(hours=8))
LAST_NOTICE = max(chinese_calendar.holidays).year
FIXED_DAYS = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}
ONE_DAY, ONE_MINUTE = timedelta(days=1), timedelta(minutes=1)


def is_worked(day: date) -> bool:
    if day.year <= LAST_NOTICE:
        return bool(chinese_calendar.is_workday(day))
    return day.weekday() < 5 and (day.month, day.day) not in FIXED_DAYS


def is_office_minute(minute: datetime) -> bool:
    local = minute.astimezone(CHINA)
    return is_worked(local.date()) and time(9) <= local.time() < time(18)


def after_minutes(
    start: datetime,
    count: int,
    pauses: Sequence[tuple[datetime, datetime]] = (),
    *,
    office_only: bool = False,
) -> datetime:
    minute = start
    while count:
        paused = any(begin <= minute < end for begin, end in pauses)
        if not paused and (not office_only or is_office_minute(minute)):
            count -= 1
        minute += ONE_MINUTE
    return minute


def after_days(start: date, count: int) -> date:
    day = start
    for _ in range(count):
        day += ONE_DAY
    return day


def after_working_days(start: date, count: int) -> date:
    day = start
    while count:
        day += ONE_DAY
        count -= is_worked(day)
    return day


def after_months(start: date, count: int) -> date:
    """A month is over on the day of the same number, or on a shorter month's last day."""
    day = start
    while count:
        day += ONE_DAY
        ends_month = (day + ONE_DAY).day == 1
        count -= day.day == start.day or (ends_month and day.day < start.day)
    return day


def rolled(day: date) -> date:
    while not is_worked(day):
        day += ONE_DAY
    return day


def midnight_ending(day: date) -> datetime:
    return datetime.combine(day + ONE_DAY, time(0), CHINA)
