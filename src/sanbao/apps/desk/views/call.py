"""The desk on the line: find the unit, see at once what is promised, take the call."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import Role, User, reader, roles_required
from sanbao.apps.accounts.wording import said
from sanbao.apps.assets import queries as assets
from sanbao.apps.contacts import queries as contacts
from sanbao.apps.desk import actions, queries
from sanbao.apps.desk.forms import CallForm
from sanbao.apps.desk.forms.choices import KINDS
from sanbao.rules.facts import EventKind
from sanbao.rules.moves import Refused

TAKES_CALLS = (Role.DESK, Role.MANAGER)
LONGEST = 4000  # characters that the form takes
LOOKS_ON = (*TAKES_CALLS, Role.DISPATCHER, Role.QUALITY, Role.AUDITOR)


@roles_required(*LOOKS_ON)
def home(request: HttpRequest) -> HttpResponse:
    """Search as one types; the newest open cases below."""
    user = reader(request)
    text = request.GET.get("q", "")
    cases = list(queries.open_cases(user).order_by("-id")[:10])
    context = {"q": text, **found(user, text), "cases": cases, "contact": contact_code(request)}
    return render(request, "desk/home.html", context)


@roles_required(*LOOKS_ON)
def search(request: HttpRequest) -> HttpResponse:
    user = reader(request)
    context = {**found(user, request.GET.get("q", "")), "contact": contact_code(request)}
    return render(request, "desk/_found.html", context)


def contact_code(request: HttpRequest) -> str:
    """The contact that a case is to be opened from, as the address says."""
    return request.GET.get("contact", "")


def contact_of(request: HttpRequest) -> contacts.Contact | None:
    """The same as far as it exists for the reader."""
    if not (code := contact_code(request)):
        return None
    return get_object_or_404(contacts.contacts_for(reader(request), at=timezone.now()), code=code)


def found(user: User, text: str) -> dict[str, Any]:
    text = text.strip()
    units = assets.search_for(user, text) if text else []
    return {"text": text, "units": units, "takes_calls": user.has_role(*TAKES_CALLS)}


@dataclass(frozen=True, slots=True)
class Look:
    """What a page shows of the agreement: the answer, or what stands in its way."""

    answer: dict[str, Any] | None
    problem: str
    field: str


def language() -> str:
    return "en" if (get_language() or "").startswith("en") else "zh"


def unit_for(user: User, pk: int) -> assets.Asset:
    units = assets.assets_for(user).select_related("provider", "agreement__provider")
    return get_object_or_404(units, pk=pk)


def call_form(request: HttpRequest, asset: assets.Asset) -> CallForm:
    """The form of a call about the unit, with what its agreement speaks of to choose from."""
    at = timezone.now()
    spoken = queries.spoken_of(asset, at=at, lang=language())
    initial = {
        "reported_at": at.astimezone(ZoneInfo(asset.provider.zone)),
        "province": asset.site.province,
        "area": asset.site.area,
        "reporter_name": asset.site.contact_name,
        "reporter_phone": asset.site.contact_phone or asset.customer.phone,
        **said_in(contact_of(request), asset.provider.zone),
    }
    return CallForm(
        request.POST if request.method == "POST" else None,
        asset=asset,
        kinds=spoken.kinds,
        components=spoken.components,
        initial=initial,
    )


def said_in(contact: contacts.Contact | None, zone: str) -> dict[str, Any]:
    """What the contact fills into the form: who, when, and what was said."""
    if contact is None:
        return {}
    sayings = contacts.sayings_of(contact).filter(side=contacts.Side.CALLER)
    filled = {
        "reporter_name": contact.name,
        "reporter_phone": contact.phone,
        "reported_at": contact.started_at.astimezone(ZoneInfo(zone)),
        "description": "\n".join(one.text for one in sayings)[:LONGEST],
    }
    return {name: value for name, value in filled.items() if value}


def look(form: CallForm) -> Look:
    """Decide by what has been filled in so far; fields still empty stand as not yet known."""
    at = timezone.now()
    report = form.draft(at=at)
    if report is None:
        return Look(None, "", "")
    try:
        decided = actions.preview(report, at=at)
    except Refused as refused:
        return Look(None, said(refused.message), refused.field)
    return Look(decided.as_json(language(), translate=said), "", "")


def call_context(form: CallForm, **more: Any) -> dict[str, Any]:
    """Needs of desk/call.html and of its fragment desk/_call_body.html."""
    kind = form["kind"].value() or EventKind.FAULT_REPORTED
    return {
        "form": form,
        "asset": form.asset,
        "look": look(form),
        "is_price_asked": kind == EventKind.PRICE_ASKED,
        "kind_words": KINDS.get(kind, kind),
        "duplicates": list(queries.duplicates(form.asset)),
        **more,
    }


@require_POST
@roles_required(*TAKES_CALLS)
def call_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """What is promised, as the form stands now: nothing is stored, nothing is called wrong yet."""
    form = call_form(request, unit_for(reader(request), pk))
    context = call_context(form)
    form.forgive()
    return render(request, "desk/_call_body.html", context)
