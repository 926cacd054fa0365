"""Room in an engineer's day for what is no work order."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sanbao.apps.accounts.access import User
from sanbao.apps.dispatch.facts import Crewman, Time, day_of
from sanbao.apps.dispatch.queries.crew import crew_of, give_jobs
from sanbao.rules.moves import No
from sanbao.rules.sending import Sending, gaps, quarter_after, refusal, spans


def day_with_jobs(engineer: User, on: date, zone: ZoneInfo) -> Crewman | None:
    day = day_of(on, zone, days=2)
    crew = crew_of(engineer.provider_id, day, only=[engineer.pk])
    give_jobs(crew, day)
    return next(iter(crew), None)


def why_no_time(engineer: User, time: Time, *, errand: str) -> No | None:
    """What keeps the engineer from it then: hours, absence, another job. errand: its own booking
    does not.
    """
    zone = ZoneInfo(engineer.provider.zone)
    man = day_with_jobs(engineer, time.starts_at.astimezone(zone).date(), zone)
    if man is None:
        return None
    booked = [job for job in man.booked if job.order != errand]
    found = refusal(
        Sending(
            time.starts_at,
            time.ends_at,
            zone,
            man.shift,
            absences=man.absences,
            booked=booked,
        )
    )
    return found[1] if found else None


def first_free(
    engineer: User, on: date, length: timedelta, *, at: datetime, errand: str
) -> Time | None:
    """The first time of the day that the engineer has for it, lunch and all else left out."""
    zone = ZoneInfo(engineer.provider.zone)
    man = day_with_jobs(engineer, on, zone)
    if man is None:
        return None
    booked = [job for job in man.booked if job.order != errand]
    taken = sorted((*booked, *man.absences), key=lambda one: one.starts_at)
    for opens, closes in gaps(spans(man.shift, on, zone), taken, earliest=at):
        starts_at = quarter_after(opens)
        if starts_at + length <= closes:
            return Time(starts_at, starts_at + length)
    return None
