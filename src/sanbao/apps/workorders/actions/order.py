"""The life of a work order: raised, assigned, moved on, cancelled."""

from datetime import datetime

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.stored import add, change
from sanbao.apps.assets import actions as assets
from sanbao.apps.desk import actions as desk
from sanbao.apps.desk import queries as cases
from sanbao.apps.journal import actions as journal
from sanbao.apps.obligations import actions as obligations
from sanbao.apps.workorders import queries
from sanbao.apps.workorders.actions.booking import let_go
from sanbao.apps.workorders.actions.companion import forget, stay_away
from sanbao.apps.workorders.actions.needing import expect_usual
from sanbao.apps.workorders.actions.row import lock, say
from sanbao.apps.workorders.facts import assigning, local_day, seen_of
from sanbao.apps.workorders.models import BookingState, WorkOrder
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
    add(order)
    expect_usual(order)
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
        stay_away(order, engineer, by=by, at=at)
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


@transaction.atomic
def unassign(order: WorkOrder, *, reason: str, by: User, at: datetime) -> WorkOrder:
    """Whoever was assigned does not go, nor who goes along: the order waits for another again."""
    order = lock(order)
    if order.state == State.RAISED:
        return order
    was, before = order.state, order.engineer
    order.state = MOVES.advance(was, Step.UNASSIGN, Facts(reason=reason))
    for man in queries.companions_of(order):
        stay_away(order, man, by=by, at=at)
    order.engineer = order.assigned_at = order.assigned_by = None
    change(order, "state", "engineer", "assigned_at", "assigned_by")
    let_go(order, BookingState.RELEASED)
    keep_attendance(order, before)
    hand_promises(order, order.case.owner, by=by, at=at)
    names = {"reason": reason.strip(), "engineer": f"{before}"}
    say("workorder.unassigned", order, by=by, at=at, was=was, **names)
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
    if before is not None and before.pk != order.engineer_id:
        forget(order, before)
    if order.engineer is not None:
        assets.attend(order.case.asset_id, engineer=order.engineer)


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


def possible(order: WorkOrder) -> dict[str, bool]:
    """The steps that the state allows: what a page offers as buttons (facts are asked later)."""
    return dict.fromkeys(MOVES.next[order.state], True)
