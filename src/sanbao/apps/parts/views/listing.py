"""The list of parts and tools, and what work on a product usually takes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import User, reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import complain
from sanbao.apps.parts import actions, queries
from sanbao.apps.parts.forms import PartForm, UsualForm
from sanbao.apps.products import queries as products
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused


@roles_required(*queries.SEES_STOCK)
def part_list(request: HttpRequest) -> HttpResponse:
    """Which parts and tools there are; a further one is put on the list."""
    me, may_list = reader(request), reader(request).has_role(*queries.LISTERS)
    form = PartForm(request.POST if may_list and request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.list_part(**form.cleaned_data, provider=me.provider, by=me, at=timezone.now())
        except Refused as refused:
            complain(form, refused)
        else:
            return redirect("parts:part_list")
    text = request.GET.get("text", "")[:60].replace("\x00", "")
    page = page_of(queries.parts_for(me, text), by=("-id",), after=request.GET.get("after", ""))
    context = {"page": page, "form": form, "may_list": may_list, "text": text}
    status = 422 if form.errors else 200
    return render(request, "parts/part_list.html", context, status=status)


@roles_required(*queries.SEES_STOCK)
def usual_list(request: HttpRequest) -> HttpResponse:
    """What work on a product usually takes: new orders ask for it by themselves."""
    me, may_list = reader(request), reader(request).has_role(*queries.LISTERS)
    sent = request.POST if may_list and request.method == "POST" else None
    form = UsualForm(sent, products=products.products_for(me).order_by("code"))
    if form.is_bound and form.is_valid():
        try:
            say_usual(me, form)
        except Refused as refused:
            complain(form, refused)
        else:
            return redirect("parts:usual_list")
    page = page_of(queries.usual_for(me), by=("-id",), after=request.GET.get("after", ""))
    context = {"page": page, "form": form, "may_list": may_list}
    status = 422 if form.errors else 200
    return render(request, "parts/usual_list.html", context, status=status)


def say_usual(me: User, form: UsualForm) -> None:
    given = form.cleaned_data
    part = queries.part_called(me, given["part"].strip())
    if part is None:
        raise Refused(Message("there is no part with this number"), field="part")
    component = given["component"].strip()
    product, quantity = given["product"], given["quantity"]
    actions.say_usual(product, part, quantity, component=component, by=me, at=timezone.now())


@require_POST
@roles_required(*queries.LISTERS)
def drop_usual(request: HttpRequest, pk: int) -> HttpResponse:
    me = reader(request)
    row = get_object_or_404(queries.usual_for(me), pk=pk)
    actions.drop_usual(row, by=me, at=timezone.now())
    return redirect("parts:usual_list")
