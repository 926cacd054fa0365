"""Dealers: the list, and one with his stations and people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from sanbao.apps.accounts.access import STAFF, reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.parties import queries


@require_safe
@roles_required(*STAFF)
def dealers(request: HttpRequest) -> HttpResponse:
    rows = queries.dealers_for(reader(request)).prefetch_related("stations")
    page = page_of(rows, by=("-id",), after=request.GET.get("after", ""), size=30)
    return render(request, "parties/dealers.html", {"page": page})


@require_safe
@roles_required(*STAFF)
def dealer(request: HttpRequest, code: str) -> HttpResponse:
    """What later steps know of him stands beside it (`site/pages/_dealer_more.html`)."""
    found = get_object_or_404(queries.dealers_for(reader(request)), code=code)
    context = {
        "dealer": found,
        "stations": found.stations.prefetch_related("territories").order_by("name"),
        "people": found.people.order_by("name"),
    }
    return render(request, "parties/dealer.html", context)
