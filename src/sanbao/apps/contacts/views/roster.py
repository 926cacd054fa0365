"""A week of the roster, its lines, and who is put on duty."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import Role, User, reader, roles_required
from sanbao.apps.accounts.wording import complain, reason_of
from sanbao.apps.contacts import actions, queries
from sanbao.apps.contacts.facts import SEES
from sanbao.apps.contacts.forms import LineForm, ShiftForm
from sanbao.rules.moves import Refused

WEEK = timedelta(days=7)


@roles_required(*SEES)
def week(request: HttpRequest) -> HttpResponse:
    """Who is on duty when, and where nobody is."""
    return show(request, None)


@require_POST
@roles_required(Role.MANAGER)
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """Put somebody on duty for a day or several; one that is refused leaves none behind."""
    me, at = reader(request), timezone.now()
    found = queries.line_for(me, code)
    if found is None:
        raise Http404
    form = ShiftForm(request.POST, line=found, people=queries.who_answers(me))
    if form.is_valid():
        try:
            actions.plan_shifts(form.duties(me.provider.zone), by=me, at=at)
        except Refused as refused:
            complain(form, refused)
        else:
            monday = queries.monday_of(form.cleaned_data["first"])
            return redirect(f"{reverse('contacts:roster')}?week={monday}")
    return show(request, form)


@require_POST
@roles_required(Role.MANAGER)
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    me = reader(request)
    shift = queries.shift_for(me, pk)
    if shift is None:
        raise Http404
    try:
        actions.drop_shift(shift, by=me, at=timezone.now())
    except Refused as refused:
        messages.error(request, reason_of(refused))
    monday = queries.monday_of(shift.starts_at.astimezone(ZoneInfo(me.provider.zone)).date())
    return redirect(f"{reverse('contacts:roster')}?week={monday}")


@require_POST
@roles_required(Role.MANAGER)
def copy(request: HttpRequest) -> HttpResponse:
    """The week after is staffed as this one is."""
    me = reader(request)
    monday = monday_asked(request, request.POST.get("week", ""))
    made = actions.copy_week(me.provider, monday, by=me, at=timezone.now())
    messages.success(request, _("%(number)d shifts copied.") % {"number": made})
    return redirect(f"{reverse('contacts:roster')}?week={monday + WEEK}")


@roles_required(*SEES)
def line(request: HttpRequest, code: str) -> HttpResponse:
    """One line: what it promises; the service manager changes it."""
    me = reader(request)
    found = queries.line_for(me, code)
    if found is None:
        raise Http404
    return edit(request, found, may_change=me.has_role(Role.MANAGER))


@roles_required(Role.MANAGER)
def create_line(request: HttpRequest) -> HttpResponse:
    return edit(request, None, may_change=True)


def edit(request: HttpRequest, found: queries.Line | None, *, may_change: bool) -> HttpResponse:
    me = reader(request)
    is_sent = request.method == "POST" and may_change
    form = LineForm.of(found, request.POST if is_sent else None)
    if is_sent and form.is_valid():
        code = found.code if found else form.cleaned_data["code"]
        if found is None and queries.line_for(me, code) is not None:
            form.add_error("code", _("there is a line with this code already"))
        else:
            details, at = form.details(), timezone.now()
            actions.keep_line(details, provider=me.provider, code=code, by=me, at=at)
            return redirect("contacts:roster")
    context = {"form": form, "line": found, "may_change": may_change}
    return render(request, "contacts/line.html", context, status=422 if form.errors else 200)


def monday_asked(request: HttpRequest, asked: str) -> date:
    """The Monday of the week asked for, of this week where none is."""
    zone = ZoneInfo(reader(request).provider.zone)
    today = timezone.now().astimezone(zone).date()
    try:
        return queries.monday_of(date.fromisoformat(asked)) if asked else queries.monday_of(today)
    except (ValueError, OverflowError):
        return queries.monday_of(today)


def show(request: HttpRequest, form: ShiftForm | None) -> HttpResponse:
    me = reader(request)
    monday = monday_asked(request, request.GET.get("week", ""))
    may_plan = me.has_role(Role.MANAGER)
    rows = queries.week_of(me.provider, monday)
    context = {
        "rows": [(row, form_for(row.line, me, form) if may_plan else None) for row in rows],
        "monday": monday,
        "sunday": monday + timedelta(days=6),
        "before": monday - WEEK,
        "after": monday + WEEK,
        "may_plan": may_plan,
        "at": timezone.now(),
    }
    return render(request, "contacts/roster.html", context, status=422 if form else 200)


def form_for(line: queries.Line, me: User, refused: ShiftForm | None) -> ShiftForm:
    """The form of a shift on that line: the one that was refused, as it was typed, or a blank."""
    if refused is not None and refused.line.pk == line.pk:
        return refused
    return ShiftForm(line=line, people=queries.who_answers(me))
