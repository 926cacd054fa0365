"""Reading work orders."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.accounts.columns import joined, named
from sanbao.apps.accounts.prepared import prepared
from sanbao.apps.parties import queries as parties
from sanbao.apps.training import queries as training
from sanbao.apps.workorders.facts import Candidate, job_of
from sanbao.apps.workorders.facts import Time as Time
from sanbao.apps.workorders.facts import seen_of as seen_of
from sanbao.apps.workorders.models import HELD as HELD
from sanbao.apps.workorders.models import Booking as Booking
from sanbao.apps.workorders.models import BookingState as BookingState
from sanbao.apps.workorders.models import Companion as Companion
from sanbao.apps.workorders.models import RequiredPart as RequiredPart
from sanbao.apps.workorders.models import WorkOrder as WorkOrder
from sanbao.apps.workorders.models import WorkOrderState as WorkOrderState
from sanbao.rules.message import Message

SEES_ALL = (Role.DESK, Role.DISPATCHER, Role.MANAGER, Role.QUALITY, Role.AUDITOR)
OPEN = (
    WorkOrderState.RAISED,
    WorkOrderState.ASSIGNED,
    WorkOrderState.AT_WORK,
    WorkOrderState.RESTORED,
)
# No booking is longer, so none that reaches into a day begins more than this before it.
LONGEST_BOOKING = timedelta(days=2)
TO_VISIT = (WorkOrderState.ASSIGNED, WorkOrderState.AT_WORK)


def orders_for(user: User) -> QuerySet[WorkOrder]:
    """All orders of the company for those who run the service; an engineer's own for him."""
    orders = WorkOrder.objects.filter(provider_id=user.provider_id).select_related(
        "provider", "engineer", "case__asset__product", "case__asset__site", "case__customer"
    )
    if user.has_role(*SEES_ALL):
        return orders
    return orders.filter(goes(user)) if user.has_role(Role.ENGINEER) else orders.none()


def goes(user: User) -> Q:
    """The orders on which `user` goes, as the one who leads or along."""
    return Q(engineer=user) | Q(pk__in=joined_by(user))


def joined_by(user: User) -> QuerySet[Companion, Any]:
    """The keys of the orders with which `user` goes along."""
    return Companion.objects.filter(engineer=user, left_at=None).values("order")


def orders_with(engineer: User) -> QuerySet[WorkOrder]:
    """Every order that `engineer` has, or goes along with."""
    return WorkOrder.objects.filter(goes(engineer))


def companions_of(order: WorkOrder) -> list[User]:
    """Who goes along with the engineer of the order now, whoever joined first ahead."""
    rows = getattr(order, "along", None)
    return [row.engineer for row in (going_with(order.pk) if rows is None else rows)]


@prepared
def going_with(order_id: int) -> QuerySet[Companion]:
    return going_along().filter(order_id=order_id)


def going_along() -> QuerySet[Companion]:
    return Companion.objects.filter(left_at=None).select_related("engineer").order_by("id")


def with_companions(orders: QuerySet[WorkOrder]) -> QuerySet[WorkOrder]:
    """The same orders, whoever goes along read for all of them together."""
    return orders.prefetch_related(Prefetch("companions", going_along(), to_attr="along"))


def filtered(
    orders: QuerySet[WorkOrder], *, state: str = "", engineer: str = "", text: str = ""
) -> QuerySet[WorkOrder]:
    """Narrowed by state (or `open`), by engineer, and by the start of a number or serial."""
    if state == "open":
        orders = orders.filter(state__in=OPEN)
    elif state in WorkOrderState.values:
        orders = orders.filter(state=state)
    if engineer.isdecimal():
        orders = orders.filter(engineer_id=int(engineer))
    if text := text.strip():
        orders = orders.filter(
            Q(code__startswith=text.upper())
            | Q(case__code__startswith=text.upper())
            | Q(case__asset__serial__startswith=text)
            | Q(case__customer__name__startswith=text)
        )
    return orders


def orders_of(case_id: int) -> QuerySet[WorkOrder]:
    """The orders of one case, oldest first."""
    return joined(WorkOrder.objects.filter(case_id=case_id), *named("engineer")).order_by("id")


def open_orders(case_id: int) -> int:
    return len(open_of_case(case_id))


def open_order(case_id: int) -> WorkOrder | None:
    """The one open order of a case, if any."""
    return next(iter(open_of_case(case_id)), None)


@prepared
def open_of_case(case_id: int) -> QuerySet[WorkOrder]:
    return WorkOrder.objects.filter(case_id=case_id, state__in=OPEN).order_by("pk")


