"""The steps that are taken with a complaint, each a small form on its page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.forms import Form
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.access import User
from sanbao.apps.complaints import actions, queries
from sanbao.apps.complaints.forms import (
    FindingForm,
    NoteForm,
    OwnerForm,
    PlanForm,
    ReasonForm,
    ReplyForm,
    VerifiedForm,
)
from sanbao.rules.complaint import MOVES
from sanbao.rules.complaint import Step as Move

HANDLES, JUDGES = queries.HANDLES, queries.JUDGES
SPEAKS = (*HANDLES, *queries.COMPLAINS)
Taken = Callable[[queries.Complaint, Mapping[str, Any], User, datetime], object]


@dataclass(frozen=True, slots=True)
class Step:
    """move: of the rules' table, possible in the state; "" for what is no move."""

    label: Promise | str
    button: Promise | str
    form: Callable[..., Form]
    take: Taken
    roles: tuple[str, ...]
    move: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A step as the page shows it. is_refused: it was tried, and its form says why not."""

    name: str
    step: Step
    form: Form
    is_refused: bool = False


def note(row: queries.Complaint, given: Mapping[str, Any], by: User, at: datetime) -> object:
    return actions.note(row, given["text"], by=by, at=at)


def assign(row: queries.Complaint, given: Mapping[str, Any], by: User, at: datetime) -> object:
    return actions.assign(row, given["owner"], by=by, at=at)


def plan(row: queries.Complaint, given: Mapping[str, Any], by: User, at: datetime) -> object:
    return actions.plan(row, actions.Plan(**given), by=by, at=at)


def investigate(row: queries.Complaint, given: Mapping[str, Any], by: User, at: datetime) -> object:
    return actions.investigate(row, actions.Found(**given), by=by, at=at)


def answer(row: queries.Complaint, given: Mapping[str, Any], by: User, at: datetime) -> object:
    return actions.answer(row, actions.Reply(**given), by=by, at=at)


def verify(row: queries.Complaint, given: Mapping[str, Any], by: User, at: datetime) -> object:
    return actions.verify(row, **given, by=by, at=at)


def reopen(row: queries.Complaint, given: Mapping[str, Any], by: User, at: datetime) -> object:
    return actions.reopen(row, reason=given["reason"], by=by, at=at)


def close(row: queries.Complaint, given: Mapping[str, Any], by: User, at: datetime) -> object:
    return actions.close(row, by=by, at=at)


def withdraw(row: queries.Complaint, given: Mapping[str, Any], by: User, at: datetime) -> object:
    return actions.withdraw(row, reason=given["reason"], by=by, at=at)


STEPS: Mapping[str, Step] = {
    "plan": Step(_("Give a plan"), _("Write down"), PlanForm, plan, HANDLES, Move.PLAN),
    "investigate": Step(
        _("Investigated: what was found"),
        _("Write down"),
        FindingForm,
        investigate,
        JUDGES,
        Move.INVESTIGATE,
    ),
    "answer": Step(
        _("Measure taken, and answered"), _("Answered"), ReplyForm, answer, HANDLES, Move.ANSWER
    ),
    "verify": Step(
        _("The complainer is content"), _("Verified"), VerifiedForm, verify, HANDLES, Move.VERIFY
    ),
    "reopen": Step(
        _("The complainer is not content"),
        _("Investigate again"),
        ReasonForm,
        reopen,
        HANDLES,
        Move.REOPEN,
    ),
    "close": Step(_("Close the complaint"), _("Close"), Form, close, JUDGES, Move.CLOSE),
    "assign": Step(_("Give it to somebody"), _("Give"), OwnerForm, assign, HANDLES),
    "note": Step(_("Add a note"), _("Add"), NoteForm, note, SPEAKS),
    "withdraw": Step(
        _("The complainer takes it back"),
        _("Withdraw"),
        ReasonForm,
        withdraw,
        HANDLES,
        Move.WITHDRAW,
    ),
}


def may_take(step: Step, row: queries.Complaint, user: User) -> bool:
    """By role and state; what the guards ask is answered when the step is taken."""
    if not user.has_role(*step.roles) or row.state not in queries.OPEN:
        return False
    return not step.move or step.move in MOVES.next[row.state]


def form_of(name: str, row: queries.Complaint, data: Any = None) -> Form:
    """The form of a step, showing what was written down before."""
    kwargs: dict[str, Any] = {"auto_id": f"{name}_%s"}
    if name in ("assign", "investigate"):
        kwargs["provider_id"] = row.provider_id
    if data is None:
        names = ("plan", "finding", "verdict", "grade", "against", "measure", "discipline", "reply")
        kwargs["initial"] = {
            **{field: getattr(row, field) for field in names},
            "until": row.plan_until,
            "owner": row.owner,
            "is_of_dealer": row.is_of_dealer,
            "verified_with": row.complainer_name,
        }
    return STEPS[name].form(data, **kwargs)


def offered(row: queries.Complaint, user: User, *, refused: Mapping[str, Form]) -> list[Offer]:
    """What this user may do with the complaint as it stands, and what has just been refused."""
    return [
        Offer(name, step, refused.get(name) or form_of(name, row), name in refused)
        for name, step in STEPS.items()
        if may_take(step, row, user)
    ]
