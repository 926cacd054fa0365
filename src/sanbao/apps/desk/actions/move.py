"""The moves of a case: handed over, solved, restored, reopened, closed, cancelled."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.accounts.prepared import held
from sanbao.apps.accounts.stored import change
from sanbao.apps.desk.models import Case
from sanbao.apps.journal import actions as journal
from sanbao.apps.obligations import actions as obligations
from sanbao.rules.case import MOVES, Facts, State, Step
from sanbao.rules.facts import EventKind
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

NO_VISIT = gettext_noop("solved by an answer, no visit was needed")
AGREED = gettext_noop("the case was closed with the customer's agreement")
ANSWERS_PRICES = (Role.SALES, Role.MANAGER)
# An answer that solves the matter keeps every promise to answer, to reply, to plan, to resolve.
KEPT_BY_AN_ANSWER = ("answered", "replied", "plan_given", "resolved")

# Planned once for each connection: one more join costs less than asking for its row later.
row = held(Case, "provider", "customer", "owner", "version__agreement", "asset")


def lock(case: Case) -> Case:
    """The case as it stands now, held until the transaction ends."""
    return row(case.pk)


def facts_of(case: Case, *, reason: str = "", is_followed_up: bool = False) -> Facts:
    return Facts(
        answer=case.answer,
        reason=reason,
        is_followed_up=is_followed_up,
        open_orders=int(case.is_with_field),
    )


def step(case: Case, taken: Step, facts: Facts, *fields: str) -> str:
    """Move the locked case and save it with `fields`; gives the state it left."""
    was = case.state
    case.state = MOVES.advance(was, taken, facts)
    change(case, "state", *fields)
    return was


@transaction.atomic
def hand_over(case: Case, *, by: User | None, at: datetime) -> Case:
    """A work order has been raised for it (P3-3.3, P3-4 step 2); a further one may follow."""
    case = lock(case)
    was = case.state
    if case.is_with_field or was != State.IN_SERVICE:
        case.state = MOVES.advance(was, Step.HAND_OVER, facts_of(case))
    case.is_with_field = True
    change(case, "state", "is_with_field")
    say("case.handed_over", case, by=by, at=at, was=was)
    return case


@transaction.atomic
def handed_back(case: Case, *, by: User | None, at: datetime) -> Case:
    """Its work order has ended: reported, or called off."""
    case = lock(case)
    if not case.is_with_field:
        return case
    case.is_with_field = False
    change(case, "is_with_field")
    say("case.handed_back", case, by=by, at=at, was=case.state)
    return case


@transaction.atomic
def solve_on_call(case: Case, answer: str, *, by: User, at: datetime) -> Case:
    """Solved by an answer, without a visit. Counts as solved on the first call (P3-3.2) only
    when nobody had been sent before.
    """
    case = lock(case)
    refuse_price_from_the_desk(case, by=by)
    case.answer = answer.strip()
    case.solved_on_call = case.state == State.REPORTED
    was = step(case, Step.SOLVE, facts_of(case), "answer", "solved_on_call")
    subject = ("case", case.code)
    for what in KEPT_BY_AN_ANSWER:
        obligations.happened(case.provider_id, subject, what, at=at, by=by)
    obligations.cancel_all(case.provider_id, subject, reason=NO_VISIT, at=at, by=by)
    say("case.solved", case, by=by, at=at, was=was)
    return case


def refuse_price_from_the_desk(case: Case, *, by: User) -> None:
    """A price enquiry is not answered at once but handed to sales (P3-3.4)."""
    if case.kind == EventKind.PRICE_ASKED and not by.has_role(*ANSWERS_PRICES):
        raise Refused(Message("a question about a price is answered by sales"), field="answer")


@transaction.atomic
def restored(case: Case, *, by: User | None, at: datetime) -> Case:
    """It works again, signed by the customer: the follow-up is next (P3-4 step 7)."""
    case = lock(case)
    was = step(case, Step.RESTORE, facts_of(case))
    obligations.happened(case.provider_id, ("case", case.code), "resolved", at=at, by=by)
    say("case.restored", case, by=by, at=at, was=was)
    return case


@transaction.atomic
def close(case: Case, *, is_followed_up: bool, by: User | None, at: datetime) -> Case:
    case = lock(case)
    case.closed_at, case.closed_by = at, by
    facts = facts_of(case, is_followed_up=is_followed_up)
    was = step(case, Step.CLOSE, facts, "closed_at", "closed_by")
    obligations.cancel_all(
        case.provider_id,
        ("case", case.code),
        reason=AGREED,
        at=at,
        by=by,
    )
    say("case.closed", case, by=by, at=at, was=was)
    return case


@transaction.atomic
def cancel(case: Case, reason: str, *, by: User, at: datetime) -> Case:
    """Given up, with a reason: reported twice, withdrawn by the customer."""
    case = lock(case)
    case.closed_at, case.closed_by = at, by
    was = step(case, Step.CANCEL, facts_of(case, reason=reason), "closed_at", "closed_by")
    obligations.cancel_all(
        case.provider_id, ("case", case.code), reason=reason.strip(), at=at, by=by
    )
    say("case.cancelled", case, by=by, at=at, was=was, reason=reason.strip())
    return case


def say(
    happening: str, case: Case, *, by: User | None, at: datetime, was: str, **details: str
) -> None:
    journal.record(
        happening,
        case.code,
        provider=case.provider_id,
        at=at,
        by=by,
        was=was,
        now=case.state,
        details=details,
    )
