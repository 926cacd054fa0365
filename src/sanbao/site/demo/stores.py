"""What lies in the stations' stores and in the vans: the parts of the price list, counted."""

from collections.abc import Iterator
from decimal import Decimal

from sanbao.apps.accounts.access import Role
from sanbao.apps.parts import actions as parts
from sanbao.apps.parts.facts import Where
from sanbao.apps.parts.queries import Part
from sanbao.apps.products.queries import Item
from sanbao.site.demo.clock import Clock
from sanbao.site.demo.company import CompanyData
from sanbao.site.demo.people import Staff

DAYS_AGO = 6
KINDS = 4  # so many of the parts are kept in store
MOST_STATIONS, MOST_VANS = 2, 2


def tell(data: CompanyData, staff: Staff, clock: Clock) -> None:
    """Two stations have some of each part, two vans of two."""
    boss, at = staff[Role.MANAGER], clock.ago(DAYS_AGO)
    listed = [
        parts.list_part(
            price.code,
            price.name,
            unit=price.unit,
            is_tool=False,
            provider=boss.provider,
            by=boss,
            at=at,
        )
        for price in data.prices
        if price.item == Item.PARTS
    ]
    for where, part, quantity in counted(staff, listed, clock):
        parts.count(where, part, Decimal(quantity), key=clock.key(), by=boss, at=at)


def counted(staff: Staff, listed: list[Part], clock: Clock) -> Iterator[tuple[Where, Part, int]]:
    for station in list(staff.stations.values())[:MOST_STATIONS]:
        for part in listed[:KINDS]:
            yield Where(station=station), part, clock.chance.randint(1, 12)
    for engineer in staff.engineers[:MOST_VANS]:
        for part in listed[:2]:
            yield Where(engineer=engineer), part, clock.chance.randint(1, 3)
