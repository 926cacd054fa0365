"""The calls after a service: which are due, and one of them with its questionnaire."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import Role, reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import said
from sanbao.apps.evidence import queries as evidence
from sanbao.apps.visits import actions, queries
from sanbao.apps.visits.actions.call import ENOUGH_ATTEMPTS
from sanbao.apps.visits.facts import QUESTIONNAIRE
from sanbao.apps.visits.forms import TriedForm
from sanbao.rules.form import gather, problems
from sanbao.rules.moves import Refused

READERS = (Role.DESK, Role.MANAGER, Role.QUALITY, Role.AUDITOR)
CALLERS = (Role.DESK, Role.MANAGER)


@roles_required(*READERS)
def follow_up_list(request: HttpRequest) -> HttpResponse:
    """Those still to be made, the next due first."""
    rows = queries.open_follow_ups(reader(request))
    page = page_of(rows, by=("due_at", "id"), after=request.GET.get("after", ""), size=25)
    context = {"page": page, "at": timezone.now(), "enough": ENOUGH_ATTEMPTS}
    return render(request, "visits/follow_up_list.html", context)


@roles_required(*READERS)
def follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    me = reader(request)
    found = get_object_or_404(queries.follow_ups_for(me), pk=pk)
    if request.method != "POST" or not me.has_role(*CALLERS):
        initial = {"respondent": found.case.reporter_name}
        return show(request, found, answers=initial, key=str(uuid4()))
    form = evidence.asked(evidence.form(QUESTIONNAIRE))
    answers = gather(form, request.POST.dict())
    wrong = {name: said(message) for name, message in problems(form, answers).items()}
    problem = _("Some questions are still open.") if wrong else keep(request, found, answers)
    if problem:
        more: dict[str, Any] = {"problems": wrong, "problem": problem}
        return show(request, found, answers=answers, key=request.POST.get("key", ""), **more)
    if answers["works"] == "no":
        messages.warning(request, _("The case has been opened again."))
    else:
        messages.success(request, _("The follow-up is on record."))
    return redirect("desk:case", found.case.code)


def keep(request: HttpRequest, found: queries.FollowUp, answers: dict[str, str]) -> str:
    """Put the answers on record; gives the reason when that is refused, else ""."""
    try:
        key = UUID(request.POST.get("key", ""))
        actions.answer(found, answers, key=key, by=reader(request), at=timezone.now())
    except Refused as refused:
        return said(refused.message)
    except ValueError:
        return _("This page has grown old. Open it again.")
    return ""


def show(
    request: HttpRequest, found: queries.FollowUp, *, answers: dict[str, str], key: str, **more: Any
) -> HttpResponse:
    context = {
        "follow_up": found,
        "form": evidence.asked(evidence.form(QUESTIONNAIRE)),
        "answers": answers,
        "key": key,
        "tried": TriedForm(initial={"seen": found.attempts}),
        "enough": ENOUGH_ATTEMPTS,
        "may_call": reader(request).has_role(*CALLERS) and found.done_at is None,
        "visits": queries.visits_of(found.case_id),
        "link": request.build_absolute_uri(
            reverse("public:follow_up", args=[queries.link_token(found)])
        ),
        **more,
    }
    status = 422 if more.get("problem") else 200
    return render(request, "visits/follow_up.html", context, status=status)


@require_POST
@roles_required(*CALLERS)
def try_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody was reached: one more attempt on record."""
    me = reader(request)
    found = get_object_or_404(queries.follow_ups_for(me), pk=pk)
    form = TriedForm(request.POST)
    if not form.is_valid():
        return redirect("visits:follow_up", pk)
    try:
        actions.try_again(found, **form.cleaned_data, by=me, at=timezone.now())
    except Refused as refused:
        return show(request, found, answers={}, key=str(uuid4()), problem=said(refused.message))
    messages.success(request, _("The attempt is on record."))
    return redirect("visits:follow_ups")


@require_POST
@roles_required(*CALLERS)
def give_up(request: HttpRequest, pk: int) -> HttpResponse:
    me = reader(request)
    found = get_object_or_404(queries.follow_ups_for(me), pk=pk)
    try:
        actions.give_up(found, by=me, at=timezone.now())
    except Refused as refused:
        return show(request, found, answers={}, key=str(uuid4()), problem=said(refused.message))
    messages.success(request, _("Recorded: the customer could not be reached."))
    return redirect("visits:follow_ups")
