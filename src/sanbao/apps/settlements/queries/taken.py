"""A statement as somebody takes it along: the bytes of its PDF and of its Excel file."""

import io
from typing import Any

from sanbao.apps.accounts.typeset import typeset
from sanbao.apps.products import queries as products
from sanbao.apps.settlements.models import Statement
from sanbao.apps.settlements.queries.paper import book_of, paper_of

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def pdf_of(statement: Statement) -> bytes:
    return typeset("settlements", "statement", paper_of(statement))


def excel_of(statement: Statement) -> bytes:
    return book(book_of(statement))


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
