"""A length of time as a clause states it, and its last day by Civil Code arts. 200-204."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sanbao.rules.calendar import CHINA, WorkCalendar


class Unit(StrEnum):
    """What a clause counts in."""

    HOURS = "hours"
    WORKING_HOURS = "working_hours"
    DAYS = "days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"
    YEARS = "years"


_ISO = {
    Unit.HOURS: "PT{}H",
    Unit.WORKING_HOURS: "PT{}WH",
    Unit.DAYS: "P{}D",
    Unit.WORKING_DAYS: "P{}WD",
    Unit.MONTHS: "P{}M",
    Unit.YEARS: "P{}Y",
}
_UNITS = {"TH": Unit.HOURS, "TWH": Unit.WORKING_HOURS} | {
    "D": Unit.DAYS,
    "WD": Unit.WORKING_DAYS,
    "M": Unit.MONTHS,
    "Y": Unit.YEARS,
}
_WRITTEN = re.compile(r"P(T?)([0-9]{1,5})(WH|H|WD|D|M|Y)")
_BY_THE_CLOCK = frozenset({Unit.HOURS, Unit.WORKING_HOURS})


@dataclass(frozen=True, slots=True)
class Span:
    """So many hours, days, months: the figure of a clause.

    amount: 0 or more, in `unit`.
    roll: whether a time to act that ends on a day off moves to the next working day
    (Civil Code art. 203). Cover never rolls and hours never roll, whatever it says.
    """

    amount: int
    unit: Unit
    roll: bool = True

    @property
    def iso(self) -> str:
        """ISO 8601 as far as it goes, with W for working: PT24H, P3D, P3WD, P18M, P2Y, PT8WH."""
        return _ISO[self.unit].format(self.amount)

    @property
    def by_the_clock(self) -> bool:
        """Whether it counts from the instant itself rather than in calendar days."""
        return self.unit in _BY_THE_CLOCK

    @classmethod
    def parse(cls, text: str, *, roll: bool = True) -> "Span":
        """Read what `iso` writes. Raises ValueError for anything else."""
        written = _WRITTEN.fullmatch(text)
        unit = _UNITS.get(written[1] + written[3]) if written else None
        if written is None or unit is None:
            raise ValueError(f"not a span of time: {text!r}")
        return cls(int(written[2]), unit, roll=roll)


def last_day(start: date, span: Span, *, calendar: WorkCalendar = CHINA) -> date:
    """The last day of a span that starts on `start`; it is included, and it is not rolled.

    The day of the event is not counted. Months and years end on the corresponding day of the
    last month, or on that month's last day where there is none: 18 months from 2025-08-31 end
    on 2027-02-28. Raises ValueError for spans by the clock, OverflowError past the year 9999.
    """
    if span.unit is Unit.DAYS:
        return start + timedelta(days=span.amount)
    if span.unit is Unit.WORKING_DAYS:
        return calendar.add_working_days(start, span.amount)
    if span.unit is Unit.MONTHS:
        return _months_later(start, span.amount)
    if span.unit is Unit.YEARS:
        return _months_later(start, 12 * span.amount)
    raise ValueError(f"{span.unit} have no last day")


def _months_later(start: date, months: int) -> date:
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    if year > date.max.year:
        raise OverflowError("past the end of the calendar")
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
