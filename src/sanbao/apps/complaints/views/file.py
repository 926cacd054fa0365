"""The file of one complaint: what was said, promised, found, done, answered."""

from collections.abc import Mapping
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import User, reader, roles_required
from sanbao.apps.accounts.wording import complain
from sanbao.apps.complaints import queries
from sanbao.apps.complaints.views.step import STEPS, form_of, may_take, offered
from sanbao.apps.evidence import queries as evidence
from sanbao.apps.journal import queries as journal
from sanbao.apps.obligations import queries as obligations
from sanbao.apps.obligations.views import panel_of
from sanbao.rules.moves import Refused

READERS = (*queries.SEES_ALL, *queries.COMPLAINS)
# What a complainer reads of the way; findings and discipline are the company's own.
TOLD = ("opened", "planned", "answered", "reopened", "verified", "closed", "withdrawn")


@roles_required(*READERS)
def complaint(request: HttpRequest, code: str) -> HttpResponse:
    me = reader(request)
    return show(request, get_object_or_404(queries.files_for(me), code=code), me)


@require_POST
@roles_required(*READERS)
def step(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Take one step; a refusal shows the page with the form as it was typed."""
    me = reader(request)
    row = get_object_or_404(queries.files_for(me), code=code)
    taken = STEPS.get(name)
    if taken is None or not may_take(taken, row, me):
        raise Http404
    form = form_of(name, row, request.POST)
    if form.is_valid():
        try:
            taken.take(row, form.cleaned_data, me, timezone.now())
        except Refused as refused:
            complain(form, refused)
        else:
            return redirect("complaints:complaint", row.code)
    row.refresh_from_db()
    return show(request, row, me, refused={name: form})


def show(
    request: HttpRequest,
    row: queries.Complaint,
    me: User,
    *,
    refused: Mapping[str, Form] | None = None,
) -> HttpResponse:
    is_inside = queries.is_inside(me)
    context = {
        "complaint": row,
        "is_inside": is_inside,
        "steps": offered(row, me, refused=refused or {}),
        "clauses": said(row),
        "hotline": queries.hotline_of(row.version),
        "history": history(row, me, is_inside=is_inside),
        "record": evidence.latest_record(row.provider_id, ("complaint", row.code), "complaint")
        if is_inside and row.record_id
        else None,
        **promises(row, me),
    }
    status = 422 if refused else 200
    return render(request, "complaints/complaint.html", context, status=status)


def said(row: queries.Complaint) -> list[tuple[str, str]]:
    """What the agreement says about complaints, in the reader's language."""
    lang = get_language() or "zh"
    return [(clause.id, clause.text(lang)) for clause in queries.said_on_complaints(row.version)]


def promises(row: queries.Complaint, me: User) -> dict[str, Any]:
    owed = obligations.of_subject(row.provider_id, row.promised_kind, row.promised_code)
    return panel_of(me, owed)


def history(row: queries.Complaint, me: User, *, is_inside: bool) -> list[journal.Entry]:
    """The way so far; outside without what is the company's own, with one's own notes."""
    entries = journal.history(row.provider_id, ("complaint", row.code))
    if is_inside:
        return list(entries)
    return [
        entry
        for entry in entries
        if entry.happening.partition(".")[2] in TOLD or entry.by_id == me.pk
    ]
