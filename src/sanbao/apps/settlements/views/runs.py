"""Runs: the statements of a month or a year are made, with progress, and may be stopped."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import complain
from sanbao.apps.settlements import actions, queries
from sanbao.apps.settlements.forms import RunForm
from sanbao.rules.moves import Refused


@roles_required(*queries.SEES_ALL)
def run_list(request: HttpRequest) -> HttpResponse:
    """What was settled and what is on its way; the service manager has another one made."""
    me = reader(request)
    may_run = me.has_role(*queries.RUNS)
    form = RunForm(request.POST or None)
    if request.method == "POST" and may_run and form.is_valid():
        given = form.cleaned_data
        try:
            actions.ask_run(
                me.provider, kind=given["kind"], month=given["month"], by=me, at=timezone.now()
            )
        except Refused as refused:
            complain(form, refused)
        else:
            messages.success(request, _("The statements are being made."))
            return redirect("settlements:run_list")
    page = page_of(queries.runs_for(me), by=("-id",), after=request.GET.get("after", ""), size=20)
    sees = me.has_role(*queries.SEES_PAYMENTS)
    context = {"page": page, "form": form, "may_run": may_run, "sees_payments": sees}
    return render(request, "settlements/runs.html", context, status=422 if form.errors else 200)


@roles_required(*queries.SEES_ALL)
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """One run, which asks again as long as it goes."""
    me = reader(request)
    run = get_object_or_404(queries.runs_for(me), pk=pk)
    context = {"run": run, "may_run": me.has_role(*queries.RUNS)}
    return render(request, "settlements/_run.html", context)


@require_POST
@roles_required(*queries.RUNS)
def stop_run(request: HttpRequest, pk: int) -> HttpResponse:
    me = reader(request)
    run = get_object_or_404(queries.runs_for(me), pk=pk)
    actions.stop_run(run, by=me, at=timezone.now())
    messages.success(request, _("It stops after the dealers that it is at. Run it again to go on."))
    return redirect("settlements:run_list")
