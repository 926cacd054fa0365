"""Penalties for false items: confirmed by somebody else, disputed by the dealer, decided."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import User, reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import complain
from sanbao.apps.claims import actions, queries
from sanbao.apps.claims.forms import ReasonForm
from sanbao.apps.claims.views.listing import READERS
from sanbao.rules.moves import Refused
from sanbao.rules.penalty import MOVES, Step


@dataclass(frozen=True, slots=True)
class Way:
    label: Promise | str
    take: Callable[[queries.Penalty, str, User, datetime], object]
    roles: tuple[str, ...]
    move: Step
    form: type[Form] = ReasonForm


def confirm(row: queries.Penalty, reason: str, by: User, at: datetime) -> object:
    return actions.confirm_penalty(row, by=by, at=at)


def dispute(row: queries.Penalty, reason: str, by: User, at: datetime) -> object:
    return actions.dispute_penalty(row, reason=reason, by=by, at=at)


def uphold(row: queries.Penalty, reason: str, by: User, at: datetime) -> object:
    return actions.decide_penalty(row, Step.UPHOLD, reason=reason, by=by, at=at)


def drop(row: queries.Penalty, reason: str, by: User, at: datetime) -> object:
    return actions.decide_penalty(row, Step.DROP, reason=reason, by=by, at=at)


WAYS: Mapping[str, Way] = {
    "confirm": Way(_("Confirm it"), confirm, queries.CONFIRMS, Step.CONFIRM, Form),
    "dispute": Way(_("Dispute it"), dispute, queries.WRITES, Step.DISPUTE),
    "uphold": Way(_("Uphold it"), uphold, queries.CONFIRMS, Step.UPHOLD),
    "drop": Way(_("Drop it"), drop, queries.CONFIRMS, Step.DROP),
}


@roles_required(*READERS)
def penalty_list(request: HttpRequest) -> HttpResponse:
    me = reader(request)
    page = page_of(queries.penalties_for(me), by=("-id",), after=request.GET.get("after", ""))
    context = {"page": page, "is_inside": queries.is_inside(me)}
    return render(request, "claims/penalty_list.html", context)


@roles_required(*READERS)
def penalty(request: HttpRequest, code: str) -> HttpResponse:
    me = reader(request)
    return show(request, get_object_or_404(queries.penalties_for(me), code=code), me)


@require_POST
@roles_required(*READERS)
def penalty_step(request: HttpRequest, code: str, name: str) -> HttpResponse:
    me = reader(request)
    row = get_object_or_404(queries.penalties_for(me), code=code)
    way = WAYS.get(name)
    if way is None or not may_take(way, row, me):
        raise Http404
    form = way.form(request.POST)
    if form.is_valid():
        try:
            way.take(row, form.cleaned_data.get("reason", ""), me, timezone.now())
        except Refused as refused:
            complain(form, refused)
        else:
            return redirect("claims:penalty", row.code)
    return show(request, row, me, refused={name: form})


def may_take(way: Way, row: queries.Penalty, user: User) -> bool:
    return user.has_role(*way.roles) and way.move in MOVES.next[row.state]


def show(
    request: HttpRequest,
    row: queries.Penalty,
    me: User,
    *,
    refused: Mapping[str, Form] | None = None,
) -> HttpResponse:
    refused = refused or {}
    context = {
        "penalty": row,
        "ways": [
            (name, way, refused.get(name) or way.form(auto_id=f"{name}_%s"), name in refused)
            for name, way in WAYS.items()
            if may_take(way, row, me)
        ],
    }
    return render(request, "claims/penalty.html", context, status=422 if refused else 200)
