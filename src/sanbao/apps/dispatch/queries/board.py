"""The board: engineers as rows over a day or a week, their jobs as bars, what waits for a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from sanbao.apps.accounts.access import User
from sanbao.apps.dispatch.facts import Crewman, Time, day_of, midnight
from sanbao.apps.dispatch.queries.crew import absences_between, crew_of
from sanbao.apps.dispatch.queries.mark import mark_of
from sanbao.apps.obligations import queries as obligations
from sanbao.apps.parties import queries as parties
from sanbao.apps.workorders import queries as orders
from sanbao.rules.sending import Taken

HALF_HOUR = timedelta(minutes=30)
# Hours that a day shows even when nobody works then.
FIRST, LAST = 7, 20
MOST_WAITING = 60
WHOLE = (
    "provider",
    "engineer",
    "case__asset__product",
    "case__asset__site",
    "case__customer",
)


@dataclass(frozen=True, slots=True)
class Bar:
    """A job in somebody's day. order: None for an errand, a round of inspection, which its own page
    moves. seen: mark of the order. in_absence: the engineer is away then.
    """

    booking: orders.Booking
    order: orders.WorkOrder | None
    seen: str
    due_at: datetime | None
    in_absence: bool

    @property
    def is_late(self) -> bool:
        return self.due_at is not None and self.booking.starts_at > self.due_at

    @property
    def is_along(self) -> bool:
        """Whether somebody else leads: the bar goes with his."""
        return self.order is not None and self.booking.engineer_id != self.order.engineer_id

    @property
    def customer(self) -> parties.Customer | None:
        if self.order is not None:
            return self.order.case.customer
        return self.booking.site.customer if self.booking.site is not None else None

    @property
    def site(self) -> parties.Site | None:
        return self.booking.site if self.order is None else self.order.case.asset.site

    @property
    def minutes(self) -> int:
        return round((self.booking.ends_at - self.booking.starts_at) / timedelta(minutes=1))

    @property
    def is_held(self) -> bool:
        return self.booking.state in orders.HELD


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch of a row: a bar, or a time into which a job can be put. off: not worked."""

    at: datetime
    span: int = 1
    bar: Bar | None = None
    off: bool = False
    away: Taken | None = None


@dataclass(frozen=True, slots=True)
class DayOf:
    """One day of one engineer in the week."""

    on: date
    bars: Sequence[Bar]
    off: bool
    away: Taken | None


