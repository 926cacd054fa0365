"""Repair orders to dealers over the API."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from sanbao.apps.accounts.access import Role, User, api_reader, reader
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.dealers import actions, queries
from sanbao.apps.desk import queries as cases
from sanbao.apps.parties import queries as parties
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

router = Router(tags=["dealers"])


class OrderOut(Schema):
    code: str
    state: queries.RepairOrderState
    dealer: str
    case: str
    task: str
    quantity: int
    due_at: datetime | None = Field(description="when the fault is to be fixed, as promised")
    sent_at: datetime
    accepted_at: datetime | None
    ended_at: datetime | None
    reason: str = Field(description="of a refusal, or why it was taken back")
    summary: str
    repaired: int

    @staticmethod
    def resolve_dealer(row: queries.RepairOrder) -> str:
        return row.dealer.code

    @staticmethod
    def resolve_case(row: queries.RepairOrder) -> str:
        return row.case.code


class OrderPage(Schema):
    items: list[OrderOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


class Sent(Schema):
    case: str
    dealer: str = Field("", description="left out: whoever serves the place")
    task: str = Field(min_length=1, max_length=2000)
    quantity: int = Field(1, ge=1, le=999)
    key: UUID | None = Field(None, description="made by you: the same key is the same order")


class Accepted(Schema):
    engineer: str = Field("", description="user name of the dealer's engineer who goes")


class Reason(Schema):
    reason: str = Field(min_length=1, max_length=200)


class Completed(Schema):
    summary: str = Field(min_length=1, max_length=2000)
    repaired: int = Field(ge=0, le=999)
    works: bool


@router.get("", response=OrderPage, summary="Repair orders, newest first")
def order_page(request: HttpRequest, after: str = "") -> dict[str, Any]:
    """A dealer sees its own."""
    page = page_of(queries.orders_for(reader(request)), by=("-id",), after=after)
    return {"items": page.rows, "next": page.after}


@router.post("", response={201: OrderOut}, summary="Send a dealer to a case")
def send(request: HttpRequest, payload: Sent) -> Status[queries.RepairOrder]:
    me = api_reader(request, *queries.SENDS)
    rows = cases.cases_for(me).select_related("asset__site", "asset__dealer", "customer")
    case = rows.filter(code=payload.case).first()
    if case is None:
        raise Refused(Message("there is no such case"), field="case")
    dealer = queries.dealer_serving(case)
    if payload.dealer:
        found = parties.Dealer.objects.filter(provider_id=me.provider_id, code=payload.dealer)
        dealer = found.first()
    if dealer is None:
        raise Refused(Message("there is no such dealer"), field="dealer")
    sending = actions.Sending(payload.key or uuid4(), payload.task, payload.quantity)
    return Status(201, actions.send(case, dealer, sending, by=me, at=timezone.now()))


def found(request: HttpRequest, code: str, *roles: str) -> tuple[User, queries.RepairOrder]:
    me = api_reader(request, *roles)
    return me, get_object_or_404(queries.orders_for(me), code=code)


@router.get("/{code}", response=OrderOut, summary="One repair order")
def order(request: HttpRequest, code: str) -> queries.RepairOrder:
    return found(request, code, *queries.ORDER_READERS)[1]


@router.post("/{code}/accept", response=OrderOut, summary="The dealer takes it")
def accept(request: HttpRequest, code: str, payload: Accepted) -> queries.RepairOrder:
    me, row = found(request, code, Role.DEALER)
    engineer = queries.engineers_of(row.dealer).filter(username=payload.engineer).first()
    if payload.engineer and engineer is None:
        raise Refused(Message("there is no such engineer"), field="engineer")
    return actions.accept(row, engineer=engineer, by=me, at=timezone.now())


@router.post("/{code}/refuse", response=OrderOut, summary="The dealer refuses: a breach")
def refuse(request: HttpRequest, code: str, payload: Reason) -> queries.RepairOrder:
    me, row = found(request, code, Role.DEALER)
    return actions.refuse(row, reason=payload.reason, by=me, at=timezone.now())


@router.post("/{code}/complete", response=OrderOut, summary="It is done")
def complete(request: HttpRequest, code: str, payload: Completed) -> queries.RepairOrder:
    me, row = found(request, code, Role.DEALER)
    done = actions.Done(**payload.dict())
    return actions.complete(row, done, by=me, at=timezone.now())


@router.post("/{code}/withdraw", response=OrderOut, summary="The provider takes it back")
def withdraw(request: HttpRequest, code: str, payload: Reason) -> queries.RepairOrder:
    me, row = found(request, code, *queries.SENDS)
    return actions.withdraw(row, reason=payload.reason, by=me, at=timezone.now())
