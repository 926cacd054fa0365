"""Statements over the API: read, approved, invoiced; runs asked for and stopped."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from sanbao.apps.accounts.access import Role, User, api_reader, reader
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.settlements import actions, queries
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.rules.remittance import Answer

statements = Router(tags=["statements"])
runs = Router(tags=["settlement runs"])
payments = Router(tags=["payments"])


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
    return actions.note_invoice(found(me, code), payload.number, by=me, at=timezone.now())


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


class PaymentOut(Schema):
    statement: str
    amount: Decimal
    state: str
    bank_reference: str
    reason: str

    @staticmethod
    def resolve_statement(row: queries.Payment) -> str:
        return row.statement.code


class RemittanceOut(Schema):
    code: str
    count: int
    total: Decimal = Field(description="control total")
    digest: str = Field(description="SHA-256 of the file")
    made_at: datetime


class RemittancePage(Schema):
    items: list[RemittanceOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


class WholeRemittance(RemittanceOut):
    payments: list[PaymentOut]


class AnswerIn(Schema):
    reference: str = Field(max_length=60, description="code of the statement")
    amount: Decimal
    is_paid: bool
    number: str = Field("", max_length=60, description="the bank's own number")
    reason: str = Field("", max_length=200, description="needed where it was refused")


class AnswersIn(Schema):
    answers: list[AnswerIn] = Field(min_length=1, max_length=5000)


class AnswersOut(Schema):
    paid: int
    refused: int


@payments.get("", response=RemittancePage, summary="List files of bank transfers")
def list_payments(request: HttpRequest, after: str = "") -> dict[str, Any]:
    page = page_of(queries.remittances_for(reader(request)), by=("-id",), after=after)
    return {"items": page.rows, "next": page.after}


@payments.post("", response={201: RemittanceOut}, summary="Make a file of bank transfers")
def remit(request: HttpRequest) -> Status[queries.Remittance]:
    """Every approved statement that you have no part in, to the account that its dealer named."""
    me = api_reader(request, *queries.PAYS)
    return Status(201, actions.remit(me.provider, by=me, at=timezone.now()))


@payments.get("/{code}", response=WholeRemittance, summary="A file with its transfers")
def one_payment(request: HttpRequest, code: str) -> dict[str, Any]:
    me = api_reader(request, *queries.SEES_PAYMENTS)
    row = get_object_or_404(queries.remittances_for(me), code=code)
    shown = {name: getattr(row, name) for name in ("code", "count", "total", "digest", "made_at")}
    return {**shown, "payments": list(queries.payments_of(row))}


@payments.post("/{code}/answers", response=AnswersOut, summary="Hand in the bank's answer")
def answers(request: HttpRequest, code: str, payload: AnswersIn) -> dict[str, int]:
    """All of it or nothing; what is known already changes nothing."""
    me = api_reader(request, *queries.PAYS)
    row = get_object_or_404(queries.remittances_for(me), code=code)
    if any(not (each.is_paid or each.reason.strip()) for each in payload.answers):
        raise Refused(Message("a refused transfer needs the bank's reason"), field="reason")
    given = [Answer(**each.dict()) for each in payload.answers]
    paid, refused = actions.take_answers(row, given, by=me, at=timezone.now())
    return {"paid": paid, "refused": refused}
