"""The page of one contact: what was said, who it is, what is open, and what comes next."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import Role, User, reader, roles_required
from sanbao.apps.accounts.wording import complain
from sanbao.apps.assets import queries as assets
from sanbao.apps.contacts import actions, queries
from sanbao.apps.contacts.facts import ANSWERS, SEES, TAKES
from sanbao.apps.contacts.forms import CustomerForm, ReplyForm, SolveForm
from sanbao.apps.desk import queries as cases
from sanbao.apps.evidence import queries as evidence
from sanbao.apps.parties import queries as parties
from sanbao.rules.moves import Refused
from sanbao.site.pages.contact_step import STEPS, form_of

SHOWN = 10


@roles_required(*SEES)
def contact(request: HttpRequest, code: str) -> HttpResponse:
    return show(request, found(request, code), {})


def found(request: HttpRequest, code: str) -> queries.Contact:
    rows = queries.contact_file(reader(request), at=timezone.now())
    return get_object_or_404(rows, code=code)


@require_POST
@roles_required(*TAKES)
def contact_step(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Take one step; a refusal shows the page with the form as it was typed."""
    one, step = found(request, code), STEPS.get(name)
    if step is None:
        raise Http404
    form = form_of(step, one, request.POST)
    if form.is_valid():
        try:
            step.take(one, form.cleaned_data, reader(request), timezone.now())
        except Refused as refused:
            complain(form, refused)
        else:
            if name == "into-case":
                return redirect("desk:case", one.case_code)
            if not step.stays:
                messages.success(request, _("Contact %(code)s: done.") % {"code": one.code})
            return redirect(
                "contacts:contact" if step.stays else "contacts:list", *[code] * step.stays
            )
    return show(request, one, {name: form})


def show(request: HttpRequest, one: queries.Contact, refused: Mapping[str, Form]) -> HttpResponse:
    me = reader(request)
    sayings = list(queries.sayings_of(one))
    is_mine = one.held_by_id == me.pk
    if is_mine and sayings and sayings[-1].pk > one.seen:
        actions.note_read(one, upto=sayings[-1].pk, by_caller=False)
    plain = [form for form in refused.values() if type(form) is Form]
    context = {
        "contact": one,
        "sayings": sayings,
        "is_mine": is_mine,
        "may_take": me.has_role(*TAKES) and one.held_by_id is None,
        "may_free": me.has_role(Role.MANAGER) and one.held_by_id not in (None, me.pk),
        "opens_cases": me.has_role(*ANSWERS),
        "reply": refused.get("reply") or ReplyForm(),
        "solve": refused.get("solve") or SolveForm(),
        "recognise": refused.get("recognise") or CustomerForm(),
        "problem": plain[0].non_field_errors() if plain else "",
        "files": list(evidence.attachments_of(one.provider_id, "contact", one.code)),
        "at": timezone.now(),
        **caller(one, me),
    }
    return render(request, "site/pages/contact.html", context, status=422 if refused else 200)


def caller(one: queries.Contact, me: User) -> dict[str, Any]:
    """Who it is or may be, what they have, and what is open for them."""
    if one.customer is None:
        maybe = queries.customers_at(one.provider_id, one.phone) if one.phone else []
        return {"maybe": maybe, "units": units_of(one, me, None), "cases": []}
    open_ = cases.open_cases(me).filter(customer=one.customer).order_by("-id")
    return {
        "maybe": [],
        "units": units_of(one, me, one.customer),
        "cases": list(open_[:SHOWN]),
    }


def units_of(
    one: queries.Contact, me: User, customer: parties.Customer | None
) -> list[assets.Asset]:
    """The unit that the contact speaks of first."""
    seen = assets.assets_for(me)
    named = list(seen.filter(pk=one.asset_id)) if one.asset_id else []
    if customer is None:
        return named
    others = seen.filter(customer=customer).exclude(pk=one.asset_id or 0)
    return named + list(others.order_by("-id")[:SHOWN])
