"""The board, what changed on it, and the map of the day."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date

from sanbao.apps.accounts.access import User, reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.dispatch import queries

SIZE = 40
DAY, WEEK = 1, 7
NOTHING_NEW = 204


@roles_required(*queries.SEES_ALL)
def board(request: HttpRequest) -> HttpResponse:
    """Engineers over a day or a week, and what waits for a time."""
    return render(request, "dispatch/board.html", shown(request))


@roles_required(*queries.SEES_ALL)
def changed(request: HttpRequest) -> HttpResponse:
    """The board anew where it is not any more as the page shows it; else nothing."""
    me = reader(request)
    on, days = asked(request, me)
    mark = queries.board_mark(me, on=first_of(on, days), days=days)
    if request.GET.get("mark") == mark:
        return HttpResponse(status=NOTHING_NEW)
    return render(request, "dispatch/_board.html", shown(request))


def shown(request: HttpRequest) -> dict[str, Any]:
    me = reader(request)
    on, days = asked(request, me)
    men = queries.engineers_for(me)
    if station := request.GET.get("station", ""):
        men = men.filter(person__station__code=station)
    page = page_of(men, by=("display_name", "id"), after=request.GET.get("after", ""), size=SIZE)
    return {
        "board": queries.board_of(me, page.rows, on=first_of(on, days), days=days),
        "back": address_of(request),
        "page": page,
        "on": on,
        "is_week": days == WEEK,
        "earlier": on - timedelta(days=days),
        "later": on + timedelta(days=days),
        "now": timezone.now(),
        "may_write": me.has_role(*queries.DISPATCHERS),
        "stations": queries.stations_for(me),
        "station": station,
        "after": request.GET.get("after", ""),
    }


def first_of(on: date, days: int) -> date:
    """The first day shown: of a week its Monday."""
    return on - timedelta(days=on.weekday()) if days == WEEK else on


def address_of(request: HttpRequest) -> str:
    """The board as it is shown now, also where only what changed was asked for."""
    given = request.GET.copy()
    given.pop("mark", None)
    return f"{reverse('dispatch:board')}?{given.urlencode()}"


def asked(request: HttpRequest, me: User) -> tuple[date, int]:
    """The day and how many days; today for a day that cannot be read."""
    today = timezone.now().astimezone(queries.zone_of(me)).date()
    days = WEEK if request.GET.get("view") == "week" else DAY
    try:
        on = parse_date(request.GET.get("on", "")) or today
    except ValueError:
        on = today
    return (on if abs((on - today).days) < FARTHEST_DAYS else today), days


FARTHEST_DAYS = 3650


@roles_required(*queries.SEES_ALL)
def regions(request: HttpRequest) -> HttpResponse:
    """Which station answers for which units, and the places that none serves."""
    context = {"found": queries.regions_for(reader(request))}
    return render(request, "dispatch/regions.html", context)


@roles_required(*queries.SEES_ALL)
def day_map(request: HttpRequest) -> HttpResponse:
    """Where the jobs, the stations and the ways of a day lie."""
    me = reader(request)
    on, _days = asked(request, me)
    context = {
        "on": on,
        "earlier": on - timedelta(days=1),
        "later": on + timedelta(days=1),
        "map": queries.map_of(me, on=on) | {"tiles": settings.MAP_TILES},
    }
    return render(request, "dispatch/map.html", context)
