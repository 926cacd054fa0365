"""Follow-ups: which calls are to be made, and what was answered."""

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
from sanbao.apps.visits import actions, queries

router = Router(tags=["follow-ups"])
CALLERS = (Role.DESK, Role.MANAGER)


class FollowUpOut(Schema):
    id: int
    case: str
    due_at: datetime
    attempts: int
    is_reached: bool | None
    satisfaction: int | None
    done_at: datetime | None
    answers: dict[str, str]
    link: str = Field(
        description="address of the questionnaire for the customer, good for two weeks from now; "
        "empty once it is answered, and for whoever may not call"
    )

    @staticmethod
    def resolve_link(row: queries.FollowUp, context: Any) -> str:
        may_call = reader(context["request"]).has_role(*CALLERS)
        is_open = may_call and row.done_at is None
        return f"/r/follow-up/{queries.link_token(row)}/" if is_open else ""

    @staticmethod
    def resolve_case(row: queries.FollowUp) -> str:
        return row.case.code

    @staticmethod
    def resolve_answers(row: queries.FollowUp) -> Any:
        return row.record.answers if row.record else {}


class FollowUpPage(Schema):
    items: list[FollowUpOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


class Answers(Schema):
    answers: dict[str, str] = Field(description="answers by the names of the form's questions")
    key: UUID | None = Field(None, description="made by you: the same key is the same answer")


class Tried(Schema):
    seen: int = Field(ge=0, description="the attempts as you read them")
    note: str = Field("", max_length=200)


@router.get("", response=FollowUpPage, summary="Calls to be made, next due first")
def follow_ups(request: HttpRequest, after: str = "") -> dict[str, Any]:
    page = page_of(queries.open_follow_ups(reader(request)), by=("due_at", "id"), after=after)
    return {"items": page.rows, "next": page.after}


@router.post("/{pk}/tried", response=FollowUpOut, summary="Nobody was reached")
def tried(request: HttpRequest, pk: int, payload: Tried) -> queries.FollowUp:
    me = api_reader(request, *CALLERS)
    row = get_object_or_404(queries.follow_ups_for(me), pk=pk)
    actions.try_again(row, seen=payload.seen, note=payload.note, by=me, at=timezone.now())
    return get_object_or_404(queries.follow_ups_for(me), pk=pk)


@router.post("/{pk}/give-up", response=FollowUpOut, summary="Close it as not reached")
def give_up(request: HttpRequest, pk: int) -> queries.FollowUp:
    """After as many tries as the page asks for."""
    me = api_reader(request, *CALLERS)
    row = get_object_or_404(queries.follow_ups_for(me), pk=pk)
    actions.give_up(row, by=me, at=timezone.now())
    return get_object_or_404(queries.follow_ups_for(me), pk=pk)


@router.post("/{pk}/answers", response=FollowUpOut, summary="What was answered")
def answer(request: HttpRequest, pk: int, payload: Answers) -> queries.FollowUp:
    """Closes the case when the unit works, opens it again when it does not."""
    me = api_reader(request, *CALLERS)
    row = get_object_or_404(queries.follow_ups_for(me), pk=pk)
    key = payload.key or uuid4()
    actions.answer(row, payload.answers, key=key, by=me, at=timezone.now())
    return get_object_or_404(queries.follow_ups_for(me), pk=pk)
