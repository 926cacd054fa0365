"""Complaints and suggestions over the API."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from sanbao.apps.accounts.access import User, api_reader, reader
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.assets import queries as assets
from sanbao.apps.complaints import actions, queries
from sanbao.apps.complaints.queries import HANDLES, JUDGES
from sanbao.rules.complaint import Grade, Topic, Verdict
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

complaints = Router(tags=["complaints"])
suggestions = Router(tags=["suggestions"])


class ComplaintOut(Schema):
    """finding, discipline, owner: empty for who reads it from outside."""

    code: str
    state: str
    topic: str
    grade: str
    source: str
    description: str
    complainer_name: str
    about_kind: str = Field(description="case, visit, asset or dealer; empty for nothing of these")
    about_code: str
    clause: str = Field(description="clause of the agreement by which it is judged")
    owner: str = Field(description="user name of who looks after it, empty for nobody")
    plan: str
    plan_until: date | None
    finding: str
    verdict: str = Field(description="ours, not_ours, or empty until it is investigated")
    measure: str
    discipline: str
    reply: str = Field(description="apology or explanation")
    received_at: datetime
    answered_at: datetime | None
    closed_at: datetime | None


class ComplaintPage(Schema):
    items: list[ComplaintOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


class Complained(Schema):
    topic: Topic
    description: str = Field(min_length=1, max_length=2000)
    complainer_name: str = Field(min_length=1, max_length=60)
    complainer_phone: str = Field("", max_length=30)
    grade: Grade = Field(Grade.SLIGHT, description="only what the desk takes is graded")
    serial: str = Field("", description="unit that it is about, if any")
    key: UUID | None = Field(None, description="made by you: the same key is the same complaint")


class Planned(Schema):
    plan: str = Field(min_length=1, max_length=2000)
    until: date | None = None


class FoundOut(Schema):
    finding: str = Field(min_length=1, max_length=2000)
    verdict: Verdict
    grade: Grade
    is_of_dealer: bool = False


class Replied(Schema):
    reply: str = Field(max_length=2000)
    measure: str = Field("", max_length=2000)
    discipline: str = Field("", max_length=2000)


class Verified(Schema):
    verified_with: str = Field("", max_length=60)
    satisfaction: int | None = Field(None, ge=1, le=5)


class Given(Schema):
    owner: str = Field(max_length=150, description="user name of one of those who handle them")


class Said(Schema):
    text: str = Field(min_length=1, max_length=2000)


class Reason(Schema):
    reason: str = Field(min_length=1, max_length=400)


def shown(row: queries.Complaint, me: User) -> dict[str, Any]:
    found = {name: getattr(row, name) for name in ComplaintOut.model_fields}
    if not queries.is_inside(me):
        return found | {"finding": "", "discipline": "", "owner": ""}
    return found | {"owner": row.owner.username if row.owner else ""}


@complaints.get("", response=ComplaintPage, summary="Complaints, newest first")
def complaint_page(
    request: HttpRequest, state: str = "open", topic: str = "", after: str = ""
) -> dict[str, Any]:
    """A customer and a dealer read their own. `state`: one of them, `open`, or empty for all."""
    me = reader(request)
    rows = queries.complaints_for(me).select_related("owner")
    rows = queries.filtered(rows, state=state, topic=topic)
    page = page_of(rows, by=("-id",), after=after)
    return {"items": [shown(row, me) for row in page.rows], "next": page.after}


@complaints.post("", response={201: ComplaintOut}, summary="Take a complaint")
def take(request: HttpRequest, payload: Complained) -> Status[dict[str, Any]]:
    """By the desk, or by the customer or dealer who complains."""
    me = api_reader(request, *HANDLES, *queries.COMPLAINS)
    unit = unit_of(me, payload.serial)
    is_inside = queries.is_inside(me)
    report = actions.Report(
        key=payload.key or uuid4(),
        source=queries.Source.PHONE if is_inside else queries.Source.WEB,
        topic=payload.topic,
        grade=payload.grade if is_inside else Grade.SLIGHT,
        description=payload.description,
        complainer_name=payload.complainer_name,
        complainer_phone=payload.complainer_phone,
        asset=unit,
        **queries.spoken_of(me, unit),
    )
    made = actions.open_complaint(report, provider=me.provider, by=me, at=timezone.now())
    return Status(201, shown(made, me))


def unit_of(me: User, serial: str) -> assets.Asset | None:
    if not serial:
        return None
    rows = assets.assets_for(me).select_related("customer", "dealer", "agreement")
    unit = rows.filter(serial=serial).first()
    if unit is None:
        raise Refused(Message("there is no such unit"), field="serial")
    return unit


@complaints.get("/{code}", response=ComplaintOut, summary="One complaint")
def complaint(request: HttpRequest, code: str) -> dict[str, Any]:
    me = api_reader(request, *queries.SEES_ALL, *queries.COMPLAINS)
    return shown(get_object_or_404(queries.files_for(me), code=code), me)


def asked(request: HttpRequest, code: str, *roles: str) -> tuple[User, queries.Complaint]:
    me = api_reader(request, *roles)
    return me, get_object_or_404(queries.files_for(me), code=code)


@complaints.post("/{code}/plan", response=ComplaintOut, summary="What will be done by when")
def plan(request: HttpRequest, code: str, payload: Planned) -> dict[str, Any]:
    me, row = asked(request, code, *HANDLES)
    given = actions.Plan(payload.plan, payload.until)
    return shown(actions.plan(row, given, by=me, at=timezone.now()), me)


@complaints.post("/{code}/investigate", response=ComplaintOut, summary="What was found")
def investigate(request: HttpRequest, code: str, payload: FoundOut) -> dict[str, Any]:
    me, row = asked(request, code, *JUDGES)
    given = actions.Found(
        payload.finding, payload.verdict, payload.grade, is_of_dealer=payload.is_of_dealer
    )
    return shown(actions.investigate(row, given, by=me, at=timezone.now()), me)


@complaints.post("/{code}/answer", response=ComplaintOut, summary="Measure, and what was said")
def answer(request: HttpRequest, code: str, payload: Replied) -> dict[str, Any]:
    """If it is ours the measure, the discipline and an apology; else an explanation."""
    me, row = asked(request, code, *HANDLES)
    given = actions.Reply(payload.reply, payload.measure, payload.discipline)
    return shown(actions.answer(row, given, by=me, at=timezone.now()), me)


@complaints.post("/{code}/verify", response=ComplaintOut, summary="The complainer is content")
def verify(request: HttpRequest, code: str, payload: Verified) -> dict[str, Any]:
    me, row = asked(request, code, *HANDLES)
    return shown(actions.verify(row, **payload.dict(), by=me, at=timezone.now()), me)


@complaints.post("/{code}/reopen", response=ComplaintOut, summary="The complainer is not content")
def reopen(request: HttpRequest, code: str, payload: Reason) -> dict[str, Any]:
    me, row = asked(request, code, *HANDLES)
    return shown(actions.reopen(row, reason=payload.reason, by=me, at=timezone.now()), me)


@complaints.post("/{code}/close", response=ComplaintOut, summary="Close it, with its record")
def close(request: HttpRequest, code: str) -> dict[str, Any]:
    me, row = asked(request, code, *JUDGES)
    return shown(actions.close(row, by=me, at=timezone.now()), me)


@complaints.post("/{code}/assign", response=ComplaintOut, summary="Give it to somebody")
def assign(request: HttpRequest, code: str, payload: Given) -> dict[str, Any]:
    me, row = asked(request, code, *HANDLES)
    owner = queries.handlers(me.provider_id).filter(username=payload.owner).first()
    if owner is None:
        raise Refused(Message("nobody of that name handles complaints"), field="owner")
    return shown(actions.assign(row, owner, by=me, at=timezone.now()), me)


@complaints.post("/{code}/notes", response=ComplaintOut, summary="Put a word on record")
def note(request: HttpRequest, code: str, payload: Said) -> dict[str, Any]:
    """By who handles it, by the complainer, by the dealer whom it concerns."""
    me, row = asked(request, code, *HANDLES, *queries.COMPLAINS)
    return shown(actions.note(row, payload.text, by=me, at=timezone.now()), me)


@complaints.post("/{code}/withdraw", response=ComplaintOut, summary="Taken back")
def withdraw(request: HttpRequest, code: str, payload: Reason) -> dict[str, Any]:
    me, row = asked(request, code, *HANDLES)
    return shown(actions.withdraw(row, reason=payload.reason, by=me, at=timezone.now()), me)


class SuggestionOut(Schema):
    """owner: empty for who reads it from outside."""

    code: str
    state: str
    text: str
    author_name: str
    clause: str = Field(description="clause that owes an answer, empty where none does")
    owner: str = Field(description="user name of who looks after it")
    answer: str
    received_at: datetime
    answered_at: datetime | None


class SuggestionPage(Schema):
    items: list[SuggestionOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


class Suggested(Schema):
    text: str = Field(min_length=1, max_length=2000)
    author_name: str = Field(min_length=1, max_length=60)
    author_phone: str = Field("", max_length=30)
    serial: str = ""
    key: UUID | None = Field(None, description="made by you: the same key is the same suggestion")


class Answered(Schema):
    answer: str = Field(min_length=1, max_length=2000)


def told(row: queries.Suggestion, me: User) -> dict[str, Any]:
    found = {name: getattr(row, name) for name in SuggestionOut.model_fields}
    names = queries.reads_suggestions(me)
    return found | {"owner": row.owner.username if names and row.owner else ""}


@suggestions.get("", response=SuggestionPage, summary="Suggestions, newest first")
def suggestion_page(request: HttpRequest, after: str = "") -> dict[str, Any]:
    me = reader(request)
    page = page_of(queries.suggestions_for(me), by=("-id",), after=after)
    return {"items": [told(row, me) for row in page.rows], "next": page.after}


@suggestions.post("", response={201: SuggestionOut}, summary="Suggest something")
def suggest(request: HttpRequest, payload: Suggested) -> Status[dict[str, Any]]:
    me = api_reader(request, *HANDLES, *queries.COMPLAINS)
    wish = actions.Wish(
        key=payload.key or uuid4(),
        text=payload.text,
        author_name=payload.author_name,
        author_phone=payload.author_phone,
        asset=unit_of(me, payload.serial),
        **queries.whose(me),
    )
    made = actions.suggest(wish, provider=me.provider, by=me, at=timezone.now())
    return Status(201, told(made, me))


@suggestions.post("/{code}/take", response=SuggestionOut, summary="I look after it")
def look_after(request: HttpRequest, code: str) -> dict[str, Any]:
    me = api_reader(request, *HANDLES)
    row = get_object_or_404(queries.suggestions_for(me), code=code)
    return told(actions.assign_suggestion(row, me, by=me, at=timezone.now()), me)


@suggestions.post("/{code}/answer", response=SuggestionOut, summary="Answer it")
def answer_it(request: HttpRequest, code: str, payload: Answered) -> dict[str, Any]:
    me = api_reader(request, *HANDLES)
    row = get_object_or_404(queries.suggestions_for(me), code=code)
    return told(actions.answer_suggestion(row, payload.answer, by=me, at=timezone.now()), me)
