"""Repair orders: sent by us, accepted, refused or done by the dealer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from sanbao.apps.accounts.access import Role, User, reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import complain
from sanbao.apps.dealers import actions, queries
from sanbao.apps.dealers.forms import AcceptForm, DoneForm, SendForm, WhyForm
from sanbao.apps.desk import queries as cases
from sanbao.rules.moves import Refused
from sanbao.rules.repair_order import MOVES

Form = Any


@dataclass(frozen=True, slots=True)
class Step:
    label: Promise
    form: Callable[..., Form]
    roles: tuple[str, ...]
    take: Callable[[queries.RepairOrder, Form, User, datetime], object]


def accept(order: queries.RepairOrder, form: Form, by: User, at: datetime) -> object:
    return actions.accept(order, engineer=form.cleaned_data["engineer"], by=by, at=at)


def refuse(order: queries.RepairOrder, form: Form, by: User, at: datetime) -> object:
    return actions.refuse(order, reason=form.cleaned_data["reason"], by=by, at=at)


def complete(order: queries.RepairOrder, form: Form, by: User, at: datetime) -> object:
    return actions.complete(order, form.done(), by=by, at=at)


def withdraw(order: queries.RepairOrder, form: Form, by: User, at: datetime) -> object:
    return actions.withdraw(order, reason=form.cleaned_data["reason"], by=by, at=at)


STEPS: Mapping[str, Step] = {
    "accept": Step(gettext_lazy("Accept the order"), AcceptForm, (Role.DEALER,), accept),
    "complete": Step(gettext_lazy("The order is done"), DoneForm, (Role.DEALER,), complete),
    "refuse": Step(gettext_lazy("Refuse the order"), WhyForm, (Role.DEALER,), refuse),
    "withdraw": Step(gettext_lazy("Take the order back"), WhyForm, queries.SENDS, withdraw),
}


@require_safe
@roles_required(*queries.ORDER_READERS)
def order_list(request: HttpRequest) -> HttpResponse:
    me = reader(request)
    page = page_of(queries.orders_for(me), by=("-id",), after=request.GET.get("after", ""), size=30)
    context = {"rows": page.rows, "after": page.after, "is_inside": queries.is_inside(me)}
    return render(request, "dealers/order_list.html", context)


@roles_required(*queries.SENDS)
def send(request: HttpRequest, code: str) -> HttpResponse:
    """Send a dealer to a case: the one who serves the place stands there already."""
    me = reader(request)
    rows = cases.cases_for(me).select_related("asset__site", "asset__dealer", "customer")
    case = get_object_or_404(rows, code=code)
    is_post = request.method == "POST"
    initial = {"dealer": queries.dealer_serving(case), "task": case.description}
    form = SendForm(request.POST if is_post else None, provider_id=me.provider_id, initial=initial)
    if is_post and form.is_valid():
        given = form.cleaned_data
        sending = actions.Sending(given["key"], given["task"], given["quantity"])
        try:
            made = actions.send(case, given["dealer"], sending, by=me, at=timezone.now())
        except Refused as refused:
            complain(form, refused)
        else:
            messages.success(request, _("The dealer has been sent: %s.") % made.code)
            return redirect("dealers:order", made.code)
    status = 422 if form.errors else 200
    return render(request, "dealers/send.html", {"form": form, "case": case}, status=status)


def found(request: HttpRequest, code: str) -> queries.RepairOrder:
    return get_object_or_404(queries.orders_for(reader(request)), code=code)


@require_safe
@roles_required(*queries.ORDER_READERS)
def order(request: HttpRequest, code: str) -> HttpResponse:
    return show(request, found(request, code))


@require_POST
@roles_required(*queries.ORDER_READERS)
def order_step(request: HttpRequest, code: str, name: str) -> HttpResponse:
    me, row = reader(request), found(request, code)
    step = STEPS.get(name)
    if step is None or not me.has_role(*step.roles):
        raise Http404
    form = form_of(name, row, request.POST)
    if form.is_valid():
        try:
            step.take(row, form, me, timezone.now())
        except Refused as refused:
            complain(form, refused)
        else:
            return redirect("dealers:order", row.code)
    return show(request, found(request, code), refused={name: form})


def form_of(name: str, row: queries.RepairOrder, data: Any = None) -> Form:
    initial = {"repaired": row.quantity, "works": True}
    return STEPS[name].form(data, order=row, initial=initial, auto_id=f"{name}_%s")


def show(
    request: HttpRequest,
    row: queries.RepairOrder,
    *,
    refused: Mapping[str, Form] | None = None,
) -> HttpResponse:
    me, tried = reader(request), refused or {}
    steps = [
        (name, step.label, tried.get(name) or form_of(name, row), name in tried)
        for name, step in STEPS.items()
        if me.has_role(*step.roles) and name in MOVES.next[row.state]
    ]
    context = {
        "order": row,
        "steps": steps,
        "fulfilled": queries.fulfilled(row),
        "is_late": bool(row.due_at and row.state in queries.OPEN_ORDERS)
        and bool(row.due_at and row.due_at < timezone.now()),
    }
    return render(request, "dealers/order.html", context, status=422 if refused else 200)
