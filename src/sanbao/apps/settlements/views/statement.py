"""Statements: the list, one with what stands behind it, and its steps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import Role, User, reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import complain
from sanbao.apps.settlements import actions, queries
from sanbao.apps.settlements.forms import FilterForm, InvoiceForm, ReasonForm
from sanbao.rules.moves import Refused
from sanbao.rules.statement import NEXT
from sanbao.rules.statement import Step as Move

Take = Callable[[queries.Statement, Mapping[str, Any], User, datetime], object]


@dataclass(frozen=True, slots=True)
class Step:
    """move: "" for what is possible in any state."""

    label: Promise | str
    roles: tuple[str, ...]
    move: str
    take: Take
    form: type[forms.Form] = forms.Form


def approve_first(row: queries.Statement, _given: Any, by: User, at: datetime) -> object:
    return actions.approve_first(row, by=by, at=at)


def approve_second(row: queries.Statement, _given: Any, by: User, at: datetime) -> object:
    return actions.approve_second(row, by=by, at=at)


def send_back(row: queries.Statement, given: Mapping[str, Any], by: User, at: datetime) -> object:
    return actions.send_back(row, reason=given["reason"], by=by, at=at)


def invoice(row: queries.Statement, given: Mapping[str, Any], by: User, at: datetime) -> object:
    return actions.note_invoice(row, given["number"], reason=given["reason"], by=by, at=at)


STEPS: Mapping[str, Step] = {
    "endorse": Step(_("Approve"), (Role.MARKETING,), Move.APPROVE_FIRST, approve_first),
    "approve": Step(_("Approve"), (Role.FINANCE,), Move.APPROVE_SECOND, approve_second),
    "send-back": Step(_("Send back"), (Role.FINANCE,), Move.SEND_BACK, send_back, ReasonForm),
    "invoice": Step(
        _("Write down the invoice"), (Role.FINANCE, Role.DEALER), "", invoice, InvoiceForm
    ),
}


@roles_required(*queries.READERS)
def statement_list(request: HttpRequest) -> HttpResponse:
    """The newest first; a dealer sees its own."""
    me, form = reader(request), FilterForm(request.GET)
    rows = queries.statements_for(me).filter(**form.wanted())
    page = page_of(rows, by=("-id",), after=request.GET.get("after", ""), size=30)
    kept = {name: value for name, value in request.GET.items() if value and name != "after"}
    context = {
        "page": page,
        "form": form,
        "is_inside": me.has_role(*queries.SEES_ALL),
        "sees_runs": me.has_role(*queries.SEES_ALL),
        "sees_payments": me.has_role(*queries.SEES_PAYMENTS),
        "further": urlencode({**kept, "after": page.after}) if page.after else "",
    }
    return render(request, "settlements/list.html", context)


@roles_required(*queries.READERS)
def statement(request: HttpRequest, code: str) -> HttpResponse:
    me = reader(request)
    row = get_object_or_404(queries.whole_for(me), code=code)
    return shown(request, row, me)


@require_POST
@roles_required(*queries.READERS)
def step(request: HttpRequest, code: str, name: str) -> HttpResponse:
    me = reader(request)
    row = get_object_or_404(queries.whole_for(me), code=code)
    asked = STEPS.get(name)
    if asked is None or not me.has_role(*asked.roles):
        raise Http404
    form = asked.form(request.POST)
    if form.is_valid():
        try:
            asked.take(row, form.cleaned_data, me, timezone.now())
        except Refused as refused:
            complain(form, refused)
        else:
            return redirect("settlements:statement", code)
    return shown(request, row, me, tried={name: form})


def shown(
    request: HttpRequest,
    row: queries.Statement,
    me: User,
    *,
    tried: Mapping[str, forms.Form] | None = None,
) -> HttpResponse:
    offers = [
        (name, asked, (tried or {}).get(name) or asked.form())
        for name, asked in STEPS.items()
        if (me.has_role(*asked.roles) and is_possible(row, asked, me)) or name in (tried or {})
    ]
    context = {
        "row": row,
        "figures": queries.figures_of(row),
        "lines": [(line, queries.told(line)) for line in queries.lines_of(row)[:200]],
        "sheets": queries.sheets_of(row)[:20],
        "steps": queries.steps_of(row),
        "offers": offers,
        "disputes": queries.disputes_for(me).filter(statement=row).order_by("id"),
        "may_dispute": me.has_role(Role.DEALER),
    }
    return render(request, "settlements/statement.html", context, status=422 if tried else 200)


def is_possible(row: queries.Statement, asked: Step, me: User) -> bool:
    if not asked.move:
        return bool(row.granted) and (not row.invoice_number or me.has_role(Role.FINANCE))
    return asked.move in NEXT[row.state]
