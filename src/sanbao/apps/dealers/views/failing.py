"""Major failures: reported, investigated together, assessed."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sanbao.apps.accounts.access import Role, User, reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import complain
from sanbao.apps.dealers import actions, queries
from sanbao.apps.dealers.forms import AssessmentForm, FailureForm, InquiryForm
from sanbao.apps.obligations import queries as obligations
from sanbao.apps.obligations.views import panel_of
from sanbao.rules.failure import MOVES
from sanbao.rules.moves import Refused

# Who takes which step.
STEPS: Mapping[str, tuple[str, ...]] = {
    "report": (Role.DEALER,),
    "investigate": queries.ASSESSES,
    "assess": queries.ASSESSES,
}


@require_safe
@roles_required(*queries.READERS)
def failure_list(request: HttpRequest) -> HttpResponse:
    me = reader(request)
    page = page_of(
        queries.failures_for(me), by=("-id",), after=request.GET.get("after", ""), size=30
    )
    may_open = me.has_role(*queries.REPORTS_FAILURES)
    context = {"rows": page.rows, "after": page.after, "may_open": may_open}
    return render(request, "dealers/failure_list.html", context)


@roles_required(*queries.REPORTS_FAILURES)
def open_failure(request: HttpRequest) -> HttpResponse:
    """The dealer reports it; or we have heard of it, and the dealer owes the report."""
    me = reader(request)
    is_post = request.method == "POST"
    initial = {"known_at": timezone.localtime()}
    form = FailureForm(request.POST if is_post else None, user=me, initial=initial)
    if is_post and form.is_valid():
        dealer = form.cleaned_data["dealer"]
        try:
            made = actions.open_failure(dealer, form.accident(), by=me, at=timezone.now())
        except Refused as refused:
            complain(form, refused)
        else:
            messages.success(request, _("The failure has number %s.") % made.code)
            return redirect("dealers:failure", made.code)
    context = {"form": form, "is_inside": queries.is_inside(me)}
    status = 422 if form.errors else 200
    return render(request, "dealers/open_failure.html", context, status=status)


def found(request: HttpRequest, code: str) -> queries.Failure:
    return get_object_or_404(queries.failures_for(reader(request)), code=code)


@require_safe
@roles_required(*queries.READERS)
def failure(request: HttpRequest, code: str) -> HttpResponse:
    return show(request, found(request, code))


@require_POST
@roles_required(*queries.READERS)
def failure_step(request: HttpRequest, code: str, name: str) -> HttpResponse:
    me, row = reader(request), found(request, code)
    if not me.has_role(*STEPS.get(name, ())):
        raise Http404
    form = form_of(name, row, request.POST)
    if form is None or form.is_valid():
        try:
            take(name, row, form, by=me)
        except Refused as refused:
            if form is not None:
                complain(form, refused)
        else:
            return redirect("dealers:failure", row.code)
    return show(request, found(request, code), refused={name: form})


def take(name: str, row: queries.Failure, form: Any, *, by: User) -> None:
    at = timezone.now()
    if name == "report":
        actions.report_failure(row, by=by, at=at)
    elif name == "investigate":
        actions.investigate(row, form.inquiry(), by=by, at=at)
    else:
        actions.assess(row, **form.cleaned_data, by=by, at=at)


def form_of(name: str, row: queries.Failure, data: Any = None) -> Any:
    """The form of a step with what was written down before; None for one that asks nothing."""
    if name == "report":
        return None
    names = ("ours", "theirs", "finding", "cause", "measure")
    initial = {field: getattr(row, field) for field in names}
    form = InquiryForm if name == "investigate" else AssessmentForm
    return form(data, initial=initial, auto_id=f"{name}_%s")


def show(
    request: HttpRequest, row: queries.Failure, *, refused: Mapping[str, Any] | None = None
) -> HttpResponse:
    me, tried = reader(request), refused or {}
    steps = [
        (name, tried.get(name) or form_of(name, row), name in tried)
        for name, roles in STEPS.items()
        if me.has_role(*roles) and name in MOVES.next[row.state] and is_open(name, row)
    ]
    owed = obligations.of_subject(row.provider_id, "dealer", row.dealer.code)
    context = {
        "failure": row,
        "steps": steps,
        "is_inside": queries.is_inside(me),
        **panel_of(me, owed.filter(period=row.code)),
    }
    status = 422 if refused else 200
    return render(request, "dealers/failure.html", context, status=status)


def is_open(name: str, row: queries.Failure) -> bool:
    return name != "report" or row.reported_at is None
