"""Who is to be called, one call with its script and form, and what came of the calls."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import Role, reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import said
from sanbao.apps.callbacks import actions, queries
from sanbao.apps.callbacks.facts import FORM
from sanbao.apps.callbacks.forms import ResultsForm, TriedForm, UnitForm
from sanbao.apps.evidence import queries as evidence
from sanbao.apps.obligations import queries as obligations
from sanbao.rules.form import gather, problems
from sanbao.rules.moves import Refused

CALLERS = (Role.DESK, Role.MANAGER)
LOOKING_BACK = timedelta(days=365)


@roles_required(*queries.READERS)
def call_list(request: HttpRequest) -> HttpResponse:
    """Those whose time has come, the next due first; whoever has a call is named."""
    me, at = reader(request), timezone.now()
    owed = queries.due_for(me, at=at)
    page = page_of(owed, by=("due_at", "id"), after=request.GET.get("after", ""), size=30)
    rows = queries.rows_of(page.rows, zone=me.provider.zone, at=at)
    context = {"rows": rows, "after": page.after, "at": at}
    return render(request, "callbacks/list.html", context)


@roles_required(*queries.READERS)
def call(request: HttpRequest, code: str) -> HttpResponse:
    """One call: the script beside the form, once it has been taken."""
    owed = found(request, code)
    me = reader(request)
    if request.method != "POST" or not me.has_role(*CALLERS):
        return show(request, owed, answers={}, key=str(uuid4()))
    form = evidence.asked(evidence.form(FORM))
    answers = gather(form, request.POST.dict())
    wrong = {name: said(message) for name, message in problems(form, answers).items()}
    problem = _("Some questions are still open.") if wrong else keep(request, owed, answers)
    if problem:
        more: dict[str, Any] = {"problems": wrong, "problem": problem}
        return show(request, owed, answers=answers, key=request.POST.get("key", ""), **more)
    return redirect("callbacks:list")


def found(request: HttpRequest, code: str) -> obligations.Obligation:
    return get_object_or_404(queries.owed_for(reader(request)), code=code)


def keep(request: HttpRequest, owed: obligations.Obligation, answers: dict[str, str]) -> str:
    """Put the answers on record; gives the reason when that is refused, else ""."""
    serial = request.POST.get("serial", "")
    try:
        key = UUID(request.POST.get("key", ""))
        me = reader(request)
        made = actions.answer(owed, answers, serial=serial, key=key, by=me, at=timezone.now())
    except Refused as refused:
        return said(refused.message)
    except ValueError:
        return _("This page has grown old. Open it again.")
    if made.case is not None:
        url, number = reverse("desk:case", args=[made.case.code]), made.case.code
        link = format_html('<a class="alert-link" href="{}">{}</a>', url, number)
        messages.warning(request, format_html(_("Case %s has been opened.") % "{}", link))
    else:
        messages.success(request, _("The call is on record."))
    return ""


def show(
    request: HttpRequest,
    owed: obligations.Obligation,
    *,
    answers: dict[str, str],
    key: str,
    **more: Any,
) -> HttpResponse:
    me, at = reader(request), timezone.now()
    (row,) = queries.rows_of([owed], zone=me.provider.zone, at=at)
    is_open = row.callback is None or row.callback.state == queries.CallbackState.OPEN
    may_call = me.has_role(*CALLERS) and is_open and row.owed.state in obligations.OPEN_STATES
    units = queries.units_of(row.customer)
    context = {
        "row": row,
        "form": evidence.asked(evidence.form(FORM)),
        "answers": answers,
        "key": key,
        "tried": TriedForm(initial={"seen": row.attempts}),
        "tries": queries.tries_of(owed),
        "may_call": may_call,
        "is_mine": row.holder is not None and row.holder.pk == me.pk,
        "units": units,
        "unit_form": UnitForm(initial={"serial": request.POST.get("serial", "")}, units=units),
        **more,
    }
    status = 422 if more.get("problem") else 200
    return render(request, "callbacks/call.html", context, status=status)


@require_POST
@roles_required(*CALLERS)
def take(request: HttpRequest, code: str) -> HttpResponse:
    """I call now."""
    owed = found(request, code)
    try:
        actions.take(owed, by=reader(request), at=timezone.now())
    except Refused as refused:
        return show(request, owed, answers={}, key=str(uuid4()), problem=said(refused.message))
    return redirect("callbacks:call", code)


@require_POST
@roles_required(*CALLERS)
def try_again(request: HttpRequest, code: str) -> HttpResponse:
    """Nobody was reached: one more attempt on record, and when the next one is."""
    owed = found(request, code)
    form = TriedForm(request.POST)
    if form.is_valid():
        try:
            actions.try_again(owed, **form.cleaned_data, by=reader(request), at=timezone.now())
        except Refused as refused:
            field = refused.field if refused.field in form.fields else None
            form.add_error(field, said(refused.message))
        else:
            messages.success(request, _("The attempt is on record."))
            return redirect("callbacks:list")
    problem = " ".join(str(error) for error in form.non_field_errors()) or _("Please check.")
    more = {"tried": form, "problem": problem}
    return show(request, owed, answers={}, key=str(uuid4()), **more)


@require_POST
@roles_required(*CALLERS)
def give_up(request: HttpRequest, code: str) -> HttpResponse:
    owed = found(request, code)
    try:
        actions.give_up(owed, by=reader(request), at=timezone.now())
    except Refused as refused:
        return show(request, owed, answers={}, key=str(uuid4()), problem=said(refused.message))
    messages.success(request, _("Recorded: the customer could not be reached."))
    return redirect("callbacks:list")


@roles_required(*queries.READERS)
def results(request: HttpRequest) -> HttpResponse:
    """What the customers of a year answered, by product, by person or by station."""
    me, since = reader(request), timezone.now() - LOOKING_BACK
    form = ResultsForm(request.GET)
    by = form.wanted()
    context = {
        "by": by.value,
        "choices": form.fields["by"].choices,  # type: ignore[attr-defined]
        "rows": queries.results_for(me, by, since=since),
        "after_repairs": queries.after_repairs_for(me, by, since=since),
        "wishes": queries.wishes_for(me, since=since),
    }
    return render(request, "callbacks/results.html", context)
