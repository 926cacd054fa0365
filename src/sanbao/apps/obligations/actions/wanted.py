"""What a term owes to a subject: asked of the rules, as rows that are to stand."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from sanbao.apps.obligations.actions.subject import Subject
from sanbao.apps.obligations.models import Obligation, ObligationKind
from sanbao.apps.obligations.queries.reign import Reign
from sanbao.rules.deadline import CHINA_TIME, FixedDay
from sanbao.rules.replay import Allowed
from sanbao.rules.rhythm import (
    Bounds,
    Occurrence,
    lacks_anchor,
    occurrence,
    occurrences,
    upkeep_days,
)
from sanbao.rules.terms import Rhythm, Share, Upkeep

OverTime = Rhythm | Upkeep | Share
KINDS = {
    Rhythm: ObligationKind.RHYTHM,
    Upkeep: ObligationKind.UPKEEP,
    Share: ObligationKind.SHARE,
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """One row that is owed. allowed: until when, None for good. starts_at: when it opens."""

    subject: Subject
    period: str
    starts_at: datetime
    allowed: Allowed | None

    @property
    def key(self) -> tuple[str, str]:
        return self.subject.code, self.period

    @property
    def written(self) -> str:
        """The time allowed as the log states it."""
        return self.allowed.iso if self.allowed else ""


def bounds_of(term: OverTime, subject: Subject, reign: Reign) -> Bounds:
    """The days between which the term is owed to the subject by the whole agreement."""
    start = getattr(term, "start", None)
    anchor = subject.dates.get(str(start)) if start else reign.since
    return Bounds(reign.since, reign.until, anchor, subject.covered_until)


def is_blocked(term: OverTime, subject: Subject, reign: Reign) -> bool:
    return lacks_anchor(term, bounds_of(term, subject, reign))


def owed(
    term: OverTime, subject: Subject, reign: Reign, *, since: date, until: date
) -> Iterator[Wanted]:
    """What falls due for the subject in the version's own days, from `since` to `until`."""
    bounds = bounds_of(term, subject, reign)
    if isinstance(term, Upkeep):
        if (kept := kept_up(term, subject, bounds, since=since, until=until)) is not None:
            yield kept
        return
    for found in occurrences(term, bounds, since=max(since, reign.first), until=until):
        if reign.last is None or found.bare_on <= reign.last or reign.last == reign.until:
            yield timed(term, subject, found)


def timed(term: Rhythm | Share, subject: Subject, found: Occurrence) -> Wanted:
    allowed = FixedDay(found.bare_on, roll=term.roll)
    return Wanted(subject, found.period, midnight(found.opens_on), allowed)


def kept_up(
    term: Upkeep, subject: Subject, bounds: Bounds, *, since: date, until: date
) -> Wanted | None:
    """What is kept up all the time, if it begins by `until` and has not ended before `since`."""
    first, last = upkeep_days(term, bounds)
    if first > until or (last is not None and last < since):
        return None
    allowed = FixedDay(last, roll=False) if last else None
    return Wanted(subject, "", midnight(first), allowed)


def still(term: OverTime, subject: Subject, reign: Reign, row: Obligation) -> Wanted | None:
    """What an existing row should say now, or None where the term owes it no more."""
    bounds = bounds_of(term, subject, reign)
    if lacks_anchor(term, bounds):
        return None
    if isinstance(term, Upkeep):
        return kept_up(term, subject, bounds, since=date.min, until=date.max)
    found = occurrence(term, bounds, row.period)
    return None if found is None else timed(term, subject, found)


def midnight(day: date) -> datetime:
    """The first instant of a day in China."""
    return datetime.combine(day, time(), CHINA_TIME)
