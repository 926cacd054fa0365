"""What befalls an agreement in force: suspended, resumed, terminated, renewed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import Role, reader, roles_required
from sanbao.apps.accounts.wording import said
from sanbao.apps.agreements import actions, queries
from sanbao.apps.agreements.forms import EndForm, ReasonForm
from sanbao.apps.agreements.views.reading import detail_context, found
from sanbao.rules.moves import Refused


@require_POST
@roles_required(Role.MANAGER)
def terminate(request: HttpRequest, code: str) -> HttpResponse:
    me = reader(request)
    agreement = found(me, code)
    form = EndForm(request.POST)
    problem = ""
    if form.is_valid():
        try:
            actions.terminate(agreement, **form.cleaned_data, by=me, at=timezone.now())
        except Refused as refused:
            problem = said(refused.message)
        else:
            messages.success(request, _("The agreement ends."))
            return redirect("agreements:detail", code)
    return refused_detail(request, agreement, end_form=form, problem=problem)


@require_POST
@roles_required(Role.MANAGER)
def suspend(request: HttpRequest, code: str) -> HttpResponse:
    me = reader(request)
    agreement = found(me, code)
    form = ReasonForm(request.POST, prefix="suspend")
    problem = ""
    if form.is_valid():
        try:
            actions.suspend(agreement, **form.cleaned_data, by=me, at=timezone.now())
        except Refused as refused:
            problem = said(refused.message)
        else:
            messages.success(request, _("The agreement is suspended."))
            return redirect("agreements:detail", code)
    return refused_detail(request, agreement, suspend_form=form, problem=problem)


@require_POST
@roles_required(Role.MANAGER)
def resume(request: HttpRequest, code: str) -> HttpResponse:
    me = reader(request)
    agreement = found(me, code)
    try:
        actions.resume(agreement, by=me, at=timezone.now())
    except Refused as refused:
        return refused_detail(request, agreement, problem=said(refused.message))
    messages.success(request, _("The agreement holds again."))
    return redirect("agreements:detail", code)


@require_POST
@roles_required(Role.MANAGER)
def renew(request: HttpRequest, code: str) -> HttpResponse:
    """A new agreement made from this one."""
    me = reader(request)
    agreement = found(me, code)
    try:
        renewal = actions.renew(agreement, by=me, at=timezone.now())
    except Refused as refused:
        return refused_detail(request, agreement, problem=said(refused.message))
    return redirect("agreements:version", renewal.code, 1)


def refused_detail(
    request: HttpRequest, agreement: queries.Agreement, **shown: Any
) -> HttpResponse:
    context = detail_context(request, agreement, **shown)
    return render(request, "agreements/detail.html", context, status=422)
