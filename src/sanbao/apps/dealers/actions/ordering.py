"""The provider sends a dealer; a refusal is a breach and a lapse (P2-2.3, P2-2.6)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.prepared import held
from sanbao.apps.accounts.wording import in_chinese
from sanbao.apps.dealers import queries
from sanbao.apps.dealers.actions.row import say
from sanbao.apps.dealers.facts import NOT_REFUSED, ORDER_PREFIX, SUBJECT, Done
from sanbao.apps.dealers.models import RepairOrder
from sanbao.apps.desk import queries as cases
from sanbao.apps.journal import actions as journal
from sanbao.apps.obligations import actions as obligations
from sanbao.apps.obligations import queries as owed
from sanbao.apps.parties import queries as parties
from sanbao.apps.workorders import actions as workorders
from sanbao.apps.workorders import queries as field
from sanbao.rules.deadline import china_day
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.rules.repair_order import MOVES, Facts, Step

REFUSED_SERVICE = gettext_noop("a repair order was refused")
REPAIRED = Message("the customer has signed that it works again")
row = held(RepairOrder, "provider", "dealer", "case__asset", "case__customer")


@dataclass(frozen=True, slots=True)
class Sending:
    """What a dealer is sent for."""

    key: UUID
    task: str
    quantity: int = 1


@transaction.atomic
def send(
    case: cases.Case, dealer: parties.Dealer, sending: Sending, *, by: User, at: datetime
) -> RepairOrder:
    """Send a dealer to a case; one order is open for a case at a time. The same key is the same."""
    if not sending.task.strip():
        raise Refused(Message("the task is empty"), field="task")
    if case.state not in cases.OPEN:
        raise Refused(Message("the case is closed"))
    first = RepairOrder.objects.filter(key=sending.key).first()
    if first is not None:
        return first
    open_ = queries.orders_of_case(case).filter(state__in=queries.OPEN_ORDERS).first()
    if open_ is not None:
        raise Refused(Message("repair order %(code)s is still open", {"code": open_.code}))
    fix = queries.fix_of(case)
    order = RepairOrder.objects.create(
        provider_id=case.provider_id,
        code=journal.next_code(ORDER_PREFIX, provider=case.provider_id, on=china_day(at)),
        key=sending.key,
        dealer=dealer,
        case=case,
        task=sending.task.strip(),
        quantity=sending.quantity,
        due_at=fix.due_at if fix else None,
        clause=fix.clause if fix else "",
        sent_at=at,
        sent_by=by,
    )
    tell("dealer.order_sent", order, by=by, at=at)
    return order


@transaction.atomic
def accept(
    order: RepairOrder, *, engineer: User | None = None, by: User, at: datetime
) -> RepairOrder:
    """The dealer takes it. Naming an engineer hands the case to the field under his name."""
    order = row(order.pk)
    if order.accepted_at is not None and order.state == "accepted":
        return order
    order.state = MOVES.advance(order.state, Step.ACCEPT, Facts())
    order.accepted_at, order.accepted_by = at, by
    order.save(update_fields=["state", "accepted_at", "accepted_by"])
    if engineer is not None:
        work = field.open_order(order.case_id) or workorders.raise_for(
            order.case, task=order.task, by=by, at=at
        )
        workorders.assign(work, engineer, by=by, at=at, seen=field.seen_of(work))
    tell("dealer.order_accepted", order, by=by, at=at, who=f"{engineer or ''}")
    return order


@transaction.atomic
def refuse(order: RepairOrder, *, reason: str, by: User, at: datetime) -> RepairOrder:
    """No service in the territory is refused for any reason: each refusal is one lapse of it."""
    order = row(order.pk)
    order.state = MOVES.advance(order.state, Step.REFUSE, Facts(reason=reason))
    end(order, by=by, at=at, reason=reason)
    tell("dealer.order_refused", order, by=by, at=at, reason=order.reason)
    rows = owed.Obligation.objects.filter(
        provider_id=order.provider_id,
        kind=owed.ObligationKind.UPKEEP,
        what=NOT_REFUSED,
        subject_kind=SUBJECT,
        subject_code=order.dealer.code,
        state__in=owed.OPEN_STATES,
    )
    for duty in rows.order_by("id"):
        obligations.lapse(duty.pk, reason=REFUSED_SERVICE, by=by, at=at)
        obligations.restore(duty.pk, by=by, at=at)
    return order


@transaction.atomic
def complete(order: RepairOrder, done: Done, *, by: User | None, at: datetime) -> RepairOrder:
    """Done, says the dealer, or the signature of the customer. Done before, it stays."""
    order = row(order.pk)
    if order.state == "done":
        return order
    order.state = MOVES.advance(order.state, Step.COMPLETE, Facts(summary=done.summary))
    order.summary, order.repaired = done.summary.strip(), done.repaired
    order.works = done.works
    end(order, by=by or order.accepted_by or order.sent_by, at=at)
    order.save(update_fields=["summary", "repaired", "works"])
    tell("dealer.order_done", order, by=by, at=at)
    return order


@transaction.atomic
def withdraw(order: RepairOrder, *, reason: str, by: User, at: datetime) -> RepairOrder:
    """The provider takes the order back; that is no breach."""
    order = row(order.pk)
    order.state = MOVES.advance(order.state, Step.WITHDRAW, Facts(reason=reason))
    end(order, by=by, at=at, reason=reason)
    tell("dealer.order_withdrawn", order, by=by, at=at, reason=order.reason)
    return order


def end(order: RepairOrder, *, by: User, at: datetime, reason: str = "") -> None:
    order.ended_at, order.ended_by = at, by
    order.reason = reason.strip()[:200]
    order.save(update_fields=["state", "ended_at", "ended_by", "reason"])


def complete_for_case(case_code: str, provider_id: int, *, by: User | None, at: datetime) -> None:
    """The customer has signed that it works: an accepted order of the case is done by that."""
    rows = RepairOrder.objects.filter(
        provider_id=provider_id, case__code=case_code, state="accepted"
    )
    for order in rows:
        done = Done(in_chinese(REPAIRED), order.quantity, works=True)
        complete(order, done, by=by, at=at)


def tell(happening: str, order: RepairOrder, *, by: User | None, at: datetime, **more: str) -> None:
    about = f"{order.case.code} {order.case.customer.name}"
    say(happening, order.dealer, by=by, at=at, order=order.code, what=about, **more)
