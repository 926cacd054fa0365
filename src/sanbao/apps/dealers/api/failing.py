"""Major failures over the API."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import AwareDatetime, Field

from sanbao.apps.accounts.access import Role, api_reader, reader
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.assets import queries as assets
from sanbao.apps.dealers import actions, queries
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

router = Router(tags=["dealers"])


class FailureOut(Schema):
    code: str
    state: queries.FailureState
    dealer: str
    serial: str = Field(description="of the unit, if any")
    description: str
    harm: str
    known_at: datetime
    reported_at: datetime | None = Field(description="by the dealer; empty while it has not")
    finding: str
    cause: str
    measure: str

    @staticmethod
    def resolve_dealer(row: queries.Failure) -> str:
        return row.dealer.code

    @staticmethod
    def resolve_serial(row: queries.Failure) -> str:
        return row.asset.serial if row.asset else ""


class FailurePage(Schema):
    items: list[FailureOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


class Told(Schema):
    dealer: str = Field("", description="its number; left out by a dealer, who tells its own")
    description: str = Field(min_length=1, max_length=2000)
    harm: str = Field("", max_length=200)
    serial: str = Field("", max_length=60)
    known_at: AwareDatetime
    key: UUID | None = Field(None, description="made by you: the same key is the same failure")


class Inquired(Schema):
    ours: str = Field(min_length=1, max_length=120)
    theirs: str = Field(min_length=1, max_length=120)
    finding: str = Field(min_length=1, max_length=2000)


class Assessed(Schema):
    cause: str = Field(min_length=1, max_length=2000)
    measure: str = Field(min_length=1, max_length=2000)


@router.get("", response=FailurePage, summary="Major failures, newest first")
def failure_page(request: HttpRequest, after: str = "") -> dict[str, Any]:
    page = page_of(queries.failures_for(reader(request)), by=("-id",), after=after)
    return {"items": page.rows, "next": page.after}


@router.post("", response={201: FailureOut}, summary="Report a major failure")
def open_failure(request: HttpRequest, payload: Told) -> Status[queries.Failure]:
    """Reported by the dealer; written down by the provider the dealer owes its report."""
    me = api_reader(request, *queries.REPORTS_FAILURES)
    rows = queries.dealers_for(me)
    rows = rows.filter(code=payload.dealer) if payload.dealer or queries.is_inside(me) else rows
    dealer = rows.first()
    if dealer is None:
        raise Refused(Message("there is no such dealer"), field="dealer")
    unit = assets.assets_for(me).filter(serial=payload.serial).first() if payload.serial else None
    if payload.serial and unit is None:
        raise Refused(Message("there is no such unit"), field="serial")
    accident = actions.Accident(
        payload.key or uuid4(),
        payload.description,
        payload.known_at,
        harm=payload.harm,
        asset=unit,
    )
    return Status(201, actions.open_failure(dealer, accident, by=me, at=timezone.now()))


@router.get("/{code}", response=FailureOut, summary="One major failure")
def failure(request: HttpRequest, code: str) -> queries.Failure:
    me = api_reader(request, *queries.READERS)
    return get_object_or_404(queries.failures_for(me), code=code)


@router.post("/{code}/report", response=FailureOut, summary="The dealer tells the provider")
def report(request: HttpRequest, code: str) -> queries.Failure:
    me = api_reader(request, Role.DEALER)
    row = get_object_or_404(queries.failures_for(me), code=code)
    return actions.report_failure(row, by=me, at=timezone.now())


@router.post("/{code}/investigate", response=FailureOut, summary="What both sides found")
def investigate(request: HttpRequest, code: str, payload: Inquired) -> queries.Failure:
    me = api_reader(request, *queries.ASSESSES)
    row = get_object_or_404(queries.failures_for(me), code=code)
    inquiry = actions.Inquiry(**payload.dict())
    return actions.investigate(row, inquiry, by=me, at=timezone.now())


@router.post("/{code}/assess", response=FailureOut, summary="The technical assessment")
def assess(request: HttpRequest, code: str, payload: Assessed) -> queries.Failure:
    me = api_reader(request, *queries.ASSESSES)
    row = get_object_or_404(queries.failures_for(me), code=code)
    return actions.assess(row, **payload.dict(), by=me, at=timezone.now())
