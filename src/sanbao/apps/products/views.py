"""Pages of products and price lists."""

from itertools import groupby

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbao.apps.accounts.access import STAFF, Role, reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import complain, said
from sanbao.apps.products import actions, queries
from sanbao.apps.products.forms import PriceListForm, ProductForm, SalesForm, written
from sanbao.rules.deadline import china_day
from sanbao.rules.moves import Refused

READERS = (*STAFF, Role.DEALER)
PRICE_READERS = (*READERS, Role.CUSTOMER)
SALES_WRITERS = (Role.FINANCE, Role.SALES)


@roles_required(*READERS)
def product_list(request: HttpRequest) -> HttpResponse:
    me = reader(request)
    page = page_of(
        queries.products_for(me), by=("-id",), after=request.GET.get("after", ""), size=30
    )
    context = {"page": page, "may_write": me.has_role(Role.MANAGER)}
    return render(request, "products/list.html", context)


@roles_required(Role.MANAGER)
def create(request: HttpRequest) -> HttpResponse:
    me = reader(request)
    form = ProductForm(request.POST or None, initial={"code": request.GET.get("code", "")[:40]})
    if request.method == "POST" and form.is_valid():
        try:
            actions.create_product(
                form.details(),
                provider=me.provider,
                code=form.cleaned_data["code"],
                at=timezone.now(),
                by=me,
            )
        except Refused as refused:
            form.add_error(refused.field or None, said(refused.message))
        else:
            messages.success(request, _("The product is on record."))
            return redirect("products:list")
    return render(
        request, "products/product.html", {"form": form}, status=422 if form.errors else 200
    )


@roles_required(Role.MANAGER)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    me = reader(request)
    product = get_object_or_404(queries.products_for(me), pk=pk)
    form = ProductForm(request.POST or None, initial=written(product))
    form.fields["code"].disabled = True
    if request.method == "POST" and form.is_valid():
        actions.change_product(product, form.details(), at=timezone.now(), by=me)
        messages.success(request, _("The product has been changed."))
        return redirect("products:list")
    context = {"form": form, "product": product}
    return render(request, "products/product.html", context, status=422 if form.errors else 200)


@roles_required(*PRICE_READERS)
def price_lists(request: HttpRequest) -> HttpResponse:
    """All lists for the staff; for others the published ones in force today."""
    me, on = reader(request), china_day(timezone.now())
    rows = queries.price_lists_for(me, on=on).order_by("-starts_on", "-id")
    page = page_of(rows, by=("-id",), after=request.GET.get("after", ""), size=30)
    in_force = set(queries.price_lists(me.provider_id, on=on).values_list("pk", flat=True))
    context = {
        "page": page,
        "in_force": in_force,
        "on": on,
        "may_write": me.has_role(Role.MANAGER),
    }
    return render(request, "products/price_lists.html", context)


@roles_required(*PRICE_READERS)
def price_list(request: HttpRequest, pk: int) -> HttpResponse:
    me, on = reader(request), china_day(timezone.now())
    found = get_object_or_404(queries.price_lists_for(me, on=on), pk=pk)
    rows = found.prices.order_by("item", "code")
    groups = [
        (queries.Item(item).label, list(prices)) for item, prices in groupby(rows, key=item_of)
    ]
    in_force = queries.price_lists(me.provider_id, on=on).filter(pk=found.pk).exists()
    context = {"price_list": found, "groups": groups, "in_force": in_force, "on": on}
    return render(request, "products/price_list.html", context)


def item_of(price: queries.Price) -> str:
    return price.item


@roles_required(Role.MANAGER)
def publish(request: HttpRequest) -> HttpResponse:
    me = reader(request)
    form = PriceListForm(
        request.POST or None,
        request.FILES or None,
        initial={"starts_on": china_day(timezone.now())},
    )
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        heading = actions.Heading(cleaned["basis"], cleaned["name"], cleaned["starts_on"])
        try:
            made = actions.publish(
                heading, form.lines, provider=me.provider, at=timezone.now(), by=me
            )
        except Refused as refused:
            form.add_error(refused.field or None, said(refused.message))
        else:
            messages.success(request, _("The price list has been published."))
            return redirect("products:price_list", made.pk)
    return render(
        request, "products/publish.html", {"form": form}, status=422 if form.errors else 200
    )


@roles_required(*queries.SALES_READERS)
def sale_list(request: HttpRequest) -> HttpResponse:
    """What dealers have settled with us, the newest first; a dealer sees its own."""
    me = reader(request)
    page = page_of(queries.sales_for(me), by=("-id",), after=request.GET.get("after", ""), size=30)
    context = {"page": page, "may_write": me.has_role(*SALES_WRITERS)}
    return render(request, "products/sales.html", context)


@roles_required(*SALES_WRITERS)
def record_sales(request: HttpRequest) -> HttpResponse:
    me = reader(request)
    form = SalesForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            new = actions.record_sales(form.lines, provider=me.provider, at=timezone.now(), by=me)
        except Refused as refused:
            complain(form, refused)
        else:
            told = {"new": new, "rows": len(form.lines)}
            messages.success(request, _("%(new)s of %(rows)s settled sales are new.") % told)
            return redirect("products:sale_list")
    status = 422 if form.errors else 200
    return render(request, "products/record_sales.html", {"form": form}, status=status)
