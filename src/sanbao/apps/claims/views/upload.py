"""A dealer's sheets from files: checked, with every bad row named, and taken in when he says so.

The worker works them through, however small: whoever waits is told how far it is, and how it ended.
"""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import User, reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.streamed import csv_file
from sanbao.apps.accounts.wording import complain, reason_of, said
from sanbao.apps.assets.facts.problem import restored
from sanbao.apps.claims import actions, queries
from sanbao.apps.claims.forms import UploadForm
from sanbao.apps.claims.views.listing import READERS
from sanbao.apps.parties import queries as parties
from sanbao.rules.moves import Refused

LAST_SHOWN = 5
UNDER_WAY = (queries.SheetImportState.WAITING, queries.SheetImportState.RUNNING)


@roles_required(*queries.WRITES)
def upload(request: HttpRequest) -> HttpResponse:
    """The same file again changes nothing, so that it can be mended and sent as often as needed."""
    me = reader(request)
    dealer = parties.dealer_of(me)
    if dealer is None:
        raise Http404
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        row = brought(form, dealer, me)
        if row is not None:
            return redirect("claims:import", row.code)
    context = {
        "form": form,
        "last": queries.imports_for(me).order_by("-id")[:LAST_SHOWN],
        "most": queries.FILES_MB_AT_MOST,
        "columns": (queries.SHEET_COLUMNS, queries.LINE_COLUMNS),
    }
    return render(request, "claims/upload.html", context, status=422 if form.errors else 200)


def brought(form: UploadForm, dealer: parties.Dealer, me: User) -> queries.SheetImport | None:
    given = form.cleaned_data
    told = actions.Brought(given["sheets"], given["lines"], given["take"], given["key"])
    try:
        return actions.bring(told, dealer=dealer, by=me, at=timezone.now())
    except Refused as refused:
        complain(form, refused)
        return None


@roles_required(*READERS)
def sheet_import(request: HttpRequest, code: str) -> HttpResponse:
    """How it stands; asked each second by the page until it is done."""
    me = reader(request)
    row = found(me, code)
    page = page_of(queries.problems_of(row), by=("id",), after=request.GET.get("after", ""))
    context = {
        "batch": row,
        "is_under_way": row.state in UNDER_WAY,
        "percent": 100 * row.step // actions.STEPS,
        "problem": said(restored(row.problem)) if row.problem else "",
        "to_take": row.sheets_new + row.sheets_changed,
        "page": page,
        "problems": [
            (one, queries.heading(one.field), said(queries.REASONS[one.reason]))
            for one in page.rows
        ],
        "may_take": me.has_role(*queries.WRITES) and not row.is_taken,
    }
    template = "claims/_import.html" if "HX-Request" in request.headers else "claims/import.html"
    return render(request, template, context)


@require_POST
@roles_required(*queries.WRITES)
def take_in(request: HttpRequest, code: str) -> HttpResponse:
    me = reader(request)
    row = found(me, code)
    try:
        actions.take_in(row, by=me, at=timezone.now())
    except Refused as refused:
        messages.error(request, reason_of(refused))
    return redirect("claims:import", row.code)


@roles_required(*READERS)
def bad_rows(request: HttpRequest, code: str, file: str) -> HttpResponseBase:
    """All of them as CSV, and of a bad sheet all its lines: mended, both can be uploaded as they
    are.
    """
    if file not in queries.COLUMNS:
        raise Http404
    row = found(reader(request), code)
    return csv_file(request, queries.bad_rows(row, file), name=f"{row.code}-{file}.csv")


def found(me: User, code: str) -> queries.SheetImport:
    return get_object_or_404(queries.imports_for(me), code=code)
