"""The provider asks its dealers; whether each answered is on record (P2-8.4)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.dealers.actions.row import say
from sanbao.apps.dealers.facts import SURVEY_PREFIX, Question
from sanbao.apps.dealers.models import Survey, SurveyAnswer
from sanbao.apps.journal import actions as journal
from sanbao.apps.parties import queries as parties
from sanbao.rules.deadline import china_day
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused


@transaction.atomic
def open_survey(question: Question, *, by: User, at: datetime) -> Survey:
    """Ask the dealers. The same key is the same survey."""
    if not question.questions.strip():
        raise Refused(Message("ask at least one question"), field="questions")
    if not question.dealers:
        raise Refused(Message("choose whom it goes to"), field="dealers")
    if question.due_on < china_day(at):
        raise Refused(Message("that day is over"), field="due_on")
    code = journal.next_code(SURVEY_PREFIX, provider=by.provider_id, on=china_day(at))
    survey, is_new = Survey.objects.get_or_create(
        key=question.key,
        defaults={
            "provider_id": by.provider_id,
            "code": code,
            "title": question.title.strip(),
            "questions": question.questions.strip(),
            "due_on": question.due_on,
            "opened_at": at,
            "opened_by": by,
        },
    )
    if survey.provider_id != by.provider_id:
        raise Refused(Message("this form has been sent before; open it anew"))
    if is_new:
        survey.dealers.set(question.dealers)
        for dealer in question.dealers:
            say("dealer.survey_opened", dealer, by=by, at=at, what=survey.title, survey=code)
    return survey


@transaction.atomic
def answer_survey(
    survey: Survey, dealer: parties.Dealer, answers: Sequence[str], *, by: User, at: datetime
) -> SurveyAnswer:
    """Every question is answered. Answered before, the first answer stays."""
    found = SurveyAnswer.objects.filter(survey=survey, dealer=dealer).first()
    if found is not None:
        return found
    given = [answer.strip() for answer in answers]
    for place in range(len(survey.asked)):
        if place >= len(given) or not given[place]:
            raise Refused(Message("this question has no answer"), field=f"answer_{place}")
    made = SurveyAnswer.objects.create(
        survey=survey, dealer=dealer, answers=given, answered_at=at, answered_by=by
    )
    say("dealer.survey_answered", dealer, by=by, at=at, what=survey.title, survey=survey.code)
    return made
