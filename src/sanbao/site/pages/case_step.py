"""The steps that the desk takes with a case, each a small form on its page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.forms import Form
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.desk import actions as desk
from sanbao.apps.desk import queries as cases
from sanbao.apps.desk.forms import AnswerForm, CorrectForm, DoneForm, NoteForm, ReasonForm
from sanbao.apps.desk.views.call import TAKES_CALLS
from sanbao.apps.obligations import queries as obligations
from sanbao.rules.case import MOVES
from sanbao.rules.case import Step as Move
from sanbao.rules.facts import EventKind

NOTES = (*TAKES_CALLS, Role.DISPATCHER)
Taken = Callable[[cases.Case, Mapping[str, Any], User, datetime], object]


@dataclass(frozen=True, slots=True)
class Step:
    """move: the step of the rules' table that must be possible; "" for what is no move.
    initial: fields of the case that its form shows.
    """

    label: Promise | str
    button: Promise | str
    form: type[Form]
    take: Taken
    roles: tuple[str, ...] = TAKES_CALLS
    move: str = ""
    initial: tuple[str, ...] = ()


def note(case: cases.Case, given: Mapping[str, Any], by: User, at: datetime) -> object:
    return desk.add_note(case, given["text"], by=by, at=at)


def done(case: cases.Case, given: Mapping[str, Any], by: User, at: datetime) -> object:
    return desk.done(case, given["what"], note=given["note"], by=by, at=at)


def decide(case: cases.Case, given: Mapping[str, Any], by: User, at: datetime) -> object:
    return desk.decide_again(case, by=by, at=at)


def correct(case: cases.Case, given: Mapping[str, Any], by: User, at: datetime) -> object:
    after_all = desk.Correction(given["province"], given["area"], given["severity"])
    return desk.correct(case, after_all, reason=given["reason"], by=by, at=at)


def solve(case: cases.Case, given: Mapping[str, Any], by: User, at: datetime) -> object:
    return desk.solve_on_call(case, given["answer"], by=by, at=at)


def cancel(case: cases.Case, given: Mapping[str, Any], by: User, at: datetime) -> object:
    return desk.cancel(case, given["reason"], by=by, at=at)


STEPS: Mapping[str, Step] = {
    "note": Step(_("Add a note"), _("Add"), NoteForm, note, NOTES),
    "done": Step(_("A promise has been kept"), _("Write down"), DoneForm, done),
    "decide": Step(_("Decide again"), _("Decide again"), Form, decide),
    "correct": Step(
        _("Put the place or the severity right"),
        _("Put right"),
        CorrectForm,
        correct,
        initial=("province", "area", "severity"),
    ),
    "solve": Step(_("Solved by an answer"), _("Solved"), AnswerForm, solve, move=Move.SOLVE),
    "cancel": Step(_("Withdraw the case"), _("Withdraw"), ReasonForm, cancel, move=Move.CANCEL),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """A step as the page shows it. is_refused: it was tried, and its form says why not."""

    name: str
    label: Promise | str
    button: Promise | str
    form: Form
    is_refused: bool


def may_take(step: Step, case: cases.Case, user: User) -> bool:
    """A question about a price is for sales to answer; all else is for the step's own roles."""
    if step.move == Move.SOLVE and case.kind == EventKind.PRICE_ASKED:
        return user.has_role(*desk.ANSWERS_PRICES)
    return user.has_role(*step.roles)


def offered(
    case: cases.Case,
    user: User,
    owed: Sequence[obligations.Obligation],
    *,
    refused: Mapping[str, Form],
) -> list[Offer]:
    """What this user may do with the case as it stands, and what has just been refused."""
    open_ = case.state in cases.OPEN
    found = []
    for name, step in STEPS.items():
        may = may_take(step, case, user) and open_ and is_possible(case, step)
        if name in refused:
            found.append(Offer(name, step.label, step.button, refused[name], True))
        elif may and name != "done" and (name != "decide" or case.version_id is None):
            found.append(Offer(name, step.label, step.button, blank(step, case), False))
        elif may and name == "done":
            found += stated(owed, step)
    return found


def is_possible(case: cases.Case, step: Step) -> bool:
    """By state only: a form may be filled before its guards are asked."""
    return not step.move or (step.move in MOVES.next[case.state] and not case.is_with_field)


def blank(step: Step, case: cases.Case) -> Form:
    shown = {name: getattr(case, name) for name in step.initial}
    return step.form(auto_id=f"{step.form.__name__.lower()}_%s", initial=shown)


def stated(owed: Sequence[obligations.Obligation], step: Step) -> list[Offer]:
    """One form for each open promise that somebody has to say is kept."""
    waiting = [row for row in owed if is_stated(row)]
    return [
        Offer(
            "done",
            obligations.promise(row.what),
            step.button,
            DoneForm(initial={"what": row.what}, auto_id=f"done_{row.code}_%s"),
            False,
        )
        for row in waiting
    ]


def is_stated(row: obligations.Obligation) -> bool:
    unfinished = row.state in ("running", "paused") or (row.state == "missed" and not row.met_at)
    return unfinished and row.what not in desk.SEEN_TO_HAPPEN
