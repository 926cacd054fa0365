"""The chat of a customer who has signed in, and of a visitor from the company's page or a QR code.

A visitor's browser holds the secret of its chat in a signed cookie that goes nowhere but to the
open pages; whoever lacks it sees an empty form.
"""

import secrets
from dataclasses import replace
from typing import Any
from uuid import uuid4, uuid5

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbao.apps.accounts import queries as accounts
from sanbao.apps.accounts.access import Provider, Role, User, reader, roles_required
from sanbao.apps.accounts.wording import complain, said
from sanbao.apps.assets import queries as assets
from sanbao.apps.contacts import actions, queries
from sanbao.apps.contacts.facts import Incoming
from sanbao.apps.contacts.forms import AskForm, RateForm
from sanbao.apps.desk.views.visitor import address_of
from sanbao.apps.parties import queries as parties
from sanbao.rules.contact import goes_on
from sanbao.rules.moves import Refused

COOKIE, PATH = "talk", "/r/"
DAYS = 7


@roles_required(Role.CUSTOMER)
def mine(request: HttpRequest) -> HttpResponse:
    """Ask at once (P3-2.1): the customer's own chat, whoever answers it."""
    user = reader(request)
    incoming = Incoming(
        provider=user.provider,
        channel=queries.Channel.CHAT,
        key=uuid4(),
        name=str(user),
        phone=user.phone,
        user=user,
        customer=parties.customer_of(user),
    )
    form = AskForm(request.POST if request.method == "POST" else None, with_name=False)
    return answered(request, queries.chat_of(user), incoming, form, by=user)


def talk(request: HttpRequest, slug: str) -> HttpResponse:
    """From the company's page, without an account."""
    return by_visitor(request, accounts.provider_called(slug), None)


def talk_about(request: HttpRequest, public_key: str) -> HttpResponse:
    """From the page behind a unit's QR code."""
    asset = assets.by_public_key(public_key)
    return by_visitor(request, asset.provider if asset else None, asset)


def by_visitor(
    request: HttpRequest, provider: Provider | None, asset: assets.Asset | None
) -> HttpResponse:
    if provider is None:
        raise Http404
    contact = chat_held(request, provider)
    if contact is not None and asset is not None and contact.asset_id != asset.pk:
        contact = None  # of another unit: what is asked now is asked about this one
    sent = request.POST if request.method == "POST" else None
    form = AskForm(sent, with_name=contact is None)
    given = form.cleaned_data if form.is_bound and form.is_valid() else {}
    incoming = Incoming(
        provider=provider,
        channel=queries.Channel.CHAT,
        key=uuid4(),
        ref=secrets.token_urlsafe(24),
        name=given.get("name", ""),
        phone=given.get("phone", ""),
        visitor=actions.digest(address_of(request)),
        asset=asset,
        customer=asset.customer if asset else None,
    )
    return answered(request, contact, incoming, form, by=None)


def chat_held(request: HttpRequest, provider: Provider | None) -> queries.Contact | None:
    """The chat whose secret this browser holds, if it is one of that company's."""
    token = request.get_signed_cookie(COOKIE, default="", salt=COOKIE, max_age=DAYS * 86_400)
    return queries.chat_by_token(provider.pk, token) if provider and token else None


def answered(
    request: HttpRequest,
    contact: queries.Contact | None,
    incoming: Incoming,
    form: AskForm,
    *,
    by: User | None,
) -> HttpResponse:
    """Store what was written and show the chat again, or show it with what is wrong."""
    if form.is_bound and form.is_valid():
        asked = actions.Asked(form.cleaned_data["text"], form.cleaned_data["key"])
        # Sent again because the answer was lost: the chat that it began, not another one.
        sender = str(by.pk) if by else incoming.visitor
        incoming = replace(incoming, key=uuid5(asked.key, sender))
        try:
            contact = actions.ask(contact, incoming, asked, by=by, at=timezone.now())
        except Refused as refused:
            complain(form, refused)
        else:
            return holding(redirect(request.path), contact)
    context = shown(contact, incoming, form, is_customer=by is not None)
    return render(request, "site/pages/chat.html", context, status=422 if form.errors else 200)


@require_POST
@roles_required(Role.CUSTOMER)
def rate_mine(request: HttpRequest) -> HttpResponse:
    """How the customer found the answer, once his chat is over (P3-2.5)."""
    me = reader(request)
    return rated(request, queries.chat_of(me), reverse("contacts:mine"), by=me)


@require_POST
def rate_talk(request: HttpRequest, slug: str) -> HttpResponse:
    """The same of a visitor whose browser holds the chat."""
    contact = chat_held(request, accounts.provider_called(slug))
    back = reverse("public:talk", args=[slug])
    if contact is not None and contact.asset is not None:
        back = reverse("public:talk_about", args=[contact.asset.public_key])
    return rated(request, contact, back, by=None)


def rated(
    request: HttpRequest, contact: queries.Contact | None, back: str, *, by: User | None
) -> HttpResponse:
    if contact is None:
        raise Http404
    form = RateForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose from 1 to 5."))
        return redirect(back)
    try:
        actions.rate(contact, **form.cleaned_data, by=by, at=timezone.now())
    except Refused as refused:
        messages.error(request, said(refused.message))
    else:
        messages.success(request, _("Thank you. Your opinion has reached us."))
    return redirect(back)


def shown(
    contact: queries.Contact | None, incoming: Incoming, form: AskForm, *, is_customer: bool
) -> dict[str, Any]:
    sayings = list(queries.sayings_of(contact)) if contact else []
    if contact is not None and sayings:
        actions.note_read(contact, upto=sayings[-1].pk, by_caller=True)
    slug = incoming.provider.slug
    live = (
        reverse("contacts:mine_live") if is_customer else reverse("public:talk_live", args=[slug])
    )
    return {
        "contact": contact,
        "sayings": sayings,
        "form": form,
        "asset": incoming.asset,
        "provider": incoming.provider,
        "live_url": live if contact else "",
        "is_over": contact is not None and contact.done_at is not None,
        "goes_on": contact is not None
        and goes_on(contact.channel, contact.done_at, timezone.now()),
        "rate": RateForm(),
        "rate_url": reverse("contacts:rate_mine")
        if is_customer
        else reverse("public:rate_talk", args=[slug]),
        "is_customer": is_customer,
    }


def holding(answer: HttpResponse, contact: queries.Contact) -> HttpResponse:
    """With the secret of the chat for a visitor's browser; a customer's sign-in is enough."""
    if contact.ref:
        answer.set_signed_cookie(
            COOKIE,
            contact.ref,
            salt=COOKIE,
            max_age=DAYS * 86_400,
            path=PATH,
            secure=settings.SECURE,
            httponly=True,
            samesite="Lax",
        )
    return answer
