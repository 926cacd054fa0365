"""Putting one unit on record by hand, and changing its record."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbao.apps.accounts.access import User, reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import said
from sanbao.apps.assets import actions, queries
from sanbao.apps.assets.forms import AssetForm, written
from sanbao.apps.assets.views.unit import WRITERS, found
from sanbao.apps.parties import queries as parties
from sanbao.rules.deadline import china_day
from sanbao.rules.moves import Refused

# What an action calls a field, where the form calls it otherwise.
FIELD_OF = {"name": "site_name"}


@roles_required(*WRITERS)
def choose(request: HttpRequest) -> HttpResponse:
    """Whose unit: the customers that hold the words typed. `unit` is the one to move to another."""
    me = reader(request)
    text = request.GET.get("q", "").strip()[:100]
    rows = parties.find_customers(me, text)
    page = page_of(rows, by=("-id",), after=request.GET.get("after", ""), size=20)
    context = {"q": text, "page": page, "unit": request.GET.get("unit", "")}
    is_fragment = request.headers.get("HX-Request") == "true"
    return render(request, f"assets/{'_customers' if is_fragment else 'choose'}.html", context)


@roles_required(*WRITERS)
def register(request: HttpRequest) -> HttpResponse:
    me = reader(request)
    if "customer" not in request.GET:
        return redirect("assets:choose")
    form = form_of(request, me, request.GET["customer"], initial={})
    if request.method == "POST" and form.is_valid() and (asset := kept(form, me, None)):
        messages.success(request, _("The unit has been registered."))
        return redirect("assets:asset", asset.serial)
    return shown(request, form, None)


@roles_required(*WRITERS)
def change(request: HttpRequest, serial: str) -> HttpResponse:
    me = reader(request)
    asset = found(me, serial)
    code = request.GET.get("customer", asset.customer.code)
    initial = dict(written(asset))
    if code != asset.customer.code:
        initial["site"] = None
    form = form_of(request, me, code, initial=initial)
    if request.method == "POST" and form.is_valid() and (changed := kept(form, me, asset)):
        messages.success(request, _("The record has been changed."))
        return redirect("assets:asset", changed.serial)
    return shown(request, form, asset)


def form_of(request: HttpRequest, me: User, code: str, *, initial: dict[str, Any]) -> AssetForm:
    customer = get_object_or_404(parties.customers_for(me), code=code)
    today = china_day(timezone.now())
    return AssetForm(request.POST or None, initial=initial, user=me, customer=customer, on=today)


def kept(form: AssetForm, me: User, asset: queries.Asset | None) -> queries.Asset | None:
    """Write down what the form says; None, with the reason beside the field, when refused."""
    at = timezone.now()
    try:
        with transaction.atomic():
            first = repeated(form, me) if asset is None else None
            if first is not None:
                return first
            details = form.details(form.cleaned_data["site"] or form.new_site())
            if asset is not None:
                return actions.change(asset, details, at=at, by=me)
            key = form.cleaned_data["key"]
            return actions.register(details, provider=me.provider, at=at, by=me, key=key)
    except Refused as refused:
        name = FIELD_OF.get(refused.field, refused.field)
        form.add_error(name if name in form.fields else None, said(refused.message))
        return None


def repeated(form: AssetForm, me: User) -> queries.Asset | None:
    """What the same form made when it was sent before: a second click makes no second site."""
    return queries.assets_for(me).filter(key=form.cleaned_data["key"]).first()


def shown(request: HttpRequest, form: AssetForm, asset: queries.Asset | None) -> HttpResponse:
    context = {"form": form, "customer": form.customer, "asset": asset}
    return render(request, "assets/record.html", context, status=422 if form.errors else 200)
