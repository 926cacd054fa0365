"""Courses and their sessions over the API."""

import json
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID, uuid4

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import File, Form, Schema, UploadedFile
from pydantic import AwareDatetime, Field

from sanbao.apps.accounts.access import Role, User, api_reader
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.training import actions, queries
from sanbao.apps.training.api.course import router as router
from sanbao.apps.training.facts import Result, Signing, answers_of
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

SIGN_UP = (Role.MANAGER, Role.DEALER, Role.CUSTOMER, Role.ENGINEER)


class SessionOut(Schema):
    code: str
    course: str
    topic: str
    starts_at: datetime
    ends_at: datetime
    trainer: str
    place: str
    places: int | None = Field(description="null for no limit")
    state: str
    is_free: bool
    clause: str
    fee: Decimal | None

    @staticmethod
    def resolve_course(row: queries.Session) -> str:
        return row.course.code

    @staticmethod
    def resolve_topic(row: queries.Session) -> str:
        return row.course.topic


class SessionPage(Schema):
    items: list[SessionOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


class EnrolmentOut(Schema):
    pk: int
    person: int = Field(alias="person_id")
    name: str
    state: str
    mark: int | None
    has_passed: bool

    @staticmethod
    def resolve_name(row: queries.Enrolment) -> str:
        return row.person.name


class SessionDetail(Schema):
    session: SessionOut
    enrolments: list[EnrolmentOut] = Field(description="those whom you may see")


class SessionChange(Schema):
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    trainer: str = Field(min_length=1, max_length=60)
    place: str = Field("", max_length=160)
    places: int | None = Field(None, ge=1, le=10000)
    agreement: str = Field("", description="number of the agreement that it is given under")
    fee: Decimal | None = Field(None, ge=0, max_digits=14, decimal_places=2)


class SessionIn(SessionChange):
    course: str = Field(description="course number")
    key: UUID | None = Field(None, description="made by you: the same key is the same session")


class SignUp(Schema):
    person: int


class Reason(Schema):
    reason: str = Field(min_length=1, max_length=200)


@router.get("", response=SessionPage, summary="Trainings, the latest first")
def sessions(request: HttpRequest, shown: str = "", after: str = "") -> dict[str, Any]:
    """`shown` is `coming`, `held`, or empty for all."""
    me = api_reader(request, *queries.READERS)
    rows = queries.narrowed(queries.sessions_for(me), shown=shown)
    page = page_of(rows, by=("-starts_at", "-id"), after=after)
    return {"items": page.rows, "next": page.after}


@router.post("", response=SessionDetail, summary="Plan a training")
def plan(request: HttpRequest, payload: SessionIn) -> dict[str, Any]:
    """What it costs, and by which clause, is what the agreement says."""
    me = api_reader(request, Role.MANAGER)
    given = payload.dict()
    key = given.pop("key") or uuid4()
    course = queries.courses_for(me).filter(code=given.pop("course")).first()
    if course is None:
        raise Refused(Message("no course has this number"), field="course")
    given["agreement"] = agreement_of(me, given["agreement"])
    details = actions.SessionDetails(**given)
    made = actions.plan(course, details, key=key, at=timezone.now(), by=me)
    return detail(me, made.code)


def agreement_of(me: User, code: str) -> agreements.Agreement | None:
    if not code:
        return None
    found = agreements.agreements_for(me).filter(code=code).first()
    if found is None:
        raise Refused(Message("no agreement has this number"), field="agreement")
    return found


@router.get("/{code}", response=SessionDetail, summary="One training with who comes")
def session(request: HttpRequest, code: str) -> dict[str, Any]:
    return detail(api_reader(request, *queries.READERS), code)


@router.put("/{code}", response=SessionDetail, summary="Another day, trainer or place")
def change(request: HttpRequest, code: str, payload: SessionChange) -> dict[str, Any]:
    """More places let in the first of those who wait; one that was held stays as it was."""
    me = api_reader(request, Role.MANAGER)
    given = payload.dict()
    given["agreement"] = agreement_of(me, given["agreement"])
    actions.change(found(me, code), actions.SessionDetails(**given), at=timezone.now(), by=me)
    return detail(me, code)


@router.post("/{code}/sign-up", response=EnrolmentOut, summary="A place, or the waiting list")
def sign_up(request: HttpRequest, code: str, payload: SignUp) -> queries.Enrolment:
    """Signed up again it is the first. Dealers and customers sign up their own people."""
    me = api_reader(request, *SIGN_UP)
    row = found(me, code)
    person = queries.to_sign_up(me).filter(pk=payload.person).first()
    if person is None:
        raise Refused(Message("there is nobody with this number"), field="person")
    return actions.sign_up(row, person, at=timezone.now(), by=me)


@router.post("/{code}/enrolments/{pk}/withdraw", response=EnrolmentOut, summary="Give it back")
def withdraw(request: HttpRequest, code: str, pk: int) -> queries.Enrolment:
    me = api_reader(request, *SIGN_UP)
    mine = queries.enrolments_of(found(me, code), me).filter(person__in=queries.to_sign_up(me))
    return actions.withdraw(get_object_or_404(mine, pk=pk), at=timezone.now(), by=me)


@router.post("/{code}/cancel", response=SessionDetail, summary="Call it off, with a reason")
def cancel(request: HttpRequest, code: str, payload: Reason) -> dict[str, Any]:
    me = api_reader(request, Role.MANAGER)
    actions.cancel(found(me, code), reason=payload.reason, at=timezone.now(), by=me)
    return detail(me, code)


@router.post("/{code}/hold", response=SessionDetail, summary="Who was there, signed")
def hold(
    request: HttpRequest,
    code: str,
    signature: Annotated[UploadedFile, File(description="PNG of the signature")],
    signer_name: Annotated[str, Form(min_length=1, max_length=60)],
    key: Annotated[UUID, Form()],
    results: Annotated[str, Form(description="JSON: mark, or null, by the number of a place")],
    whole_syllabus: Annotated[bool, Form(description="false: the remarks say what is missing")],
    remarks: Annotated[str, Form(max_length=2000)] = "",
) -> dict[str, Any]:
    """Who is left out of the results was absent; a mark is null where nobody is tested."""
    me = api_reader(request, Role.MANAGER)
    answers = answers_of(whole_syllabus=whole_syllabus, remarks=remarks)
    report = actions.Report(marks_of(results), Signing(signer_name, signature), answers)
    actions.hold(found(me, code), report, key=key, at=timezone.now(), by=me)
    return detail(me, code)


def marks_of(text: str) -> dict[int, Result]:
    try:
        given = json.loads(text)
        marks = {int(pk): None if mark is None else int(mark) for pk, mark in given.items()}
    except (ValueError, TypeError, AttributeError, RecursionError) as broken:
        raise Refused(Message("the results cannot be read"), field="results") from broken
    return {pk: Result(is_present=True, mark=mark) for pk, mark in marks.items()}


def found(me: User, code: str) -> queries.Session:
    return get_object_or_404(queries.sessions_for(me), code=code)


def detail(me: User, code: str) -> dict[str, Any]:
    row = found(me, code)
    return {"session": row, "enrolments": list(queries.enrolments_of(row, me))}
