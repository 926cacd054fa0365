"""An engineer's day for the planners: hours, breaks, and what is fixed in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sanbao.apps.dispatch.facts import Crewman
from sanbao.apps.dispatch.queries.ways import Places
from sanbao.planning.problem import Engineer, Rest, Window
from sanbao.rules.geography import Point
from sanbao.rules.sending import Taken

# How much later than its beginning a lunch may be taken, in seconds.
LUNCH_SLACK = 3600


@dataclass(frozen=True, slots=True)
class Fixed(Taken):
    """A job that stays where it is. at: its place."""

    at: Point | None = None


def second(at: datetime, midnight: datetime) -> int:
    return int((at - midnight).total_seconds())


def shift_of_day(man: Crewman, on: date, midnight: datetime) -> Window | None:
    """The hours of the day, cut where an absence covers an end of them; None for a day off."""
    if not man.shift.is_worked(on):
        return None
    zone = midnight.tzinfo
    opens = second(datetime.combine(on, man.shift.opens, zone), midnight)
    closes = second(datetime.combine(on, man.shift.closes, zone), midnight)
    for away in man.absences:
        begins, ends = second(away.starts_at, midnight), second(away.ends_at, midnight)
        if begins <= opens:
            opens = max(opens, ends)
        elif ends >= closes:
            closes = min(closes, begins)
    return Window(opens, closes) if closes > opens else None


def engineer(
    man: Crewman,
    skills: frozenset[str],
    places: Places,
    on: date,
    midnight: datetime,
    fixed: Sequence[Fixed],
) -> Engineer:
    """His day, longer where something fixed lies outside his hours."""
    shift = shift_of_day(man, on, midnight) or Window(0, 0)
    home = places.row(man.home)
    rests = rests_of(man, on, midnight, shift, fixed)
    opens, closes = shift.opens, shift.closes
    for one in fixed:
        way = places.takes(man.home, one.at)
        opens = min(opens, max(0, second(one.starts_at - way, midnight)))
        closes = max(closes, second(one.ends_at + way, midnight))
    return Engineer(
        man.engineer.username, home, Window(opens, closes), end=home, skills=skills, rests=rests
    )


def rests_of(
    man: Crewman, on: date, midnight: datetime, shift: Window, fixed: Sequence[Fixed]
) -> tuple[Rest, ...]:
    """Absences in the middle of the day at their time; lunch where neither one of them nor
    anything fixed lies in its time.
    """
    found = [
        Rest(second(away.starts_at, midnight), second(away.starts_at, midnight), lasts(away))
        for away in man.absences
        if shift.opens < second(away.starts_at, midnight) < shift.closes
    ]
    if man.shift.lunch is not None:
        begins, ends = (datetime.combine(on, each, midnight.tzinfo) for each in man.shift.lunch)
        opens, length = second(begins, midnight), int((ends - begins).total_seconds())
        fits = shift.opens < opens and opens + length + LUNCH_SLACK <= shift.closes
        until = ends + timedelta(seconds=LUNCH_SLACK)
        taken = (*man.absences, *fixed)
        if fits and not any(one.meets(begins, until) for one in taken):
            found.append(Rest(opens, opens + LUNCH_SLACK, length))
    return tuple(sorted(found, key=lambda rest: rest.opens))


def lasts(away: Taken) -> int:
    return int((away.ends_at - away.starts_at).total_seconds())
