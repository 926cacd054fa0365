"""Stations, their territories, and which of them serves a place."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import STAFF, Role, User, reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import said
from sanbao.apps.parties import actions, queries
from sanbao.apps.parties.forms import PlaceForm, StationForm
from sanbao.apps.parties.views.customer import filled, tell
from sanbao.rules.moves import Refused


@roles_required(*STAFF)
def stations(request: HttpRequest) -> HttpResponse:
    return shown(request, reader(request))


def shown(request: HttpRequest, me: User, **more: Any) -> HttpResponse:
    page = page_of(
        queries.stations_for(me), by=("-id",), after=request.GET.get("after", ""), size=30
    )
    context = {"page": page, "form": PlaceForm(), "may_write": me.has_role(Role.MANAGER), **more}
    return render(request, "parties/stations.html", context)


@roles_required(*STAFF)
def serving(request: HttpRequest) -> HttpResponse:
    """The station that serves the place typed, as a fragment below the question."""
    me = reader(request)
    form = PlaceForm(request.GET)
    if not form.is_valid():
        context: dict[str, Any] = {"form": form}
        return render(request, "parties/_serving.html", context, status=422)
    station = queries.serving(me.provider_id, **form.cleaned_data)
    context = {"form": form, "station": station, "is_asked": True}
    return render(request, "parties/_serving.html", context)


@roles_required(Role.MANAGER)
def create_station(request: HttpRequest) -> HttpResponse:
    me = reader(request)
    form = StationForm(request.POST or None, dealers=queries.dealers_for(me))
    if request.method == "POST" and form.is_valid():
        try:
            given = dict(form.cleaned_data)
            names = ("address", "stock", "latitude", "longitude")
            more = {name: given.pop(name) for name in names}
            made = actions.create_station(provider=me.provider, **given)
            actions.equip_station(made, **more)
        except Refused as refused:
            tell(form, refused)
        else:
            messages.success(request, _("The station is on record."))
            return redirect("parties:stations")
    return filled(request, form, _("New station"), "parties:stations")


@require_POST
@roles_required(Role.MANAGER)
def add_territory(request: HttpRequest, code: str) -> HttpResponse:
    me = reader(request)
    station = get_object_or_404(queries.stations_for(me), code=code)
    form = PlaceForm(request.POST)
    if not form.is_valid():
        reasons = [str(error) for errors in form.errors.values() for error in errors]
        messages.error(request, " ".join(reasons))
        return redirect("parties:stations")
    try:
        actions.add_territory(station, **form.cleaned_data)
    except Refused as refused:
        messages.error(request, said(refused.message))
    return redirect("parties:stations")


@require_POST
@roles_required(Role.MANAGER)
def remove_territory(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    me = reader(request)
    station = get_object_or_404(queries.stations_for(me), code=code)
    # Gone already after a second click: what was asked for holds.
    if territory := station.territories.filter(pk=pk).first():
        actions.remove_territory(territory)
    return redirect("parties:stations")
