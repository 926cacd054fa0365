"""Dealers, stations and the territories that they serve."""

from decimal import Decimal

from django.db import transaction

from sanbao.apps.accounts.access import Provider
from sanbao.apps.parties.actions.customer import short_province
from sanbao.apps.parties.models import Dealer, Station, Territory
from sanbao.apps.parties.queries.station import city_name
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused


def create_dealer(name: str, *, provider: Provider, code: str, phone: str = "") -> Dealer:
    if Dealer.objects.filter(provider=provider, code=code).exists():
        raise Refused(Message("the dealer number %(code)s is taken", {"code": code}), field="code")
    return Dealer.objects.create(provider=provider, code=code, name=name, phone=phone)


def create_station(
    name: str,
    *,
    provider: Provider,
    code: str,
    dealer: Dealer | None = None,
    phone: str = "",
    is_head: bool = False,
) -> Station:
    if "/" in code:  # it stands in addresses of pages
        raise Refused(Message("a station number has no slash in it"), field="code")
    if Station.objects.filter(provider=provider, code=code).exists():
        raise Refused(Message("the station number %(code)s is taken", {"code": code}), field="code")
    return Station.objects.create(
        provider=provider, code=code, name=name, dealer=dealer, phone=phone, is_head=is_head
    )


def equip_station(
    station: Station,
    *,
    address: str,
    stock: str,
    latitude: Decimal | None = None,
    longitude: Decimal | None = None,
) -> Station:
    """Where it is, and the common parts that it keeps, one a line (P5-1.9)."""
    station.address, station.stock = address.strip(), stock.strip()
    station.latitude, station.longitude = latitude, longitude
    station.save(update_fields=["address", "stock", "latitude", "longitude"])
    return station


@transaction.atomic
def add_territory(
    station: Station, *, province: str, city: str = "", county: str = ""
) -> Territory:
    """Give `station` a province, a city or a county. Refused where another station serves it."""
    if county.strip() and not city.strip():
        raise Refused(Message("a county lies in a city: name it too"), field="city")
    territory, is_new = Territory.objects.select_related("station").get_or_create(
        provider_id=station.provider_id,
        province=short_province(province),
        city=city_name(city),
        county=city_name(county),
        defaults={"station": station},
    )
    if not is_new and territory.station_id != station.pk:
        raise Refused(
            Message(
                "%(place)s is served by %(station)s",
                {"place": str(territory), "station": territory.station.name},
            ),
            field="province",
        )
    return territory


def take_territory_away(
    station: Station, *, province: str, city: str = "", county: str = ""
) -> None:
    """By its names as `add_territory` takes them. Refused where the station does not serve it."""
    place = {"province": short_province(province), "city": city_name(city)}
    territory = station.territories.filter(**place, county=city_name(county)).first()
    if territory is None:
        name = {"station": station.name}
        raise Refused(Message("%(station)s does not serve this place", name), field="province")
    remove_territory(territory)


def remove_territory(territory: Territory) -> None:
    territory.delete()
