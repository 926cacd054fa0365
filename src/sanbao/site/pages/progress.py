"""How far a case is: the steps of its way, taken or to come, as anybody may read them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sanbao.apps.accounts.columns import named, shown
from sanbao.apps.accounts.prepared import prepared
from sanbao.apps.desk import queries as cases
from sanbao.apps.journal import queries as journal
from sanbao.apps.visits import queries as visits
from sanbao.apps.workorders import queries as workorders

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Milestone:
    """One step of the way. at: when it was taken, where that was written down.
    is_current: the last one taken.
    """

    label: str
    is_done: bool
    at: datetime | None = None
    words: str = ""
    is_current: bool = False


def taken(label: str, at: datetime | None, words: str = "") -> Milestone:
    return Milestone(label, at is not None, at, words)


@dataclass(frozen=True, slots=True)
class Round:
    """What is made for a case since it was opened, or since it was opened again.

    happened: the last time of each happening of the case.
    """

    order: workorders.WorkOrder | None
    visit: visits.Visit | None
    follow_up: visits.FollowUp | None
    happened: dict[str, datetime]


@dataclass(frozen=True, slots=True)
class Made:
    """What later steps have made of a case, and everything that happened to it and to them."""

    orders: list[workorders.WorkOrder]
    trips: list[visits.Visit]
    follow_ups: list[visits.FollowUp]
    history: list[journal.Entry]

    def subjects(self, case: cases.Case) -> list[tuple[str, str]]:
        return subjects_of(case, self.orders, self.trips)


ORDER = ("code", "state", "raised_at", "assigned_at", *named("engineer"))
TRIP = (
    *("code", "state", "order", "agreed_from", "agreed_until", "arrived_at", "worked_at"),
    *("signed_at", "is_restored", "finding", *named("engineer")),
)
CALL = (
    *("created_at", "due_at", "done_at", "is_reached", "satisfaction"),
    *named("done_by"),
)
ENTRY = ("happening", "subject_kind", "at", "now", "details", *named("by"))


def made_of(case: cases.Case) -> Made:
    """In four queries, however long the history; of each what the pages of a case show."""
    orders = orders_of(case.pk)
    made = trips_of(case.pk)
    subjects = tuple(subjects_of(case, orders, made))
    return Made(orders, made, calls_of(case.pk), history_of(case.provider_id, subjects))


@prepared
def orders_of(case_id: int) -> QuerySet[workorders.WorkOrder]:
    return shown(workorders.orders_of(case_id), *ORDER)


@prepared
def trips_of(case_id: int) -> QuerySet[visits.Visit]:
    return shown(visits.visits_of(case_id), *TRIP)


@prepared
def calls_of(case_id: int) -> QuerySet[visits.FollowUp]:
    return shown(visits.follow_ups_of(case_id), *CALL)


@prepared
def history_of(provider_id: int, subjects: tuple[tuple[str, str], ...]) -> QuerySet[journal.Entry]:
    return shown(journal.history(provider_id, *subjects), *ENTRY)


def subjects_of(
    case: cases.Case, orders: list[workorders.WorkOrder], made: list[visits.Visit]
) -> list[tuple[str, str]]:
    """The case and what was made of it, as the journal names them."""
    return [
        ("case", case.code),
        *(("workorder", order.code) for order in orders),
        *(("visit", visit.code) for visit in made),
    ]


def round_of(case: cases.Case, made: Made) -> Round:
    happened = {entry.happening: entry.at for entry in made.history if entry.subject_kind == "case"}
    since = happened.get("case.reopened", case.reported_at)
    orders = [
        order for order in made.orders if order.state != "cancelled" and order.raised_at >= since
    ]
    numbers = {order.pk for order in orders}
    trips = [
        visit for visit in made.trips if visit.state != "abandoned" and visit.order_id in numbers
    ]
    calls = [call for call in made.follow_ups if call.created_at >= since]
    return Round(last(orders), last(trips), last(calls), happened)


def last(rows: Sequence[T]) -> T | None:
    return rows[-1] if rows else None


def milestones(case: cases.Case, made: Made) -> list[Milestone]:
    """The steps in their order, the last one taken marked."""
    steps = steps_of(case, made)
    current = max(place for place, step in enumerate(steps) if step.is_done)
    return [replace(step, is_current=place == current) for place, step in enumerate(steps)]


def steps_of(case: cases.Case, made: Made) -> list[Milestone]:
    this = round_of(case, made)
    reported = taken(_("Reported"), case.reported_at)
    if case.state == cases.CaseState.CANCELLED:
        return [reported, taken(_("Withdrawn"), case.closed_at)]
    called_at = this.follow_up.done_at if this.follow_up else None
    ending = [taken(_("Follow-up call made"), called_at), taken(_("Closed"), case.closed_at)]
    if this.order is None and case.answer and "case.solved" in this.happened:
        answered = taken(_("Answered"), this.happened["case.solved"], case.answer)
        return [reported, answered, *ending]
    return [reported, *field_steps(case, this), *ending]


def field_steps(case: cases.Case, this: Round) -> list[Milestone]:
    """From the engineer named to the signature."""
    order, visit = this.order, this.visit
    named_at = order.assigned_at if order else None
    window = appointment(visit, zone=case.provider.zone) if visit else ""
    works_at = visit.worked_at if visit and visit.is_restored else None
    return [
        taken(_("Engineer named"), named_at, str(order.engineer or "") if order else ""),
        Milestone(_("Appointment agreed"), visit is not None, words=window),
        taken(_("Engineer on site"), visit.arrived_at if visit else None),
        taken(_("Works again"), works_at),
        taken(_("Signed by the customer"), visit.signed_at if visit else None),
    ]


def appointment(visit: visits.Visit, *, zone: str) -> str:
    """From when until when the engineer comes, in the provider's time."""
    starts, ends = (at.astimezone(ZoneInfo(zone)) for at in (visit.agreed_from, visit.agreed_until))
    until = f"{ends:%H:%M}" if ends.date() == starts.date() else f"{ends:%Y-%m-%d %H:%M}"
    return f"{starts:%Y-%m-%d %H:%M} – {until}"
