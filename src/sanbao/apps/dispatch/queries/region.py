"""What each station answers for: the units and open orders of its region, its people, and the
places that no station serves.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count

from sanbao.apps.accounts.access import User
from sanbao.apps.assets import queries as assets
from sanbao.apps.parties import queries as parties
from sanbao.apps.workorders import queries as orders

PLACE = ("site__province", "site__city", "site__county")
OF_ORDER = tuple(f"case__asset__{column}" for column in PLACE)
MOST_PLACES = 200


@dataclass(slots=True)
class Region:
    """A station with what lies in its territories; the head centre has what no other one has."""

    station: parties.Station
    units: int = 0
    open_orders: int = 0
    engineers: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Unserved:
    """A place with units that lies in nobody's territory. head: the centre that goes there, ""
    where there is none.
    """

    place: str
    units: int
    head: str


@dataclass(frozen=True, slots=True)
class Regions:
    regions: Sequence[Region]
    unserved: Sequence[Unserved]


def regions_for(user: User) -> Regions:
    """Every station of the company with its region, in seven queries."""
    provider_id = user.provider_id
    rows = parties.stations_for(user).order_by("-is_head", "name", "pk")
    found = {row.code: Region(row) for row in rows}
    served = parties.regions_of(provider_id)
    unserved: dict[str, int] = {}
    units = assets.Asset.objects.filter(provider_id=provider_id)
    for place, count in counted(units, PLACE):
        code = served.station(*place)
        if code in found:
            found[code].units += count
        if not served.is_served(*place):
            name = "".join(place)
            unserved[name] = unserved.get(name, 0) + count
    going = orders.WorkOrder.objects.filter(provider_id=provider_id, state__in=orders.OPEN)
    for place, count in counted(going, OF_ORDER):
        if (code := served.station(*place)) in found:
            found[code].open_orders += count
    for man in parties.engineers(provider_id).select_related("person__station"):
        station = getattr(getattr(man, "person", None), "station", None)
        if station is not None and station.code in found:
            found[station.code].engineers.append(str(man))
    head = found[served.head].station.name if served.head in found else ""
    most = sorted(unserved.items(), key=lambda one: (-one[1], one[0]))[:MOST_PLACES]
    places = [Unserved(name, count, head) for name, count in most]
    return Regions(list(found.values()), places)


def counted(rows: object, columns: tuple[str, ...]) -> list[tuple[tuple[str, str, str], int]]:
    """How many rows each place has, in one query."""
    grouped = rows.order_by().values_list(*columns)  # type: ignore[attr-defined]
    return [((a, b, c), count) for a, b, c, count in grouped.annotate(count=Count("pk"))]