def candidates(order: WorkOrder, *, on: date) -> list[Candidate]:
    """Every engineer of the company; those certified on the day first, the least busy ahead."""
    engineers = list(parties.engineers(order.provider_id))
    fit = training.fitness(engineers, job_of(order), on=on)
    load = dict(
        WorkOrder.objects.filter(engineer__in=engineers, state__in=TO_VISIT)
        .values_list("engineer_id")
        .annotate(Count("id"))
    )
    found = [
        Candidate(
            engineer,
            fit[engineer.pk].until,
            load.get(engineer.pk, 0),
            why_not(fit[engineer.pk]),
        )
        for engineer in engineers
    ]
    return sorted(found, key=lambda one: (one.certificate_until is None, one.open_orders))


def why_not(fit: training.Fitness) -> Message | None:
    return fit.lack.no().reason if fit.lack else None


def bookings_of(order: WorkOrder) -> QuerySet[Booking]:
    """The time that is kept for an order now."""
    return Booking.objects.filter(order=order, state__in=HELD).order_by("starts_at", "pk")


def bookings_between(provider_id: int, time: Time) -> QuerySet[Booking]:
    """What is kept of anybody's time within `time`, what is over included."""
    rows = Booking.objects.filter(
        provider_id=provider_id,
        starts_at__gt=time.starts_at - LONGEST_BOOKING,
        starts_at__lt=time.ends_at,
        ends_at__gt=time.starts_at,
    )
    return rows.exclude(state=BookingState.RELEASED).order_by("starts_at", "pk")


def errand_bookings(provider_id: int | OuterRef, code: str | OuterRef) -> QuerySet[Booking]:
    """The time that is kept for an errand, or was until it was over, the newest first."""
    rows = Booking.objects.filter(provider_id=provider_id, errand=code)
    # That it is an errand has to be said: the database finds the index by it.
    return rows.exclude(errand="").exclude(state=BookingState.RELEASED).order_by("-pk")


def errand_booking(provider_id: int, code: str) -> Booking | None:
    return errand_bookings(provider_id, code).first()


def in_the_way(engineer: User, time: Time, *, of: WorkOrder) -> Booking | None:
    """What another order has of the engineer's time, the earliest first."""
    since = time.starts_at - LONGEST_BOOKING
    others = elsewhere(engineer.pk, of.pk, since, time.starts_at, time.ends_at)
    return next(iter(others), None)


@prepared
def elsewhere(
    engineer_id: int, order_id: int, since: datetime, starts_at: datetime, ends_at: datetime
) -> QuerySet[Booking]:
    rows = Booking.objects.filter(
        engineer_id=engineer_id,
        state__in=HELD,
        starts_at__gt=since,
        starts_at__lt=ends_at,
        ends_at__gt=starts_at,
    ).exclude(order_id=order_id)
    return rows.select_related("order", "engineer").order_by("starts_at")[:1]


@prepared
def held_for(order_id: int, engineer_id: int) -> QuerySet[Booking]:
    rows = Booking.objects.filter(order_id=order_id, engineer_id=engineer_id, state__in=HELD)
    return rows.order_by("pk")


def free_from(engineer: User, starts_at: datetime, length: timedelta) -> datetime:
    """The first instant from `starts_at` on at which the engineer has `length` to give."""
    rows = Booking.objects.filter(engineer=engineer, state__in=HELD, ends_at__gt=starts_at)
    busy = rows.order_by("starts_at").values_list("starts_at", "ends_at")
    return gap(list(busy), starts_at, length)


def gap(
    busy: Sequence[tuple[datetime, datetime]], starts_at: datetime, length: timedelta
) -> datetime:
    """The first gap between times in order."""
    for begins, ends in busy:
        if starts_at + length <= begins:
            break
        starts_at = max(starts_at, ends)
    return starts_at


def still_required() -> QuerySet[RequiredPart]:
    """What is not needed after all, and what visits have fitted, left out."""
    return RequiredPart.objects.filter(asked__gt=F("fitted")).select_related("part").order_by("pk")


@prepared
def required_of(order_id: int) -> QuerySet[RequiredPart]:
    """What the order needs still."""
    return still_required().filter(order_id=order_id)


def required_by(order_ids: Collection[int]) -> dict[int, list[RequiredPart]]:
    """What each of many orders needs still, in one query."""
    found: dict[int, list[RequiredPart]] = {}
    for row in still_required().filter(order_id__in=order_ids):
        found.setdefault(row.order_id, []).append(row)
    return found


def promised_parts(
    provider_id: int, part_ids: Collection[int], *, besides: Collection[int]
) -> QuerySet[RequiredPart]:
    """What the orders need for which somebody's time is kept, those of `besides` left out: in the
    order in which their engineers go.
    """
    rows = still_required().filter(
        part_id__in=part_ids,
        order__provider_id=provider_id,
        order__engineer__isnull=False,
        order__bookings__state__in=HELD,
        order__bookings__engineer_id=F("order__engineer_id"),
    )
    rows = rows.exclude(order_id__in=besides).select_related("part", "order")
    return rows.order_by("order__bookings__starts_at", "pk")
