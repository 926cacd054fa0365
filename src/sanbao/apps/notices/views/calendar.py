"""The address of one's own calendar: made, shown once, withdrawn."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import STAFF, Role, reader, roles_required
from sanbao.apps.notices import actions, queries

# Whoever has visits or duties of his own.
HAS_CALENDAR = (*STAFF, Role.DEALER)


@roles_required(*HAS_CALENDAR)
def calendar(request: HttpRequest) -> HttpResponse:
    """A new address is shown on this answer only; only its hash is kept."""
    me = reader(request)
    address = ""
    if request.method == "POST":
        text = actions.make_feed(me, at=timezone.now())
        address = f"{settings.BASE_URL.rstrip('/')}/calendar/{text}.ics"
    context = {"feed": queries.live_feed(me), "address": address}
    return render(request, "notices/calendar.html", context)


@require_POST
@roles_required(*HAS_CALENDAR)
def revoke(request: HttpRequest) -> HttpResponse:
    if actions.revoke_feed(reader(request), at=timezone.now()):
        messages.success(request, _("The address has been withdrawn."))
    return redirect("notices:calendar")
