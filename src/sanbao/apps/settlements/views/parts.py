"""The account of a dealer's parts: by its own people, and by who settles with it."""

from datetime import date

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
from sanbao.rules.deadline import china_day


@require_safe
@roles_required(*queries.READERS)
def parts_account(request: HttpRequest, code: str, what: str = "stock") -> HttpResponse:
    """What it comes to at the end of a day, and one section of it, page by page."""
    me, dealer = reader(request), found(request, code, what)
    form, on = asked(request)
    context = {
        "dealer": dealer,
        "what": what,
        "sections": {name: one.label for name, one in queries.SECTIONS.items()},
        "totals": queries.parts_totals(dealer, on=on),
        "page": queries.parts_page(dealer, what, on=on, after=request.GET.get("after", "")),
        "form": form,
        "on": on,
        "is_inside": me.has_role(*queries.SEES_ALL),
        "sees_stores": me.has_role(Role.MANAGER, Role.AUDITOR),
    }
    return render(request, "settlements/parts.html", context)


@require_safe
@roles_required(*queries.READERS)
def parts_file(request: HttpRequest, code: str, what: str) -> HttpResponseBase:
    dealer = found(request, code, what)
    _form, on = asked(request)
    pieces = queries.parts_csv(dealer, what, on=on)
    return csv_file(request, pieces, name=f"{dealer.code}-{what}-{on}.csv")


def found(request: HttpRequest, code: str, what: str) -> parties.Dealer:
    if what not in queries.SECTIONS:
        raise Http404
    rows = queries.parts_accounts_for(reader(request)).select_related("provider")
    dealer: parties.Dealer = get_object_or_404(rows, code=code)
    return dealer


def asked(request: HttpRequest) -> tuple[DayForm, date]:
    today = china_day(timezone.now())
    form = DayForm({"on": request.GET.get("on") or f"{today}"})
    return form, form.day(today=today)
