"""The daily run log of a unit, and what its owner maintains himself (P1-9.1)."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbao.apps.accounts.access import Role, reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import said
from sanbao.apps.assets import actions, queries
from sanbao.apps.assets.forms import MaintenanceForm, RunDayForm
from sanbao.apps.assets.views.unit import READERS, found
from sanbao.rules.deadline import china_day
from sanbao.rules.moves import Refused

LOGGERS = (Role.CUSTOMER, Role.DESK, Role.ENGINEER, Role.MANAGER)


@roles_required(*READERS)
def run_log(request: HttpRequest, serial: str) -> HttpResponse:
    """The days as they were written down, newest first, and the form for one more."""
    me, at = reader(request), timezone.now()
    asset = found(me, serial)
    today = china_day(at)
    form = RunDayForm(request.POST or None, initial={"on": today})
    if request.method == "POST":
        write = write_day(request, asset, form)
        if write:
            return redirect("assets:run_log", asset.serial)
    page = page_of(
        queries.run_log_of(asset), by=("-on", "-id"), after=request.GET.get("after", ""), size=30
    )
    context = {
        "asset": asset,
        "form": form,
        "page": page,
        "weeks": queries.running(asset, on=today).weeks,
        "may_log": me.has_role(*LOGGERS),
    }
    return render(request, "assets/run_log.html", context, status=422 if form.errors else 200)


def write_day(request: HttpRequest, asset: queries.Asset, form: RunDayForm) -> bool:
    return written(
        request,
        form,
        lambda: actions.log_run(
            asset,
            form.day(),
            key=form.cleaned_data["key"],
            by=reader(request),
            at=timezone.now(),
        ),
    )


@roles_required(*READERS)
def maintenance(request: HttpRequest, serial: str) -> HttpResponse:
    """What the customer has maintained by the manual, newest first, and the form for one more."""
    me, at = reader(request), timezone.now()
    asset = found(me, serial)
    initial = {"on": china_day(at), "done_by": str(me)}
    form = MaintenanceForm(request.POST or None, initial=initial)
    if request.method == "POST" and written(
        request,
        form,
        lambda: actions.log_maintenance(
            asset, form.done(), key=form.cleaned_data["key"], by=me, at=at
        ),
    ):
        return redirect("assets:maintenance", asset.serial)
    page = page_of(
        queries.maintenance_of(asset),
        by=("-on", "-id"),
        after=request.GET.get("after", ""),
        size=30,
    )
    context = {"asset": asset, "form": form, "page": page, "may_log": me.has_role(*LOGGERS)}
    return render(request, "assets/maintenance.html", context, status=422 if form.errors else 200)


def written(request: HttpRequest, form: Form, write: Callable[[], object]) -> bool:
    """Whether the entry stands; if not, the form says why."""
    if not reader(request).has_role(*LOGGERS):
        raise Http404
    if not form.is_valid():
        return False
    try:
        write()
    except Refused as refused:
        field = refused.field if refused.field in form.fields else None
        form.add_error(field, said(refused.message))
        return False
    messages.success(request, _("Written down."))
    return True
