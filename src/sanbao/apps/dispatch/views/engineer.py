"""When engineers work, and when they are away."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import Role, reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import complain
from sanbao.apps.dispatch import actions, queries
from sanbao.apps.dispatch.forms import AbsenceForm, HoursForm
from sanbao.apps.dispatch.forms.engineer import DAYS
from sanbao.rules.moves import Refused
from sanbao.rules.sending import Shift

READERS = (*queries.SEES_ALL, Role.ENGINEER)


@roles_required(*READERS)
def engineer_list(request: HttpRequest) -> HttpResponse:
    """Everybody who can be sent, with hours and the next absence."""
    rows = queries.engineers_for(reader(request))
    page = page_of(rows, by=("display_name", "id"), after=request.GET.get("after", ""), size=50)
    context = {"page": page, "days": queries.days_of(page.rows, at=timezone.now())}
    return render(request, "dispatch/engineer_list.html", context)


@roles_required(*READERS)
def engineer(request: HttpRequest, pk: int) -> HttpResponse:
    return shown(request, pk)


def shown(
    request: HttpRequest, pk: int, *, hours: Form | None = None, away: Form | None = None
) -> HttpResponse:
    """The page of one engineer; with a form that was refused it is the answer (422)."""
    me, at = reader(request), timezone.now()
    man = get_object_or_404(queries.engineers_for(me), pk=pk)
    shift = queries.shift_of(queries.working_time_of(man))
    context = {
        "man": man,
        "shift": shift,
        "week": [name for day, name in DAYS if day in shift.days],
        "absences": queries.absences_of(man, at=at),
        "hours_form": hours or HoursForm(initial=hours_now(shift)),
        "absence_form": away or AbsenceForm(),
        "may_write": me.has_role(*queries.DISPATCHERS),
    }
    return render(request, "dispatch/engineer.html", context, status=422 if hours or away else 200)


def hours_now(shift: Shift) -> dict[str, object]:
    lunch_from, lunch_until = shift.lunch or (None, None)
    return {
        "days": sorted(shift.days),
        "by_calendar": shift.by_calendar,
        "opens": shift.opens,
        "closes": shift.closes,
        "lunch_from": lunch_from,
        "lunch_until": lunch_until,
    }


@require_POST
@roles_required(*queries.DISPATCHERS)
def hours(request: HttpRequest, pk: int) -> HttpResponse:
    me = reader(request)
    man = get_object_or_404(queries.engineers_for(me), pk=pk)
    form = HoursForm(request.POST)
    if form.is_valid():
        try:
            actions.set_hours(man, form.hours(), by=me, at=timezone.now())
        except Refused as refused:
            complain(form, refused)
        else:
            messages.success(request, _("The working time is on record."))
            return redirect("dispatch:engineer", pk)
    return shown(request, pk, hours=form)


@require_POST
@roles_required(*queries.DISPATCHERS)
def away(request: HttpRequest, pk: int) -> HttpResponse:
    me = reader(request)
    man = get_object_or_404(queries.engineers_for(me), pk=pk)
    form = AbsenceForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.note_absence(
                man, form.time(), given["kind"], note=given["note"], by=me, at=timezone.now()
            )
        except Refused as refused:
            complain(form, refused)
        else:
            messages.success(request, _("The absence is on record."))
            warn_of_jobs(request, queries.jobs_within(man, form.time()).count())
            return redirect("dispatch:engineer", pk)
    return shown(request, pk, away=form)


def warn_of_jobs(request: HttpRequest, count: int) -> None:
    """What is booked in the absence does not go away by itself."""
    if count:
        words = ngettext(
            "%(count)s job lies in the absence: move it on the board.",
            "%(count)s jobs lie in the absence: move them on the board.",
            count,
        )
        messages.warning(request, words % {"count": count})


@require_POST
@roles_required(*queries.DISPATCHERS)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    me = reader(request)
    row = get_object_or_404(queries.absences_for(me), pk=pk)
    actions.withdraw_absence(row, by=me, at=timezone.now())
    return redirect("dispatch:engineer", row.engineer_id)
