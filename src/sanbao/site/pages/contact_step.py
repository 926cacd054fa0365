"""The steps that are taken with a contact, each a small form on its page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.forms import Form
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.access import User
from sanbao.apps.contacts import actions, queries
from sanbao.apps.contacts.forms import CustomerForm, ReplyForm, SolveForm

Given = Mapping[str, Any]
Taken = Callable[[queries.Contact, Given, User, datetime], object]


@dataclass(frozen=True, slots=True)
class Step:
    """stays: the page of the contact is shown again, else the inbox."""

    label: Promise | str
    form: type[Form]
    take: Taken
    stays: bool = True


def take(contact: queries.Contact, given: Given, by: User, at: datetime) -> object:
    return actions.take(contact, by=by, at=at)


def give_back(contact: queries.Contact, given: Given, by: User, at: datetime) -> object:
    return actions.give_back(contact, by=by, at=at)


def reply(contact: queries.Contact, given: Given, by: User, at: datetime) -> object:
    return actions.reply(contact, given["text"], key=given["key"], by=by, at=at)


def solve(contact: queries.Contact, given: Given, by: User, at: datetime) -> object:
    return actions.solve(contact, given["answer"], by=by, at=at)


def pass_on(contact: queries.Contact, given: Given, by: User, at: datetime) -> object:
    return actions.pass_on(contact, by=by, at=at)


def close(contact: queries.Contact, given: Given, by: User, at: datetime) -> object:
    return actions.close(contact, by=by, at=at)


def recognise(contact: queries.Contact, given: Given, by: User, at: datetime) -> object:
    return actions.recognise(contact, given["customer"], by=by, at=at)


def into_case(contact: queries.Contact, given: Given, by: User, at: datetime) -> object:
    """A report from the web has its case already: it goes on there."""
    return actions.into_case(contact, contact.case_code, is_solved=False, by=by, at=at)


STEPS: Mapping[str, Step] = {
    "take": Step(_("Answer"), Form, take),
    "reply": Step(_("Send"), ReplyForm, reply),
    "solve": Step(_("Solved on the contact"), SolveForm, solve, stays=False),
    "pass-on": Step(_("Price enquiry: pass to sales"), Form, pass_on, stays=False),
    "give-back": Step(_("Give back"), Form, give_back, stays=False),
    "close": Step(_("Nothing to do"), Form, close, stays=False),
    "recognise": Step(_("Set"), CustomerForm, recognise),
    "into-case": Step(_("Go on in the case"), Form, into_case),
}


def form_of(step: Step, contact: queries.Contact, sent: Any) -> Form:
    if step.form is CustomerForm:
        return CustomerForm(sent, provider_id=contact.provider_id)
    return step.form(sent)
