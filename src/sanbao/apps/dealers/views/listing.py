"""Every dealer, with what its organisation lacks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from sanbao.apps.accounts.access import reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import said
from sanbao.apps.dealers import queries
from sanbao.rules.deadline import china_day
from sanbao.rules.organisation import lack_words


@require_safe
@roles_required(*queries.SEES_ALL)
def dealer_list(request: HttpRequest) -> HttpResponse:
    me, on = reader(request), china_day(timezone.now())
    page = page_of(
        queries.dealers_for(me), by=("-id",), after=request.GET.get("after", ""), size=30
    )
    standings = queries.standings_of(me.provider_id, page.rows, on=on)
    rows = [(one, [said(lack_words(lack)) for lack in one.shortfalls]) for one in standings]
    return render(request, "dealers/list.html", {"rows": rows, "after": page.after})
