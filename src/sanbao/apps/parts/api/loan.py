"""Loans over the API."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from sanbao.apps.accounts.access import Role, api_reader, reader
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.desk import queries as cases
from sanbao.apps.parts import actions, queries
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

router = Router(tags=["loans"])
ASKERS = (Role.CUSTOMER, Role.DESK, Role.MANAGER)
LENDERS = (Role.DESK, Role.ENGINEER, Role.MANAGER)


class LoanOut(Schema):
    code: str
    case: str
    state: str
    clause: str
    unit: str = Field(description="serial number of the spare unit, empty before it is lent")
    asked_at: datetime
    lent_at: datetime | None
    due_back_at: datetime | None = Field(description="since when the original works again")
    returned_at: datetime | None

    @staticmethod
    def resolve_case(row: queries.Loan) -> str:
        return row.case.code

    @staticmethod
    def resolve_unit(row: queries.Loan) -> str:
        return row.unit.serial if row.unit else ""


class LoanPage(Schema):
    items: list[LoanOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


class Asked(Schema):
    case: str = Field(description="case number")


class Returned(Schema):
    answers: dict[str, str] = Field(description="answers by the names of the form's questions")
    key: UUID | None = Field(None, description="made by you: the same key is the same return")


@router.get("", response=LoanPage, summary="Loans, newest first")
def loans(request: HttpRequest, state: str = "open", after: str = "") -> dict[str, Any]:
    """`state` is `open`, `out`, empty for all, or one of the states."""
    rows = queries.filtered(queries.loans_for(reader(request)), state)
    page = page_of(rows, by=("-id",), after=after)
    return {"items": page.rows, "next": page.after}


@router.post("", response=LoanOut, summary="Ask for a spare unit")
def ask(request: HttpRequest, payload: Asked) -> queries.Loan:
    """Refused where no clause owes one."""
    me = api_reader(request, *ASKERS)
    case = cases.cases_for(me).filter(code=payload.case).first()
    if case is None:
        raise Refused(Message("no case has this number"), field="case")
    return actions.ask(case, by=me, at=timezone.now())


@router.get("/{code}", response=LoanOut, summary="One loan")
def loan(request: HttpRequest, code: str) -> queries.Loan:
    return get_object_or_404(queries.loans_for(reader(request)), code=code)


@router.post("/{code}/return", response=LoanOut, summary="The spare unit is back")
def take_back(request: HttpRequest, code: str, payload: Returned) -> queries.Loan:
    me = api_reader(request, *LENDERS)
    row = get_object_or_404(queries.loans_for(me), code=code)
    key = payload.key or uuid4()
    return actions.take_back(row, payload.answers, key=key, by=me, at=timezone.now())
