"""The rounds by week for who plans them, an inspector's own, and the steps before the day."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import Role, User, reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import complain
from sanbao.apps.assets import queries as assets
from sanbao.apps.inspections import actions, queries
from sanbao.apps.inspections.forms import FilterForm, NotifyForm, ReasonForm, RequestForm
from sanbao.apps.inspections.views.trip import PLANNERS, TELLERS, plan_form, show
from sanbao.apps.parties import queries as parties
from sanbao.rules.moves import Refused

ASKERS = (Role.CUSTOMER, Role.DESK, Role.MANAGER)
UNPLANNED_SHOWN = 30
NO_TIME = gettext_lazy(
    "The lead has no time free on that day that is long enough: only the day is kept. State from"
    " when, or choose another day or lead."
)


@roles_required(*queries.SEES_ALL)
def round_list(request: HttpRequest) -> HttpResponse:
    """By week, those that nobody has planned yet first. Who plans may have more proposed now."""
    me = reader(request)
    if request.method == "POST":
        return propose(request, me)
    form = FilterForm(request.GET, leads=list(parties.engineers(me.provider_id)))
    narrowing = form.narrowing()
    rounds = queries.filtered(queries.rounds_for(me), **narrowing)
    waits = queries.RoundState.PROPOSED
    is_first = not request.GET.get("after")
    unplanned = rounds.filter(state=waits).order_by("week_on", "id") if is_first else rounds.none()
    planned = rounds if narrowing["state"] == waits else rounds.exclude(state=waits)
    page = page_of(planned, by=("week_on", "id"), after=request.GET.get("after", ""), size=30)
    narrowed = request.GET.copy()
    narrowed.pop("after", None)
    context = {
        "page": page,
        "unplanned": [] if narrowing["state"] == waits else unplanned[:UNPLANNED_SHOWN],
        "form": form,
        "narrowed": narrowed.urlencode(),
        "may_plan": me.has_role(*PLANNERS),
    }
    return render(request, "inspections/list.html", context)


@roles_required(Role.ENGINEER)
def today(request: HttpRequest) -> HttpResponse:
    """The rounds that an inspector has before him."""
    return render(
        request,
        "inspections/today.html",
        {"rounds": queries.going(reader(request)), "at": timezone.now()},
    )


def propose(request: HttpRequest, me: User) -> HttpResponse:
    """Propose now what the night would."""
    if not me.has_role(*PLANNERS):
        raise Http404
    made = actions.propose(me.provider_id, at=timezone.now())
    if made:
        messages.success(request, _("%(count)d rounds are to be planned.") % {"count": len(made)})
    else:
        messages.info(request, _("No further inspection falls due in the next weeks."))
    return redirect("inspections:list")


@roles_required(*ASKERS)
def request_one(request: HttpRequest, serial: str) -> HttpResponse:
    """Ask for an inspection of one unit, also after its warranty (P4-12)."""
    me = reader(request)
    unit = get_object_or_404(assets.assets_for(me), serial=serial)
    form = RequestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.request(unit, **form.cleaned_data, by=me, at=timezone.now())
        except Refused as refused:
            complain(form, refused)
        else:
            messages.success(request, _("The inspection is asked for: %s.") % made.code)
            return redirect("inspections:round", made.code)
    context = {"unit": unit, "form": form}
    return render(request, "inspections/request.html", context, status=422 if form.errors else 200)


def take(
    request: HttpRequest,
    found: queries.Round,
    name: str,
    form: Form,
    step: Callable[[], object],
) -> HttpResponse:
    """Take a step of the page; a refusal shows the page with the form as it was typed."""
    if form.is_valid():
        try:
            step()
        except Refused as refused:
            complain(form, refused)
        else:
            return redirect("inspections:round", found.code)
    return show(request, found, refused={name: form})


@require_POST
@roles_required(*PLANNERS)
def plan(request: HttpRequest, code: str) -> HttpResponse:
    me = reader(request)
    found = get_object_or_404(queries.rounds_for(me), code=code)
    form = plan_form(found, request.POST)

    def step() -> object:
        reason, at = form.cleaned_data.get("reason", ""), timezone.now()
        wanted = form.plan(found, at=at)
        planned = actions.plan(found, wanted, reason=reason, by=me, at=at)
        if wanted.time is None:
            messages.warning(request, NO_TIME)
        return planned

    return take(request, found, "plan", form, step)


@require_POST
@roles_required(*TELLERS)
def notify(request: HttpRequest, code: str) -> HttpResponse:
    me = reader(request)
    found = get_object_or_404(queries.rounds_for(me), code=code)
    form = NotifyForm(request.POST)
    return take(
        request,
        found,
        "notify",
        form,
        lambda: actions.notify(found, **form.cleaned_data, by=me, at=timezone.now()),
    )


@require_POST
@roles_required(*PLANNERS)
def cancel(request: HttpRequest, code: str) -> HttpResponse:
    me = reader(request)
    found = get_object_or_404(queries.rounds_for(me), code=code)
    form = ReasonForm(request.POST, auto_id="cancel_%s")
    return take(
        request,
        found,
        "cancel",
        form,
        lambda: actions.cancel(found, **form.cleaned_data, by=me, at=timezone.now()),
    )
