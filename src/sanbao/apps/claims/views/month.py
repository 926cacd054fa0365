"""The months: what a dealer hands in, and what has come in."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import reason_of
from sanbao.apps.claims import actions, queries
from sanbao.apps.claims.facts import first_of_month
from sanbao.apps.claims.forms import month_from
from sanbao.apps.claims.views.listing import READERS
from sanbao.apps.parties import queries as parties
from sanbao.rules.deadline import china_day
from sanbao.rules.moves import Refused

SHOWN = 4


@roles_required(*READERS)
def month_list(request: HttpRequest) -> HttpResponse:
    """The forms handed in; a dealer's own months that are not, with what is ready to go in."""
    me, today = reader(request), china_day(timezone.now())
    dealer = parties.dealer_of(me) if me.has_role(*queries.WRITES) else None
    months = (
        [queries.month_of_dealer(dealer, month, on=today) for month in latest(today)]
        if dealer
        else []
    )
    context = {
        "page": page_of(queries.forms_for(me), by=("-id",), after=request.GET.get("after", "")),
        "months": [found for found in months if found.form is None],
        "today": today,
        "is_inside": queries.is_inside(me),
    }
    return render(request, "claims/month_list.html", context)


def latest(today: date) -> list[date]:
    """The months that may still be handed in, the newest first."""
    found = [first_of_month(today)]
    while len(found) < SHOWN:
        found.append(first_of_month(found[-1] - timedelta(days=1)))
    return found


@require_POST
@roles_required(*queries.WRITES)
def hand_in(request: HttpRequest) -> HttpResponse:
    me = reader(request)
    dealer, month = parties.dealer_of(me), month_from(request.POST.get("month", ""))
    if dealer is None or month is None:
        raise Http404
    try:
        form = actions.hand_in(dealer, month, by=me, at=timezone.now())
    except Refused as refused:
        messages.error(request, reason_of(refused))
    else:
        messages.success(request, _("Form %s is handed in.") % form.code)
    return redirect("claims:month_list")
