"""Payments over the API: files of bank transfers, and the bank's answer."""

import hashlib
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from sanbao.apps.accounts.access import User, api_reader, reader
from sanbao.apps.accounts.handed import handed
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.settlements import actions, queries
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.rules.remittance import Answer, Column, Layout

payments = Router(tags=["payments"])


class PaymentOut(Schema):
    statement: str
    amount: Decimal
    state: str
    bank_reference: str
    reason: str
    answer_digest: str = Field(description="SHA-256 of the bank's answer")

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


class FileLayout(Schema):
    columns: list[Column] = Field(min_length=1, max_length=20)
    delimiter: Literal[",", ";", "|"] = ","
    encoding: Literal["utf-8-sig", "gb18030"] = "utf-8-sig"
    has_header: bool = Field(True, description="a first line with headings")
    has_total: bool = Field(True, description="a last line with the control total")


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


@payments.get("/layout", response=FileLayout, summary="How the bank wants its file")
def layout(request: HttpRequest) -> dict[str, Any]:
    return kept_layout(api_reader(request, *queries.PAYS))


@payments.put("/layout", response=FileLayout, summary="Have the next files written otherwise")
def save_layout(request: HttpRequest, payload: FileLayout) -> dict[str, Any]:
    """Files that were made stay as they are."""
    me = api_reader(request, *queries.PAYS)
    wanted = Layout(
        tuple(payload.columns), payload.delimiter, payload.has_header, payload.has_total
    )
    actions.save_layout(me.provider, wanted, encoding=payload.encoding, by=me, at=timezone.now())
    return kept_layout(me)


def kept_layout(me: User) -> dict[str, Any]:
    kept, encoding = queries.layout_of(me.provider_id)
    return {**asdict(kept), "encoding": encoding}


@payments.get("/{code}", response=WholeRemittance, summary="A file with its transfers")
def one_payment(request: HttpRequest, code: str) -> dict[str, Any]:
    me = api_reader(request, *queries.SEES_PAYMENTS)
    row = get_object_or_404(queries.remittances_for(me), code=code)
    shown = {name: getattr(row, name) for name in ("code", "count", "total", "digest", "made_at")}
    return {**shown, "payments": list(queries.payments_of(row))}


@payments.get("/{code}/file.csv", summary="The file as the bank takes it")
def file(request: HttpRequest, code: str) -> HttpResponse:
    """To the byte what was made, in the layout of that day."""
    me = api_reader(request, *queries.SEES_PAYMENTS)
    row = get_object_or_404(queries.remittances_for(me).defer(None), code=code)
    return handed(bytes(row.file), f"{row.code}.csv", "text/csv")


@payments.post("/{code}/answers", response=AnswersOut, summary="Hand in the bank's answer")
def answers(request: HttpRequest, code: str, payload: AnswersIn) -> dict[str, int]:
    """All of it or nothing; what is known already changes nothing."""
    me = api_reader(request, *queries.PAYS)
    row = get_object_or_404(queries.remittances_for(me), code=code)
    if any(not (each.is_paid or each.reason.strip()) for each in payload.answers):
        raise Refused(Message("a refused transfer needs the bank's reason"), field="reason")
    given = [Answer(**each.dict()) for each in payload.answers]
    digest = hashlib.sha256(request.body).hexdigest()
    paid, refused = actions.take_answers(row, given, digest=digest, by=me, at=timezone.now())
    return {"paid": paid, "refused": refused}
