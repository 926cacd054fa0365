"""An engineer's day: his visits, and what he fetches at his station before them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sanbao.apps.accounts.access import Role, reader, roles_required
from sanbao.apps.dispatch import queries as dispatch
from sanbao.apps.visits import queries as visits


@roles_required(Role.ENGINEER)
def today(request: HttpRequest) -> HttpResponse:
    """What an engineer has before him: to fetch, to agree, to go to, to report."""
    me, at = reader(request), timezone.now()
    day = visits.day_of(me, at=at)
    ahead = dispatch.ahead_of(me, day, at=at)
    context = {"day": day, "at": at, "fetching": [each for each in ahead if each.first]}
    return render(request, "site/pages/today.html", context)
