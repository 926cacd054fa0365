"""What may be done with a work order. Each locks its row, asks the rules, saves, and says so."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.prepared import held
from sanbao.apps.accounts.stored import change
from sanbao.apps.assets import actions as assets
from sanbao.apps.desk import actions as desk
from sanbao.apps.desk import queries as cases
from sanbao.apps.journal import actions as journal
from sanbao.apps.obligations import actions as obligations
from sanbao.apps.workorders import queries
from sanbao.apps.workorders.facts import Time, assigning, local_day, seen_of
from sanbao.apps.workorders.models import HELD, Booking, BookingState, WorkOrder
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.rules.workorder import MOVES, Facts, State, Step

PREFIX = "GD"
DISPATCHED = "dispatched"
# What whoever is sent has to keep; the rest stays with the desk.
KEPT_ON_SITE = ("on_site", "resolved")
ENDED = (State.REPORTED, State.CANCELLED)
# What becomes of the time that was kept for an order.
KEPT_TIME = {
    Step.GO_BACK: BookingState.RELEASED,
    Step.CANCEL: BookingState.RELEASED,
    Step.RESTORE: BookingState.DONE,
}
# Few joins: with more than five PostgreSQL plans longer than it reads.
row = held(WorkOrder, "engineer", "assigned_by", "case__asset", "case__customer")


@transaction.atomic
def raise_for(case: cases.Case, *, task: str, by: User | None, at: datetime) -> WorkOrder:
    """Hand the case over to the field (P3-4 step 2). One order is open for a case at a time.

    The same task once more gives the order that it made; another one is refused.
    """
    if not task.strip():
        raise Refused(Message("the task is empty"), field="task")
    case = desk.lock(case)
    if (there := queries.open_order(case.pk)) is not None:
        if there.task == task.strip():
            return there
        raise Refused(Message("work order %(code)s is already open", {"code": there.code}))
    desk.hand_over(case, by=by, at=at)
    order = WorkOrder(
        provider=case.provider, case=case, task=task.strip(), raised_at=at, raised_by=by
    )
    order.code = journal.next_code(PREFIX, provider=case.provider, on=local_day(order, at))
    order.save()
    say("workorder.raised", order, by=by, at=at, was="", case=case.code)
    return order


@transaction.atomic
def assign(
    order: WorkOrder, engineer: User, *, by: User, at: datetime, seen: str = ""
) -> WorkOrder:
    """Send `engineer`. Refused when he may not be sent, and when somebody else was faster.

    seen: `queries.seen_of` the order on the page that the choice was made on; "" means that
    nobody was assigned there.
    """
    order = lock(order)
    if order.engineer_id == engineer.pk and order.assigned_by_id == by.pk:
        return order
    if seen != seen_of(order):
        raise Refused(
            Message(
                "%(by)s has meanwhile assigned this order to %(engineer)s",
                {"by": f"{order.assigned_by}", "engineer": f"{order.engineer}"},
            )
        )
    was, before = order.state, order.engineer
    order.state = MOVES.advance(was, Step.ASSIGN, assigning(order, engineer, at=at))
    order.engineer, order.assigned_at, order.assigned_by = engineer, at, by
    change(order, "state", "engineer", "assigned_at", "assigned_by")
    if before is not None and before.pk != engineer.pk:
        let_go(order, BookingState.RELEASED)
    keep_attendance(order, before)
    subject = ("case", order.case.code)
    obligations.happened(order.provider_id, subject, DISPATCHED, at=at, by=by)
    hand_promises(order, engineer, by=by, at=at)
    names = {
        "engineer": f"{engineer}",
        "username": engineer.username,
        "instead_of": f"{before}" if before else "",
        "about": f"{order.case.asset.serial} {order.case.customer.name}",
    }
    say("workorder.assigned", order, by=by, at=at, was=was, **names)
    return order


def hand_promises(order: WorkOrder, owner: User | None, *, by: User, at: datetime) -> None:
    """What is still to be kept on site stands on the board of whoever has to keep it."""
    obligations.hand_to(
        order.provider_id,
        ("case", order.case.code),
        owner=owner,
        at=at,
        by=by,
        only=KEPT_ON_SITE,
    )


def keep_attendance(order: WorkOrder, before: User | None) -> None:
    """Who is sent to a unit may see its file; who is not sent any more may not."""
    unit = order.case.asset_id
    if before is not None and before.pk != order.engineer_id:
        elsewhere = WorkOrder.objects.filter(engineer=before, case__asset=unit)
        if not elsewhere.exclude(pk=order.pk).exists():
            assets.leave(unit, engineer=before)
    if order.engineer is not None:
        assets.attend(unit, engineer=order.engineer)


@transaction.atomic
def book(
    order: WorkOrder,
    engineer: User,
    time: Time,
    *,
    by: User,
    at: datetime,
    agreed: bool = False,
) -> Booking:
    """Keep the time of `engineer` for `order`, instead of what was kept before.

    Refused where another order has it already. Whoever books for one engineer waits for the other
    who does; the database would refuse what passes by here. agreed: with the customer, not only
    planned.
    """
    order = lock(order)
    User.objects.select_for_update(no_key=True).only("pk").get(pk=engineer.pk)
    if (other := queries.in_the_way(engineer, time, of=order)) is not None:
        raise taken(other)
    held = Booking.objects.filter(order=order, engineer=engineer, state__in=HELD).first()
    booking = held or Booking(provider_id=order.provider_id, order=order, engineer=engineer)
    booking.state = BookingState.AGREED if agreed else BookingState.PLANNED
    booking.starts_at, booking.ends_at = time.starts_at, time.ends_at
    booking.booked_at, booking.booked_by = at, by
    booking.save()
    details = {"from": time.starts_at.isoformat(), "until": time.ends_at.isoformat()}
    names = {"engineer": f"{engineer}", "username": engineer.username}
    if not agreed:
        say("workorder.booked", order, by=by, at=at, was=order.state, **names, **details)
    return booking


def taken(other: Booking) -> Refused:
    """The engineer is elsewhere: with what, from when until when."""
    return Refused(
        Message(
            "%(engineer)s is taken by %(order)s from %(from)s to %(until)s",
            {
                "engineer": f"{other.engineer}",
                "order": other.order.code,
                "from": f"{localtime(other.starts_at):%m-%d %H:%M}",
                "until": f"{localtime(other.ends_at):%H:%M}",
            },
        ),
        field="starts_at",
    )


@transaction.atomic
def unbook(order: WorkOrder, *, by: User, at: datetime) -> None:
    """Give the time back that was planned; who is assigned stays so."""
    order = lock(order)
    let_go(order, BookingState.RELEASED)
    say("workorder.unbooked", order, by=by, at=at, was=order.state)


def let_go(order: WorkOrder, state: str) -> None:
    """What was kept for the order is not kept any longer."""
    Booking.objects.filter(order=order, state__in=HELD).update(state=state)


def start(order: WorkOrder, *, by: User | None, at: datetime) -> WorkOrder:
    """An appointment has been agreed."""
    return move(order, Step.START, Facts(), "workorder.started", by=by, at=at)


def go_back(order: WorkOrder, *, reason: str, by: User | None, at: datetime) -> WorkOrder:
    """The visit did not restore the unit, or did not take place: another one is needed."""
    facts = Facts(reason=reason)
    return move(order, Step.GO_BACK, facts, "workorder.sent_back", by=by, at=at)


def restore(order: WorkOrder, *, by: User | None, at: datetime) -> WorkOrder:
    """The customer has signed that it works; the report is due."""
    return move(order, Step.RESTORE, Facts(), "workorder.restored", by=by, at=at)


def report(order: WorkOrder, *, summary: str, by: User | None, at: datetime) -> WorkOrder:
    """The report is handed in to the after-sales department (P3-4 step 6)."""
    facts = Facts(summary=summary)
    return move(order, Step.REPORT, facts, "workorder.reported", by=by, at=at)


@transaction.atomic
def cancel(order: WorkOrder, *, reason: str, by: User, at: datetime) -> WorkOrder:
    """Nobody needs to go after all; the case stays open for another order or an answer."""
    facts = Facts(reason=reason)
    order = move(order, Step.CANCEL, facts, "workorder.cancelled", by=by, at=at)
    hand_promises(order, order.case.owner, by=by, at=at)
    return order


@transaction.atomic
def move(
    order: WorkOrder, step: Step, facts: Facts, happening: str, *, by: User | None, at: datetime
) -> WorkOrder:
    order = lock(order)
    was = order.state
    order.state = MOVES.advance(was, step, facts)
    change(order, "state")
    if step in KEPT_TIME:
        let_go(order, KEPT_TIME[step])
    if order.state in ENDED:
        desk.handed_back(order.case, by=by, at=at)
    reason = {"reason": facts.reason.strip()} if facts.reason.strip() else {}
    say(happening, order, by=by, at=at, was=was, **reason)
    return order


def lock(order: WorkOrder) -> WorkOrder:
    """The order as it stands now, held until the transaction ends."""
    return row(order.pk)


def say(
    happening: str, order: WorkOrder, *, by: User | None, at: datetime, was: str, **details: str
) -> None:
    journal.record(
        happening,
        order.code,
        provider=order.provider_id,
        at=at,
        by=by,
        was=was,
        now=order.state,
        details=details,
    )


def possible(order: WorkOrder) -> dict[str, bool]:
    """The steps that the state allows: what a page offers as buttons (facts are asked later)."""
    return dict.fromkeys(MOVES.next[order.state], True)
