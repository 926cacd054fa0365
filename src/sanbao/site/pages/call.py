"""Taking a call: a case, and at once its answer or the work order that follows."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbao.apps.accounts.access import User, reader, roles_required
from sanbao.apps.contacts import actions as contacts
from sanbao.apps.contacts.queries import Contact
from sanbao.apps.desk import actions as desk
from sanbao.apps.desk import queries as cases
from sanbao.apps.desk.forms import CallForm
from sanbao.apps.desk.views.call import (
    TAKES_CALLS,
    call_context,
    call_form,
    contact_of,
    unit_for,
)
from sanbao.apps.desk.views.portal import refuse
from sanbao.apps.obligations import actions as obligations
from sanbao.apps.workorders import actions as workorders
from sanbao.rules.contact import is_at_once
from sanbao.rules.moves import Refused

SOLVE, ORDER, ADD = "solve", "order", "add:"


@roles_required(*TAKES_CALLS)
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """One page for one call: what happened, what is promised, what comes next."""
    user = reader(request)
    form = call_form(request, unit_for(user, pk))
    following, contact = request.POST.get("next", ""), contact_of(request)
    if request.method == "POST" and form.is_valid():
        try:
            if following.startswith(ADD):
                return add(form, following.removeprefix(ADD), contact, by=user)
            case = take(form, following, contact, by=user)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Case %(code)s has been opened.") % {"code": case.code})
            return redirect("desk:case", case.code)
    status = 422 if form.errors else 200
    context = call_context(form, contact=contact)
    return render(request, "desk/call.html", context, status=status)


@transaction.atomic
def add(form: CallForm, code: str, contact: Contact | None, *, by: User) -> HttpResponse:
    """A further call about what is being dealt with already: a note in that case."""
    case = get_object_or_404(cases.duplicates(form.asset), code=code)
    given = form.cleaned_data
    text = f"{given['reporter_name']} {given['reporter_phone']}: {given['description']}"
    desk.add_note(case, text, by=by, at=timezone.now())
    link(contact, case, by=by)
    return redirect("desk:case", case.code)


@transaction.atomic
def take(form: CallForm, following: str, contact: Contact | None = None, *, by: User) -> cases.Case:
    """Open the case and take the step chosen with it, or do neither. Sent twice, the second
    time finds the step taken.
    """
    at = timezone.now()
    case = desk.open_case(form.report(channel=channel_of(contact)), by=by, at=at)
    if case.state != cases.CaseState.REPORTED:
        return case
    if following == SOLVE:
        case = solved(case, form.cleaned_data["answer"], by=by)
    if following == ORDER:
        workorders.raise_for(case, task=case.description, by=by, at=at)
    link(contact, case, by=by)
    return case


def channel_of(contact: Contact | None) -> str:
    """Who writes does not hear an answer at once, as a caller does."""
    by_phone = contact is None or contact.channel == "phone"
    return cases.Channel.PHONE if by_phone else cases.Channel.WEB


def link(contact: Contact | None, case: cases.Case, *, by: User) -> None:
    """The contact goes on in the case. Who was answered in a chat has had his first answer then."""
    if contact is None:
        return
    at = timezone.now()
    contacts.into_case(contact, case.code, is_solved=case.solved_on_call, by=by, at=at)
    if contact.answered_at is not None and case.channel == cases.Channel.WEB:
        subject, first = ("case", case.code), contact.answered_at
        if is_at_once(contact.started_at, first):
            first = case.reported_at
        obligations.happened(case.provider_id, subject, "answered", at=first, by=by)


def solved(case: cases.Case, answer: str, *, by: User) -> cases.Case:
    try:
        return desk.solve_on_call(case, answer, by=by, at=timezone.now())
    except Refused as refused:
        raise Refused(refused.message, clause=refused.clause, field="answer") from refused
