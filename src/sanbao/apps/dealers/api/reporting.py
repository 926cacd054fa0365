"""Reports of dealers over the API, under the dealer that they are about."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Schema, Status
from pydantic import Field

from sanbao.apps.accounts.paging import page_of
from sanbao.apps.dealers import actions, queries
from sanbao.apps.dealers.api.file import asked, router
from sanbao.apps.dealers.facts import OF_MONTH
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused


class ReportOut(Schema):
    code: str
    kind: queries.ReportKind
    period: str = Field(description="a month like 2026-11, or the number of a new product")
    reported_at: datetime
    answers: dict[str, str] = Field(description="by the names of the form's questions")

    @staticmethod
    def resolve_answers(row: queries.Report) -> Any:
        return row.record.answers


class ReportPage(Schema):
    items: list[ReportOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


class Filed(Schema):
    kind: queries.ReportKind
    period: str = Field(min_length=1, max_length=40)
    answers: dict[str, str]
    reached_on: date | None = Field(None, description="of a paper that the provider enters")
    key: UUID | None = Field(None, description="made by you: the same key is the same filling")


@router.get("/{code}/reports", response=ReportPage, summary="What a dealer has handed in")
def report_page(request: HttpRequest, code: str, after: str = "") -> dict[str, Any]:
    me, dealer = asked(request, code, *queries.READERS)
    page = page_of(queries.reports_for(me).filter(dealer=dealer), by=("-id",), after=after)
    return {"items": page.rows, "next": page.after}


@router.post("/{code}/reports", response={201: ReportOut}, summary="Hand a report in")
def file_report(request: HttpRequest, code: str, payload: Filed) -> Status[queries.Report]:
    """Handed in again it is a correction beside the first, whose day stays."""
    me, dealer = asked(request, code, *queries.FILES)
    given = payload.dict()
    known = (
        queries.month_named(payload.period)
        if payload.kind in OF_MONTH
        else queries.owes(dealer, payload.kind, payload.period)
    )
    if not known:
        raise Refused(Message("there is no such period"), field="period")
    filing = actions.Filing(**{**given, "key": payload.key or uuid4()})
    made = actions.file_report(dealer, filing, by=me, at=timezone.now())
    return Status(201, get_object_or_404(queries.reports_for(me), pk=made.pk))
