"""Who reads the figures, and the days they are told of."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from sanbao.apps.accounts.access import STAFF, Role

READERS = tuple(role for role in STAFF if role != Role.ENGINEER)
MONTHS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both included, in the zone of the company."""

    since: date
    until: date


def year_before(day: date) -> date:
    """The first day of the twelve months that end with `day`'s month."""
    return month_after(day, 1 - MONTHS_SHOWN)


def month_after(month: date, by: int = 1) -> date:
    """The first of the month `by` months after that of a day; negative for before."""
    months = month.year * 12 + month.month - 1 + by
    return date(months // 12, months % 12 + 1, 1)


def month_of_label(label: str) -> Period | None:
    """The days of `2026-11`; None for what is no month."""
    try:
        first = date.fromisoformat(f"{label}-01")
    except ValueError:
        return None
    return Period(first, first.replace(day=monthrange(first.year, first.month)[1]))
