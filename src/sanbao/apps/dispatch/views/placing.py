"""Whom to send, and when: the best few on the page of an order, and a form for anybody."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import User, reader, roles_required
from sanbao.apps.accounts.wording import complain, reason_of
from sanbao.apps.dispatch import actions, queries
from sanbao.apps.dispatch.forms import PlaceForm, TakeOffForm
from sanbao.apps.visits import queries as visits
from sanbao.apps.workorders import queries as orders
from sanbao.rules.moves import Refused


def found_order(request: HttpRequest, code: str) -> orders.WorkOrder:
    return get_object_or_404(orders.orders_for(reader(request)), code=code)


@roles_required(*queries.DISPATCHERS)
def best(request: HttpRequest, code: str) -> HttpResponse:
    """The best engineers for an order, as a part of its page."""
    order = found_order(request, code)
    booking = queries.held_booking(order)
    context = {
        "order": order,
        "best": queries.best_for(order, at=timezone.now()),
        "seen": queries.mark_of(order, booking),
        "booking": booking,
    }
    return render(request, "dispatch/_best.html", context)


@roles_required(*queries.DISPATCHERS)
def place(request: HttpRequest, code: str) -> HttpResponse:
    """Give the job to somebody at a time, or move it: what dragging on the board does too."""
    me, order = reader(request), found_order(request, code)
    booking = queries.held_booking(order)
    form = form_of(request, me, order, booking)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.place(
                order,
                given["engineer"],
                form.time(),
                by=me,
                at=timezone.now(),
                seen=given["seen"],
                reason=given["reason"],
            )
        except Refused as refused:
            complain(form, refused)
        else:
            messages.success(request, _("%(name)s is planned.") % {"name": given["engineer"]})
            return back_to(request, given["back"], code)
    context = {
        "form": form,
        "order": order,
        "booking": booking,
        "due_at": visits.on_site_due(order),
        "seen": queries.mark_of(order, booking),
    }
    return render(request, "dispatch/place.html", context, status=422 if form.errors else 200)


def form_of(
    request: HttpRequest, me: User, order: orders.WorkOrder, booking: orders.Booking | None
) -> PlaceForm:
    engineers = queries.engineers_for(me)
    if request.method == "POST":
        return PlaceForm(request.POST, engineers=engineers)
    guess: dict[str, Any] = {
        "engineer": request.GET.get("engineer") or order.engineer_id,
        "seen": queries.mark_of(order, booking),
        "back": request.GET.get("back", ""),
    }
    if booking is not None:
        length = booking.ends_at - booking.starts_at
        guess |= {"starts_at": booking.starts_at, "minutes": round(length.total_seconds() / 60)}
    return PlaceForm(initial=guess, engineers=engineers)


def back_to(request: HttpRequest, back: str, code: str) -> HttpResponse:
    """To the page of ours that the form was opened from, else to the order."""
    if back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return redirect(back)
    return redirect("workorders:order", code)


@require_POST
@roles_required(*queries.DISPATCHERS)
def take_off(request: HttpRequest, code: str) -> HttpResponse:
    """Back among the jobs without a time."""
    me, order = reader(request), found_order(request, code)
    form = TakeOffForm(request.POST)
    form.is_valid()
    given = form.cleaned_data
    try:
        actions.take_off(order, by=me, at=timezone.now(), seen=given.get("seen", ""))
    except Refused as refused:
        messages.error(request, reason_of(refused))
        return redirect(
            f"{reverse('dispatch:place', args=[code])}?{urlencode({'back': given.get('back', '')})}"
        )
    messages.success(request, _("The planned time is given back."))
    return back_to(request, given.get("back", ""), code)
