"""What may be done with a dealer's file, each a small form on its page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.dealers import actions, queries
from sanbao.apps.dealers.forms import (
    AccountForm,
    AuditForm,
    EquipmentForm,
    ExposureForm,
    LeavingForm,
    NamingForm,
    NoteForm,
    ReasonForm,
    RemovalForm,
    SeenForm,
    ToldForm,
)
from sanbao.apps.parties import queries as parties
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

Form = Any
Taken = Callable[[parties.Dealer, Form, User, datetime], object]
Possible = Callable[["Shown"], bool]


@dataclass(frozen=True, slots=True)
class Shown:
    """A dealer's file as its page has read it, for what may be done."""

    posts: list[queries.Post]
    equipment: list[queries.Equipment]
    proposed: queries.BankAccount | None
    untold: list[queries.Post]
    standing: queries.Standing
    is_lapsed: bool
    me: User


@dataclass(frozen=True, slots=True)
class Step:
    label: Promise | str
    button: Promise | str
    form: Callable[..., Form]
    take: Taken
    roles: tuple[str, ...]
    is_possible: Possible


@dataclass(frozen=True, slots=True)
class Offer:
    """A step as the page shows it. is_refused: it was tried, and its form says why not."""

    name: str
    step: Step
    form: Form
    is_refused: bool = False


def name_staff(dealer: parties.Dealer, form: Form, by: User, at: datetime) -> object:
    return actions.name_staff(dealer, form.naming(), by=by, at=at)


def end_staff(dealer: parties.Dealer, form: Form, by: User, at: datetime) -> object:
    return actions.end_staff(form.cleaned_data["post"], form.leaving(), by=by, at=at)


def hear_of(dealer: parties.Dealer, form: Form, by: User, at: datetime) -> object:
    given = form.cleaned_data
    return actions.hear_of(given["post"], told_on=given.get("told_on"), by=by, at=at)


def enter_equipment(dealer: parties.Dealer, form: Form, by: User, at: datetime) -> object:
    return actions.enter_equipment(dealer, **form.cleaned_data, by=by, at=at)


def remove_equipment(dealer: parties.Dealer, form: Form, by: User, at: datetime) -> object:
    return actions.remove_equipment(form.cleaned_data["equipment"], by=by, at=at)


def propose_account(dealer: parties.Dealer, form: Form, by: User, at: datetime) -> object:
    return actions.propose_account(dealer, form.account(), by=by, at=at)


def confirm_account(dealer: parties.Dealer, form: Form, by: User, at: datetime) -> object:
    waiting = queries.proposed_account(dealer.pk)
    if waiting is None or waiting.pk != form.cleaned_data["seen"]:
        raise Refused(Message("another account waits now; look at it first"))
    return actions.confirm_account(waiting, by=by, at=at)


def withdraw_account(dealer: parties.Dealer, form: Form, by: User, at: datetime) -> object:
    waiting = queries.proposed_account(dealer.pk)
    reason = form.cleaned_data["reason"]
    return actions.withdraw_account(waiting, reason=reason, by=by, at=at) if waiting else None


def declare_shortfall(dealer: parties.Dealer, form: Form, by: User, at: datetime) -> object:
    return actions.declare_shortfall(dealer, note=form.cleaned_data["note"], by=by, at=at)


def declare_complete(dealer: parties.Dealer, form: Form, by: User, at: datetime) -> object:
    return actions.declare_complete(dealer, by=by, at=at)


def plan_audit(dealer: parties.Dealer, form: Form, by: User, at: datetime) -> object:
    return actions.plan_audit(dealer, form.cleaned_data["planned_on"], by=by, at=at)


def note_exposure(dealer: parties.Dealer, form: Form, by: User, at: datetime) -> object:
    return actions.note_exposure(dealer, form.seen(), by=by, at=at)


def confirmable(shown: Shown) -> bool:
    return shown.proposed is not None and shown.proposed.proposed_by_id != shown.me.pk


STEPS: Mapping[str, Step] = {
    "name_staff": Step(
        _("Name repair staff"),
        _("Name"),
        NamingForm,
        name_staff,
        queries.KEEPS,
        lambda _shown: True,
    ),
    "end_staff": Step(
        _("Somebody repairs no more"),
        _("Write down"),
        LeavingForm,
        end_staff,
        queries.KEEPS,
        lambda shown: any(post.ended_at is None for post in shown.posts),
    ),
    "hear_of": Step(
        _("The dealer has told us of a change"),
        _("Write down"),
        ToldForm,
        hear_of,
        queries.KEEPS,
        lambda shown: bool(shown.untold),
    ),
    "enter_equipment": Step(
        _("Enter equipment"),
        _("Enter"),
        EquipmentForm,
        enter_equipment,
        queries.KEEPS,
        lambda _shown: True,
    ),
    "remove_equipment": Step(
        _("Equipment is there no more"),
        _("Remove"),
        RemovalForm,
        remove_equipment,
        queries.KEEPS,
        lambda shown: bool(shown.equipment),
    ),
    "propose_account": Step(
        _("Propose a bank account"),
        _("Propose"),
        AccountForm,
        propose_account,
        queries.PROPOSES,
        lambda shown: shown.proposed is None,
    ),
    "confirm_account": Step(
        _("Confirm the proposed account"),
        _("I have checked it: confirm"),
        SeenForm,
        confirm_account,
        queries.CONFIRMS,
        confirmable,
    ),
    "withdraw_account": Step(
        _("Withdraw the proposed account"),
        _("Withdraw"),
        ReasonForm,
        withdraw_account,
        queries.PROPOSES,
        lambda shown: shown.proposed is not None,
    ),
    "plan_audit": Step(
        _("Plan a check of the dealer"),
        _("Plan"),
        AuditForm,
        plan_audit,
        queries.CHECKS,
        lambda _shown: True,
    ),
    "note_exposure": Step(
        _("Exposed in the media or by an authority"),
        _("Put on record"),
        ExposureForm,
        note_exposure,
        queries.CHECKS,
        lambda _shown: True,
    ),
    "declare_shortfall": Step(
        _("Put the shortfall on record as a lapse"),
        _("Put on record"),
        NoteForm,
        declare_shortfall,
        (Role.MANAGER,),
        lambda shown: bool(shown.standing.shortfalls) and not shown.is_lapsed,
    ),
    "declare_complete": Step(
        _("The organisation is complete again"),
        _("Put on record"),
        NoteForm,
        declare_complete,
        (Role.MANAGER,),
        lambda shown: shown.is_lapsed,
    ),
}
# Steps of which the form asks nothing.
BARE = ("declare_complete",)


def form_of(name: str, dealer: parties.Dealer, me: User, data: Any = None) -> Form:
    is_own = not queries.is_inside(me)
    form = STEPS[name].form(data, dealer=dealer, is_own=is_own, auto_id=f"{name}_%s")
    if name in BARE:
        form.fields.clear()
    return form


def offered(dealer: parties.Dealer, shown: Shown, *, refused: Mapping[str, Form]) -> list[Offer]:
    """What the reader may do with the file as it stands, and what has just been refused."""
    return [
        Offer(name, step, refused.get(name) or form_of(name, dealer, shown.me), name in refused)
        for name, step in STEPS.items()
        if name in refused or (shown.me.has_role(*step.roles) and step.is_possible(shown))
    ]
