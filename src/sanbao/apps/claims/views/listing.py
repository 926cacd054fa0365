"""Which sheets there are."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sanbao.apps.accounts.access import reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.claims import queries
from sanbao.apps.claims.forms import FilterForm

READERS = (*queries.SEES_ALL, *queries.WRITES)


@roles_required(*READERS)
def sheet_list(request: HttpRequest) -> HttpResponse:
    """Those still open, the newest first."""
    me = reader(request)
    form = FilterForm(request.GET)
    rows = queries.filtered(queries.sheets_for(me), **form.wanted()).select_related("dealer")
    page = page_of(rows, by=("-id",), after=request.GET.get("after", ""), size=30)
    context = {
        "page": page,
        "form": form,
        "wanted": {name: request.GET[name] for name in form.fields if name in request.GET},
        "may_write": me.has_role(*queries.WRITES),
        "is_inside": queries.is_inside(me),
    }
    return render(request, "claims/list.html", context)
