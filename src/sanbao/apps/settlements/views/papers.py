"""A statement to take along: as PDF and as an Excel file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from sanbao.apps.accounts.access import reader, roles_required
from sanbao.apps.accounts.handed import handed
from sanbao.apps.settlements import queries


@roles_required(*queries.READERS)
def statement_pdf(request: HttpRequest, code: str) -> HttpResponse:
    row = get_object_or_404(queries.whole_for(reader(request)), code=code)
    return handed(queries.pdf_of(row), f"{row.code}.pdf")


@roles_required(*queries.READERS)
def statement_excel(request: HttpRequest, code: str) -> HttpResponse:
    row = get_object_or_404(queries.whole_for(reader(request)), code=code)
    return handed(queries.excel_of(row), f"{row.code}.xlsx", queries.EXCEL)
