"""The time that is kept for rounds."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, QuerySet, Subquery

from sanbao.apps.accounts.access import User
from sanbao.apps.dispatch import queries as dispatch
from sanbao.apps.inspections.models import Inspection, InspectionState, Round
from sanbao.apps.workorders import queries as orders
from sanbao.apps.workorders.facts import Time

MINUTES_A_UNIT = 60
MOST_MINUTES = 8 * 60


def minutes_of(round_: Round) -> int:
    """How long a round takes where nobody says: an hour for each unit, a day at most."""
    units = Inspection.objects.filter(round=round_).exclude(state=InspectionState.CALLED_OFF)
    return min(MOST_MINUTES, max(1, units.count()) * MINUTES_A_UNIT)


def time_wanted(
    round_: Round,
    lead: User | None,
    on: date | None,
    *,
    begins: time | None,
    minutes: int | None,
    at: datetime,
) -> Time | None:
    """The time as it is asked for; where nothing is said of it, what is kept already for this day
    and lead; else the first that the lead has free on the day, None where there is none.
    """
    if lead is None or on is None or lead.provider_id != round_.provider_id:
        return None
    stays = begins is None and minutes is None and (on, lead) == (round_.planned_on, round_.lead)
    if stays and (kept := booking_of(round_)) is not None:
        return Time(kept.starts_at, kept.ends_at)
    length = timedelta(minutes=minutes or minutes_of(round_))
    if begins is None:
        return dispatch.first_free(lead, on, length, at=at, errand=round_.code, site=round_.site)
    starts_at = datetime.combine(on, begins, ZoneInfo(round_.provider.zone))
    return Time(starts_at, starts_at + length)


def with_time(rounds: QuerySet[Round]) -> QuerySet[Any]:
    """Each round with `begins_at` and `ends_at`, None where no time is kept."""
    newest = orders.errand_bookings(OuterRef("provider_id"), OuterRef("code"))
    found: QuerySet[Any] = rounds.annotate(
        begins_at=Subquery(newest.values("starts_at")[:1]),
        ends_at=Subquery(newest.values("ends_at")[:1]),
    )
    return found


def booking_of(round_: Round) -> orders.Booking | None:
    return orders.errand_booking(round_.provider_id, round_.code)
