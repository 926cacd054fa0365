"""One visit with its steps, and the list for the office."""

from collections.abc import Mapping
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from sanbao.apps.accounts.access import Role, User, reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.evidence import queries as evidence
from sanbao.apps.journal import queries as journal
from sanbao.apps.parties import queries as parties
from sanbao.apps.training import queries as training
from sanbao.apps.visits import actions, queries
from sanbao.apps.visits.facts import local_day
from sanbao.apps.visits.forms import (
    BackForm,
    FilterForm,
    MoveForm,
    PhotoForm,
    ReasonForm,
    SummaryForm,
)
from sanbao.apps.workorders.facts import job_of

READERS = (*queries.SEES_ALL, Role.ENGINEER, Role.CUSTOMER, Role.DEALER)
OFFICE = queries.SEES_ALL
WORKERS = (Role.ENGINEER, Role.MANAGER)


@roles_required(*OFFICE)
def visit_list(request: HttpRequest) -> HttpResponse:
    me = reader(request)
    form = FilterForm(request.GET, engineers=list(parties.engineers(me.provider_id)))
    visits = queries.filtered(queries.visits_for(me), **form.narrowing())
    page = page_of(visits, by=("-id",), after=request.GET.get("after", ""), size=25)
    narrowed = request.GET.copy()
    narrowed.pop("after", None)
    context = {"page": page, "form": form, "narrowed": narrowed.urlencode()}
    return render(request, "visits/visit_list.html", context)


@roles_required(*READERS)
def visit(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(queries.visits_for(reader(request)), code=code)
    return show_visit(request, found)


def show_visit(
    request: HttpRequest, found: queries.Visit, *, refused: Mapping[str, Form] | None = None
) -> HttpResponse:
    """The page of a visit; `refused` puts the form of a step that was not taken in its place."""
    me = reader(request)
    works = may_work(me, found)
    context = {
        "visit": found,
        "works": works,
        "can": actions.possible(found) if works else {},
        "forms": forms_of(found, refused or {}),
        "problem": first_error(refused or {}),
        "checklist": queries.checklist_of(found),
        "along": queries.along(found),
        "files": list(queries.files_of(found)),
        "photo_form": PhotoForm(),
        "fee": queries.fee_of(found) if found.worked_at else None,
        "receipt": queries.receipt_of(found) if found.signed_at else None,
        "customer_reads": not me.has_role(*queries.SEES_ALL, Role.ENGINEER),
        **expectations(found),
    }
    return render(request, "visits/visit.html", context, status=422 if refused else 200)


def may_work(user: User, found: queries.Visit) -> bool:
    """Whether `user` may act on the visit that he sees: its engineer, and the manager."""
    return user.has_role(Role.MANAGER) or (
        user.has_role(Role.ENGINEER) and found.engineer_id == user.pk
    )


def forms_of(found: queries.Visit, refused: Mapping[str, Form]) -> dict[str, Form]:
    """The small forms of the page, empty, or as they were when they were refused."""
    initial = {
        "starts_at": found.agreed_from,
        "ends_at": found.agreed_until,
        "agreed_with": found.agreed_with,
    }
    return {
        "move": MoveForm(initial=initial),
        "abandon": ReasonForm(),
        "back": BackForm(initial={"seen": found.state}),
        "report": SummaryForm(),
        **refused,
    }


def first_error(refused: Mapping[str, Form]) -> str:
    """What is wrong with no field in particular, to be said on top of the page."""
    errors = [str(error) for form in refused.values() for error in form.non_field_errors()]
    return errors[0] if errors else ""


def expectations(found: queries.Visit) -> dict[str, Any]:
    """The promise that the appointment is measured by, and the certificate of that day."""
    due = queries.on_site_due(found.order) if found.arrived_at is None else None
    day = local_day(found, found.arrived_at or found.agreed_from)
    return {
        "on_site_due": due,
        "is_late": queries.is_late(found.agreed_from, due),
        "certificate": training.certificate_for(found.engineer, job_of(found.order), on=day),
        "history": journal.history(found.provider_id, ("visit", found.code)),
        "records": evidence.records_of(found.provider_id, "visit", found.code),
    }


def to_work(request: HttpRequest, code: str) -> queries.Visit:
    """The visit on which the reader may act; 404 for everybody else."""
    return get_object_or_404(queries.visits_to_work(reader(request)), code=code)
