"""Surveys of dealers over the API."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from sanbao.apps.accounts.access import Role, api_reader, reader
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.dealers import actions, queries
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

router = Router(tags=["dealers"])


class SurveyOut(Schema):
    code: str
    title: str
    questions: list[str]
    due_on: date
    opened_at: datetime
    answered: list[str] = Field(description="who has answered, by number; to a dealer, itself")

    @staticmethod
    def resolve_questions(row: queries.Survey) -> list[str]:
        return row.asked

    @staticmethod
    def resolve_answered(row: queries.Survey) -> list[str]:
        done = {one.dealer_id for one in row.answers.all()}
        return [dealer.code for dealer in row.dealers.all() if dealer.pk in done]


class AnswerOut(Schema):
    dealer: str
    answers: list[str] = Field(description="in the order of the questions")
    answered_at: datetime

    @staticmethod
    def resolve_dealer(row: queries.SurveyAnswer) -> str:
        return row.dealer.code


class SurveyWhole(SurveyOut):
    answers: list[AnswerOut] = Field(description="a dealer reads its own alone")


class SurveyPage(Schema):
    items: list[SurveyOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


class Opened(Schema):
    title: str = Field(min_length=1, max_length=120)
    questions: list[str] = Field(min_length=1)
    due_on: date
    dealers: list[str] = Field(min_length=1, description="numbers of the dealers who are asked")
    key: UUID | None = Field(None, description="made by you: the same key is the same survey")


class Answered(Schema):
    answers: list[str] = Field(description="in the order of the questions")


@router.get("", response=SurveyPage, summary="Surveys, newest first")
def survey_page(request: HttpRequest, after: str = "") -> dict[str, Any]:
    """A dealer sees those that went to it."""
    page = page_of(queries.surveys_for(reader(request)), by=("-id",), after=after)
    return {"items": page.rows, "next": page.after}


@router.post("", response={201: SurveyOut}, summary="Ask dealers something")
def open_survey(request: HttpRequest, payload: Opened) -> Status[queries.Survey]:
    me = api_reader(request, *queries.ASKS)
    wanted = set(payload.dealers)
    chosen = list(queries.dealers_for(me).filter(code__in=wanted))
    if unknown := wanted - {dealer.code for dealer in chosen}:
        told = {"code": min(unknown)}
        raise Refused(Message("no dealer has the number %(code)s", told), field="dealers")
    lines = "\n".join(" ".join(question.split()) for question in payload.questions)
    asked = actions.Question(payload.key or uuid4(), payload.title, lines, payload.due_on, chosen)
    made = actions.open_survey(asked, by=me, at=timezone.now())
    return Status(201, get_object_or_404(queries.surveys_for(me), pk=made.pk))


@router.get("/{code}", response=SurveyWhole, summary="One survey with its answers")
def survey(request: HttpRequest, code: str) -> queries.Survey:
    me = api_reader(request, *queries.READERS)
    return get_object_or_404(queries.surveys_for(me), code=code)


@router.post("/{code}/answer", response=SurveyOut, summary="Answer a survey")
def answer(request: HttpRequest, code: str, payload: Answered) -> queries.Survey:
    """Answered before, the first answer stays."""
    me = api_reader(request, Role.DEALER)
    survey = get_object_or_404(queries.surveys_for(me), code=code)
    dealer = get_object_or_404(queries.dealers_for(me))
    actions.answer_survey(survey, dealer, payload.answers, by=me, at=timezone.now())
    return get_object_or_404(queries.surveys_for(me), code=code)
