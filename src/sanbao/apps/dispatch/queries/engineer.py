"""One engineer: hours, absences, and what is booked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.dispatch.facts import Time
from sanbao.apps.dispatch.models import Absence, WorkingTime
from sanbao.apps.dispatch.queries.crew import shift_of
from sanbao.apps.parties import queries as parties
from sanbao.apps.workorders import queries as orders
from sanbao.rules.sending import Shift

SEES_ALL = orders.SEES_ALL
DISPATCHERS = (Role.DISPATCHER, Role.MANAGER)
# Who states what an order needs: who takes the call, who sends, and who has been there.
STATERS = (Role.DESK, *DISPATCHERS, Role.ENGINEER)


def engineers_for(user: User) -> QuerySet[User]:
    """The engineers of the company; an engineer sees himself alone."""
    rows = parties.engineers(user.provider_id).select_related("provider", "person__station")
    if user.has_role(*SEES_ALL):
        return rows
    return rows.filter(pk=user.pk) if user.has_role(Role.ENGINEER) else rows.none()


def absences_for(user: User) -> QuerySet[Absence]:
    rows = Absence.objects.filter(provider_id=user.provider_id).select_related("engineer")
    return rows if user.has_role(*SEES_ALL) else rows.filter(engineer=user)


def absences_of(engineer: User, *, at: datetime) -> QuerySet[Absence]:
    """Those that are not over, the next first."""
    rows = Absence.objects.filter(engineer=engineer, withdrawn_at=None, ends_at__gt=at)
    return rows.select_related("noted_by").order_by("starts_at", "pk")


def stations_for(user: User) -> QuerySet[parties.Station]:
    """The stations of the company, by name, to narrow the board."""
    return parties.Station.objects.filter(provider_id=user.provider_id).order_by("name", "pk")


def working_time_of(engineer: User) -> WorkingTime | None:
    return WorkingTime.objects.filter(engineer=engineer).first()


def jobs_within(engineer: User, time: Time) -> QuerySet[orders.Booking]:
    """What is booked of the engineer's time and would have to be moved."""
    rows = orders.bookings_between(engineer.provider_id, time)
    return rows.filter(engineer=engineer, state__in=orders.HELD).select_related("order")


@dataclass(frozen=True, slots=True)
class Day:
    """An engineer with his hours and the absence that comes next, or is."""

    man: User
    shift: Shift
    absence: Absence | None


def days_of(men: Sequence[User], *, at: datetime) -> list[Day]:
    """For many engineers in two queries."""
    hours = {row.engineer_id: row for row in WorkingTime.objects.filter(engineer__in=men)}
    coming = Absence.objects.filter(engineer__in=men, withdrawn_at=None, ends_at__gt=at)
    next_of: dict[int, Absence] = {}
    for row in coming.order_by("starts_at", "pk"):
        next_of.setdefault(row.engineer_id, row)
    return [Day(man, shift_of(hours.get(man.pk)), next_of.get(man.pk)) for man in men]
