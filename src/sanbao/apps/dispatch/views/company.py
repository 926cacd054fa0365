"""Who goes along with the engineer of an order: a part of its page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import reader, roles_required
from sanbao.apps.accounts.wording import complain
from sanbao.apps.dispatch import actions, queries
from sanbao.apps.dispatch.forms import AlongForm
from sanbao.apps.dispatch.views.placing import found_order
from sanbao.apps.workorders import queries as orders
from sanbao.rules.moves import Refused


@roles_required(*queries.DISPATCHERS)
def company(request: HttpRequest, code: str) -> HttpResponse:
    """Who goes along; by POST one more."""
    me, order = reader(request), found_order(request, code)
    form = AlongForm(request.POST or None, engineers=queries.engineers_for(me))
    if request.method == "POST" and form.is_valid():
        try:
            engineer = form.cleaned_data["engineer"]
            actions.accompany(order, engineer, by=me, at=timezone.now())
        except Refused as refused:
            complain(form, refused)
        else:
            return gone(request, order, AlongForm(engineers=queries.engineers_for(me)))
    return show(request, order, form)


@require_POST
@roles_required(*queries.DISPATCHERS)
def stay_away(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    me, order = reader(request), found_order(request, code)
    engineers = queries.engineers_for(me)
    form = AlongForm(engineers=engineers)
    engineer = get_object_or_404(engineers, pk=pk)
    try:
        actions.stay_away(order, engineer, by=me, at=timezone.now())
    except Refused as refused:
        form = AlongForm({"engineer": pk}, engineers=engineers)
        form.is_valid()
        complain(form, refused)
        return show(request, order, form)
    return gone(request, order, form)


def gone(request: HttpRequest, order: orders.WorkOrder, form: AlongForm) -> HttpResponse:
    """The part anew where htmx asked, else the page of the order."""
    if "HX-Request" in request.headers:
        return show(request, order, form)
    return redirect("workorders:order", order.code)


def show(request: HttpRequest, order: orders.WorkOrder, form: AlongForm) -> HttpResponse:
    context = {"order": order, "mates": queries.mates_of(order, at=timezone.now()), "form": form}
    is_part = "HX-Request" in request.headers
    name = "dispatch/_company.html" if is_part else "dispatch/company.html"
    return render(request, name, context, status=422 if form.errors else 200)
