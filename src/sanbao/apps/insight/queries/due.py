"""What falls due, day by day."""

from calendar import Calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, DateTimeField, ExpressionWrapper, F, Q, QuerySet
from django.db.models.functions import TruncDate

from sanbao.apps.accounts.access import User
from sanbao.apps.obligations import queries as obligations
from sanbao.apps.obligations.queries import OPEN_STATES, Obligation, ObligationState

MOMENT = timedelta(microseconds=1)
MONDAY = 0


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the calendar: how many promises fall due on it, how many of them were missed."""

    on: date
    open: int = 0
    missed: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.open or self.missed)


def falling(user: User, first: date, last: date) -> QuerySet[Obligation]:
    """What falls due from the first day to the last; what ends at 24:00 belongs to its day."""
    zone = ZoneInfo(user.provider.zone)
    after = datetime.combine(first, time(), zone)
    until = datetime.combine(last + timedelta(days=1), time(), zone)
    return obligations.obligations_for(user).filter(
        Q(state__in=OPEN_STATES) | Q(state=ObligationState.MISSED),
        due_at__gt=after,
        due_at__lte=until,
    )


def month_of(user: User, month: date) -> Sequence[Sequence[Day]]:
    """The weeks of a month, Monday first, with the days around it that fill them; one query."""
    weeks = Calendar(MONDAY).monthdatescalendar(month.year, month.month)
    zone = ZoneInfo(user.provider.zone)
    a_moment_before = ExpressionWrapper(F("due_at") - MOMENT, output_field=DateTimeField())
    counted = (
        falling(user, weeks[0][0], weeks[-1][-1])
        .annotate(on=TruncDate(a_moment_before, tzinfo=zone))
        .values("on")
        .annotate(
            missed=Count("id", filter=Q(state=ObligationState.MISSED)),
            open=Count("id", filter=Q(state__in=OPEN_STATES)),
        )
        .order_by("on")
    )
    days = {row["on"]: Day(row["on"], row["open"], row["missed"]) for row in counted}
    return [[days.get(on, Day(on)) for on in week] for week in weeks]


def due_on(user: User, day: date) -> QuerySet[Obligation]:
    """What falls due on one day, for a list in the order of the due time."""
    return obligations.on_page(falling(user, day, day))
