"""The account of a dealer's parts: by its own people, and by who settles with it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from sanbao.apps.accounts.access import Role, reader, roles_required
from sanbao.apps.accounts.streamed import csv_file
from sanbao.apps.parties import queries as parties
from sanbao.apps.settlements import queries
from sanbao.apps.settlements.forms import DayForm
from sanbao.apps.visits import queries as visits
from sanbao.rules.deadline import china_day


@require_safe
@roles_required(*queries.READERS)
def parts_account(request: HttpRequest, code: str, what: str = "stock") -> HttpResponse:
    """What it comes to at the end of a day, and one section of it, page by page."""
    dealer, form = found(request, code, what), asked(request)
    if not form.is_valid():
        return shown(request, dealer, what, form)
    on, after = form.cleaned_data["on"], request.GET.get("after", "")
    told = {
        "on": on,
        "totals": queries.parts_totals(dealer, on=on),
        "page": queries.parts_page(dealer, what, on=on, after=after),
    }
    return shown(request, dealer, what, form, told)


@require_safe
@roles_required(*queries.READERS)
def parts_file(request: HttpRequest, code: str, what: str) -> HttpResponseBase:
    dealer, form = found(request, code, what), asked(request)
    if not form.is_valid():
        return shown(request, dealer, what, form)
    on = form.cleaned_data["on"]
    pieces = queries.parts_csv(dealer, what, on=on)
    return csv_file(request, pieces, name=f"{dealer.code}-{what}-{on}.csv")


def found(request: HttpRequest, code: str, what: str) -> parties.Dealer:
    if what not in queries.SECTIONS:
        raise Http404
    rows = queries.parts_accounts_for(reader(request))
    dealer: parties.Dealer = get_object_or_404(rows, code=code)
    return dealer


def asked(request: HttpRequest) -> DayForm:
    today = china_day(timezone.now())
    return DayForm({"on": request.GET.get("on") or f"{today}"}, today=today)


def shown(
    request: HttpRequest,
    dealer: parties.Dealer,
    what: str,
    form: DayForm,
    told: dict[str, Any] | None = None,
) -> HttpResponse:
    """The account; of a day that was refused the reason alone."""
    me = reader(request)
    context = {
        **(told or {}),
        "dealer": dealer,
        "what": what,
        "sections": {name: one.label for name, one in queries.SECTIONS.items()},
        "form": form,
        "is_inside": me.has_role(*queries.SEES_ALL),
        "sees_stores": me.has_role(Role.MANAGER, Role.AUDITOR),
        "sees_visits": me.has_role(*visits.SEES_ALL),
    }
    return render(request, "settlements/parts.html", context, status=200 if told else 422)
