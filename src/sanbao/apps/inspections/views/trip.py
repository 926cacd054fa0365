"""One round with its units and steps."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localtime

from sanbao.apps.accounts.access import Role, User, reader, roles_required
from sanbao.apps.inspections import queries
from sanbao.apps.inspections.forms import NotifyForm, PhotoForm, PlanForm, ReasonForm
from sanbao.apps.journal import queries as journal
from sanbao.apps.parties import queries as parties
from sanbao.apps.training import queries as training
from sanbao.apps.workorders import queries as orders
from sanbao.rules.inspection import MOVES

READERS = (*queries.SEES_ALL, Role.ENGINEER, Role.CUSTOMER)
PLANNERS = (Role.DISPATCHER, Role.MANAGER)
TELLERS = (Role.DESK, *PLANNERS)
A_MINUTE = timedelta(minutes=1)
WORKERS = (Role.ENGINEER, Role.MANAGER)


@roles_required(*READERS)
def round_page(request: HttpRequest, code: str) -> HttpResponse:
    return show(request, get_object_or_404(queries.rounds_for(reader(request)), code=code))


def show(
    request: HttpRequest, found: queries.Round, *, refused: Mapping[str, Form] | None = None
) -> HttpResponse:
    """The page of a round; `refused` puts the form of a step that was not taken in its place."""
    me = reader(request)
    works, kept = may_work(me, found), queries.booking_of(found)
    context = {
        "round": found,
        "units": list(queries.inspections_of(found)),
        "opinions": found.opinions.select_related("product").order_by("id"),
        "photos": list(queries.photos_of(found)),
        "photo_form": (refused or {}).get("photo") or PhotoForm(),
        "works": works,
        "plans": me.has_role(*PLANNERS),
        "tells": me.has_role(*TELLERS),
        "can": dict.fromkeys(MOVES.next[found.state], True),
        "forms": forms_of(found, kept, refused or {}),
        "problem": first_error(refused or {}),
        "booking": kept,
        "history": journal.history(found.provider_id, ("round", found.code)),
        "customer_reads": not me.has_role(*queries.SEES_ALL, Role.ENGINEER),
    }
    return render(request, "inspections/round.html", context, status=422 if refused else 200)


def may_work(user: User, found: queries.Round) -> bool:
    """Whether `user` may act on the round that he sees: who leads it, and the manager."""
    return user.has_role(Role.MANAGER) or (
        user.has_role(Role.ENGINEER) and found.lead_id == user.pk
    )


def forms_of(
    found: queries.Round, kept: orders.Booking | None, refused: Mapping[str, Form]
) -> dict[str, Form]:
    return {
        "plan": plan_form(found, initial=initial_of(found, kept)),
        "notify": NotifyForm(initial={"whom": found.site.contact_name}),
        "cancel": ReasonForm(auto_id="cancel_%s"),
        **refused,
    }


def plan_form(
    found: queries.Round, posted: Any = None, *, initial: Mapping[str, Any] | None = None
) -> PlanForm:
    return PlanForm(
        posted,
        leads=parties.engineers(found.provider_id),
        designers=training.design_engineers(
            found.provider_id, on=found.planned_on or found.week_on
        ),
        is_move=found.state != queries.RoundState.PROPOSED,
        initial=initial,
    )


def initial_of(found: queries.Round, kept: orders.Booking | None) -> dict[str, Any]:
    """The plan as it stands: sent as it is it changes nothing."""
    stands: dict[str, Any] = {
        "on": found.planned_on or found.week_on,
        "lead": found.lead_id,
        "designer": found.designer_id,
    }
    if kept is not None:
        stands["begins"] = localtime(kept.starts_at).time()
        stands["minutes"] = int((kept.ends_at - kept.starts_at) / A_MINUTE)
    return stands


def first_error(refused: Mapping[str, Form]) -> str:
    """What is wrong with no field in particular, to be said on top of the page."""
    errors = [str(error) for form in refused.values() for error in form.non_field_errors()]
    return errors[0] if errors else ""


def to_work(request: HttpRequest, code: str) -> queries.Round:
    """The round on which the reader may act; 404 for everybody else."""
    return get_object_or_404(queries.rounds_to_work(reader(request)), code=code)


def unit_to_work(request: HttpRequest, code: str, pk: int) -> queries.Inspection:
    return get_object_or_404(queries.inspections_of(to_work(request, code)), pk=pk)
