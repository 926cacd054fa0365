"""Agree an appointment, move it, give it up."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import reader, roles_required
from sanbao.apps.accounts.wording import complain
from sanbao.apps.visits import actions, queries
from sanbao.apps.visits.forms import AgreeForm, MoveForm, ReasonForm
from sanbao.apps.visits.forms.steps import suggested
from sanbao.apps.visits.views.visit import WORKERS, show_visit, to_work
from sanbao.apps.workorders import queries as orders
from sanbao.rules.moves import Refused


@roles_required(*WORKERS)
def agree(request: HttpRequest, order_code: str) -> HttpResponse:
    """Call the customer, and write down when somebody comes (P3-4 step 4)."""
    me = reader(request)
    order = get_object_or_404(queries.orders_to_work(me), code=order_code)
    form = AgreeForm(request.POST or None, initial=first_guess(order))
    due = queries.on_site_due(order)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.agree(
                order,
                form.appointment(),
                key=form.cleaned_data["key"],
                by=me,
                at=timezone.now(),
            )
        except Refused as refused:
            complain(form, refused)
        else:
            confirm(request, is_late=queries.is_late(made.agreed_from, due))
            return redirect("visits:visit", made.code)
    context = {"form": form, "order": order, "on_site_due": due}
    return render(request, "visits/agree.html", context, status=422 if form.errors else 200)


def first_guess(order: orders.WorkOrder) -> dict[str, object]:
    """The time that the dispatcher has planned, else the engineer's next one that is free."""
    guess = suggested(timezone.localtime())
    starts_at, ends_at = guess["starts_at"], guess["ends_at"]
    if (planned := orders.bookings_of(order).first()) is not None:
        starts_at, ends_at = planned.starts_at, planned.ends_at
    elif order.engineer is not None:
        length = ends_at - starts_at
        free = orders.free_from(order.engineer, starts_at, length)
        starts_at = free.replace(second=0, microsecond=0)
        if starts_at < free:  # the field holds whole minutes
            starts_at += timedelta(minutes=1)
        ends_at = starts_at + length
    return {"starts_at": starts_at, "ends_at": ends_at, "agreed_with": order.case.reporter_name}


def confirm(request: HttpRequest, *, is_late: bool) -> None:
    """Say that it stands; that it is late, the page of the visit says as long as it is so."""
    if not is_late:
        messages.success(request, _("The appointment stands."))


@require_POST
@roles_required(*WORKERS)
def move(request: HttpRequest, code: str) -> HttpResponse:
    found = to_work(request, code)
    form = MoveForm(request.POST)
    if form.is_valid():
        try:
            moved = actions.move(
                found,
                form.appointment(),
                reason=form.cleaned_data["reason"],
                by=reader(request),
                at=timezone.now(),
            )
        except Refused as refused:
            complain(form, refused)
        else:
            due = queries.on_site_due(found.order)
            confirm(request, is_late=queries.is_late(moved.agreed_from, due))
            return redirect("visits:visit", code)
    return show_visit(request, found, refused={"move": form})


@require_POST
@roles_required(*WORKERS)
def abandon(request: HttpRequest, code: str) -> HttpResponse:
    found = to_work(request, code)
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            actions.abandon(
                found, reason=form.cleaned_data["reason"], by=reader(request), at=timezone.now()
            )
        except Refused as refused:
            complain(form, refused)
        else:
            messages.success(request, _("The visit is off; the order waits for another one."))
            return redirect("visits:visit", code)
    return show_visit(request, found, refused={"abandon": form})
