"""Who answers for a station, a dealer, a customer, a company: for many at once."""

from collections.abc import Mapping
from dataclasses import dataclass

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.parties.models import Person, Station, Territory
from sanbao.apps.parties.queries.station import city_name
from sanbao.rules import place


@dataclass(frozen=True, slots=True)
class Heads:
    """The first account of each, by number. manager: the first service manager's."""

    stations: Mapping[str, User]
    dealers: Mapping[str, User]
    customers: Mapping[str, User]
    manager: User | None


def heads_of(provider_id: int) -> Heads:
    """Whoever has signed up first among the people of a station, a dealer, a customer."""
    people = Person.objects.filter(
        provider_id=provider_id, user__isnull=False, user__is_active=True
    ).select_related("user", "station", "dealer", "customer")
    stations: dict[str, User] = {}
    dealers: dict[str, User] = {}
    customers: dict[str, User] = {}
    for person in people.order_by("pk"):
        for found, belongs_to in (
            (stations, person.station),
            (dealers, person.dealer),
            (customers, person.customer),
        ):
            if belongs_to is not None and person.user is not None:
                found.setdefault(belongs_to.code, person.user)
    managers = User.objects.filter(
        provider_id=provider_id, is_active=True, roles__contains=[Role.MANAGER.value]
    )
    return Heads(stations, dealers, customers, managers.order_by("pk").first())


@dataclass(frozen=True, slots=True)
class Regions:
    """Which station serves a place, for many places: `serving`, without a query for each."""

    by_place: Mapping[tuple[str, str, str], str]
    head: str

    def station(self, province: str, city: str = "", county: str = "") -> str:
        """The number of the station, "" where nobody serves the place."""
        return self.territory(province, city, county) or self.head

    def is_served(self, province: str, city: str = "", county: str = "") -> bool:
        """Whether the place lies in anybody's territory; a head centre serves what does not."""
        return bool(self.territory(province, city, county))

    def territory(self, province: str, city: str, county: str) -> str:
        """The number of the station in whose territory the place lies, the narrowest first."""
        short = place.province(province) or province
        town = city_name(city)
        places = ((short, town, city_name(county)), (short, town, ""), (short, "", ""))
        return next((self.by_place[one] for one in places if one in self.by_place), "")


def regions_of(provider_id: int) -> Regions:
    rows = Territory.objects.filter(provider_id=provider_id).select_related("station")
    head = Station.objects.filter(provider_id=provider_id, is_head=True).order_by("pk").first()
    return Regions(
        {(row.province, row.city, row.county): row.station.code for row in rows},
        head.code if head else "",
    )