@dataclass(frozen=True, slots=True)
class Row:
    man: Crewman
    bars: Sequence[Bar]
    cells: Sequence[Cell] = ()
    days: Sequence[DayOf] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A job without a time. due_at: when somebody was promised to be there."""

    order: orders.WorkOrder
    due_at: datetime | None
    seen: str


@dataclass(frozen=True, slots=True)
class Board:
    """hours: the full hours that a day shows, each two columns wide."""

    rows: Sequence[Row]
    waiting: Sequence[Waiting]
    hours: Sequence[datetime]
    days: Sequence[date]
    mark: str


def board_of(user: User, men: Sequence[User], *, on: date, days: int) -> Board:
    """The board of these engineers from `on`, in seven queries. days: 1 for a day, 7 for a week."""
    zone = ZoneInfo(user.provider.zone)
    time = day_of(on, zone, days=days)
    crew = crew_of(user.provider_id, time, only=[man.pk for man in men]) if men else []
    bars = bars_of(user, time)
    hours = hours_of(on, zone, [bar for mine in bars.values() for bar in mine])
    rows = []
    for man in crew:
        mine = [conflict(bar, man) for bar in bars.get(man.engineer.pk, ())]
        if days == 1:
            rows.append(Row(man, mine, cells=list(cells_of(man, mine, hours, zone))))
        else:
            dates = [on + timedelta(days=number) for number in range(days)]
            rows.append(Row(man, mine, days=[one_day(man, mine, day, zone) for day in dates]))
    return Board(
        rows,
        waiting_of(user),
        hours,
        [on + timedelta(days=number) for number in range(days)],
        board_mark(user, on=on, days=days),
    )


def bars_of(user: User, time: Time) -> dict[int, list[Bar]]:
    """By engineer what is booked within `time`."""
    rows = orders.bookings_between(user.provider_id, time).select_related(
        "site__customer", "order", *(f"order__{name}" for name in WHOLE)
    )
    found: dict[int, list[Bar]] = {}
    for row in with_due(rows, "order__case__code"):
        seen = mark_of(row.order, row) if row.order is not None else ""
        bar = Bar(row, row.order, seen, row.due_at, in_absence=False)
        found.setdefault(row.engineer_id, []).append(bar)
    return found


def with_due(rows: QuerySet[Any], case: str) -> QuerySet[Any]:
    """Each row with `due_at`: when somebody was promised to be on site."""
    promised = obligations.Obligation.objects.filter(
        provider_id=OuterRef("provider_id"),
        subject_kind="case",
        subject_code=OuterRef(case),
        what="on_site",
        due_at__isnull=False,
        met_at__isnull=True,
    ).exclude(state__in=["cancelled", "excused"])
    found: QuerySet[Any] = rows.annotate(
        due_at=Subquery(promised.order_by("due_at").values("due_at")[:1])
    )
    return found


def conflict(bar: Bar, man: Crewman) -> Bar:
    """The bar, marked where the engineer is away then."""
    begins, ends = bar.booking.starts_at, bar.booking.ends_at
    if bar.is_held and any(one.meets(begins, ends) for one in man.absences):
        return replace(bar, in_absence=True)
    return bar


def hours_of(on: date, zone: ZoneInfo, bars: Sequence[Bar]) -> list[datetime]:
    """The full hours of the day to show: those of most people, and wider where a bar lies."""
    start = midnight(on, zone)
    first, last = FIRST, LAST
    for bar in bars:
        first = min(first, max(0, int((bar.booking.starts_at - start) / timedelta(hours=1))))
        over = (bar.booking.ends_at - start) / timedelta(hours=1)
        last = max(last, min(24, int(over) + (over > int(over))))
    return [start + timedelta(hours=hour) for hour in range(first, last)]


def cells_of(
    man: Crewman, bars: Sequence[Bar], hours: Sequence[datetime], zone: ZoneInfo
) -> Iterator[Cell]:
    """The row from left to right: bars, and between them a cell for each half hour."""
    now, end = hours[0], hours[-1] + timedelta(hours=1)
    for bar in (*bars, None):
        begins = end if bar is None else half_hour(bar.booking.starts_at, hours[0])
        while now < min(begins, end):
            yield free(man, now, zone)
            now += HALF_HOUR
        if bar is not None and now < end:
            until = min(end, half_hour(bar.booking.ends_at - timedelta(seconds=1), hours[0]))
            span = max(1, round((until - now) / HALF_HOUR) + 1)
            span = min(span, round((end - now) / HALF_HOUR))
            yield Cell(now, span, bar)
            now += span * HALF_HOUR


def half_hour(at: datetime, first: datetime) -> datetime:
    """The beginning of the column in which `at` lies."""
    return first + max(0, (at - first) // HALF_HOUR) * HALF_HOUR


def free(man: Crewman, at: datetime, zone: ZoneInfo) -> Cell:
    local = at.astimezone(zone)
    worked = man.shift.is_worked(local.date())
    inside = worked and man.shift.opens <= local.time() < man.shift.closes
    away = next((one for one in man.absences if one.meets(at, at + HALF_HOUR)), None)
    return Cell(at, off=not inside, away=away)


def one_day(man: Crewman, bars: Sequence[Bar], on: date, zone: ZoneInfo) -> DayOf:
    time = day_of(on, zone)
    mine = [bar for bar in bars if bar.booking.starts_at.astimezone(zone).date() == on]
    away = next((one for one in man.absences if one.meets(time.starts_at, time.ends_at)), None)
    return DayOf(on, mine, not man.shift.is_worked(on), away)


def to_place(user: User) -> QuerySet[orders.WorkOrder]:
    return to_place_of(user.provider_id)


def to_place_of(provider_id: int) -> QuerySet[orders.WorkOrder]:
    """Orders for which nobody's time is kept."""
    held = orders.Booking.objects.filter(order=OuterRef("pk"), state__in=orders.HELD)
    rows = orders.WorkOrder.objects.filter(
        provider_id=provider_id,
        state__in=[orders.WorkOrderState.RAISED, orders.WorkOrderState.ASSIGNED],
    )
    return rows.filter(~Exists(held))


def waiting_of(user: User, *, most: int = MOST_WAITING) -> list[Waiting]:
    """What waits for a time, the least time left first."""
    rows = with_due(to_place(user).select_related(*WHOLE), "case__code")
    found = rows.order_by("due_at", "pk")[:most]
    return [Waiting(row, row.due_at, mark_of(row, None)) for row in found]


def board_mark(user: User, *, on: date, days: int) -> str:
    """Changes with everything that the board shows: what an open page asks for, in three queries
    of a few columns.
    """
    time = day_of(on, ZoneInfo(user.provider.zone), days=days)
    columns = ("pk", "state", "engineer_id", "starts_at", "ends_at", "order__state")
    shown = [
        list(orders.bookings_between(user.provider_id, time).values_list(*columns)),
        list(to_place(user).order_by("pk").values_list("pk", "state", "engineer_id")),
        list(absences_between(user.provider_id, time).values_list("pk", "starts_at", "ends_at")),
    ]
    return sha256(repr(shown).encode()).hexdigest()[:16]
