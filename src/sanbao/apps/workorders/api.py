"""Work orders over the API: who is sent."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from sanbao.apps.accounts.access import Role, api_reader, reader
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.desk import queries as cases
from sanbao.apps.parties import queries as parties
from sanbao.apps.workorders import actions, queries
from sanbao.apps.workorders.queries import WorkOrder
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

router = Router(tags=["work orders"])
RAISERS = (Role.DESK, Role.DISPATCHER, Role.MANAGER)
DISPATCHERS = (Role.DISPATCHER, Role.MANAGER)


class WorkOrderOut(Schema):
    """`seen` is the mark to send with an assignment: it says who you saw assigned."""

    code: str
    case: str
    serial: str
    state: str
    task: str
    engineer: str = Field(description="user name, empty while nobody is assigned")
    companions: list[str] = Field(description="user names of who goes along")
    raised_at: datetime
    assigned_at: datetime | None
    seen: str

    @staticmethod
    def resolve_case(order: WorkOrder) -> str:
        return order.case.code

    @staticmethod
    def resolve_serial(order: WorkOrder) -> str:
        return order.case.asset.serial

    @staticmethod
    def resolve_engineer(order: WorkOrder) -> str:
        return order.engineer.username if order.engineer else ""

    @staticmethod
    def resolve_companions(order: WorkOrder) -> list[str]:
        return [man.username for man in queries.companions_of(order)]

    @staticmethod
    def resolve_seen(order: WorkOrder) -> str:
        return queries.seen_of(order)


class WorkOrderPage(Schema):
    items: list[WorkOrderOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


class Task(Schema):
    case: str
    task: str = Field(min_length=1, max_length=4000)


class Assignment(Schema):
    engineer: str = Field(description="user name")
    seen: str = Field("", description="`seen` of the order as you read it")


class WithReason(Schema):
    reason: str = Field(min_length=1, max_length=200)


@router.get("", response=WorkOrderPage, summary="List work orders")
def orders(
    request: HttpRequest,
    state: Annotated[str, Field(description="`open`, or one of the states")] = "",
    after: str = "",
) -> dict[str, Any]:
    """The orders that you may see, newest first, in pages of 50."""
    rows = queries.filtered(queries.orders_for(reader(request)), state=state)
    page = page_of(queries.with_companions(rows), by=("-id",), after=after)
    return {"items": page.rows, "next": page.after}


@router.get("/{code}", response=WorkOrderOut, summary="One work order")
def order(request: HttpRequest, code: str) -> WorkOrder:
    return found(request, code)


@router.post("", response={201: WorkOrderOut}, summary="Hand a case over to the field")
def raise_order(request: HttpRequest, payload: Task) -> Status[WorkOrder]:
    me = api_reader(request, *RAISERS)
    case = cases.cases_for(me).filter(code=payload.case).first()
    if case is None:
        raise Refused(Message("there is no case with this number"), field="case")
    made = actions.raise_for(case, task=payload.task, by=me, at=timezone.now())
    return Status(201, found(request, made.code))


@router.post("/{code}/assign", response=WorkOrderOut, summary="Send an engineer")
def assign(request: HttpRequest, code: str, payload: Assignment) -> WorkOrder:
    """Refused without a certificate valid today, and when somebody else was faster."""
    me = api_reader(request, *DISPATCHERS)
    row = found(request, code)
    engineer = parties.engineers(me.provider_id).filter(username=payload.engineer).first()
    if engineer is None:
        raise Refused(Message("there is no engineer with this user name"), field="engineer")
    actions.assign(row, engineer, seen=payload.seen, by=me, at=timezone.now())
    return found(request, code)


@router.post("/{code}/unassign", response=WorkOrderOut, summary="Take the engineer off")
def unassign(request: HttpRequest, code: str, payload: WithReason) -> WorkOrder:
    """One step back, with a reason: the order waits to be assigned again."""
    me = api_reader(request, *DISPATCHERS)
    actions.unassign(found(request, code), reason=payload.reason, by=me, at=timezone.now())
    return found(request, code)


@router.post("/{code}/cancel", response=WorkOrderOut, summary="Call it off, with a reason")
def cancel(request: HttpRequest, code: str, payload: WithReason) -> WorkOrder:
    me = api_reader(request, *DISPATCHERS)
    actions.cancel(found(request, code), reason=payload.reason, by=me, at=timezone.now())
    return found(request, code)


def found(request: HttpRequest, code: str) -> WorkOrder:
    return get_object_or_404(queries.orders_for(reader(request)), code=code)
