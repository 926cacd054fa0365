"""Working days of mainland China, from the State Council's yearly notice."""

from bisect import bisect_right
from calendar import isleap
from collections.abc import Iterable
from datetime import date, timedelta

from chinese_calendar import constants

ONE_DAY = timedelta(days=1)
SATURDAY = 5

# Statutory days whose date does not move: what is certain before a year's notice is out.
FIXED_HOLIDAYS = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})


class WorkCalendar:
    """Which days are worked: weekends, holidays and make-up weekends of the notices.

    holidays, workdays: days off and make-up days of the years that have a notice.
    A year outside the notices is provisional: weekends plus the fixed statutory days.
    """

    __slots__ = ("_holidays", "_workdays", "_years", "first_year", "last_year")

    def __init__(
        self,
        holidays: Iterable[date] = tuple(constants.holidays),
        *,
        workdays: Iterable[date] = tuple(constants.workdays),
    ) -> None:
        self._holidays = frozenset(holidays)
        self._workdays = frozenset(workdays)
        self._years: dict[int, list[date]] = {}
        years = {day.year for day in self._holidays}
        self.first_year = min(years, default=0)
        self.last_year = max(years, default=-1)

    def provisional(self, day: date) -> bool:
        """Whether the year of `day` has no notice yet."""
        return not self.first_year <= day.year <= self.last_year

    def is_working_day(self, day: date) -> bool:
        """Whether `day` is worked."""
        if self.provisional(day):
            return day.weekday() < SATURDAY and (day.month, day.day) not in FIXED_HOLIDAYS
        if day in self._workdays:
            return True
        return day.weekday() < SATURDAY and day not in self._holidays

    def next_working_day(self, day: date) -> date:
        """`day` itself if it is worked, else the first working day after it."""
        return self.add_working_days(day - ONE_DAY, 1)

    def add_working_days(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`; `day` itself is not counted.

        count: 0 or more; 0 gives `day`. Raises ValueError for a negative count.
        """
        if count < 0:
            raise ValueError("working days cannot be negative")
        if count == 0:
            return day
        year = day.year
        days = self._worked(year)
        place = bisect_right(days, day) + count - 1
        while place >= len(days):
            place -= len(days)
            year += 1
            days = self._worked(year)
        return days[place]

    def _worked(self, year: int) -> list[date]:
        """The working days of a year in order, found once."""
        days = self._years.get(year)
        if days is None:
            first = date(year, 1, 1)
            every = (first + timedelta(days=number) for number in range(365 + isleap(year)))
            days = self._years[year] = [day for day in every if self.is_working_day(day)]
        return days


CHINA = WorkCalendar()
