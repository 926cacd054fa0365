"""Stations: what each answers for, which serves a place, and the places that none serves."""

from typing import Annotated, Any

from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from pydantic import Field

from sanbao.apps.accounts.access import STAFF, Role, api_reader
from sanbao.apps.dispatch import queries
from sanbao.apps.parties import actions as parties
from sanbao.apps.parties import queries as rows

router = Router(tags=["stations"])
Name = Annotated[str, Field(max_length=40)]


class PlaceIn(Schema):
    province: str = Field(min_length=1, max_length=20)
    city: Name = ""
    county: Name = ""


class StationIn(Schema):
    code: str = Field(min_length=1, max_length=40)
    name: str = Field(min_length=1, max_length=120)
    phone: str = Field("", max_length=30)
    address: str = Field("", max_length=200)
    stock: str = Field("", max_length=2000, description="common parts kept there, one a line")
    is_head: bool = False


class StationOut(StationIn):
    serves: list[PlaceIn]


class RegionOut(StationOut):
    units: int = Field(description="installed in its region")
    open_orders: int
    engineers: list[str]


class UnservedOut(Schema):
    place: str
    units: int
    head: str = Field(description="the head centre that goes there; empty: nobody does")


class RegionsOut(Schema):
    items: list[RegionOut]
    unserved: list[UnservedOut]


class ServingOut(Schema):
    station: StationOut | None = Field(description="null where nobody serves the place")


@router.get("", response=RegionsOut, summary="Stations with their regions, and unserved places")
def stations(request: HttpRequest) -> dict[str, Any]:
    me = api_reader(request, *queries.SEES_ALL)
    found = queries.regions_for(me)
    items = [
        station(one.station)
        | {"units": one.units, "open_orders": one.open_orders, "engineers": one.engineers}
        for one in found.regions
    ]
    return {"items": items, "unserved": found.unserved}


@router.get("/serving", response=ServingOut, summary="Which station serves a place")
def serving(
    request: HttpRequest, province: str, city: str = "", county: str = ""
) -> dict[str, Any]:
    """The narrowest territory goes first, then the head centre."""
    me = api_reader(request, *STAFF)
    found = rows.serving(me.provider_id, province=province, city=city, county=county)
    return {"station": station(found) if found else None}


@router.post("", response={201: StationOut}, summary="Set up a station")
def create(request: HttpRequest, payload: StationIn) -> Status[dict[str, Any]]:
    me = api_reader(request, Role.MANAGER)
    given = payload.dict()
    address, stock = given.pop("address"), given.pop("stock")
    with transaction.atomic():
        made = parties.create_station(given.pop("name"), provider=me.provider, **given)
        made = parties.equip_station(made, address=address, stock=stock)
    return Status(201, station(made))


@router.post("/{code}/territories", response=StationOut, summary="Give it a territory")
def add(request: HttpRequest, code: str, payload: PlaceIn) -> dict[str, Any]:
    """Refused where another station serves exactly that place."""
    me = api_reader(request, Role.MANAGER)
    found = get_object_or_404(rows.stations_for(me), code=code)
    parties.add_territory(found, **payload.dict())
    return station(rows.stations_for(me).get(pk=found.pk))


@router.post("/{code}/territories/remove", response=StationOut, summary="Take a territory away")
def remove(request: HttpRequest, code: str, payload: PlaceIn) -> dict[str, Any]:
    me = api_reader(request, Role.MANAGER)
    found = get_object_or_404(rows.stations_for(me), code=code)
    parties.take_territory_away(found, **payload.dict())
    return station(rows.stations_for(me).get(pk=found.pk))


def station(row: rows.Station) -> dict[str, Any]:
    return {
        "code": row.code,
        "name": row.name,
        "phone": row.phone,
        "address": row.address,
        "stock": row.stock,
        "is_head": row.is_head,
        "serves": [
            {"province": one.province, "city": one.city, "county": one.county}
            for one in row.territories.all()
        ],
    }
