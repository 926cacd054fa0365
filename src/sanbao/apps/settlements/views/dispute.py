"""Disputes of dealers and how they were decided; and the reconciliation of a year."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbao.apps.accounts.access import Role, reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import complain, said
from sanbao.apps.settlements import actions, queries
from sanbao.apps.settlements.forms import DecisionForm, DisputeForm, YearForm
from sanbao.rules.deadline import china_day
from sanbao.rules.moves import Refused


@roles_required(*queries.READERS)
def dispute_list(request: HttpRequest) -> HttpResponse:
    """The newest first; a dealer sees its own."""
    me = reader(request)
    page = page_of(
        queries.disputes_for(me), by=("-id",), after=request.GET.get("after", ""), size=30
    )
    context = {
        "page": page,
        "sees_runs": me.has_role(*queries.SEES_ALL),
        "sees_payments": me.has_role(*queries.SEES_PAYMENTS),
    }
    return render(request, "settlements/disputes.html", context)


@roles_required(Role.DEALER)
def raise_dispute(request: HttpRequest, code: str) -> HttpResponse:
    """The dealer contests a statement of its own, in time."""
    me = reader(request)
    row = get_object_or_404(queries.whole_for(me), code=code)
    form = DisputeForm(request.POST or None, initial={"key": uuid4()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        contested = actions.Contested(
            given["text"], given["amount"], given["about"] or queries.Contest.FEES
        )
        try:
            made = actions.dispute(row, contested, key=given["key"], by=me, at=timezone.now())
        except Refused as refused:
            complain(form, refused)
        else:
            messages.success(request, _("Your dispute has been handed in."))
            return redirect("settlements:dispute", made.code)
    context = {"row": row, "form": form, "last_day": queries.last_day_to_dispute(row)}
    return render(
        request, "settlements/raise_dispute.html", context, status=422 if form.errors else 200
    )


@roles_required(*queries.READERS)
def dispute(request: HttpRequest, code: str) -> HttpResponse:
    """One dispute; whoever may decides it."""
    me = reader(request)
    row = get_object_or_404(queries.disputes_for(me), code=code)
    may_decide = me.has_role(*queries.DECIDES) and row.state == queries.DisputeState.OPEN
    form = DecisionForm(request.POST or None, initial={"about": row.about})
    if request.method == "POST" and me.has_role(*queries.DECIDES) and form.is_valid():
        given = form.cleaned_data
        try:
            decision = actions.Decision(given["granted"], given["reason"], given["about"])
            actions.decide(row, decision, by=me, at=timezone.now())
        except Refused as refused:
            complain(form, refused)
        else:
            messages.success(request, _("The dispute is decided."))
            return redirect("settlements:dispute", code)
    context = {"row": row, "form": form, "may_decide": may_decide}
    status = 422 if may_decide and form.errors else 200
    return render(request, "settlements/dispute.html", context, status=status)


@roles_required(*queries.SEES_PAYMENTS)
def reconciliation(request: HttpRequest) -> HttpResponse:
    """Of a year: every fen paid to its signed sheet, every signed sheet to its end."""
    me, form = reader(request), YearForm(request.GET)
    year = form.cleaned_data.get("year") if form.is_valid() else None
    found = queries.reconciled(me.provider_id, year or china_day(timezone.now()).year)
    context = {
        "form": form,
        "found": found,
        "proofs": [(said(proof.words), proof) for proof in found.proofs],
        "ends": [(said(end.words), end) for end in found.ends],
    }
    return render(request, "settlements/reconciliation.html", context)
