"""When a promise falls due: derived from its start and its pauses, never counted down."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from sanbao.rules.calendar import CHINA, ONE_DAY, WorkCalendar
from sanbao.rules.span import Span, Unit, last_day

# China Standard Time has had one offset since 1992; a fixed one needs no file of zones.
CHINA_TIME = timezone(timedelta(hours=8), "Asia/Shanghai")


def china_day(at: datetime) -> date:
    """The calendar day in China at an instant. Raises ValueError when `at` is not aware."""
    _must_be_aware(at)
    return at.astimezone(CHINA_TIME).date()


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """From when to when a working day is worked, in local time, not across midnight."""

    opens: time
    closes: time


OFFICE_HOURS = OfficeHours(time(9), time(18))
_LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Pause:
    """A time that does not count. Aware instants; `end` is exclusive, None while it is open.

    An open pause has no due time to give: close it at the instant that is asked about.
    """

    start: datetime
    end: datetime | None = None


def due_at(
    span: Span,
    start: datetime,
    pauses: Sequence[Pause] = (),
    *,
    zone: tzinfo = CHINA_TIME,
    calendar: WorkCalendar = CHINA,
    hours: OfficeHours = OFFICE_HOURS,
) -> datetime:
    """The instant by which a promise must be kept, in UTC.

    start: the event that starts the clock.
    pauses: in any order; where they overlap each instant is discounted once. A pause that
    begins after the promise fell due changes nothing.

    Hours count around the clock; working hours inside `hours` of working days. What is counted
    in days ends at 24:00 local of `due_day`. Raises ValueError for naive datetimes, and for a
    pause that is open or ends before it starts.
    """
    if not span.by_the_clock:
        day = due_day(span, start, pauses, zone=zone, calendar=calendar)
        return _midnight_after(day, zone).astimezone(UTC)
    _must_be_aware(start)
    stops = _merged(pauses, since=start)
    if span.unit is Unit.HOURS:
        return _after_hours(start, timedelta(hours=span.amount), stops).astimezone(UTC)
    windows = _office_windows(start.astimezone(zone), hours, calendar=calendar)
    return _after_windows(start, timedelta(hours=span.amount), _without(windows, stops))


def share_at(span: Span, start: datetime, pauses: Sequence[Pause] = (), *, share: int) -> datetime:
    """The instant in UTC at which `share` per cent of a span by the clock is used up.

    Counted as `due_at` counts, in China and by its office hours. Raises ValueError as it does, and
    for a span in days.
    """
    if not span.by_the_clock:
        raise ValueError(f"{span.unit} have no share by the clock")
    _must_be_aware(start)
    stops = _merged(pauses, since=start)
    used = timedelta(hours=span.amount) * share / 100
    if span.unit is Unit.HOURS:
        return _after_hours(start, used, stops).astimezone(UTC)
    windows = _office_windows(start.astimezone(CHINA_TIME), OFFICE_HOURS, calendar=CHINA)
    return _after_windows(start, used, _without(windows, stops))


@dataclass(frozen=True, slots=True)
class FixedDay:
    """A day of the calendar by whose end something is due, whenever its clock has started.

    roll: whether a day off moves to the next working day (Civil Code art. 203).
    """

    day: date
    roll: bool = True

    @property
    def iso(self) -> str:
        """2026-12-20."""
        return self.day.isoformat()


def due_on_fixed(
    fixed: FixedDay,
    pauses: Sequence[Pause] = (),
    *,
    zone: tzinfo = CHINA_TIME,
    calendar: WorkCalendar = CHINA,
) -> datetime:
    """24:00 of a fixed day, in UTC, moved by pauses as what is counted in days is moved.

    A pause that begins after it fell due changes nothing. Raises ValueError as `due_at` does.
    """
    due = calendar.next_working_day(fixed.day) if fixed.roll else fixed.day
    bare = fixed.day
    for pause_start, pause_end in _merged(pauses, since=_LONG_AGO):
        if pause_start >= _midnight_after(due, zone):
            break
        bare += timedelta(
            days=sum(
                1 for _ in _ended_days(pause_start.astimezone(zone), pause_end.astimezone(zone))
            )
        )
        due = calendar.next_working_day(bare) if fixed.roll else bare
    return _midnight_after(due, zone).astimezone(UTC)


def due_day(
    span: Span,
    start: datetime,
    pauses: Sequence[Pause] = (),
    *,
    zone: tzinfo = CHINA_TIME,
    calendar: WorkCalendar = CHINA,
) -> date:
    """The local date at whose end (24:00) a promise counted in days falls due.

    It rolls to the first working day when `span.roll` (Civil Code art. 203). Each pause moves it
    by the local midnights inside the pause, its end included: a whole paused day counts one. For
    working days only midnights that end a working day count. Raises ValueError as `due_at` does,
    and for spans by the clock.
    """
    _must_be_aware(start)
    bare = last_day(start.astimezone(zone).date(), span, calendar=calendar)
    due = _rolled(bare, span, calendar=calendar)
    for pause_start, pause_end in _merged(pauses, since=start):
        if pause_start >= _midnight_after(due, zone):
            break
        nights = _ended_days(pause_start.astimezone(zone), pause_end.astimezone(zone))
        if span.unit is Unit.WORKING_DAYS:
            worked = sum(1 for day in nights if calendar.is_working_day(day))
            bare = calendar.add_working_days(bare, worked)
        else:
            bare += timedelta(days=sum(1 for _ in nights))
        due = _rolled(bare, span, calendar=calendar)
    return due


def _rolled(day: date, span: Span, *, calendar: WorkCalendar) -> date:
    return calendar.next_working_day(day) if span.roll else day


def _midnight_after(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day + ONE_DAY, time(), zone)


def _ended_days(start: datetime, end: datetime) -> Iterator[date]:
    """The local days whose midnight lies in (start, end]."""
    day = start.date()
    while day < end.date():
        yield day
        day += ONE_DAY


def _must_be_aware(instant: datetime) -> None:
    if instant.utcoffset() is None:
        raise ValueError("an instant needs its offset")


def _merged(pauses: Sequence[Pause], *, since: datetime) -> list[tuple[datetime, datetime]]:
    """The pauses after `since` in order, overlapping ones made one."""
    merged: list[tuple[datetime, datetime]] = []
    for began, end in sorted(_ends(pause) for pause in pauses):
        start = max(began, since)
        if end <= start:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _ends(pause: Pause) -> tuple[datetime, datetime]:
    if pause.end is None:
        raise ValueError("an open pause has to be closed first")
    _must_be_aware(pause.start)
    _must_be_aware(pause.end)
    if pause.end < pause.start:
        raise ValueError("a pause cannot end before it starts")
    return pause.start, pause.end


def _after_hours(
    start: datetime, left: timedelta, stops: list[tuple[datetime, datetime]]
) -> datetime:
    cursor = start
    for pause_start, pause_end in stops:
        if cursor + left <= pause_start:
            break
        left -= pause_start - cursor
        cursor = pause_end
    return cursor + left


def _office_windows(
    start: datetime, hours: OfficeHours, *, calendar: WorkCalendar
) -> Iterator[tuple[datetime, datetime]]:
    """The office hours from a local instant on, without end."""
    day = start.date()
    while True:
        if calendar.is_working_day(day):
            opens = datetime.combine(day, hours.opens, start.tzinfo)
            closes = datetime.combine(day, hours.closes, start.tzinfo)
            if closes > start:
                yield max(opens, start), closes
        day += ONE_DAY


def _without(
    windows: Iterator[tuple[datetime, datetime]], stops: list[tuple[datetime, datetime]]
) -> Iterator[tuple[datetime, datetime]]:
    """What the pauses leave of the windows."""
    for opens, closes in windows:
        cursor = opens
        for pause_start, pause_end in stops:
            if pause_end <= cursor or pause_start >= closes:
                continue
            if pause_start > cursor:
                yield cursor, pause_start
            cursor = min(pause_end, closes)
        if cursor < closes:
            yield cursor, closes


def _after_windows(
    start: datetime, left: timedelta, windows: Iterator[tuple[datetime, datetime]]
) -> datetime:
    if not left:
        return start.astimezone(UTC)
    for opens, closes in windows:
        if left <= closes - opens:
            return (opens + left).astimezone(UTC)
        left -= closes - opens
    raise OverflowError("office hours end with the calendar")
