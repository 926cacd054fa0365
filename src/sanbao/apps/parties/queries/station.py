"""Stations, and which of them serves a place."""

from django.db.models import Q, QuerySet

from sanbao.apps.accounts.access import STAFF, User
from sanbao.apps.accounts.prepared import prepared
from sanbao.apps.parties.models import Station, Territory
from sanbao.rules import place

CITY_SUFFIXES = ("市", "县", "区")


def stations_for(user: User) -> QuerySet[Station]:
    rows = (
        Station.objects.filter(provider_id=user.provider_id)
        .select_related("dealer")
        .prefetch_related("territories")
    )
    return rows if user.has_role(*STAFF) else rows.none()


def city_name(text: str) -> str:
    """A city with or without 市 is one and the same: 南京市 and 南京."""
    text = "".join(text.split())
    return text[:-1] if len(text) > 2 and text.endswith(CITY_SUFFIXES) else text


def serving(provider_id: int, *, province: str, city: str = "", county: str = "") -> Station | None:
    """The station that serves a place: the narrowest of county, city and province, else the head
    centre. None when the company has neither.
    """
    short = place.province(province) or province
    places = territories(provider_id, short, city_name(city), city_name(county))
    if narrowest := next(iter(places), None):
        return narrowest.station
    return next(iter(head_centres(provider_id)), None)


@prepared
def territories(provider_id: int, province: str, city: str, county: str) -> QuerySet[Territory]:
    rows = Territory.objects.filter(provider_id=provider_id, province=province)
    rows = rows.filter(city__in=("", city)).filter(Q(county="") | Q(county=county, city=city))
    return rows.select_related("station").order_by("-city", "-county", "pk")[:1]


@prepared
def head_centres(provider_id: int) -> QuerySet[Station]:
    return Station.objects.filter(provider_id=provider_id, is_head=True).order_by("pk")[:1]
