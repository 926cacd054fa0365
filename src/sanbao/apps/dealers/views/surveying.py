"""Surveys of the provider: opened, answered by dealers, and who has not answered."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sanbao.apps.accounts.access import Role, reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import complain
from sanbao.apps.dealers import actions, queries
from sanbao.apps.dealers.forms import AnswersForm, SurveyForm
from sanbao.rules.moves import Refused


@require_safe
@roles_required(*queries.READERS)
def survey_list(request: HttpRequest) -> HttpResponse:
    me = reader(request)
    page = page_of(
        queries.surveys_for(me), by=("-id",), after=request.GET.get("after", ""), size=30
    )
    context = {"rows": page.rows, "after": page.after, "may_open": me.has_role(*queries.ASKS)}
    return render(request, "dealers/survey_list.html", context)


@roles_required(*queries.ASKS)
def open_survey(request: HttpRequest) -> HttpResponse:
    me = reader(request)
    form = SurveyForm(request.POST if request.method == "POST" else None, user=me)
    if form.is_bound and form.is_valid():
        try:
            made = actions.open_survey(form.question(), by=me, at=timezone.now())
        except Refused as refused:
            complain(form, refused)
        else:
            messages.success(request, _("The survey has been sent to the dealers."))
            return redirect("dealers:survey", made.code)
    status = 422 if form.errors else 200
    return render(request, "dealers/open_survey.html", {"form": form}, status=status)


@roles_required(*queries.READERS)
def survey(request: HttpRequest, code: str) -> HttpResponse:
    """For us: who has answered what. For a dealer: the questions, or its own answers."""
    me = reader(request)
    row = get_object_or_404(queries.surveys_for(me), code=code)
    dealer = None if queries.is_inside(me) else queries.dealers_for(me).first()
    mine = [one for one in row.answers.all() if dealer and one.dealer_id == dealer.pk]
    may_answer = me.has_role(Role.DEALER) and dealer is not None and not mine
    is_post = request.method == "POST" and may_answer
    form = AnswersForm(request.POST if is_post else None, survey=row)
    if dealer is not None and is_post and form.is_valid():
        try:
            actions.answer_survey(row, dealer, form.answers(), by=me, at=timezone.now())
        except Refused as refused:
            complain(form, refused)
        else:
            messages.success(request, _("Thank you, your answers are on record."))
            return redirect("dealers:survey", row.code)
    context = {
        "survey": row,
        "form": form if may_answer else None,
        "answers": answered(row, mine if dealer else list(row.answers.all())),
        "open": [] if dealer else unanswered(row),
    }
    return render(request, "dealers/survey.html", context, status=422 if form.errors else 200)


def answered(
    row: queries.Survey, given: list[queries.SurveyAnswer]
) -> list[tuple[queries.SurveyAnswer, list[tuple[str, str]]]]:
    return [(one, list(zip(row.asked, one.answers, strict=False))) for one in given]


def unanswered(row: queries.Survey) -> list[str]:
    """The dealers who have not answered."""
    done = {one.dealer_id for one in row.answers.all()}
    return [dealer.name for dealer in row.dealers.all() if dealer.pk not in done]
