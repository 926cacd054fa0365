"""The questionnaire behind a link: the customer answers it himself, without signing in, once."""

from dataclasses import replace
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbao.apps.accounts.wording import said
from sanbao.apps.evidence import queries as evidence
from sanbao.apps.visits import actions, queries
from sanbao.apps.visits.facts import QUESTIONNAIRE
from sanbao.rules.form import Form, gather, problems
from sanbao.rules.moves import Refused

YOUR_NAME = {"zh": "您的姓名", "en": "Your name"}


def answer_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """A link that is not ours, or older than two weeks, does not exist."""
    found = queries.by_link(token)
    if found is None:
        raise Http404
    form = asked_of_himself(evidence.asked(evidence.form(QUESTIONNAIRE)))
    context = {
        "follow_up": found,
        "form": form,
        "answers": {"respondent": found.case.reporter_name},
        "key": str(uuid4()),
        "thanks": False,
    }
    status = 200
    if request.method == "POST" and found.done_at is None:
        answers = gather(form, request.POST.dict())
        wrong = {name: said(message) for name, message in problems(form, answers).items()}
        problem = _("Some questions are still open.") if wrong else keep(request, found, answers)
        status = 422 if problem else 200
        context |= {"answers": answers, "problems": wrong, "problem": problem}
        context |= {"key": request.POST.get("key", ""), "thanks": not problem}
    answer = render(request, "visits/by_link.html", context, status=status)
    # The address is the key: it must not travel on to another site, nor into an index. To our own
    # it has to, or browsers send the answers as of nowhere, and they are refused.
    answer["Referrer-Policy"] = "same-origin"
    answer["X-Robots-Tag"] = "noindex"
    answer["Cache-Control"] = "private, no-store"
    return answer


def asked_of_himself(form: Form) -> Form:
    """Whoever answers for himself is asked for his name, not for who was asked."""
    questions = [
        replace(one, label=YOUR_NAME) if one.name == "respondent" else one for one in form.questions
    ]
    return replace(form, questions=tuple(questions))


def keep(request: HttpRequest, found: queries.FollowUp, answers: dict[str, str]) -> str:
    """Put the answers on record; gives the reason when that is refused, else ""."""
    try:
        key = UUID(request.POST.get("key", ""))
        actions.answer(found, answers, key=key, by=None, at=timezone.now())
    except Refused as refused:
        return said(refused.message)
    except ValueError:
        return _("This page has grown old. Open it again.")
    return ""
