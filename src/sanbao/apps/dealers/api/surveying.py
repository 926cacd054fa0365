"""Surveys of dealers over the API."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from sanbao.apps.accounts.access import Role, api_reader, reader
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.dealers import actions, queries

router = Router(tags=["dealers"])


class SurveyOut(Schema):
    code: str
    title: str
    questions: list[str]
    due_on: date
    opened_at: datetime
    answered: list[str] = Field(description="numbers of the dealers who have answered")

    @staticmethod
    def resolve_questions(row: queries.Survey) -> list[str]:
        return row.asked

    @staticmethod
    def resolve_answered(row: queries.Survey) -> list[str]:
        done = {one.dealer_id for one in row.answers.all()}
        return [dealer.code for dealer in row.dealers.all() if dealer.pk in done]


class SurveyPage(Schema):
    items: list[SurveyOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


class Answered(Schema):
    answers: list[str] = Field(description="in the order of the questions")


@router.get("", response=SurveyPage, summary="Surveys, newest first")
def survey_page(request: HttpRequest, after: str = "") -> dict[str, Any]:
    """A dealer sees those that went to it."""
    page = page_of(queries.surveys_for(reader(request)), by=("-id",), after=after)
    return {"items": page.rows, "next": page.after}


@router.post("/{code}/answer", response=SurveyOut, summary="Answer a survey")
def answer(request: HttpRequest, code: str, payload: Answered) -> queries.Survey:
    """Answered before, the first answer stays."""
    me = api_reader(request, Role.DEALER)
    survey = get_object_or_404(queries.surveys_for(me), code=code)
    dealer = get_object_or_404(queries.dealers_for(me))
    actions.answer_survey(survey, dealer, payload.answers, by=me, at=timezone.now())
    return get_object_or_404(queries.surveys_for(me), code=code)
