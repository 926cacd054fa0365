"""The checks of dealers over the API: planned, drawn at random, made (P2-1.4)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from sanbao.apps.accounts.access import Role, api_reader
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.dealers import actions, queries
from sanbao.apps.dealers.api.file import asked
from sanbao.apps.dealers.api.file import router as dealers

router = Router(tags=["dealers"])


class AuditOut(Schema):
    code: str
    dealer: str
    kind: queries.AuditKind
    planned_on: date
    made_at: datetime | None
    seed: str = Field(description="of the draw, empty for a check on schedule")
    answers: dict[str, str] = Field(description="by the names of the form's questions, once made")

    @staticmethod
    def resolve_dealer(row: queries.Audit) -> str:
        return row.dealer.code

    @staticmethod
    def resolve_seed(row: queries.Audit) -> str:
        return row.draw.seed if row.draw else ""

    @staticmethod
    def resolve_answers(row: queries.Audit) -> Any:
        return row.record.answers if row.record else {}


class AuditPage(Schema):
    items: list[AuditOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


class DrawOut(Schema):
    month: date = Field(description="its first day")
    percent: int
    seed: str
    dealers: list[str] = Field(description="numbers of all that were drawn from")
    chosen: list[str]
    drawn_at: datetime


class DrawPage(Schema):
    items: list[DrawOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


class Planned(Schema):
    planned_on: date


class Drawn(Schema):
    month: date = Field(description="any day of it")
    percent: int = Field(10, ge=1, le=100)


class Made(Schema):
    answers: dict[str, str] = Field(description="by the names of the questions of `dealer-check`")
    key: UUID | None = Field(None, description="made by you: the same key is the same filling")


@dealers.get("/{code}/checks", response=AuditPage, summary="The checks of a dealer")
def audit_page(request: HttpRequest, code: str, after: str = "") -> dict[str, Any]:
    me, dealer = asked(request, code, *queries.SEES_ALL)
    page = page_of(queries.audits_for(me).filter(dealer=dealer), by=("-id",), after=after)
    return {"items": page.rows, "next": page.after}


@dealers.post("/{code}/checks", response={201: AuditOut}, summary="Plan a check of a dealer")
def plan(request: HttpRequest, code: str, payload: Planned) -> Status[queries.Audit]:
    me, dealer = asked(request, code, *queries.CHECKS)
    made = actions.plan_audit(dealer, payload.planned_on, by=me, at=timezone.now())
    return Status(201, get_object_or_404(queries.audits_for(me), pk=made.pk))


@router.get("", response=AuditPage, summary="The checks of all dealers, newest first")
def audits(request: HttpRequest, after: str = "") -> dict[str, Any]:
    me = api_reader(request, *queries.SEES_ALL)
    page = page_of(queries.audits_for(me), by=("-id",), after=after)
    return {"items": page.rows, "next": page.after}


@router.get("/draws", response=DrawPage, summary="The draws behind checks at random, newest first")
def draws(request: HttpRequest, after: str = "") -> dict[str, Any]:
    me = api_reader(request, *queries.CHECKS, Role.AUDITOR)
    page = page_of(queries.draws_for(me), by=("-id",), after=after)
    return {"items": page.rows, "next": page.after}


@router.post("/draws", response={201: DrawOut}, summary="Draw whom to check in a month")
def draw(request: HttpRequest, payload: Drawn) -> Status[queries.AuditDraw]:
    """Drawn before, it stays as it was: nobody draws twice."""
    me = api_reader(request, *queries.CHECKS)
    made = actions.draw_audits(payload.month, payload.percent, by=me, at=timezone.now())
    return Status(201, made)


@router.get("/{code}", response=AuditOut, summary="One check with what was found")
def audit(request: HttpRequest, code: str) -> queries.Audit:
    me = api_reader(request, *queries.SEES_ALL)
    return get_object_or_404(queries.audits_for(me), code=code)


@router.post("/{code}/make", response=AuditOut, summary="Put on record what was found")
def make(request: HttpRequest, code: str, payload: Made) -> queries.Audit:
    """Made before, the first record stays."""
    me = api_reader(request, *queries.CHECKS)
    row = get_object_or_404(queries.audits_for(me), code=code)
    key = payload.key or uuid4()
    actions.make_audit(row, payload.answers, key=key, by=me, at=timezone.now())
    return get_object_or_404(queries.audits_for(me), code=code)
