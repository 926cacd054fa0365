"""Who goes when: planned, moved with a reason, told to the customer, or cancelled."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.assets import actions as assets
from sanbao.apps.dispatch import queries as dispatch
from sanbao.apps.inspections.actions.row import lock, say
from sanbao.apps.inspections.facts import Plan, day_of, job_of
from sanbao.apps.inspections.models import Inspection, InspectionState, Round, RoundState
from sanbao.apps.training import queries as training
from sanbao.apps.workorders import actions as bookings
from sanbao.apps.workorders import queries as orders
from sanbao.apps.workorders.facts import Time
from sanbao.rules.inspection import MOVES, Facts, Step, monday
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

GOING = (RoundState.PLANNED, RoundState.UNDER_WAY)


@transaction.atomic
def plan(round_: Round, wanted: Plan, *, reason: str = "", by: User, at: datetime) -> Round:
    """Choose day, lead, design engineer and time; once planned, moving it needs a reason."""
    round_ = lock(round_)
    if round_.state == RoundState.PLANNED and same(round_, wanted):
        return round_
    was, before = round_.state, round_.lead
    step = Step.PLAN if was == RoundState.PROPOSED else Step.MOVE
    round_.state = MOVES.advance(was, step, planning(round_, wanted, reason=reason, at=at))
    if wanted.on is None or wanted.lead is None:
        raise ValueError("a round without day and lead passed its guards")
    round_.planned_on, round_.week_on = wanted.on, monday(wanted.on)
    round_.lead, round_.designer = wanted.lead, wanted.designer
    # Another day or time has to be told again.
    round_.notified_at = round_.notified_by = None
    round_.notified_whom = ""
    round_.save()
    keep_time(round_, wanted.time, by=by, at=at)
    show_units(round_, before)
    happening = "round.planned" if step is Step.PLAN else "round.moved"
    say(happening, round_, by=by, at=at, was=was, reason=reason.strip(), **told(round_, wanted))
    return round_


def told(round_: Round, wanted: Plan) -> dict[str, str]:
    """What the history says of a plan, times where the company is."""
    zone = ZoneInfo(round_.provider.zone)
    ends = (wanted.time.starts_at, wanted.time.ends_at) if wanted.time else ()
    return {
        "on": f"{wanted.on}",
        "time": "–".join(f"{each.astimezone(zone):%H:%M}" for each in ends),
        "engineer": f"{wanted.lead}",
        "designer": f"{wanted.designer or ''}",
    }


def keep_time(round_: Round, time: Time | None, *, by: User, at: datetime) -> None:
    """Keep the lead's time for the round instead of what was kept before, or none: no order and no
    other round gets it. Refused where he does not work, is away or elsewhere then.
    """
    lead, there = round_.lead, orders.errand_booking(round_.provider_id, round_.code)
    if time is None or lead is None:
        bookings.free_errand(round_.provider_id, round_.code)
        return
    if there is not None and there.engineer_id == lead.pk and time_of(there) == time:
        return
    if day_of(round_.provider, time.starts_at) != round_.planned_on:
        raise Refused(Message("the time lies on another day"), field="begins")
    why = dispatch.why_no_time(lead, time, errand=round_.code)
    if why is not None:
        words = Message("%(engineer)s: %(why)s", {"engineer": f"{lead}", "why": why.reason})
        raise Refused(words, field="begins")
    bookings.book_errand(bookings.Errand(round_.code, round_.site), lead, time, by=by, at=at)


def time_of(booking: orders.Booking | None) -> Time | None:
    return Time(booking.starts_at, booking.ends_at) if booking else None


def same(round_: Round, wanted: Plan) -> bool:
    """Whether it stands so already, day, people and time."""
    kept = orders.errand_booking(round_.provider_id, round_.code)
    stands = Plan(round_.planned_on, round_.lead, round_.designer, time_of(kept))
    return stands == wanted


def planning(round_: Round, wanted: Plan, *, reason: str, at: datetime) -> Facts:
    lead, designer, on = wanted.lead, wanted.designer, wanted.on
    if lead is not None and not (
        lead.provider_id == round_.provider_id and lead.has_role(Role.ENGINEER)
    ):
        raise Refused(Message("the person chosen is not an engineer"), field="lead")
    return Facts(
        today=day_of(round_.provider, at),
        on=on,
        has_lead=lead is not None,
        lead_lack=training.lacking(lead, job_of(round_), on=on) if lead and on else None,
        needs_designer=round_.needs_designer,
        has_designer=designer is not None,
        designer_until=training.design_until(designer, on=on) if designer and on else None,
        clause=round_.clause,
        reason=reason,
    )


def show_units(round_: Round, before: User | None) -> None:
    """Who inspects a unit may see its file; who does not any more and has no work on it may not."""
    for unit in units_of(round_):
        if before is not None and before.pk != round_.lead_id and is_idle(before, unit):
            assets.leave(unit, engineer=before)
        if round_.lead is not None:
            assets.attend(unit, engineer=round_.lead)


def units_of(round_: Round) -> list[int]:
    rows = Inspection.objects.filter(round=round_).exclude(state=InspectionState.CALLED_OFF)
    return list(rows.values_list("asset_id", flat=True))


def is_idle(engineer: User, unit: int) -> bool:
    rounds = Inspection.objects.filter(round__lead=engineer, round__state__in=GOING, asset_id=unit)
    has_order = orders.WorkOrder.objects.filter(engineer=engineer, case__asset=unit).exists()
    return not (has_order or rounds.exists())


@transaction.atomic
def notify(round_: Round, *, whom: str, by: User, at: datetime) -> Round:
    """The customer has been told the day."""
    round_ = lock(round_)
    was = round_.state
    round_.state = MOVES.advance(was, Step.NOTIFY, Facts(told=whom))
    round_.notified_at, round_.notified_by, round_.notified_whom = at, by, whom.strip()
    round_.save(update_fields=["state", "notified_at", "notified_by", "notified_whom"])
    say("round.notified", round_, by=by, at=at, was=was, whom=round_.notified_whom)
    return round_


@transaction.atomic
def cancel(round_: Round, *, reason: str, by: User, at: datetime) -> Round:
    """Nobody goes; the inspections stay owed and are proposed again."""
    round_ = lock(round_)
    if round_.state == RoundState.CANCELLED:
        return round_
    was = round_.state
    round_.state = MOVES.advance(was, Step.CANCEL, Facts(reason=reason))
    round_.save(update_fields=["state"])
    bookings.free_errand(round_.provider_id, round_.code)
    Inspection.objects.filter(round=round_).exclude(state=InspectionState.CALLED_OFF).update(
        state=InspectionState.CALLED_OFF, called_off_because=reason.strip()[:200]
    )
    say("round.cancelled", round_, by=by, at=at, was=was, reason=reason.strip())
    return round_
