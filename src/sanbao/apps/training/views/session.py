"""When it is taught: the calendar of sessions, and one of them with who comes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import Role, reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import complain
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.evidence import queries as evidence
from sanbao.apps.training import actions, queries
from sanbao.apps.training.forms import HoldForm, RevokeForm, SessionForm, SignUpForm
from sanbao.rules.moves import Refused

CHANGEABLE = ("starts_at", "ends_at", "trainer", "place", "places", "agreement", "fee")
SIGN_UP = (Role.MANAGER, Role.DEALER, Role.CUSTOMER, Role.ENGINEER)


@roles_required(*queries.READERS)
def session_list(request: HttpRequest) -> HttpResponse:
    """Those to come and those held, the latest first."""
    me = reader(request)
    rows = queries.counted(queries.sessions_for(me))
    after = request.GET.get("after", "")
    page = page_of(rows, by=("-starts_at", "-id"), after=after, size=30)
    context = {"page": page, "may_keep": me.has_role(*queries.KEEPERS)}
    return render(request, "training/session_list.html", context)


@roles_required(*queries.KEEPERS)
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """A session of a course; what the agreement says about its price is shown on its page."""
    me = reader(request)
    course = get_object_or_404(queries.courses_for(me), code=code)
    rows = agreements.agreements_for(me).order_by("code")
    form = SessionForm(request.POST or None, agreements=rows)
    if form.is_valid():
        try:
            key, at = form.cleaned_data["key"], timezone.now()
            made = actions.plan(course, form.details(), key=key, at=at, by=me)
        except Refused as refused:
            complain(form, refused)
        else:
            return redirect("training:session", made.code)
    context = {"form": form, "title": course.topic}
    return render(request, "training/form.html", context, status=422 if form.errors else 200)


@roles_required(*queries.KEEPERS)
def change_session(request: HttpRequest, code: str) -> HttpResponse:
    """Another day, trainer, place, or number of places, as long as it has not been held."""
    me, row = reader(request), found(request, code)
    initial = {name: getattr(row, name) for name in CHANGEABLE}
    rows = agreements.agreements_for(me).order_by("code")
    form = SessionForm(request.POST or None, initial=initial, agreements=rows)
    if form.is_valid():
        try:
            actions.change(row, form.details(), at=timezone.now(), by=me)
        except Refused as refused:
            complain(form, refused)
        else:
            messages.success(request, _("The training is changed."))
            return redirect("training:session", code)
    context = {"form": form, "title": f"{row.code} {row.course.topic}"}
    return render(request, "training/form.html", context, status=422 if form.errors else 200)


@roles_required(*queries.READERS)
def session(request: HttpRequest, code: str) -> HttpResponse:
    return show(request, found(request, code))


def found(request: HttpRequest, code: str) -> queries.Session:
    return get_object_or_404(queries.sessions_for(reader(request)), code=code)


def show(
    request: HttpRequest,
    row: queries.Session,
    *,
    signing_up: SignUpForm | None = None,
    cancelling: RevokeForm | None = None,
) -> HttpResponse:
    me = reader(request)
    open_ = row.state == queries.SessionState.PLANNED
    may_sign_up = open_ and me.has_role(*SIGN_UP)
    context = {
        "session": row,
        "materials": queries.materials_of(row.course),
        "enrolments": queries.enrolments_of(row, me),
        "records": evidence.records_of(row.provider_id, "session", row.code)
        if queries.sees_everybody(row, me)
        else [],
        "may_keep": me.has_role(*queries.KEEPERS) and open_,
        "may_sign_up": may_sign_up,
        "signing_up": signing_up or SignUpForm(people=queries.to_sign_up(reader(request))),
        "cancelling": cancelling or RevokeForm(auto_id="cancel_%s"),
    }
    status = 422 if signing_up or cancelling else 200
    return render(request, "training/session.html", context, status=status)


@require_POST
@roles_required(*SIGN_UP)
def sign_up(request: HttpRequest, code: str) -> HttpResponse:
    row = found(request, code)
    form = SignUpForm(request.POST, people=queries.to_sign_up(reader(request)))
    if form.is_valid():
        at, by = timezone.now(), reader(request)
        try:
            made = actions.sign_up(row, form.cleaned_data["person"], at=at, by=by)
        except Refused as refused:
            complain(form, refused)
        else:
            messages.success(request, f"{made.person.name}: {made.get_state_display()}")
            return redirect("training:session", code)
    return show(request, row, signing_up=form)


@require_POST
@roles_required(*SIGN_UP)
def withdraw(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Give a place back, one's own people's."""
    row = found(request, code)
    mine = queries.enrolments_of(row, reader(request)).filter(
        person__in=queries.to_sign_up(reader(request))
    )
    enrolment = get_object_or_404(mine, pk=pk)
    try:
        actions.withdraw(enrolment, at=timezone.now(), by=reader(request))
    except Refused as refused:
        form = SignUpForm({}, people=queries.to_sign_up(reader(request)))
        complain(form, refused)
        return show(request, row, signing_up=form)
    return redirect("training:session", code)


@require_POST
@roles_required(*queries.KEEPERS)
def cancel(request: HttpRequest, code: str) -> HttpResponse:
    row = found(request, code)
    form = RevokeForm(request.POST, auto_id="cancel_%s")
    if form.is_valid():
        try:
            actions.cancel(row, **form.cleaned_data, at=timezone.now(), by=reader(request))
        except Refused as refused:
            complain(form, refused)
        else:
            return redirect("training:session", code)
    return show(request, row, cancelling=form)


@roles_required(*queries.KEEPERS)
def hold(request: HttpRequest, code: str) -> HttpResponse:
    """Who was there and how they did, signed by who held it."""
    row, me = found(request, code), reader(request)
    rows = list(queries.enrolments_of(row, me).exclude(state=queries.EnrolmentState.WAITING))
    tested = row.course.pass_mark is not None
    initial = {"signer_name": row.trainer, "syllabus": True}
    form = HoldForm(request.POST or None, rows=rows, is_tested=tested, initial=initial)
    if form.is_valid():
        report = actions.Report(form.results(), form.signing(), form.answers())
        try:
            actions.hold(row, report, key=form.cleaned_data["key"], at=timezone.now(), by=me)
        except Refused as refused:
            complain(form, refused)
        else:
            messages.success(request, _("The training is on record."))
            return redirect("training:session", code)
    context = {"session": row, "form": form}
    return render(request, "training/hold.html", context, status=422 if form.errors else 200)
