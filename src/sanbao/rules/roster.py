"""When a line has to be staffed, and when it is not (P1-2.5, P3-2.3, P6-7.3)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import pairwise

EVERY_DAY = frozenset(range(1, 8))


@dataclass(frozen=True, slots=True)
class Hours:
    """The local hours that a line promises.

    days: of the week, 1 is Monday. opens, closes: local time; a closing time not after the opening
    time is that of the next day, so that equal times are 24 hours.
    """

    days: frozenset[int] = EVERY_DAY
    opens: time = time(0)
    closes: time = time(0)


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """From `start` until before `end`, both aware."""

    start: datetime
    end: datetime


def promised(hours: Hours, *, since: datetime, until: datetime, zone: tzinfo) -> list[Stretch]:
    """The promised stretches within [since, until), cut to it, those that touch joined."""
    found = []
    for day in days(since.astimezone(zone).date() - timedelta(days=1), until.astimezone(zone)):
        if day.isoweekday() not in hours.days:
            continue
        start = datetime.combine(day, hours.opens, zone)
        over_night = hours.closes <= hours.opens
        end = datetime.combine(day + timedelta(days=over_night), hours.closes, zone)
        if (cut := Stretch(max(start, since), min(end, until))).start < cut.end:
            found.append(cut)
    return joined(found)


def days(first: date, last: datetime) -> Iterator[date]:
    day = first
    while day <= last.date():
        yield day
        day += timedelta(days=1)


def joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same instants in as few stretches as possible, in order."""
    found: list[Stretch] = []
    for one in sorted(stretches):
        if found and one.start <= found[-1].end:
            found[-1] = Stretch(found[-1].start, max(found[-1].end, one.end))
        else:
            found.append(one)
    return found


def gaps(wanted: Sequence[Stretch], shifts: Sequence[Stretch], *, least: int = 1) -> list[Stretch]:
    """Where fewer than `least` shifts cover what is wanted, in order, those that touch joined.

    Shifts may overlap. An instant counts as covered from a shift's start until before its end.
    """
    cuts = {edge for one in (*wanted, *shifts) for edge in (one.start, one.end)}
    edges = sorted(cuts)
    found = []
    for start, end in pairwise(edges):
        asked = any(one.start <= start and end <= one.end for one in wanted)
        there = sum(one.start <= start and end <= one.end for one in shifts)
        if asked and there < least:
            found.append(Stretch(start, end))
    return joined(found)
