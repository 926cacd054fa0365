"""A statement as somebody takes it along: the bytes of its PDF and of its Excel file."""

import io
import json
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings

from sanbao.apps.products import queries as products
from sanbao.apps.settlements.models import Statement
from sanbao.apps.settlements.queries.paper import book_of, paper_of

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def pdf_of(statement: Statement) -> bytes:
    return typeset(paper_of(statement))


def excel_of(statement: Statement) -> bytes:
    return book(book_of(statement))


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
