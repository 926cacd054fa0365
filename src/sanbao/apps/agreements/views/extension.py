"""A longer cover for a place: asked for by a dealer or us, decided by a manager who did not."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbao.apps.accounts.access import STAFF, Role, reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import said
from sanbao.apps.agreements import actions, queries
from sanbao.apps.agreements.forms import DecideForm, ExtensionForm
from sanbao.apps.agreements.views.signing import why
from sanbao.rules.moves import No, Refused

READERS = (*STAFF, Role.DEALER)
ASK = (Role.DEALER, Role.MANAGER)


@roles_required(*READERS)
def extension_list(request: HttpRequest) -> HttpResponse:
    me = reader(request)
    rows = queries.extensions_for(me)
    page = page_of(rows, by=("-id",), after=request.GET.get("after", ""))
    context = {"rows": page.rows, "after": page.after, "may_ask": me.has_role(*ASK)}
    return render(request, "agreements/extensions.html", context)


@roles_required(*ASK)
def ask_extension(request: HttpRequest) -> HttpResponse:
    me = reader(request)
    initial = {"agreement": request.GET.get("agreement", "")}
    form = ExtensionForm(request.POST or None, user=me, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.request_extension(
                form.cleaned_data["agreement"],
                form.longer(),
                key=form.cleaned_data["key"],
                by=me,
                at=timezone.now(),
            )
        except Refused as refused:
            field = refused.field if refused.field in form.fields else None
            form.add_error(field, said(refused.message))
        else:
            return redirect("agreements:extension", made.code)
    status = 422 if form.errors else 200
    return render(request, "agreements/extension_ask.html", {"form": form}, status=status)


@roles_required(*READERS)
def extension(request: HttpRequest, code: str) -> HttpResponse:
    """One request; a manager approves or refuses it here, and says why."""
    me = reader(request)
    row = get_object_or_404(queries.extensions_for(me), code=code)
    may_decide = me.has_role(Role.MANAGER)
    form = DecideForm(request.POST or None)
    if request.method == "POST" and may_decide and form.is_valid():
        given: dict[str, Any] = form.cleaned_data
        try:
            actions.decide_extension(row, **given, by=me, at=timezone.now())
        except Refused as refused:
            form.add_error(None, why(No(refused.message, refused.clause)))
        else:
            messages.success(request, _("It has been decided."))
            return redirect("agreements:extension", code)
    context = {
        "extension": row,
        "form": form,
        "clause": queries.extension_clause(row.agreement),
        "may_decide": may_decide and row.state == queries.ExtensionState.REQUESTED,
        "is_own": row.requested_by_id == me.pk,
    }
    return render(request, "agreements/extension.html", context, status=422 if form.errors else 200)
