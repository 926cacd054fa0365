"""A statement to take along: as PDF and as an Excel file."""

import io
import json
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header

from sanbao.apps.accounts.access import reader, roles_required
from sanbao.apps.products import queries as products
from sanbao.apps.settlements import queries

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@roles_required(*queries.READERS)
def statement_pdf(request: HttpRequest, code: str) -> HttpResponse:
    row = get_object_or_404(queries.whole_for(reader(request)), code=code)
    pdf = typeset(queries.paper_of(row))
    return taken_along(pdf, f"{row.code}.pdf", "application/pdf")


@roles_required(*queries.READERS)
def statement_excel(request: HttpRequest, code: str) -> HttpResponse:
    row = get_object_or_404(queries.whole_for(reader(request)), code=code)
    return taken_along(book(queries.book_of(row)), f"{row.code}.xlsx", EXCEL)


def taken_along(content: bytes, name: str, kind: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer


def typeset(paper: dict[str, Any]) -> bytes:
    """The statement as PDF. It can read nothing but its own file."""
    # Setting type loads a compiler: only a process that does so waits for it.
    import typst

    template = files("sanbao.apps.settlements") / "documents" / "statement.typ"
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "statement.typ").write_bytes(template.read_bytes())
        (root / "statement.json").write_text(json.dumps(paper, ensure_ascii=False, default=str))
        fonts = [str(path) for path in settings.FONT_DIRS]
        pdf: bytes = typst.compile(str(root / "statement.typ"), root=folder, font_paths=fonts)
        return pdf


def book(sheets: list[tuple[str, list[list[Any]]]]) -> bytes:
    """An Excel file of so many sheets; written row by row, so that a great one needs no memory."""
    from openpyxl import Workbook

    made = Workbook(write_only=True)
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append([products.harmless(cell) for cell in row])
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()
