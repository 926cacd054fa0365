"""Having the machine plan a day: asked, run, stopped, and accepted by a person."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from sanbao.apps.accounts.access import Provider, User
from sanbao.apps.dispatch.actions.placing import crossed, place
from sanbao.apps.dispatch.facts import Time
from sanbao.apps.dispatch.models import PlanRun, PlanState
from sanbao.apps.dispatch.queries.day import PlanningDay, Wish, planning_day
from sanbao.apps.dispatch.queries.mark import held_booking, mark_of
from sanbao.apps.dispatch.queries.offer import offer_of
from sanbao.apps.dispatch.queries.plan import GOING, given_up
from sanbao.apps.journal import actions as journal
from sanbao.apps.parties import queries as parties
from sanbao.apps.parts import actions as parts
from sanbao.apps.workorders import actions as workorders
from sanbao.apps.workorders import queries as orders
from sanbao.planning.checker import broken
from sanbao.planning.plan import Plan
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

PREFIX = "PB"
FEN = 100
LOOK_EVERY = 0.5  # seconds between two looks whether somebody wants it to stop
LEAST_SECONDS, MOST_SECONDS = 1, 120


@dataclass(frozen=True, slots=True)
class PlanWish:
    """on: the day. moved_price: yuan for each agreed appointment that is moved."""

    on: date
    seconds: int = 20
    moved_price: int = 50
    may_move_agreed: bool = False


@transaction.atomic
def ask(provider: Provider, wish: PlanWish, *, today: date, by: User, at: datetime) -> PlanRun:
    """Have a day planned. The one that is going for that day is given instead of a second."""
    if wish.on < today:
        raise Refused(Message("the day is over"), field="on")
    if not LEAST_SECONDS <= wish.seconds <= MOST_SECONDS:
        raise Refused(Message("between 1 and 120 seconds"), field="seconds")
    Provider.objects.select_for_update(no_key=True).only("pk").get(pk=provider.pk)
    going = PlanRun.objects.filter(provider=provider, on=wish.on, state__in=GOING).first()
    if going is not None and not given_up(going, at=at):
        return going
    if going is not None:
        close(going, PlanState.FAILED, at=at)
    run = PlanRun.objects.create(
        provider=provider,
        code=journal.next_code(PREFIX, provider=provider, on=today),
        on=wish.on,
        seconds=wish.seconds,
        moved_price=wish.moved_price,
        may_move_agreed=wish.may_move_agreed,
        asked_at=at,
        asked_by=by,
    )
    say("plan.asked", run, at=at, by=by)
    return run


@transaction.atomic
def stop(run: PlanRun, *, by: User, at: datetime) -> PlanRun:
    """What is found so far is enough."""
    run = PlanRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if run.is_going and run.stop_asked_at is None:
        run.stop_asked_at, run.stop_asked_by = at, by
        run.save(update_fields=["stop_asked_at", "stop_asked_by"])
        say("plan.stopped", run, at=at, by=by)
    return run


@dataclass(slots=True)
class Work:
    """A run in the making: hears better plans, and looks now and then whether to stop."""

    run: PlanRun
    day: PlanningDay
    at: datetime
    looked: float = 0.0
    is_stopped: bool = False
    rejected: list[str] = field(default_factory=list)

    def told(self, plan: Plan) -> None:
        """Keep a better plan for the page, if the checker agrees; what it rejects is a bug."""
        wrong = broken(self.day.problem, plan)
        if wrong:
            self.reject([f"{each.rule} {each.engineer} {each.job}: {each.why}" for each in wrong])
            return
        self.run.offer = offer_of(self.day, plan)
        self.run.better += 1
        self.run.save(update_fields=["offer", "better"])

    def reject(self, reasons: Sequence[str]) -> None:
        self.rejected = list(reasons)[:20]
        say("plan.rejected", self.run, at=self.at, by=None, reasons=self.rejected)

    def asked(self, *, anew: bool = False) -> bool:
        now = time.monotonic()
        if anew or now - self.looked >= LOOK_EVERY:
            self.looked = now
            rows = PlanRun.objects.filter(pk=self.run.pk, stop_asked_at__isnull=False)
            self.is_stopped = rows.exists()
        return self.is_stopped


def carry_out(run_id: int, *, at: datetime) -> PlanRun:
    """Plan the day of a run; done once, however often the job comes."""
    # These take a second to load: only who plans waits for them, not who starts.
    from sanbao.apps.dispatch.actions.routing import RoutingServer
    from sanbao.planning.solve import planned

    begun = PlanRun.objects.filter(pk=run_id, state=PlanState.WAITING)
    if not begun.update(state=PlanState.RUNNING, begun_at=at):
        return PlanRun.objects.get(pk=run_id)
    run = PlanRun.objects.select_related("provider").get(pk=run_id)
    price = run.moved_price * FEN
    roads = RoutingServer(settings.ROUTES_URL) if settings.ROUTES_URL else None
    day = planning_day(run.provider, Wish(run.on, at, price, run.may_move_agreed), roads)
    work = Work(run, day, at)
    started = time.monotonic()
    work.told(planned(day.problem, seconds=run.seconds, told=work.told, asked=work.asked))
    over = at + timedelta(seconds=time.monotonic() - started)
    state = PlanState.STOPPED if work.asked(anew=True) else PlanState.DONE
    if run.offer is None and work.rejected:
        state = PlanState.REJECTED
    return close(run, state, at=over)


def close(run: PlanRun, state: PlanState, *, at: datetime) -> PlanRun:
    run.state, run.ended_at = state, at
    run.save(update_fields=["state", "ended_at"])
    say("plan.ended", run, at=at, by=None)
    return run


def fail(run_id: int, *, at: datetime) -> None:
    """Nobody waits for ever before a bar: what broke is said to have failed."""
    run = PlanRun.objects.get(pk=run_id)
    if run.is_going:
        close(run, PlanState.FAILED, at=at)


@transaction.atomic
def accept(
    run: PlanRun, codes: Sequence[str], *, by: User, at: datetime, reason: str = ""
) -> PlanRun:
    """Take over the changes of these orders, all or none of them, by the actions of the board.

    Refused with the first order that cannot be placed any more, and why: untick it, and accept the
    rest. reason: needed where an agreed appointment is moved.
    """
    run = PlanRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if run.is_going or run.offer is None:
        raise Refused(Message("there is no plan to accept yet"))
    changes = [one for one in run.offer["changes"] if one["order"] in set(codes)]
    changes = [one for one in changes if one["order"] not in run.accepted]
    if not changes:
        raise Refused(Message("choose at least one change"))
    locked = [hold(run, one) for one in changes]
    for order in locked:
        # What only we have planned makes room first, so that two may change places.
        booking = held_booking(order)
        if booking is not None and booking.state == orders.BookingState.PLANNED:
            workorders.unbook(order, by=by, at=at)
    # All at once and before anybody's time, so that two who accept do not wait for each other.
    required = orders.required_by([order.pk for order in locked])
    parts.hold([row.part_id for rows in required.values() for row in rows])
    people = {man.username: man for man in parties.engineers(run.provider_id)}
    for change, order in zip(changes, locked, strict=True):
        put(order, change, people, by=by, at=at, reason=reason)
    run.accepted = [*run.accepted, *(one["order"] for one in changes)]
    run.save(update_fields=["accepted"])
    say("plan.accepted", run, at=at, by=by, orders=[one["order"] for one in changes])
    return run


def hold(run: PlanRun, change: dict[str, Any]) -> orders.WorkOrder:
    """The order, locked, as it stood when it was planned. Refused where somebody moved it since."""
    order = orders.WorkOrder.objects.get(provider_id=run.provider_id, code=change["order"])
    order = workorders.lock(order)
    booking = held_booking(order)
    if mark_of(order, booking) != change["seen"]:
        raise crossed(order, booking)
    return order


def put(
    order: orders.WorkOrder,
    change: dict[str, Any],
    people: dict[str, User],
    *,
    by: User,
    at: datetime,
    reason: str,
) -> None:
    man = people.get(change["engineer"])
    if man is None:
        raise Refused(Message("the person chosen is not an engineer"))
    time = Time(*(datetime.fromisoformat(change[name]) for name in ("starts_at", "ends_at")))
    seen = mark_of(order, held_booking(order))
    try:
        place(order, man, time, by=by, at=at, seen=seen, reason=reason)
    except Refused as refused:
        words = Message("%(order)s: %(why)s", {"order": order.code, "why": refused.message})
        raise Refused(words, clause=refused.clause) from refused


def say(happening: str, run: PlanRun, *, at: datetime, by: User | None, **details: Any) -> None:
    journal.record(
        happening,
        run.code,
        provider=run.provider_id,
        at=at,
        by=by,
        now=run.state,
        details={"day": f"{run.on}", **details},
    )
