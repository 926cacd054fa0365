"""Inspection rounds: which units go together in which week, and the life of a round (P1-4, P6-5.5).

A round is one trip to one site; what is owed are the inspections of its units.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sanbao.rules.certificate import Lack
from sanbao.rules.message import Message
from sanbao.rules.moves import Moves, No

# A unit whose inspection falls due so much later than that of another at its site goes along.
GOES_ALONG = timedelta(weeks=3)


class State(StrEnum):
    PROPOSED = "proposed"
    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DONE = "done"
    CANCELLED = "cancelled"


class Step(StrEnum):
    PLAN = "plan"
    MOVE = "move"  # another day, or other people
    NOTIFY = "notify"  # the customer is told the day
    START = "start"
    SIGN = "sign"  # the customer's person signs the feedback form
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class Due:
    """One inspection that is owed. opens: its first possible day, None for any; due: its last."""

    unit: str
    site: int
    due: date
    opens: date | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What the guards ask.

    today: day of the step. on: day planned. lead_lack: the certificate that the lead engineer does
    not hold on `on`. designer_until: last day of that of the design engineer; None for none.
    needs_designer: the clause wants a design engineer to take part, `clause` is its number.
    open_units: units neither inspected nor called off. inspected: units inspected.
    opinions: how many opinions of the customer's people stand on record; nobody_spoke: asked,
    and they had none.
    """

    today: date | None = None
    on: date | None = None
    has_lead: bool = True
    lead_lack: Lack | None = None
    needs_designer: bool = False
    has_designer: bool = False
    designer_until: date | None = None
    clause: str = ""
    reason: str = ""
    told: str = ""
    open_units: int = 0
    inspected: int = 0
    opinions: int = 0
    nobody_spoke: bool = False
    signer_name: str = ""
    has_signature: bool = False


def monday(day: date) -> date:
    """The Monday of the ISO week of `day`: what a route week is known by."""
    return day - timedelta(days=day.weekday())


def route_weeks(dues: Iterable[Due], *, today: date) -> Mapping[tuple[int, date], Sequence[Due]]:
    """The inspections by site and by the Monday of the week in which they go together.

    The week is that of the earliest due day of those that go together; what is overdue goes this
    week. A unit due up to three weeks later goes along, unless it may not be inspected that early.
    """
    found: dict[tuple[int, date], list[Due]] = {}
    last: dict[int, date] = {}
    for due in sorted(dues, key=lambda one: (one.site, one.due, one.unit)):
        week = monday(max(due.due, today))
        led = last.get(due.site)
        ends = led + timedelta(days=6) if led else None
        goes_along = (
            led is not None
            and ends is not None
            and due.due - ends <= GOES_ALONG
            and (due.opens is None or due.opens <= ends)
        )
        if led is None or not goes_along:
            led = last[due.site] = week
        found.setdefault((due.site, led), []).append(due)
    return found


def without_day(facts: Facts) -> No | None:
    return None if facts.on is not None else No(Message("choose the day"))


def day_is_past(facts: Facts) -> No | None:
    if facts.on is None or facts.today is None or facts.on >= facts.today:
        return None
    return No(Message("the day lies in the past"))


def without_lead(facts: Facts) -> No | None:
    return None if facts.has_lead else No(Message("choose who leads the inspection"))


def lead_not_certified(facts: Facts) -> No | None:
    """An inspection engineer leads, with a certificate valid on the day (P1-4.1, P3-4.8)."""
    return facts.lead_lack.no() if facts.lead_lack else None


def without_designer(facts: Facts) -> No | None:
    """A design engineer takes part where the clause says so (P1-4.1)."""
    if not facts.needs_designer or facts.has_designer:
        return None
    return No(Message("a design engineer takes part in this inspection"), facts.clause)


def designer_not_certified(facts: Facts) -> No | None:
    if not facts.has_designer or facts.designer_until is not None:
        return None
    return No(
        Message("this person is no design engineer on %(day)s", {"day": f"{facts.on}"}),
        facts.clause,
    )


def without_reason(facts: Facts) -> No | None:
    return None if facts.reason.strip() else No(Message("a reason is needed"))


def nobody_told(facts: Facts) -> No | None:
    return None if facts.told.strip() else No(Message("say who was told"))


