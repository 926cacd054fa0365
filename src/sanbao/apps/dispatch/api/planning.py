"""Plans of the machine."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from sanbao.apps.accounts.access import User, api_reader, reader
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.dispatch import actions, queries

router = Router(tags=["dispatch"])


class PlanIn(Schema):
    on: date
    seconds: int = Field(20, ge=1, le=120)
    moved_price: int = Field(50, ge=0, le=100_000, description="yuan for each moved appointment")
    may_move_agreed: bool = False


class PlanOut(Schema):
    code: str
    on: date
    state: str = Field(description="waiting, running, done, stopped, rejected or failed")
    share: int = Field(description="of its time, in per cent")
    offer: dict[str, Any] | None = Field(description="the best plan so far, judged by the checker")
    accepted: list[str] = Field(description="numbers of the orders that were taken over")
    asked_at: datetime


class PlanPage(Schema):
    items: list[PlanOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


class Acceptance(Schema):
    orders: list[str] = Field(min_length=1, description="of which orders the change is taken over")
    reason: str = Field("", max_length=200, description="where an agreed appointment is moved")


@router.get("/plans", response=PlanPage, summary="Plans of the machine, newest first")
def plans(request: HttpRequest, after: str = "") -> dict[str, Any]:
    page = page_of(queries.plans_for(reader(request)), by=("-id",), after=after)
    return {"items": [out(run) for run in page.rows], "next": page.after}


@router.post("/plans", response={201: PlanOut}, summary="Have a day planned")
def ask(request: HttpRequest, payload: PlanIn) -> Status[dict[str, Any]]:
    """The plan that is being made for that day is given instead of a second one."""
    me, at = api_reader(request, *queries.DISPATCHERS), timezone.now()
    today = at.astimezone(queries.zone_of(me)).date()
    wish = actions.PlanWish(**payload.dict())
    return Status(201, out(actions.ask(me.provider, wish, today=today, by=me, at=at)))


@router.get("/plans/{code}", response=PlanOut, summary="One plan, as far as it is")
def plan(request: HttpRequest, code: str) -> dict[str, Any]:
    return out(found(api_reader(request, *queries.DISPATCHERS), code))


@router.post("/plans/{code}/stop", response=PlanOut, summary="What is found so far is enough")
def stop(request: HttpRequest, code: str) -> dict[str, Any]:
    me = api_reader(request, *queries.DISPATCHERS)
    return out(actions.stop(found(me, code), by=me, at=timezone.now()))


@router.post("/plans/{code}/accept", response=PlanOut, summary="Take over changes of a plan")
def accept(request: HttpRequest, code: str, payload: Acceptance) -> dict[str, Any]:
    """All of the named ones or none; a refusal names the first order that cannot be placed."""
    me = api_reader(request, *queries.DISPATCHERS)
    run = found(me, code)
    at = timezone.now()
    return out(actions.accept(run, payload.orders, by=me, at=at, reason=payload.reason))


def found(me: User, code: str) -> queries.PlanRun:
    return get_object_or_404(queries.plans_for(me), code=code)


def out(run: queries.PlanRun) -> dict[str, Any]:
    return {
        "code": run.code,
        "on": run.on,
        "state": run.state,
        "share": queries.share_done(run, at=timezone.now()),
        "offer": run.offer,
        "accepted": run.accepted,
        "asked_at": run.asked_at,
    }
