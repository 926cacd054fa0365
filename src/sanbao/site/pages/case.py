"""The file of one case: what was reported, decided, promised, done, paid and proved."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid5

from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import Role, User, reader, roles_required
from sanbao.apps.accounts.columns import named, shown
from sanbao.apps.accounts.prepared import prepared
from sanbao.apps.accounts.wording import said
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.complaints import queries as complaints
from sanbao.apps.desk import actions as desk
from sanbao.apps.desk import queries as cases
from sanbao.apps.desk.views.cases import SEE_CASES
from sanbao.apps.desk.views.portal import refuse
from sanbao.apps.evidence import queries as evidence
from sanbao.apps.knowledge import actions as knowing
from sanbao.apps.knowledge import queries as knowledge
from sanbao.apps.money import queries as money
from sanbao.apps.obligations import queries as obligations
from sanbao.apps.obligations.views import panel_of
from sanbao.apps.visits import queries as visits
from sanbao.rules.moves import Refused
from sanbao.site.pages.case_files import form_for
from sanbao.site.pages.case_step import STEPS, may_take, offered
from sanbao.site.pages.decided import answer_of
from sanbao.site.pages.progress import Made, made_of, milestones

# What the page shows of each row. The facts of a decision are for readers of another language.
DECISION = (
    *("number", "decided_at", "facts", "answer"),
    *("version__number", "version__agreement__title"),
)
LINE = ("description", "quantity", "unit_price", "payer", "clause", "amount")
FILE = ("key", "name", "content_type")
RECORD = (
    *("answers", "filled_at", "signer_name", *named("filled_by")),
    *("form__kind", "form__title", "form__questions"),
)
RAISERS = (Role.DESK, Role.DISPATCHER, Role.MANAGER)


@roles_required(*SEE_CASES)
def case_file(request: HttpRequest, code: str) -> HttpResponse:
    user = reader(request)
    case = get_object_or_404(cases.files_for(user), code=code)
    return show(request, case, user)


@require_POST
@roles_required(*SEE_CASES)
def case_step(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Take one step; a refusal shows the page with the form as it was typed."""
    user = reader(request)
    case = get_object_or_404(cases.cases_for(user).select_related("opened_by"), code=code)
    step = STEPS.get(name)
    if step is None or not may_take(step, case, user):
        raise Http404
    form = step.form(request.POST)
    if form.is_valid():
        try:
            step.take(case, form.cleaned_data, user, timezone.now())
        except Refused as refused:
            refuse(form, refused)
        else:
            return redirect("desk:case", case.code)
    return show(request, case, user, refused={name: form})


def show(
    request: HttpRequest, case: cases.Case, user: User, *, refused: Mapping[str, Form] | None = None
) -> HttpResponse:
    """The whole page; `refused` puts the form of a step that was not taken in place of its own."""
    made = made_of(case)
    owed = promises_of(case.provider_id, case.code)
    context = {
        "case": case,
        "owed": owed,
        "milestones": milestones(case, made),
        "steps": offered(case, user, owed, refused=refused or {}),
        **decisions(case, user),
        **panel_of(user, owed),
        **work(case, made),
        **complained(case, made, user),
        "may_raise": may_raise(case, user),
        "file_form": form_for(user, case),
        "may_write": user.has_role(*knowledge.WRITERS),
        "calls_back": bool(made.follow_ups) and user.has_role(*visits.CALLERS),
        "follow_url": request.build_absolute_uri(f"/r/case/{case.follow_token}/"),
    }
    return render(request, "site/pages/case.html", context, status=422 if refused else 200)


def complained(case: cases.Case, made: Made, user: User) -> dict[str, Any]:
    """The complaints about the case and its visits, for those who read complaints."""
    if not complaints.is_inside(user):
        return {}
    codes = tuple(code for _kind, code in made.subjects(case))
    found = complaints.about_any(case.provider_id, codes)
    return {"complaints": found, "may_complain": user.has_role(*complaints.HANDLES)}


@require_POST
@roles_required(*knowledge.WRITERS)
def to_article(request: HttpRequest, code: str) -> HttpResponse:
    """What was answered, or found and done, becomes the draft of an article."""
    user = reader(request)
    case = get_object_or_404(cases.cases_for(user), code=code)
    writing = knowing.Writing(
        key=uuid5(case.key, "article"),
        title=case.description.strip().splitlines()[0][:160],
        body=said_in(case),
        product=case.asset.product,
        case_code=case.code,
    )
    made = knowing.draft(writing, provider=user.provider, by=user, at=timezone.now())
    return redirect("knowledge:article", made.code)


def said_in(case: cases.Case) -> str:
    """The answer of the desk, and what the visits found and did."""
    trips = visits.visits_of(case.pk).exclude(finding="")
    found = [f"{trip.finding}\n{trip.measure}" for trip in trips]
    return "\n\n".join(part for part in (case.description, case.answer, *found) if part)


def may_raise(case: cases.Case, user: User) -> bool:
    is_open = case.state in (cases.CaseState.REPORTED, cases.CaseState.IN_SERVICE)
    return is_open and not case.is_with_field and user.has_role(*RAISERS)


def decisions(case: cases.Case, user: User) -> dict[str, Any]:
    """The decision that holds, those before it, or what stands in the way of one."""
    rows = decisions_of(case.provider_id, case.code)
    if not rows:
        return {"answer": None, "undecided": undecided(case, user)}
    return {
        "answer": answer_of(rows[-1]),
        "decision": rows[-1],
        "earlier": [(row, answer_of(row)) for row in reversed(rows[:-1])],
    }


def undecided(case: cases.Case, user: User) -> dict[str, str]:
    """Deciding asks for more of the unit than the page shows."""
    refused = desk.why_undecided(cases.cases_for(user).get(pk=case.pk))
    if refused is None:
        return {}
    return {"problem": said(refused.message), "field": refused.field}


def work(case: cases.Case, made: Made) -> dict[str, Any]:
    """What later steps have made of the case: orders, visits, money, records, files, history."""
    subjects = tuple(made.subjects(case))
    return {
        "orders": made.orders,
        "visits": made.trips,
        "follow_ups": made.follow_ups,
        "lines": lines_about(case.provider_id, subjects),
        "files": files_about(case.provider_id, subjects),
        "records": records_about(case.provider_id, subjects),
        "history": made.history,
    }


@prepared
def promises_of(provider_id: int, code: str) -> QuerySet[obligations.Obligation]:
    return shown(obligations.of_subject(provider_id, "case", code), *obligations.OF_ROW)


@prepared
def decisions_of(provider_id: int, code: str) -> QuerySet[agreements.Decision]:
    return shown(agreements.decisions_of(provider_id, "case", code), *DECISION)


@prepared
def lines_about(provider_id: int, subjects: tuple[tuple[str, str], ...]) -> QuerySet[money.Line]:
    return shown(money.lines_about(provider_id, *subjects), *LINE)


@prepared
def files_about(
    provider_id: int, subjects: tuple[tuple[str, str], ...]
) -> QuerySet[evidence.Attachment]:
    return shown(evidence.attachments_about(provider_id, *subjects), *FILE)


@prepared
def records_about(
    provider_id: int, subjects: tuple[tuple[str, str], ...]
) -> QuerySet[evidence.Record]:
    return shown(evidence.records_about(provider_id, *subjects), *RECORD)
