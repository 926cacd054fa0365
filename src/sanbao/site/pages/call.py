"""Taking a call: a case, and at once its answer or the work order that follows."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbao.apps.accounts.access import User, reader, roles_required
from sanbao.apps.desk import actions as desk
from sanbao.apps.desk import queries as cases
from sanbao.apps.desk.forms import CallForm
from sanbao.apps.desk.views.call import TAKES_CALLS, call_context, call_form, unit_for
from sanbao.apps.desk.views.portal import refuse
from sanbao.apps.workorders import actions as workorders
from sanbao.rules.moves import Refused

SOLVE, ORDER, ADD = "solve", "order", "add:"


@roles_required(*TAKES_CALLS)
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """One page for one call: what happened, what is promised, what comes next."""
    user = reader(request)
    form = call_form(request, unit_for(user, pk))
    following = request.POST.get("next", "")
    if request.method == "POST" and form.is_valid():
        try:
            if following.startswith(ADD):
                return add(form, following.removeprefix(ADD), by=user)
            case = take(form, following, by=user)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Case %(code)s has been opened.") % {"code": case.code})
            return redirect("desk:case", case.code)
    status = 422 if form.errors else 200
    return render(request, "desk/call.html", call_context(form), status=status)


def add(form: CallForm, code: str, *, by: User) -> HttpResponse:
    """A further call about what is being dealt with already: a note in that case."""
    case = get_object_or_404(cases.duplicates(form.asset), code=code)
    given = form.cleaned_data
    text = f"{given['reporter_name']} {given['reporter_phone']}: {given['description']}"
    desk.add_note(case, text, by=by, at=timezone.now())
    return redirect("desk:case", case.code)


@transaction.atomic
def take(form: CallForm, following: str, *, by: User) -> cases.Case:
    """Open the case and take the step chosen with it, or do neither. Sent twice, the second
    time finds the step taken.
    """
    at = timezone.now()
    case = desk.open_case(form.report(channel=cases.Channel.PHONE), by=by, at=at)
    if case.state != cases.CaseState.REPORTED:
        return case
    if following == SOLVE:
        return solved(case, form.cleaned_data["answer"], by=by)
    if following == ORDER:
        workorders.raise_for(case, task=case.description, by=by, at=at)
    return case


def solved(case: cases.Case, answer: str, *, by: User) -> cases.Case:
    try:
        return desk.solve_on_call(case, answer, by=by, at=timezone.now())
    except Refused as refused:
        raise Refused(refused.message, clause=refused.clause, field="answer") from refused
