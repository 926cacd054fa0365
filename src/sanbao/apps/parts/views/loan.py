"""Loans and the pool they come from."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import Role, reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import complain, said
from sanbao.apps.desk import queries as cases
from sanbao.apps.evidence import queries as evidence
from sanbao.apps.parts import actions, queries
from sanbao.apps.parts.facts import HANDOVER, RETURN
from sanbao.apps.parts.forms import FilterForm, HandOverForm, ReasonForm, UnitForm
from sanbao.rules.form import gather, problems
from sanbao.rules.loan import MOVES
from sanbao.rules.moves import Refused

ASKERS = (Role.CUSTOMER, Role.DESK, Role.MANAGER)
LENDERS = (Role.DESK, Role.ENGINEER, Role.MANAGER)
KEEPERS = (Role.DESK, Role.MANAGER)


@roles_required(*queries.SEES_ALL)
def loan_list(request: HttpRequest) -> HttpResponse:
    """Those that are open, the newest first: asked for, lent, to be returned."""
    me = reader(request)
    form = FilterForm(request.GET)
    state = form.wanted()
    loans = queries.filtered(queries.loans_for(me), state)
    page = page_of(loans, by=("-id",), after=request.GET.get("after", ""), size=30)
    context = {"page": page, "form": form, "state": state, "at": timezone.now()}
    return render(request, "parts/list.html", context)


@roles_required(*queries.SEES_ALL, Role.ENGINEER)
def pool(request: HttpRequest) -> HttpResponse:
    """The spare units, each free or lent; a keeper puts further ones in."""
    me = reader(request)
    may_keep = me.has_role(*KEEPERS)
    form = UnitForm(request.POST if may_keep and request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            given = form.cleaned_data
            actions.add_unit(**given, provider=me.provider, by=me, at=timezone.now())
        except Refused as refused:
            complain(form, refused)
        else:
            return redirect("parts:pool")
    rows = queries.pool_for(me)
    page = page_of(rows, by=("-id",), after=request.GET.get("after", ""), size=50)
    context = {"page": page, "form": form, "may_keep": may_keep}
    return render(request, "parts/pool.html", context, status=422 if form.errors else 200)


@require_POST
@roles_required(*KEEPERS)
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    me = reader(request)
    unit = get_object_or_404(queries.pool_for(me), pk=pk)
    try:
        actions.remove_unit(unit, by=me, at=timezone.now())
    except Refused as refused:
        messages.error(request, said(refused.message))
    return redirect("parts:pool")


@require_POST
@roles_required(*ASKERS)
def ask(request: HttpRequest, case_code: str) -> HttpResponse:
    """Ask for a spare unit for a case (P8-5.2)."""
    me = reader(request)
    case = get_object_or_404(cases.cases_for(me), code=case_code)
    try:
        loan = actions.ask(case, by=me, at=timezone.now())
    except Refused as refused:
        messages.error(request, said(refused.message))
    else:
        messages.success(request, _("A spare unit is asked for: %s.") % loan.code)
    return redirect("desk:case" if me.has_role(*KEEPERS) else "desk:customer_case", case.code)


@roles_required(*queries.READERS)
def loan(request: HttpRequest, code: str) -> HttpResponse:
    return show(request, get_object_or_404(queries.loans_for(reader(request)), code=code))


def show(
    request: HttpRequest, found: queries.Loan, *, withdrawing: Form | None = None
) -> HttpResponse:
    me = reader(request)
    context = {
        "loan": found,
        "can": dict.fromkeys(MOVES.next[found.state], True),
        "may_lend": me.has_role(*LENDERS),
        "may_keep": me.has_role(*KEEPERS),
        "withdrawing": withdrawing or ReasonForm(),
        "records": evidence.records_of(found.provider_id, "loan", found.code),
        "customer_reads": not me.has_role(*queries.SEES_ALL, Role.ENGINEER),
    }
    return render(request, "parts/loan.html", context, status=422 if withdrawing else 200)


@require_POST
@roles_required(*KEEPERS)
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    me = reader(request)
    found = get_object_or_404(queries.loans_for(me), code=code)
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            actions.withdraw(found, **form.cleaned_data, by=me, at=timezone.now())
        except Refused as refused:
            complain(form, refused)
        else:
            return redirect("parts:loan", code)
    return show(request, found, withdrawing=form)


@roles_required(*LENDERS)
def hand_over(request: HttpRequest, code: str) -> HttpResponse:
    """The unit, its condition, and the customer's signature."""
    found = get_object_or_404(queries.loans_for(reader(request)), code=code)
    free = queries.free_units(found.provider_id)
    initial = {"signer_name": found.case.reporter_name}
    form = HandOverForm(request.POST or None, units=free, initial=initial)
    questions = evidence.asked(evidence.form(HANDOVER))
    answers, wrong = {}, {}
    if request.method == "POST":
        answers = gather(questions, request.POST.dict())
        wrong = {name: said(message) for name, message in problems(questions, answers).items()}
        if form.is_valid() and not wrong and lent(request, found, form, answers):
            messages.success(request, _("Handed over. Thank you."))
            return redirect("parts:loan", code)
    context = {
        "loan": found,
        "form": questions,
        "sign_form": form,
        "free": free.count(),
        "answers": answers,
        "problems": wrong,
    }
    status = 422 if form.errors or wrong else 200
    return render(request, "parts/hand_over.html", context, status=status)


def lent(
    request: HttpRequest, found: queries.Loan, form: HandOverForm, answers: dict[str, str]
) -> bool:
    """Whether the unit is handed over; if not, the form says why."""
    given, me = form.cleaned_data, reader(request)
    try:
        actions.hand_over(
            found,
            given["unit"],
            answers,
            form.signing(),
            key=given["key"],
            by=me,
            at=timezone.now(),
        )
    except Refused as refused:
        if refused.field == "file":
            form.add_error("signature", _("The signature cannot be read; sign again."))
        else:
            complain(form, refused)
        return False
    return True


@roles_required(*LENDERS)
def take_back(request: HttpRequest, code: str) -> HttpResponse:
    """The unit is back: in what condition."""
    found = get_object_or_404(queries.loans_for(reader(request)), code=code)
    questions = evidence.asked(evidence.form(RETURN))
    answers: dict[str, str] = {}
    wrong, problem, key = {}, "", str(uuid4())
    if request.method == "POST":
        answers, key = gather(questions, request.POST.dict()), request.POST.get("key", "")
        wrong = {name: said(message) for name, message in problems(questions, answers).items()}
        problem = _("Some questions are still open.") if wrong else back(request, found, answers)
        if not problem:
            return redirect("parts:loan", code)
    context: dict[str, Any] = {
        "loan": found,
        "form": questions,
        "answers": answers,
        "problems": wrong,
        "problem": problem,
        "key": key,
    }
    return render(request, "parts/take_back.html", context, status=422 if problem else 200)


def back(request: HttpRequest, found: queries.Loan, answers: dict[str, str]) -> str:
    """Take the unit back; gives the reason when that is refused, else ""."""
    try:
        key = UUID(request.POST.get("key", ""))
        actions.take_back(found, answers, key=key, by=reader(request), at=timezone.now())
    except Refused as refused:
        return said(refused.message)
    except ValueError:
        return _("This page has grown old. Open it again.")
    return ""
