"""What went out, what did not, and trying it again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import Role, reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import said
from sanbao.apps.notices import actions, queries
from sanbao.rules.moves import Refused


@roles_required(Role.ADMINISTRATOR)
def delivery_list(request: HttpRequest) -> HttpResponse:
    state = request.GET.get("state", "")
    rows = queries.deliveries_for(reader(request))
    if state in queries.DeliveryState.values:
        rows = rows.filter(state=state)
    page = page_of(rows, by=("-id",), after=request.GET.get("after", ""))
    further = request.GET.copy()
    further["after"] = page.after
    context = {
        "page": page,
        "state": state,
        "states": queries.DeliveryState.choices,
        "further": further.urlencode() if page.after else "",
    }
    return render(request, "notices/delivery_list.html", context)


@roles_required(Role.ADMINISTRATOR)
def delivery(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(queries.deliveries_for(reader(request)), pk=pk)
    return render(request, "notices/delivery.html", {"delivery": row})


@require_POST
@roles_required(Role.ADMINISTRATOR)
def again(request: HttpRequest, pk: int) -> HttpResponse:
    me = reader(request)
    row = get_object_or_404(queries.deliveries_for(me), pk=pk)
    try:
        actions.send_again(row.pk, at=timezone.now(), by=me)
        messages.success(request, _("It is sent again, with the same id."))
    except Refused as refused:
        messages.error(request, said(refused.message))
    return redirect("notices:delivery", row.pk)
