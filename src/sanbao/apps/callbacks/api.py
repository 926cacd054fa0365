"""Call-backs over the API."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema
from pydantic import AwareDatetime, Field

from sanbao.apps.accounts.access import Role, User, api_reader, reader
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.callbacks import actions, queries
from sanbao.apps.obligations import queries as obligations
from sanbao.rules.sampling import LEAST_PERCENT

router = Router(tags=["call-backs"])
CALLERS = (Role.DESK, Role.MANAGER)


class CallOut(Schema):
    """A call that is owed. `state` is `open` until it was answered or given up."""

    code: str = Field(description="number of the promise")
    customer: str = Field(description="customer number")
    name: str
    phone: str
    clause: str
    due_at: datetime | None
    state: str
    attempts: int
    next_try_at: datetime | None
    held_by: str = Field(description="user name of who has the call, empty while nobody has")
    case: str = Field(description="case that a bad answer has opened")
    answers: dict[str, str]


class CallPage(Schema):
    items: list[CallOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


class SampleOut(Schema):
    """Of a month's repairs those that are called by phone."""

    month: str = Field(description="like 2026-10")
    percent: int
    seed: str = Field(description="with it and `repairs` anybody draws the same again")
    repairs: list[str] = Field(description="case numbers")
    chosen: list[str]

    @staticmethod
    def resolve_month(row: queries.Sample) -> str:
        return f"{row.month:%Y-%m}"


class SamplePage(Schema):
    items: list[SampleOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


class Drawn(Schema):
    month: str = Field(pattern=r"^2[0-9]{3}-(0[1-9]|1[0-2])$", description="like 2026-10; over")
    percent: int = Field(LEAST_PERCENT, ge=LEAST_PERCENT, le=100)


class Tried(Schema):
    seen: int = Field(ge=0, description="the attempts as you read them")
    note: str = Field("", max_length=200)
    next_try_at: AwareDatetime | None = None


class Answers(Schema):
    answers: dict[str, str] = Field(description="answers by the names of the form's questions")
    serial: str = Field("", description="unit that the call speaks of; the newest if left out")
    key: UUID | None = Field(None, description="made by you: the same key is the same answer")


@router.get("", response=CallPage, summary="Calls to be made, next due first")
def calls(request: HttpRequest, after: str = "") -> dict[str, Any]:
    me, at = reader(request), timezone.now()
    page = page_of(queries.due_for(me, at=at), by=("due_at", "id"), after=after)
    rows = queries.rows_of(page.rows, zone=me.provider.zone, at=at)
    return {"items": [shown(row) for row in rows], "next": page.after}


@router.get("/samples", response=SamplePage, summary="Samples of repairs, newest month first")
def samples(request: HttpRequest, after: str = "") -> dict[str, Any]:
    rows = queries.samples_for(reader(request))
    page = page_of(rows, by=("-month", "id"), after=after)
    return {"items": page.rows, "next": page.after}


@router.post("/samples", response=SampleOut, summary="Draw the sample of a month")
def draw(request: HttpRequest, payload: Drawn) -> queries.Sample:
    """Once a month: asked again, it is the same."""
    me = api_reader(request, Role.MANAGER)
    month = date.fromisoformat(f"{payload.month}-01")
    return actions.draw(month, payload.percent, by=me, at=timezone.now())


@router.post("/{code}/take", response=CallOut, summary="I call now")
def take(request: HttpRequest, code: str) -> dict[str, Any]:
    """For half an hour nobody else does."""
    me, owed = asked(request, code)
    actions.take(owed, by=me, at=timezone.now())
    return one(owed, me)


@router.post("/{code}/tried", response=CallOut, summary="Nobody was reached")
def tried(request: HttpRequest, code: str, payload: Tried) -> dict[str, Any]:
    me, owed = asked(request, code)
    actions.try_again(owed, **payload.dict(), by=me, at=timezone.now())
    return one(owed, me)


@router.post("/{code}/answers", response=CallOut, summary="What was answered")
def answer(request: HttpRequest, code: str, payload: Answers) -> dict[str, Any]:
    """A bad answer opens a case."""
    me, owed = asked(request, code)
    key, serial = payload.key or uuid4(), payload.serial
    actions.answer(owed, payload.answers, serial=serial, key=key, by=me, at=timezone.now())
    return one(owed, me)


@router.post("/{code}/give-up", response=CallOut, summary="Could not be reached")
def give_up(request: HttpRequest, code: str) -> dict[str, Any]:
    """After as many attempts as the agreement says, three if it says nothing."""
    me, owed = asked(request, code)
    actions.give_up(owed, by=me, at=timezone.now())
    return one(owed, me)


def asked(request: HttpRequest, code: str) -> tuple[User, obligations.Obligation]:
    me = api_reader(request, *CALLERS)
    return me, get_object_or_404(queries.owed_for(me), code=code)


def one(owed: obligations.Obligation, me: User) -> dict[str, Any]:
    (row,) = queries.rows_of([owed], zone=me.provider.zone, at=timezone.now())
    return shown(row)


def shown(row: queries.Row) -> dict[str, Any]:
    call = row.callback
    return {
        "code": row.owed.code,
        "customer": row.customer.code,
        "name": row.customer.name,
        "phone": row.customer.phone,
        "clause": row.owed.clause,
        "due_at": row.owed.due_at,
        "state": call.state if call else queries.CallbackState.OPEN.value,
        "attempts": row.attempts,
        "next_try_at": call.next_try_at if call else None,
        "held_by": row.holder.username if row.holder else "",
        "case": call.case.code if call and call.case else "",
        "answers": call.record.answers if call and call.record else {},
    }
