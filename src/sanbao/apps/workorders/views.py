"""Pages of the dispatcher: the list of work orders, one order, who is sent."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import Role, reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import reason_of, said
from sanbao.apps.desk import queries as cases
from sanbao.apps.journal import queries as journal
from sanbao.apps.parties import queries as parties
from sanbao.apps.workorders import actions, queries
from sanbao.apps.workorders.facts import local_day
from sanbao.apps.workorders.forms import AssignForm, FilterForm, RaiseForm, ReasonForm
from sanbao.rules.moves import Refused

READERS = (*queries.SEES_ALL, Role.ENGINEER)
RAISERS = (Role.DESK, Role.DISPATCHER, Role.MANAGER)
DISPATCHERS = (Role.DISPATCHER, Role.MANAGER)


@roles_required(*READERS)
def order_list(request: HttpRequest) -> HttpResponse:
    me = reader(request)
    form = FilterForm(request.GET, engineers=list(parties.engineers(me.provider_id)))
    orders = queries.filtered(queries.orders_for(me), **form.narrowing())
    page = page_of(orders, by=("-id",), after=request.GET.get("after", ""), size=25)
    narrowed = request.GET.copy()
    narrowed.pop("after", None)
    context = {"page": page, "form": form, "narrowed": narrowed.urlencode()}
    return render(request, "workorders/order_list.html", context)


@roles_required(*READERS)
def order(request: HttpRequest, code: str) -> HttpResponse:
    return show_order(request, code)


def show_order(
    request: HttpRequest, code: str, *, problem: str = "", reason: str = ""
) -> HttpResponse:
    """The page of one order; with a problem it is the answer to a refused step (422)."""
    me = reader(request)
    found = get_object_or_404(queries.orders_for(me), code=code)
    may_dispatch = me.has_role(*DISPATCHERS)
    on = local_day(found, timezone.now())
    context = {
        "order": found,
        "companions": queries.companions_of(found),
        "can": actions.possible(found),
        "may_dispatch": may_dispatch,
        "candidates": queries.candidates(found, on=on) if may_dispatch else [],
        "on": on,
        "seen": queries.seen_of(found),
        "reason_form": ReasonForm(initial={"reason": reason}),
        "history": journal.history(found.provider_id, ("workorder", found.code)),
        "problem": problem,
    }
    status = 422 if problem else 200
    return render(request, "workorders/order.html", context, status=status)


@roles_required(*RAISERS)
def raise_order(request: HttpRequest, case_code: str) -> HttpResponse:
    """Hand a case over to the field (P3-4 step 2)."""
    me = reader(request)
    case = get_object_or_404(cases.cases_for(me), code=case_code)
    there = queries.open_order(case.pk)
    if request.method != "POST":
        if there is not None:
            return redirect("workorders:order", there.code)
        form = RaiseForm(initial={"task": case.description})
        return render(request, "workorders/raise.html", {"form": form, "case": case})
    form = RaiseForm(request.POST)
    if form.is_valid():
        try:
            raised = actions.raise_for(
                case, task=form.cleaned_data["task"], by=me, at=timezone.now()
            )
        except Refused as refused:
            form.add_error(None, said(refused.message))
        else:
            return redirect("workorders:order", raised.code)
    context = {"form": form, "case": case, "there": there}
    return render(request, "workorders/raise.html", context, status=422)


@require_POST
@roles_required(*DISPATCHERS)
def assign(request: HttpRequest, code: str) -> HttpResponse:
    me = reader(request)
    found = get_object_or_404(queries.orders_for(me), code=code)
    form = AssignForm(request.POST)
    if not form.is_valid():
        return show_order(request, code, problem=_("Choose an engineer."))
    engineers = parties.engineers(me.provider_id)
    engineer = get_object_or_404(engineers, pk=form.cleaned_data["engineer"])
    try:
        actions.assign(found, engineer, by=me, at=timezone.now(), seen=form.cleaned_data["seen"])
    except Refused as refused:
        return show_order(request, code, problem=reason_of(refused))
    messages.success(request, _("%(name)s has been assigned.") % {"name": engineer})
    return redirect("workorders:order", code)


@require_POST
@roles_required(*DISPATCHERS)
def unassign(request: HttpRequest, code: str) -> HttpResponse:
    """One step back: whoever was assigned does not go."""
    me = reader(request)
    found = get_object_or_404(queries.orders_for(me), code=code)
    reason = request.POST.get("reason", "")
    try:
        actions.unassign(found, reason=reason[:200], by=me, at=timezone.now())
    except Refused as refused:
        return show_order(request, code, problem=said(refused.message), reason=reason)
    messages.success(request, _("The order waits to be assigned again."))
    return redirect("workorders:order", code)


@require_POST
@roles_required(*DISPATCHERS)
def cancel(request: HttpRequest, code: str) -> HttpResponse:
    me = reader(request)
    found = get_object_or_404(queries.orders_for(me), code=code)
    if found.state == queries.WorkOrderState.CANCELLED:
        return redirect("workorders:order", code)
    reason = request.POST.get("reason", "")
    try:
        actions.cancel(found, reason=reason[:200], by=me, at=timezone.now())
    except Refused as refused:
        return show_order(request, code, problem=said(refused.message), reason=reason)
    messages.success(request, _("The work order has been cancelled."))
    return redirect("workorders:order", code)
