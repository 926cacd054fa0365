"""Customers and their sites."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbao.apps.accounts.access import STAFF, Role, reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import said
from sanbao.apps.parties import actions, queries
from sanbao.apps.parties.forms import CustomerForm, SiteForm
from sanbao.rules.moves import Refused

WRITERS = (Role.MANAGER, Role.DESK)
SITES_SHOWN = 200
FIELDS = (
    *("name", "province", "city", "county", "area", "address"),
    *("contact_name", "contact_phone"),
)


@roles_required(*STAFF)
def customers(request: HttpRequest) -> HttpResponse:
    """The newest customers; while somebody types, those that hold the words."""
    me = reader(request)
    text = request.GET.get("q", "").strip()[:100]
    rows = queries.find_customers(me, text)
    page = page_of(rows, by=("-id",), after=request.GET.get("after", ""), size=30)
    context = {"q": text, "page": page, "may_write": me.has_role(*WRITERS)}
    is_fragment = request.headers.get("HX-Request") == "true"
    return render(request, f"parties/{'_customers' if is_fragment else 'customers'}.html", context)


@roles_required(*STAFF)
def customer(request: HttpRequest, code: str) -> HttpResponse:
    me = reader(request)
    found = get_object_or_404(queries.customers_for(me), code=code)
    context = {
        "customer": found,
        "sites": found.sites.order_by("name")[:SITES_SHOWN],
        "people": found.people.order_by("name"),
        "may_write": me.has_role(*WRITERS),
    }
    return render(request, "parties/customer.html", context)


def filled(request: HttpRequest, form: Form, title: str, back: str) -> HttpResponse:
    """The page of a form; with 422 where something in it is wrong."""
    context = {"form": form, "title": title, "back": back}
    return render(request, "parties/form.html", context, status=422 if form.errors else 200)


def tell(form: Form, refused: Refused) -> None:
    """The reason beside the field that it is about, else above the form."""
    known = refused.field in form.fields
    form.add_error(refused.field if known else None, said(refused.message))


@roles_required(*WRITERS)
def create_customer(request: HttpRequest) -> HttpResponse:
    me = reader(request)
    form = CustomerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create_customer(
                form.details(),
                provider=me.provider,
                code=form.cleaned_data["code"],
                at=timezone.now(),
                by=me,
            )
        except Refused as refused:
            tell(form, refused)
        else:
            messages.success(request, _("The customer is on record."))
            return redirect("parties:customer", made.code)
    return filled(request, form, _("New customer"), "parties:customers")


@roles_required(*WRITERS)
def change_customer(request: HttpRequest, code: str) -> HttpResponse:
    me = reader(request)
    found = get_object_or_404(queries.customers_for(me), code=code)
    written = {name: getattr(found, name) for name in ("code", "name", "phone", "kind")}
    form = CustomerForm(request.POST or None, initial=written)
    form.fields["code"].disabled = True
    if request.method == "POST" and form.is_valid():
        actions.change_customer(found, form.details(), at=timezone.now(), by=me)
        messages.success(request, _("The customer has been changed."))
        return redirect("parties:customer", found.code)
    return filled(request, form, found.name, "parties:customers")


@roles_required(*WRITERS)
def create_site(request: HttpRequest, code: str) -> HttpResponse:
    me = reader(request)
    found = get_object_or_404(queries.customers_for(me), code=code)
    form = SiteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        try:
            actions.create_site(
                found,
                name=cleaned["name"],
                where=form.where(),
                contact_name=cleaned["contact_name"],
                contact_phone=cleaned["contact_phone"],
            )
        except Refused as refused:
            tell(form, refused)
        else:
            messages.success(request, _("The site is on record."))
            return redirect("parties:customer", found.code)
    return filled(request, form, _("New site"), "parties:customers")


@roles_required(*WRITERS)
def change_site(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    me = reader(request)
    site = get_object_or_404(queries.sites_for(me), customer__code=code, pk=pk)
    form = SiteForm(request.POST or None, initial={name: getattr(site, name) for name in FIELDS})
    form.fields["name"].disabled = True
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        actions.change_site(
            site,
            where=form.where(),
            contact_name=cleaned["contact_name"],
            contact_phone=cleaned["contact_phone"],
            at=timezone.now(),
            by=me,
        )
        messages.success(request, _("The site has been changed."))
        return redirect("parties:customer", code)
    return filled(request, form, site.name, "parties:customers")
