"""Suggestions: which there are, and one of them until it is answered."""

from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import User, reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import complain
from sanbao.apps.complaints import actions, queries
from sanbao.apps.complaints.forms import AnswerForm, OwnerForm
from sanbao.apps.complaints.queries.suggestion import READERS
from sanbao.apps.obligations import queries as obligations
from sanbao.apps.obligations.views import panel_of
from sanbao.rules.moves import Refused


@roles_required(*READERS)
def suggestion_list(request: HttpRequest) -> HttpResponse:
    """The newest first; those without an answer are marked."""
    rows = queries.suggestions_for(reader(request))
    page = page_of(rows, by=("-id",), after=request.GET.get("after", ""), size=30)
    return render(request, "complaints/suggestion_list.html", {"page": page})


@roles_required(*READERS, *queries.COMPLAINS)
def suggestion(request: HttpRequest, code: str) -> HttpResponse:
    me = reader(request)
    row = get_object_or_404(queries.suggestions_for(me), code=code)
    return show(request, row, me, forms(row))


@require_POST
@roles_required(*queries.HANDLES)
def suggestion_step(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Give it an owner, or answer it."""
    me = reader(request)
    row = get_object_or_404(queries.suggestions_for(me), code=code)
    if name not in ("assign", "answer"):
        raise Http404
    shown = forms(row, name, request.POST)
    if shown[name].is_valid():
        try:
            take(row, name, shown[name].cleaned_data, me)
        except Refused as refused:
            complain(shown[name], refused)
        else:
            return redirect("complaints:suggestion", row.code)
    return show(request, row, me, shown)


def forms(row: queries.Suggestion, name: str = "", data: Any = None) -> dict[str, Form]:
    given = {name: data}
    return {
        "assign": OwnerForm(
            given.get("assign"), provider_id=row.provider_id, initial={"owner": row.owner}
        ),
        "answer": AnswerForm(given.get("answer")),
    }


def take(row: queries.Suggestion, name: str, given: dict[str, Any], me: User) -> None:
    at = timezone.now()
    if name == "assign":
        actions.assign_suggestion(row, given["owner"], by=me, at=at)
    else:
        actions.answer_suggestion(row, given["answer"], by=me, at=at)


def show(
    request: HttpRequest, row: queries.Suggestion, me: User, shown: dict[str, Form]
) -> HttpResponse:
    owed = obligations.of_subject(row.provider_id, "suggestion", row.code)
    is_open = row.state == queries.SuggestionState.RECEIVED
    context = {
        "suggestion": row,
        "forms": shown,
        "may_answer": me.has_role(*queries.HANDLES) and is_open,
        "is_inside": me.has_role(*READERS),
        **panel_of(me, owed),
    }
    status = 422 if any(form.errors for form in shown.values()) else 200
    return render(request, "complaints/suggestion.html", context, status=status)
