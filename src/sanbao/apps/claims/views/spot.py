"""The provider's spot check of a month: drawn, called about, and the rest let through."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import reason_of
from sanbao.apps.claims import actions, queries
from sanbao.apps.claims.forms import month_from
from sanbao.rules.moves import Refused


@roles_required(*queries.SEES_ALL)
def spot_list(request: HttpRequest) -> HttpResponse:
    me = reader(request)
    context = {
        "months": queries.months_for(me),
        "may_draw": me.has_role(*queries.JUDGES),
        "is_inside": True,
    }
    return render(request, "claims/spot_list.html", context)


@require_POST
@roles_required(*queries.JUDGES)
def draw(request: HttpRequest) -> HttpResponse:
    me, month = reader(request), month_from(request.POST.get("month", ""))
    if month is None:
        raise Http404
    try:
        spot = actions.draw_spot_check(me.provider, month, by=me, at=timezone.now())
    except Refused as refused:
        messages.error(request, reason_of(refused))
        return redirect("claims:spot_list")
    return redirect("claims:spot", spot.pk)


@roles_required(*queries.SEES_ALL)
def spot(request: HttpRequest, pk: int) -> HttpResponse:
    me = reader(request)
    row = get_object_or_404(queries.spots_for(me), pk=pk)
    page = page_of(queries.drawn_of(row), by=("id",), after=request.GET.get("after", ""))
    context = {
        "spot": row,
        "page": page,
        "estimate": queries.estimate_of(row),
        "signs": queries.sign_counts(row),
        "may_release": me.has_role(*queries.JUDGES),
        "is_inside": True,
    }
    return render(request, "claims/spot.html", context)


@require_POST
@roles_required(*queries.JUDGES)
def release(request: HttpRequest, pk: int) -> HttpResponse:
    me = reader(request)
    row = get_object_or_404(queries.spots_for(me), pk=pk)
    try:
        found = actions.release(me.provider, row.month, by=me, at=timezone.now())
    except Refused as refused:
        messages.error(request, reason_of(refused))
        return redirect("claims:spot", row.pk)
    words = _(
        "%(allowed)s sheets allowed; %(waiting)s wait for a call, %(wrong)s are not true, "
        "%(by_hand)s are judged by hand, %(own)s by somebody else."
    )
    told = {name: getattr(found, name) for name in found.__slots__}
    messages.success(request, words % told)
    return redirect("claims:spot", row.pk)
