"""A dealer's sheets from files: checked, with every bad row named, and taken in when he says so."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sanbao.apps.accounts.access import User, reader, roles_required
from sanbao.apps.accounts.wording import said
from sanbao.apps.claims import actions, queries
from sanbao.apps.claims.actions.bulk.columns import LINE_COLUMNS, SHEET_COLUMNS
from sanbao.apps.claims.actions.bulk.importing import NO_LINES
from sanbao.apps.claims.forms import UploadForm
from sanbao.apps.parties import queries as parties
from sanbao.apps.products import queries as products

HEADINGS = {column.name: column.zh for column in (*SHEET_COLUMNS, *LINE_COLUMNS)}


@roles_required(*queries.WRITES)
def upload(request: HttpRequest) -> HttpResponse:
    """The same file again changes nothing, so that it can be mended and sent as often as needed."""
    me = reader(request)
    dealer = parties.dealer_of(me)
    if dealer is None:
        raise Http404
    form = UploadForm(request.POST or None, request.FILES or None)
    found = None
    if request.method == "POST" and form.is_valid():
        try:
            found = looked_at(form.cleaned_data, dealer, me)
        except products.SheetError as error:
            form.add_error("sheets", said(error.message))
    context = {
        "form": form,
        "found": found,
        "is_taken": bool(found and form.cleaned_data["take"]),
        "problems": [
            (one, HEADINGS.get(one.field, ""), said(one.reason))
            for one in (found.problems if found else ())
        ],
        "columns": (SHEET_COLUMNS, LINE_COLUMNS),
    }
    return render(request, "claims/upload.html", context, status=422 if form.errors else 200)


def looked_at(given: dict[str, Any], dealer: parties.Dealer, me: User) -> actions.Imported:
    at = timezone.now()
    with rows_of(given["sheets"]) as sheets, rows_of(given["lines"]) as lines:
        if given["take"]:
            return actions.import_sheets(
                sheets, lines, provider=me.provider, dealer=dealer, by=me, at=at
            )
        with transaction.atomic():
            found, _rest = actions.look_through(
                sheets, lines, provider=me.provider, dealer=dealer, by=me, at=at
            )
        return found


@contextmanager
def rows_of(file: Any) -> Iterator[Any]:
    if file is None:
        yield NO_LINES
        return
    with products.opened(file.file) as rows:
        yield rows
