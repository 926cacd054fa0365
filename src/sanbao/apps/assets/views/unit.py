"""Finding units, and one unit's file."""

from typing import Any
from urllib.parse import urljoin

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from sanbao.apps.accounts.access import STAFF, Role, User, reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import said
from sanbao.apps.assets import queries
from sanbao.apps.assets.forms import DATE_LABELS
from sanbao.apps.journal import queries as journal
from sanbao.apps.parties import queries as parties
from sanbao.rules.agreement import LAW, Agreement

READERS = (*STAFF, Role.DEALER, Role.CUSTOMER)
WRITERS = (Role.MANAGER, Role.DESK)
REPAIRS_SHOWN = 50
CHANGES_SHOWN = 10


def found(user: User, serial: str) -> queries.Asset:
    return get_object_or_404(queries.assets_for(user), serial=serial)


@roles_required(*READERS)
def unit_list(request: HttpRequest) -> HttpResponse:
    """The newest units; while somebody types, those that hold the words."""
    me = reader(request)
    text = request.GET.get("q", "").strip()[:100]
    context: dict[str, Any] = {"q": text, "may_write": me.has_role(*WRITERS)}
    context["may_import"] = me.has_role(Role.MANAGER)
    if text:
        context["rows"] = queries.search_for(me, text)
        context["too_short"] = not context["rows"] and not parties.is_searchable(text)
    else:
        page = page_of(
            queries.assets_for(me), by=("-id",), after=request.GET.get("after", ""), size=30
        )
        context |= {"rows": page.rows, "after": page.after}
    is_fragment = request.headers.get("HX-Request") == "true"
    return render(request, f"assets/{'_found' if is_fragment else 'list'}.html", context)


@roles_required(*READERS)
def unit(request: HttpRequest, serial: str) -> HttpResponse:
    me = reader(request)
    asset = found(me, serial)
    at = timezone.now()
    agreement, stands = queries.standing(asset, at=at)
    lang = get_language() or "zh"
    context = {
        "asset": asset,
        "dates": [(label, getattr(asset, f"{event}_on")) for event, label in DATE_LABELS.items()],
        "agreement": agreement,
        "paper": queries.paper_of_unit(me, asset),
        "standing": [shown(stand, agreement, lang) for stand in stands if agreement],
        "repairs": queries.repairs_of(asset)[:REPAIRS_SHOWN],
        "changes": journal.history(asset.provider_id, ("asset", asset.serial)).reverse()[
            :CHANGES_SHOWN
        ],
        "may_write": me.has_role(*WRITERS),
        "is_staff": me.has_role(*STAFF),
        "station": parties.serving(
            asset.provider_id,
            province=asset.site.province,
            city=asset.site.city,
            county=asset.site.county,
        ),
        "at": at,
    }
    return render(request, "assets/unit.html", context)


def shown(stand: queries.Standing, agreement: Agreement, lang: str) -> dict[str, Any]:
    """How one component class stands, in words."""
    words: dict[str, Any] = {"label": agreement.components[stand.component].text(lang)}
    if stand.decision is None:
        words["problem"] = said(stand.problem) if stand.problem else ""
        words["missing"] = DATE_LABELS.get(stand.field.rpartition(".")[2], "")
        return words
    line = stand.decision.warranty
    texts = {clause.id: clause for clause in stand.decision.clauses}
    words |= {
        "covered": line.covered,
        "in_period": line.in_period,
        "starts_on": line.starts_on,
        "ends_on": line.ends_on,
        "clause": line.clause,
        "clause_text": texts[line.clause].text(lang) if line.clause else "",
        "is_law": line.clause is not None and texts[line.clause].area == LAW,
        "why": [said(reason) for reason in line.why],
    }
    return words


@roles_required(*READERS)
def label(request: HttpRequest, serial: str) -> HttpResponse:
    """A label to print and stick on the unit: its QR code leads to the page to report a fault."""
    asset = found(reader(request), serial)
    address = urljoin(settings.BASE_URL, f"/r/{asset.public_key}/")
    drawn = segno.make(address, error="m", micro=False).svg_inline(
        scale=6, border=4, title="QR", omitsize=False
    )
    context = {"asset": asset, "address": address, "code": SafeString(drawn)}
    return render(request, "assets/label.html", context)
