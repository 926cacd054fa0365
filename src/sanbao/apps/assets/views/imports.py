"""Importing the installed base: upload, watch the check, look, confirm."""

import io
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import Role, User, reader, roles_required
from sanbao.apps.accounts.handed import handed
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.streamed import csv_file
from sanbao.apps.accounts.wording import said
from sanbao.apps.assets import queries
from sanbao.apps.assets.actions.imports import upload as uploading
from sanbao.apps.assets.facts.columns import ADDED, BY_NAME, COLUMNS
from sanbao.apps.assets.facts.problem import restored
from sanbao.apps.assets.forms import UploadForm
from sanbao.apps.products import queries as products
from sanbao.rules.moves import Refused

READERS = (Role.MANAGER, Role.ADMINISTRATOR, Role.AUDITOR)
BAD_SHOWN = 50
ROWS_SHOWN = 10
# So many are read at a time while the file is made.
PIECE = 500
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNDER_WAY = (queries.ImportState.CHECKING, queries.ImportState.IMPORTING)


def found(user: User, code: str) -> queries.Import:
    return get_object_or_404(queries.imports_for(user), code=code)


def heading(name: str) -> str:
    column = BY_NAME.get(name)
    if column is None:
        return name
    return column.zh if (get_language() or "zh").startswith("zh") else column.en


@roles_required(*READERS)
def import_list(request: HttpRequest) -> HttpResponse:
    me = reader(request)
    page = page_of(
        queries.imports_for(me), by=("-id",), after=request.GET.get("after", ""), size=30
    )
    context = {"page": page, "may_write": me.has_role(Role.MANAGER)}
    return render(request, "assets/imports.html", context)


@roles_required(Role.MANAGER)
def upload(request: HttpRequest) -> HttpResponse:
    me = reader(request)
    form = UploadForm(request.POST or None, request.FILES or None, user=me)
    if request.method == "POST" and form.is_valid() and (batch := taken(form, me)):
        return redirect("assets:import", batch.code)
    context = {"form": form, "columns": COLUMNS}
    return render(request, "assets/upload.html", context, status=422 if form.errors else 200)


def taken(form: UploadForm, me: User) -> queries.Import | None:
    agreement = form.cleaned_data["agreement"]
    given = uploading.Upload(
        file=form.cleaned_data["file"],
        agreement_id=agreement.pk if agreement else None,
        key=form.cleaned_data["key"],
    )
    try:
        return uploading.upload(given, at=timezone.now(), by=me)
    except Refused as refused:
        form.add_error(refused.field or None, said(refused.message))
        return None


@roles_required(*READERS)
def batch(request: HttpRequest, code: str) -> HttpResponse:
    me = reader(request)
    return render(request, "assets/import.html", outlook(found(me, code), me))


@roles_required(*READERS)
def progress(request: HttpRequest, code: str) -> HttpResponse:
    """How far it is; asked each second by the page until it is done."""
    me = reader(request)
    return render(request, "assets/_import.html", outlook(found(me, code), me))


def outlook(batch: queries.Import, me: User) -> dict[str, Any]:
    context: dict[str, Any] = {
        "batch": batch,
        "is_under_way": batch.state in UNDER_WAY,
        "percent": 100 * batch.rows_done // to_do(batch),
        "to_do": to_do(batch),
        "to_import": batch.rows_new + batch.rows_changed,
        "problem": said(restored(batch.problem)) if batch.problem else "",
        "may_write": me.has_role(Role.MANAGER),
    }
    if batch.state in {queries.ImportState.CHECKED, queries.ImportState.DONE}:
        bad = batch.rows.filter(verdict=queries.Verdict.BAD).order_by("number")
        good = batch.rows.exclude(verdict=queries.Verdict.BAD).order_by("number")
        context["bad"] = [(row, complaints(row)) for row in bad[:BAD_SHOWN]]
        context["rows"] = good[:ROWS_SHOWN]
    return context


def to_do(batch: queries.Import) -> int:
    """The rows that the present step goes through; never 0, for a share of it is shown."""
    if batch.state in {queries.ImportState.IMPORTING, queries.ImportState.DONE}:
        return max(1, batch.rows_new + batch.rows_changed)
    return max(1, batch.rows_total, batch.rows_done)


def complaints(row: queries.ImportRow) -> list[dict[str, str]]:
    return [
        {
            "column": heading(problem["field"]),
            "says": said(restored(problem)),
            "unknown_product": problem.get("unknown_product", ""),
        }
        for problem in row.problems
    ]


@roles_required(*READERS)
def bad_rows(request: HttpRequest, code: str) -> HttpResponseBase:
    """The bad rows as CSV, with what is wrong: corrected, it can be uploaded as it is."""
    batch = found(reader(request), code)
    return csv_file(request, pieces_of(batch), name=f"{batch.code}-bad-rows.csv")


def pieces_of(batch: queries.Import) -> Iterator[bytes]:
    # The mark tells Excel that it is UTF-8.
    yield b"\xef\xbb\xbf" + products.csv_lines([[*ADDED, *(column.zh for column in COLUMNS)]])
    bad = batch.rows.filter(verdict=queries.Verdict.BAD).order_by("number")
    last = 0
    while rows := list(bad.filter(number__gt=last)[:PIECE]):
        yield products.csv_lines(
            [f"{row.number}", told_of(row), *(row.raw.get(column.name, "") for column in COLUMNS)]
            for row in rows
        )
        last = rows[-1].number


def told_of(row: queries.ImportRow) -> str:
    return "；".join(f"{found['column']}：{found['says']}" for found in complaints(row))


@roles_required(*READERS)
def template(request: HttpRequest) -> HttpResponse:
    """An empty file with the headings, and a second sheet that explains each column."""
    return handed(empty_book(), "设备导入模板.xlsx", EXCEL)


def empty_book() -> bytes:
    # Writing Excel loads numpy: only a process that does so waits for it.
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("设备")
    sheet.freeze_panes = "A2"
    for place, column in enumerate(COLUMNS, start=1):
        cell = sheet.cell(1, place, column.zh + (" *" if column.is_required else ""))
        cell.font = Font(bold=True)
        dimension = sheet.column_dimensions[get_column_letter(place)]
        dimension.width = 16
        # As text, so that long numbers keep their digits and leading zeros.
        dimension.number_format = "@"
    explained = book.create_sheet("说明")
    explained.append(["列", "English", "必填", "例"])
    for column in COLUMNS:
        explained.append([column.zh, column.en, "是" if column.is_required else "", column.example])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


@require_POST
@roles_required(Role.MANAGER)
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    me = reader(request)
    batch = found(me, code)
    try:
        uploading.confirm(batch, at=timezone.now(), by=me)
    except Refused as refused:
        messages.error(request, said(refused.message))
    return redirect("assets:import", batch.code)
