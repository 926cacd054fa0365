"""What an order needs, and where it lies: a part of its page."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sanbao.apps.accounts.access import Role, User, reader, roles_required
from sanbao.apps.accounts.wording import complain
from sanbao.apps.dispatch import queries
from sanbao.apps.dispatch.facts import Time
from sanbao.apps.dispatch.forms import NeedForm
from sanbao.apps.dispatch.views.placing import found_order
from sanbao.apps.parts import queries as parts
from sanbao.apps.workorders import actions as workorders
from sanbao.apps.workorders import queries as orders
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

READERS = (*queries.SEES_ALL, Role.ENGINEER)


@roles_required(*READERS)
def needs(request: HttpRequest, code: str) -> HttpResponse:
    """What the order needs and where that is; by POST so many of a part, 0 for not at all."""
    me, order = reader(request), found_order(request, code)
    may_state = me.has_role(*queries.STATERS) and order.state in orders.OPEN
    form = NeedForm(request.POST if may_state and request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            require(me, order, form)
        except Refused as refused:
            complain(form, refused)
        else:
            if "HX-Request" not in request.headers:
                return redirect("workorders:order", code)
            form = NeedForm()
    at = timezone.now()
    context = {
        "order": order,
        "lines": queries.lines_of(order, time=Time(at, at + timedelta(days=1))),
        "form": form,
        "may_state": may_state,
    }
    name = "dispatch/_needs.html" if "HX-Request" in request.headers else "dispatch/needs.html"
    return render(request, name, context, status=422 if form.errors else 200)


def require(me: User, order: orders.WorkOrder, form: NeedForm) -> None:
    part = parts.part_called(me, form.cleaned_data["part"].strip())
    if part is None:
        raise Refused(Message("there is no part with this number"), field="part")
    quantity = form.cleaned_data["quantity"]
    workorders.require(order, part, quantity, by=me, at=timezone.now())