def units_open(facts: Facts) -> No | None:
    if facts.open_units == 0:
        return None
    return No(
        Message("%(count)d units are neither inspected nor called off", {"count": facts.open_units})
    )


def nothing_inspected(facts: Facts) -> No | None:
    return None if facts.inspected else No(Message("no unit has been inspected"))


def nobody_heard(facts: Facts) -> No | None:
    """The customer's maintenance staff are asked for their opinion (P1-4.2)."""
    if facts.opinions or facts.nobody_spoke:
        return None
    return No(Message("ask the customer's maintenance staff for their opinion, and write it down"))


def not_signed(facts: Facts) -> No | None:
    """The customer's person signs the feedback form (P6-5.5)."""
    if facts.signer_name.strip() and facts.has_signature:
        return None
    return No(Message("the customer has not signed"))


WHO_AND_WHEN = (
    without_day,
    day_is_past,
    without_lead,
    lead_not_certified,
    without_designer,
    designer_not_certified,
)
MOVES: Moves[Facts] = Moves(
    next={
        State.PROPOSED: {Step.PLAN: State.PLANNED, Step.CANCEL: State.CANCELLED},
        State.PLANNED: {
            Step.MOVE: State.PLANNED,
            Step.NOTIFY: State.PLANNED,
            Step.START: State.UNDER_WAY,
            Step.CANCEL: State.CANCELLED,
        },
        State.UNDER_WAY: {Step.SIGN: State.DONE},
        State.DONE: {},
        State.CANCELLED: {},
    },
    guards={
        Step.PLAN: WHO_AND_WHEN,
        Step.MOVE: (without_reason, *WHO_AND_WHEN),
        Step.NOTIFY: (nobody_told,),
        Step.START: (lead_not_certified,),
        Step.SIGN: (units_open, nothing_inspected, nobody_heard, not_signed),
        Step.CANCEL: (without_reason,),
    },
    state_words={
        State.PROPOSED: Message("to be planned"),
        State.PLANNED: Message("planned"),
        State.UNDER_WAY: Message("under way"),
        State.DONE: Message("done"),
        State.CANCELLED: Message("cancelled"),
    },
)


class UnitState(StrEnum):
    """How far the inspection of one unit is."""

    PLANNED = "planned"
    CHECKED = "checked"
    DONE = "done"
    CALLED_OFF = "called_off"


class UnitStep(StrEnum):
    CHECK = "check"
    FINISH = "finish"  # the round is signed
    CALL_OFF = "call_off"  # another time: what is owed stays owed


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """round_state: of its round. reason: why it is called off. faults: latent faults on record."""

    round_state: str = State.UNDER_WAY
    reason: str = ""
    faults: int = 0


def not_on_site(facts: UnitFacts) -> No | None:
    if facts.round_state == State.UNDER_WAY:
        return None
    return No(Message("the inspection has not begun, or is over"))


def no_reason(facts: UnitFacts) -> No | None:
    return None if facts.reason.strip() else No(Message("a reason is needed"))


def faults_found(facts: UnitFacts) -> No | None:
    if not facts.faults:
        return None
    return No(Message("faults have been found on it: finish its checklist"))


UNIT_MOVES: Moves[UnitFacts] = Moves(
    next={
        UnitState.PLANNED: {
            UnitStep.CHECK: UnitState.CHECKED,
            UnitStep.CALL_OFF: UnitState.CALLED_OFF,
        },
        UnitState.CHECKED: {
            UnitStep.CHECK: UnitState.CHECKED,
            UnitStep.FINISH: UnitState.DONE,
            UnitStep.CALL_OFF: UnitState.CALLED_OFF,
        },
        UnitState.DONE: {},
        UnitState.CALLED_OFF: {},
    },
    guards={
        UnitStep.CHECK: (not_on_site,),
        UnitStep.CALL_OFF: (no_reason, faults_found),
    },
    state_words={
        UnitState.PLANNED: Message("to be inspected"),
        UnitState.CHECKED: Message("inspected"),
        UnitState.DONE: Message("signed"),
        UnitState.CALLED_OFF: Message("called off"),
    },
)


class Outcome(StrEnum):
    """What became of a latent fault (P6-5.5): removed on the spot, quoted, or left to an order."""

    REMOVED = "removed"
    QUOTED = "quoted"
    ORDERED = "ordered"


class QuoteState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
