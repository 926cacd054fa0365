"""When what is owed over time falls due: each time of a rhythm, each month of a share.

Nothing adds up: the n-th time is counted from the anchor itself, never from the time before.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sanbao.rules.calendar import CHINA, ONE_DAY, WorkCalendar
from sanbao.rules.span import Span, Unit, last_day
from sanbao.rules.terms import OneOff, Rhythm, Runs, Share, Upkeep

# Shorter than the shortest of each unit, so that the search for a first time never starts late.
_DAYS_AT_MOST = {Unit.DAYS: 1, Unit.WORKING_DAYS: 12, Unit.MONTHS: 31, Unit.YEARS: 366}


@dataclass(frozen=True, slots=True)
class Bounds:
    """The days between which a duty is owed.

    first, last: of the agreement; last None: no end. anchor: what a span counts from; None where
    the date is missing. covered_until: the last day of the warranty of the whole unit, None where
    there is no warranty or where it cannot be said.
    """

    first: date
    last: date | None = None
    anchor: date | None = None
    covered_until: date | None = None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time of a rhythm, or one month of a share.

    period: "3" for the third time, "2026-11" for a month. opens_on: the first day on which it can
    be done. due_on: the last day, at whose end (24:00) it falls due. bare_on: the same before it
    rolled to a working day. provisional: a working day of a year without a notice was counted.
    """

    period: str
    opens_on: date
    due_on: date
    bare_on: date
    provisional: bool = False


def occurrences(
    term: Rhythm | Share,
    bounds: Bounds,
    *,
    since: date,
    until: date,
    calendar: WorkCalendar = CHINA,
) -> Iterator[Occurrence]:
    """Every time that falls due from `since` to `until`, both included, in order.

    The due days are those after rolling (Civil Code art. 203). A span without its anchor gives
    nothing: ask `lacks_anchor` first.
    """
    for found in _counted(term, bounds, since, calendar=calendar):
        if found.bare_on > until:
            return
        if since <= found.due_on <= until and _is_owed(term, bounds, found):
            yield found


def occurrence(
    term: Rhythm | Share, bounds: Bounds, period: str, *, calendar: WorkCalendar = CHINA
) -> Occurrence | None:
    """The time called `period`, or None where the term does not owe it (any more)."""
    found = _called(term, bounds, period, calendar=calendar)
    return found if found is not None and _is_owed(term, bounds, found) else None


def lacks_anchor(term: Rhythm | Share | Upkeep, bounds: Bounds) -> bool:
    """Whether the date is missing without which nothing can be counted."""
    needs = isinstance(term, Upkeep) or (isinstance(term, Rhythm) and term.every is not None)
    return needs and bounds.anchor is None


def upkeep_days(term: Upkeep, bounds: Bounds) -> tuple[date, date | None]:
    """The first and the last day on which something is kept up; None: for good.

    A span counts from the anchor; it ends with the agreement unless the term outlives it (parts for
    15 years of use). Without one it is owed until the agreement ends. Raises ValueError without an
    anchor.
    """
    if bounds.anchor is None:
        raise ValueError("what is kept up needs its first day")
    if term.span is None:
        return bounds.anchor, bounds.last
    last = last_day(bounds.anchor, term.span)
    if bounds.last is not None and not term.outlives:
        last = min(last, bounds.last)
    return bounds.anchor, last


def ahead_of(term: OneOff, event: date, *, calendar: WorkCalendar = CHINA) -> date:
    """The day by whose end a duty `before` an event is done: counted back, never rolled.

    The day of the event is not counted: 7 days before the 20th is the 13th. Months and years go
    back to the corresponding day, or that month's last day. Raises ValueError for a duty after.
    """
    if term.before is None:
        raise ValueError("it follows the event")
    return day_before(event, term.before, calendar=calendar)


def day_before(event: date, span: Span, *, calendar: WorkCalendar = CHINA) -> date:
    """The day that lies a span before `event`; months back to the corresponding day.

    Raises KeyError for spans by the clock.
    """
    if span.unit is Unit.DAYS:
        return event - timedelta(days=span.amount)
    if span.unit is Unit.WORKING_DAYS:
        day, left = event, span.amount
        while left:
            day -= ONE_DAY
            left -= calendar.is_working_day(day)
        return day
    months = span.amount * {Unit.MONTHS: 1, Unit.YEARS: 12}[span.unit]
    return clamped(*month_after(event.year, event.month, -months), event.day)


def month_after(year: int, month: int, count: int) -> tuple[int, int]:
    """The month `count` months later, or earlier where it is negative."""
    years, place = divmod(month - 1 + count, 12)
    return year + years, place + 1


