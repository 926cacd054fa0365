"""Statements over the API: read, approved, invoiced; runs asked for and stopped."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from sanbao.apps.accounts.access import Role, User, api_reader, reader
from sanbao.apps.accounts.handed import handed
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.settlements import actions, queries

statements = Router(tags=["statements"])
runs = Router(tags=["settlement runs"])


class StatementOut(Schema):
    code: str
    dealer: str
    kind: str
    period: str
    state: str
    sheets: int = Field(alias="sheet_count")
    fees: Decimal
    waiting: Decimal
    before: Decimal = Field(description="what the repair fund held")
    accrued: Decimal
    deducted: Decimal
    granted: Decimal = Field(description="what is paid")
    carried: Decimal
    lapsed: Decimal
    credit: Decimal
    made_at: datetime
    invoice_number: str
    bank_reference: str

    @staticmethod
    def resolve_dealer(row: queries.Statement) -> str:
        return row.dealer.code


class StatementPage(Schema):
    items: list[StatementOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


class BookedOut(Schema):
    account: str
    contra: str
    item: str
    amount: Decimal
    clause: str
    evidence: str


class WholeOut(StatementOut):
    lines: list[BookedOut]


class ReasonIn(Schema):
    reason: str = Field(max_length=200)


class InvoiceIn(Schema):
    number: str = Field(max_length=20)
    reason: str = Field("", max_length=200, description="where finance changes the number")


class RunIn(Schema):
    kind: Literal["monthly", "year_end"] = "monthly"
    month: date = Field(description="any day of it; of a year end, any day of the year")


class RunOut(Schema):
    id: int
    kind: str
    month: date
    state: str
    dealers: int
    dealers_done: int
    statements: int
    asked_at: datetime
    ended_at: datetime | None


class RunPage(Schema):
    items: list[RunOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


@statements.get("", response=StatementPage, summary="List statements")
def list_statements(
    request: HttpRequest, month: date | None = None, after: str = ""
) -> dict[str, Any]:
    """The newest first, in pages of 50; a dealer sees its own."""
    rows = queries.statements_for(reader(request))
    rows = rows.filter(month=month.replace(day=1)) if month else rows
    page = page_of(rows, by=("-id",), after=after)
    return {"items": page.rows, "next": page.after}


@statements.get("/{code}", response=WholeOut, summary="A statement with its lines")
def one(request: HttpRequest, code: str) -> queries.Statement:
    """Figures and what was booked for them, each line with its clause and evidence."""
    row = found(reader(request), code)
    row.lines = list(queries.lines_of(row)[:1000])  # type: ignore[attr-defined]
    return row


@statements.get("/{code}/statement.pdf", summary="A statement as PDF")
def pdf(request: HttpRequest, code: str) -> HttpResponse:
    row = found(reader(request), code)
    return handed(queries.pdf_of(row), f"{row.code}.pdf")


@statements.get("/{code}/statement.xlsx", summary="A statement as an Excel file")
def excel(request: HttpRequest, code: str) -> HttpResponse:
    """Its figures, the lines of the ledger, and every repair sheet."""
    row = found(reader(request), code)
    return handed(queries.excel_of(row), f"{row.code}.xlsx", queries.EXCEL)


@statements.post("/{code}/approve", response=StatementOut, summary="Approve a statement")
def approve(request: HttpRequest, code: str) -> queries.Statement:
    """First by the marketing manager, then by finance; nobody takes two steps."""
    me = api_reader(request, Role.MARKETING, Role.FINANCE)
    row = found(me, code)
    is_first = me.has_role(Role.MARKETING) and row.state == queries.StatementState.MADE
    is_first = is_first or not me.has_role(Role.FINANCE)
    take = actions.approve_first if is_first else actions.approve_second
    return take(row, by=me, at=timezone.now())


@statements.post("/{code}/send-back", response=StatementOut, summary="Send a statement back")
def send_back(request: HttpRequest, code: str, payload: ReasonIn) -> queries.Statement:
    me = api_reader(request, Role.FINANCE)
    return actions.send_back(found(me, code), reason=payload.reason, by=me, at=timezone.now())


@statements.post("/{code}/invoice", response=StatementOut, summary="Record an e-invoice")
def invoice(request: HttpRequest, code: str, payload: InvoiceIn) -> queries.Statement:
    me = api_reader(request, Role.FINANCE, Role.DEALER)
    return actions.note_invoice(
        found(me, code), payload.number, reason=payload.reason, by=me, at=timezone.now()
    )


def found(me: User, code: str) -> queries.Statement:
    return get_object_or_404(queries.whole_for(me), code=code)


@runs.get("", response=RunPage, summary="List settlement runs")
def list_runs(request: HttpRequest, after: str = "") -> dict[str, Any]:
    page = page_of(queries.runs_for(reader(request)), by=("-id",), after=after)
    return {"items": page.rows, "next": page.after}


@runs.post("", response={201: RunOut}, summary="Have the statements of a month or a year made")
def ask(request: HttpRequest, payload: RunIn) -> Status[queries.Run]:
    """The one that goes already is given instead of a second."""
    me = api_reader(request, *queries.RUNS)
    run = actions.ask_run(
        me.provider, kind=payload.kind, month=payload.month, by=me, at=timezone.now()
    )
    return Status(201, run)


@runs.post("/{pk}/stop", response=RunOut, summary="Stop a settlement run")
def stop(request: HttpRequest, pk: int) -> queries.Run:
    """What is made stays; asked for again it goes on from there."""
    me = api_reader(request, *queries.RUNS)
    run = get_object_or_404(queries.runs_for(me), pk=pk)
    return actions.stop_run(run, by=me, at=timezone.now())
