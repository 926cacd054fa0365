"""The checks of dealers: planned, drawn, made."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sanbao.apps.accounts.access import reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import complain, reason_of
from sanbao.apps.dealers import actions, queries
from sanbao.apps.dealers.facts import CHECK_FORM
from sanbao.apps.dealers.forms import DrawForm
from sanbao.apps.dealers.views.answering import Sheet, blank, key_of, sent
from sanbao.rules.moves import Refused

DRAWS_SHOWN = 12


@require_safe
@roles_required(*queries.SEES_ALL)
def audit_list(request: HttpRequest) -> HttpResponse:
    return show_list(request)


def show_list(request: HttpRequest, form: DrawForm | None = None) -> HttpResponse:
    me = reader(request)
    page = page_of(queries.audits_for(me), by=("-id",), after=request.GET.get("after", ""), size=30)
    draws = queries.draws_for(me).order_by("-month")[:DRAWS_SHOWN]
    first = timezone.localdate().replace(day=1)
    context = {
        "rows": page.rows,
        "after": page.after,
        "draws": [(row, queries.is_same_again(row)) for row in draws],
        "form": form or DrawForm(initial={"month": first}),
        "may_check": me.has_role(*queries.CHECKS),
    }
    return render(request, "dealers/audit_list.html", context, status=422 if form else 200)


@roles_required(*queries.CHECKS)
def draw(request: HttpRequest) -> HttpResponse:
    """Draw whom to check in a month; drawn before, it stays."""
    if request.method != "POST":
        return redirect("dealers:audit_list")
    form = DrawForm(request.POST)
    if form.is_valid():
        try:
            actions.draw_audits(**form.cleaned_data, by=reader(request), at=timezone.now())
        except Refused as refused:
            complain(form, refused)
        else:
            messages.success(request, _("Drawn. The seed is on record."))
            return redirect("dealers:audit_list")
    return show_list(request, form)


@roles_required(*queries.SEES_ALL)
def audit(request: HttpRequest, code: str) -> HttpResponse:
    """One check: the list of what is looked at, or its record."""
    me = reader(request)
    row = get_object_or_404(queries.audits_for(me), code=code)
    if request.method != "POST" or row.made_at is not None or not me.has_role(*queries.CHECKS):
        return show(request, row, blank(CHECK_FORM))
    sheet = sent(CHECK_FORM, request)
    key = key_of(sheet.key)
    if not sheet.problem and key is not None:
        try:
            actions.make_audit(row, sheet.answers, key=key, by=me, at=timezone.now())
        except Refused as refused:
            sheet = replace(sheet, problem=reason_of(refused))
        else:
            messages.success(request, _("The check is on record."))
            return redirect("dealers:audit", row.code)
    return show(request, row, sheet)


def show(request: HttpRequest, row: queries.Audit, sheet: Sheet) -> HttpResponse:
    may_make = reader(request).has_role(*queries.CHECKS) and row.made_at is None
    context = {
        "audit": row,
        "sheet": sheet,
        "form": sheet.form,
        "answers": sheet.answers,
        "problems": sheet.problems,
        "may_make": may_make,
    }
    return render(request, "dealers/audit.html", context, status=422 if sheet.problem else 200)
