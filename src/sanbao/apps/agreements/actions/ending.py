"""How an agreement in force pauses and ends: suspended, terminated, superseded, expired."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.wording import in_chinese
from sanbao.apps.agreements import queries
from sanbao.apps.agreements.models import Agreement, Suspension
from sanbao.apps.journal import actions as journal
from sanbao.rules.binding import Facts
from sanbao.rules.deadline import china_day
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.rules.signing import MOVES, OVER, RUNNING, State, Step, state_on

ENDED = ("state", "ended_on", "ended_reason", "ended_at", "ended_by")
LONGEST_REASON = 200


@transaction.atomic
def suspend(agreement: Agreement, *, reason: str, by: User, at: datetime) -> Agreement:
    """From today on nothing new is promised by it; what was promised before goes on."""
    agreement = lock(agreement)
    was = step(agreement, Step.SUSPEND, Facts(reason=reason))
    agreement.suspensions.create(
        starts_on=china_day(at),
        reason=reason.strip()[:LONGEST_REASON],
        suspended_at=at,
        suspended_by=by,
    )
    say("agreement.suspended", agreement, by=by, at=at, was=was, details={"reason": reason.strip()})
    return agreement


@transaction.atomic
def resume(agreement: Agreement, *, by: User, at: datetime) -> Agreement:
    """It holds again from today on."""
    agreement = lock(agreement)
    was = step(agreement, Step.RESUME, Facts())
    Suspension.objects.filter(agreement=agreement, resumed_on__isnull=True).update(
        resumed_on=china_day(at), resumed_at=at, resumed_by=by
    )
    say("agreement.resumed", agreement, by=by, at=at, was=was)
    keep(agreement, on=china_day(at), at=at)
    return agreement


@transaction.atomic
def terminate(
    agreement: Agreement, *, on: date | None, reason: str, by: User, at: datetime
) -> Agreement:
    """Let an agreement end; `on` is its last day. Cases keep the version that decided them."""
    agreement = lock(agreement)
    facts = Facts(ended_on=on, reason=reason, follows_from=queries.first_day(agreement))
    if agreement.state in RUNNING and on is not None:
        last = queries.last_day(agreement)
        if last is not None and on > last:
            day = {"day": last.isoformat()}
            raise Refused(Message("it ends by itself on %(day)s", day), field="on")
    ended(agreement, Step.TERMINATE, facts, by=by, at=at)
    return agreement


def superseded_by(follower: Agreement, *, starts_on: date, by: User, at: datetime) -> None:
    """Whatever `follower` renews or takes the place of ends the day before it starts."""
    if follower.follows_id is None:
        return
    before = Agreement.objects.select_for_update().get(pk=follower.follows_id)
    last, first = queries.last_day(before), queries.first_day(before)
    if before.state not in RUNNING or (last is not None and last < starts_on):
        return
    if first is not None and starts_on <= first:
        raise Refused(
            Message(
                "the agreement before, %(code)s, is in force from %(day)s only",
                {"code": before.code, "day": first.isoformat()},
            ),
            field="starts_on",
        )
    why = Message("superseded by %(code)s", {"code": follower.code})
    facts = Facts(ended_on=starts_on - timedelta(days=1), reason=in_chinese(why))
    ended(before, Step.SUPERSEDE, facts, by=by, at=at)


def ended(
    agreement: Agreement, by_step: str, facts: Facts, *, by: User | None, at: datetime
) -> None:
    """End a locked agreement before its time, and with it those that go with it (P5-5)."""
    was = step(agreement, by_step, facts)
    agreement.ended_on = facts.ended_on
    agreement.ended_reason = facts.reason.strip()[:LONGEST_REASON]
    agreement.ended_at, agreement.ended_by = at, by
    agreement.save(update_fields=ENDED)
    happening = "agreement.superseded" if by_step == Step.SUPERSEDE else "agreement.terminated"
    details = {"on": f"{facts.ended_on}", "reason": agreement.ended_reason}
    say(happening, agreement, by=by, at=at, was=was, details=details)
    if facts.ended_on is not None:
        end_joint(agreement, on=facts.ended_on, at=at)
    close(agreement, on=china_day(at), at=at)


def end_joint(main: Agreement, *, on: date, at: datetime) -> None:
    """Agreements in force together with a main agreement end with it."""
    joint = Agreement.objects.select_for_update().filter(main=main, state__in=RUNNING)
    for agreement in joint.order_by("pk"):
        first, last = queries.first_day(agreement), queries.last_day(agreement)
        if last is not None and last <= on:
            continue
        why = Message("the main agreement %(code)s has ended", {"code": main.code})
        day = max(on, first) if first else on
        facts = Facts(ended_on=day, reason=in_chinese(why), follows_from=first)
        ended(agreement, Step.TERMINATE, facts, by=None, at=at)


@transaction.atomic
def keep(agreement: Agreement, *, on: date, at: datetime) -> Agreement:
    """Write down what the calendar says of a running agreement today; again, nothing happens."""
    agreement = lock(agreement)
    last = queries.last_day(agreement)
    now = state_on(agreement.state, ends_on=last, on=on)
    details = {"ends_on": f"{last}"}
    if agreement.state == State.IN_FORCE and now == State.EXPIRING:
        was = step(agreement, Step.WARN, Facts())
        say("agreement.expiring", agreement, by=None, at=at, was=was, details=details)
    elif agreement.state in RUNNING and now == State.EXPIRED:
        was = step(agreement, Step.EXPIRE, Facts())
        say("agreement.expired", agreement, by=None, at=at, was=was, details=details)
        if last is not None:
            end_joint(agreement, on=last, at=at)
    close(agreement, on=on, at=at)
    return agreement


def close(agreement: Agreement, *, on: date, at: datetime) -> None:
    """The day after its last day it is over, once: what still runs from it ends with the reason."""
    last = agreement.ended_on or queries.last_day(agreement)
    if agreement.closed_on or agreement.state not in OVER or last is None or last >= on:
        return
    agreement.closed_on = on
    agreement.save(update_fields=["closed_on"])
    reason = agreement.ended_reason or in_chinese(
        Message("the agreement expired on %(day)s", {"day": last.isoformat()})
    )
    details = {"on": f"{last}", "reason": reason, "agreement": agreement.pk}
    say("agreement.ended", agreement, by=None, at=at, details=details)


def turn_of_the_day(*, on: date, at: datetime) -> int:
    """What the calendar does to agreements: expiring, expired, over. Returns how many it touched.

    One that was left out, or run twice, is made good by the next.
    """
    due = list(queries.due_to_turn(on=on))
    for agreement in due:
        keep(agreement, on=on, at=at)
    return len(due)


def lock(agreement: Agreement) -> Agreement:
    return Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)


def step(agreement: Agreement, taken: str, facts: Facts) -> str:
    """Take a step of a locked agreement. Returns the state before."""
    was = agreement.state
    agreement.state = MOVES.advance(was, taken, facts)
    if agreement.state not in (State.TERMINATED, State.SUPERSEDED):
        agreement.save(update_fields=["state"])
    return was


def say(
    happening: str,
    agreement: Agreement,
    *,
    by: User | None,
    at: datetime,
    was: str = "",
    details: Mapping[str, object] | None = None,
) -> None:
    journal.record(
        happening,
        agreement.code,
        provider=agreement.provider_id,
        at=at,
        by=by,
        was=was or agreement.state,
        now=agreement.state,
        details=details,
    )
