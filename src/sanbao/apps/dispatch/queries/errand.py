"""Room in an engineer's day for what is no work order."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sanbao.apps.accounts.access import User
from sanbao.apps.dispatch.facts import Time, site_point
from sanbao.apps.dispatch.queries.crew import crewman_on, sending_within
from sanbao.apps.dispatch.queries.proposal import before, way_to
from sanbao.apps.parties import queries as parties
from sanbao.rules.moves import No
from sanbao.rules.sending import gaps, quarter_after, refusal, spans, way_takes


def why_no_time(engineer: User, time: Time, *, errand: str) -> No | None:
    """What keeps the engineer from it then: hours, absence, another job. errand: its own booking
    does not.
    """
    zone = ZoneInfo(engineer.provider.zone)
    man = crewman_on(engineer, time.starts_at.astimezone(zone).date(), zone)
    found = refusal(sending_within(man, time, zone, of=errand)) if man else None
    return found[1] if found else None


def first_free(
    engineer: User,
    on: date,
    length: timedelta,
    *,
    at: datetime,
    errand: str,
    site: parties.Site,
) -> Time | None:
    """The first time of the day that the engineer has for it, the way to `site` included."""
    zone = ZoneInfo(engineer.provider.zone)
    man = crewman_on(engineer, on, zone)
    if man is None:
        return None
    man.booked = [job for job in man.booked if job.order != errand]
    taken = sorted((*man.booked, *man.absences), key=lambda one: one.starts_at)
    worked = halves_for(length, spans(man.shift, on, zone))
    for opens, closes in gaps(worked, taken, earliest=at):
        way_m = way_to(site_point(site), before(man, opens, on, zone))
        starts_at = quarter_after(opens + way_takes(way_m or 0))
        if starts_at + length <= closes:
            return Time(starts_at, starts_at + length)
    return None


def halves_for(
    length: timedelta, worked: Sequence[tuple[datetime, datetime]]
) -> Sequence[tuple[datetime, datetime]]:
    """The hours before and after lunch; in one for what fits in neither: lunch lies inside it."""
    if not worked or any(length <= closes - opens for opens, closes in worked):
        return worked
    return [(worked[0][0], worked[-1][1])]
