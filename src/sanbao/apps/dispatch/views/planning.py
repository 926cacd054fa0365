"""Plans of the machine: asked for, watched, stopped, accepted in whole or in part."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import complain, reason_of
from sanbao.apps.dispatch import actions, queries
from sanbao.apps.dispatch.forms import PlanForm
from sanbao.rules.moves import Refused

REASON_LENGTH = 200


@roles_required(*queries.DISPATCHERS)
def plan_list(request: HttpRequest) -> HttpResponse:
    """Ask for a plan; those made so far."""
    me, at = reader(request), timezone.now()
    today = at.astimezone(queries.zone_of(me)).date()
    given = request.POST if request.method == "POST" else None
    form = PlanForm(given, initial={"on": request.GET.get("on") or today})
    if form.is_valid():
        try:
            run = actions.ask(me.provider, form.wish(), today=today, by=me, at=at)
        except Refused as refused:
            complain(form, refused)
        else:
            return redirect("dispatch:plan", run.code)
    rows = queries.plans_for(me)
    page = page_of(rows, by=("-id",), after=request.GET.get("after", ""), size=25)
    context = {"page": page, "form": form}
    return render(request, "dispatch/plan_list.html", context, status=422 if form.errors else 200)


@roles_required(*queries.DISPATCHERS)
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """One plan; while it is being made the page looks for a better one each second."""
    return shown(request, code)


def shown(request: HttpRequest, code: str, *, problem: str = "", **more: Any) -> HttpResponse:
    run = get_object_or_404(queries.plans_for(reader(request)), code=code)
    at = timezone.now()
    context = {
        "run": run,
        "offer": run.offer,
        "share": queries.share_done(run, at=at),
        "is_dead": run.is_going and queries.given_up(run, at=at),
        "problem": problem,
        **more,
    }
    part = request.method == "GET" and "part" in request.GET
    template = "dispatch/_plan.html" if part else "dispatch/plan.html"
    return render(request, template, context, status=422 if problem else 200)


@require_POST
@roles_required(*queries.DISPATCHERS)
def stop_plan(request: HttpRequest, code: str) -> HttpResponse:
    me = reader(request)
    run = get_object_or_404(queries.plans_for(me), code=code)
    actions.stop(run, by=me, at=timezone.now())
    return redirect("dispatch:plan", code)


@require_POST
@roles_required(*queries.DISPATCHERS)
def accept_plan(request: HttpRequest, code: str) -> HttpResponse:
    me = reader(request)
    run = get_object_or_404(queries.plans_for(me), code=code)
    chosen = request.POST.getlist("orders")
    reason = request.POST.get("reason", "")[:REASON_LENGTH]
    try:
        actions.accept(run, chosen, by=me, at=timezone.now(), reason=reason)
    except Refused as refused:
        return shown(request, code, problem=reason_of(refused), chosen=chosen, reason=reason)
    messages.success(request, _("The changes stand on the board."))
    return redirect("dispatch:plan", code)
