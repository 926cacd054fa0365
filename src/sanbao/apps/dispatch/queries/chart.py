"""What the map of a day shows: stations, jobs, ways, and what waits for a time."""

from datetime import date
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse

from sanbao.apps.accounts.access import User
from sanbao.apps.dispatch.facts import day_of, point_of
from sanbao.apps.dispatch.queries.board import Bar, bars_of, waiting_of
from sanbao.apps.dispatch.queries.crew import crew_of, homes_of
from sanbao.apps.parties import queries as parties
from sanbao.apps.workorders import queries as orders
from sanbao.rules.geography import Point, road_m, table


def map_of(user: User, *, on: date) -> dict[str, Any]:
    """For the page's script; every position is [latitude, longitude]."""
    zone = ZoneInfo(user.provider.zone)
    time = day_of(on, zone)
    homes = homes_of(user.provider_id)
    stations = parties.Station.objects.filter(provider_id=user.provider_id).order_by("pk")
    bars = bars_of(user, time)
    routes = []
    for man in crew_of(user.provider_id, time, only=list(bars)) if bars else ():
        stops = [
            of_bar(bar, f"{bar.booking.starts_at.astimezone(zone):%H:%M} {man.name}")
            for bar in bars[man.engineer.pk]
        ]
        points = [point for one in stops if (point := one["point"]) is not None]
        if man.home is not None:
            points = [at(man.home), *points]
        routes.append({"name": man.name, "points": points, "stops": stops, "km": length_km(points)})
    return {
        "stations": [
            {"name": row.name, "point": at(point)}
            for row in stations
            if (point := homes[row.pk].point) is not None
        ],
        "routes": routes,
        "waiting": [stop(one.order, "") for one in waiting_of(user)],
        "places": [
            {"name": name, "point": at(point), "is_capital": number == 0}
            for cities in table().values()
            for number, (name, point) in enumerate(cities.items())
        ],
    }


def of_bar(bar: Bar, words: str) -> dict[str, Any]:
    if bar.order is not None:
        return stop(bar.order, words)
    customer = bar.customer
    name = customer.name if customer else ""
    url = reverse("inspections:round", args=[bar.booking.errand])
    return marked(bar.booking.errand, f"{words} · {name}", url, bar.site)


def stop(order: orders.WorkOrder, words: str) -> dict[str, Any]:
    told = " · ".join(word for word in (words, order.case.customer.name) if word)
    url = reverse("workorders:order", args=[order.code])
    return marked(order.code, told, url, order.case.asset.site)


def marked(code: str, words: str, url: str, site: parties.Site | None) -> dict[str, Any]:
    point = site and point_of(site.latitude, site.longitude, site.province, site.city)
    return {"code": code, "words": words, "url": url, "point": at(point) if point else None}


def at(point: Point) -> list[float]:
    return [point.latitude, point.longitude]


def length_km(points: list[list[float]]) -> int:
    """How long the way over the points is."""
    ways = pairwise(points)
    return round(sum(road_m(Point(*one), Point(*two)) for one, two in ways) / 1000)