def clamped(year: int, month: int, day: int) -> date:
    """That day of the month, or its last day where the month is shorter."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def month_of(period: str) -> tuple[int, int]:
    """The year and month that "2026-11" names. Raises ValueError for anything else."""
    year, _, month = period.partition("-")
    first = date(int(year), int(month), 1)
    return first.year, first.month


def first_after(period: str) -> date:
    """The first day after the month that "2026-11" names."""
    return date(*month_after(*month_of(period), 1), 1)


def _counted(
    term: Rhythm | Share, bounds: Bounds, since: date, *, calendar: WorkCalendar
) -> Iterator[Occurrence]:
    """All times in order, from some time that fell due before `since`, without end."""
    if isinstance(term, Rhythm) and term.every is not None:
        if bounds.anchor is None:
            return
        number = _first_number(term.every, bounds.anchor, since)
        while True:
            yield _nth(term.every, bounds.anchor, number, roll=term.roll, calendar=calendar)
            number += 1
    # Due in a month, a duty may roll into the next, and it may speak of the month before.
    year, month = month_after(since.year, since.month, -2)
    while True:
        if isinstance(term, Share):
            yield _share(term, year, month, calendar=calendar)
        elif month in term.months:
            yield _monthly(term, year, month, calendar=calendar)
        year, month = month_after(year, month, 1)


def _first_number(every: Span, anchor: date, since: date) -> int:
    """A number at or before the first that falls due from `since` on, at least 1."""
    span_days = _DAYS_AT_MOST[every.unit] * every.amount
    return max(1, (since - anchor).days // span_days - 1)


def _called(
    term: Rhythm | Share, bounds: Bounds, period: str, *, calendar: WorkCalendar
) -> Occurrence | None:
    if isinstance(term, Rhythm) and term.every is not None:
        if bounds.anchor is None or not (period.isascii() and period.isdigit() and int(period)):
            return None
        number = int(period)
        return _nth(term.every, bounds.anchor, number, roll=term.roll, calendar=calendar)
    try:
        year, month = month_of(period)
    except ValueError:
        return None
    if isinstance(term, Share):
        return _share(term, year, month, calendar=calendar)
    if term.about_last_month:
        year, month = month_after(year, month, 1)
    return _monthly(term, year, month, calendar=calendar) if month in term.months else None


def _nth(
    every: Span, anchor: date, number: int, *, roll: bool, calendar: WorkCalendar
) -> Occurrence:
    """The n-th time: due on the last day of n times the span, open since the time before."""
    bare = last_day(anchor, Span(number * every.amount, every.unit), calendar=calendar)
    opens = anchor
    if number > 1:
        before = Span((number - 1) * every.amount, every.unit)
        opens = last_day(anchor, before, calendar=calendar) + ONE_DAY
    return _made(str(number), opens, bare, roll=roll, calendar=calendar)


def _monthly(term: Rhythm, year: int, month: int, *, calendar: WorkCalendar) -> Occurrence:
    bare = clamped(year, month, term.day or 31)
    opens = clamped(year, month, term.opens_day or 1)
    about = month_after(year, month, -1) if term.about_last_month else (year, month)
    return _made(_label(*about), opens, bare, roll=term.roll, calendar=calendar)


def _share(term: Share, year: int, month: int, *, calendar: WorkCalendar) -> Occurrence:
    """A month's share: open from its first day, due in the month after it."""
    bare = clamped(*month_after(year, month, 1), term.day or 31)
    opens = date(year, month, 1)
    return _made(_label(year, month), opens, bare, roll=term.roll, calendar=calendar)


def _label(year: int, month: int) -> str:
    return f"{year:04d}-{month:02d}"


def _made(
    period: str, opens: date, bare: date, *, roll: bool, calendar: WorkCalendar
) -> Occurrence:
    due = calendar.next_working_day(bare) if roll else bare
    return Occurrence(period, opens, due, bare, roll and calendar.provisional(due))


def _is_owed(term: Rhythm | Share, bounds: Bounds, found: Occurrence) -> bool:
    """Whether the agreement, and the warranty where the term asks for it, hold for that time.

    What speaks of a month is owed for every month in which the agreement held, also when it falls
    due afterwards; anything else when its day, before rolling, lies in the agreement's days.
    """
    if isinstance(term, Share) or term.about_last_month:
        first = date(*month_of(found.period), 1)
        last = clamped(first.year, first.month, 31)
        return last >= bounds.first and (bounds.last is None or first <= bounds.last)
    if found.bare_on < bounds.first or (bounds.last is not None and found.bare_on > bounds.last):
        return False
    if term.runs is Runs.IN_FORCE:
        return True
    is_covered = bounds.covered_until is not None and found.bare_on <= bounds.covered_until
    return is_covered is (term.runs is Runs.COVERED)
