"""Customers, the places of their units, and the units themselves."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sanbao.apps.accounts.access import Provider, Role, User
from sanbao.apps.agreements import queries as agreement_rows
from sanbao.apps.assets import actions as assets
from sanbao.apps.assets import queries as asset_rows
from sanbao.apps.parties import actions as parties
from sanbao.apps.parties import queries as party_rows
from sanbao.apps.products import queries as product_rows
from sanbao.site.demo.clock import Clock, evening_of
from sanbao.site.demo.company import CompanyData, Homes, Place, words
from sanbao.site.demo.people import Staff

# How long units have been standing there: from brand-new to long out of warranty, in days.
YOUNGEST, OLDEST = 8, 1400
# One unit in so many belongs to a member user, where the company has such.
EVERY_NTH_IS_A_MEMBER = 4


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit and since when it stands: the day of delivery or sale that its dates count from."""

    asset: asset_rows.Asset
    since: date

    def age(self, on: date) -> int:
        return (on - self.since).days


@dataclass(frozen=True, slots=True)
class Deal:
    """What units are made of and who registers them."""

    data: CompanyData
    provider: Provider
    staff: Staff
    agreement: agreement_rows.Agreement
    products: dict[str, product_rows.Product]
    clock: Clock

    @property
    def by(self) -> User:
        return self.staff[Role.MANAGER]


def install(deal: Deal, *, count: int) -> list[Unit]:
    """`count` units over all places, the first customer's first; he can sign in."""
    if count == 0:
        return []
    places = list(place_rows(deal, most=count))
    open_customer_account(deal, places[0][0].customer)
    ages = spread(count, deal.clock)
    return [
        register(deal, *places[number % len(places)], number=number, age=age)
        for number, age in enumerate(ages)
    ]


def spread(count: int, clock: Clock) -> list[int]:
    """Ages in days, shuffled: half of them within the first year and a half."""
    steps = [number / max(count - 1, 1) for number in range(count)]
    ages = [YOUNGEST + round((OLDEST - YOUNGEST) * step**1.6) for step in steps]
    clock.chance.shuffle(ages)
    return ages


def place_rows(deal: Deal, *, most: int) -> Iterator[tuple[party_rows.Site, str]]:
    """(site, dealer's code) of every place of the company, at most as many as there are units."""
    customers: dict[str, party_rows.Customer] = {}
    listed = [*deal.data.sites, *(home for one in deal.data.homes for home in households(one))]
    for place in listed[:most]:
        if place.customer not in customers:
            customers[place.customer] = enter_customer(deal, place)
        yield enter_site(customers[place.customer], place), place.dealer


def households(homes: Homes) -> Iterator[Place]:
    """Each household of a compound as a customer with one place, named by its position."""
    first = sum(homes.compound.encode())
    for number in range(homes.households):
        family = words().family[(first + 7 * number) % len(words().family)]
        given = words().given[(first + 11 * number) % len(words().given)]
        flat = (
            f"{number // 3 + 1} 号楼 {number % 3 + 1} 单元 {(number * 5) % 11 + 1}0{number % 3 + 1}"
        )
        yield Place(
            customer=family + given,
            name=f"{homes.compound} {flat}",
            province=homes.province,
            city=homes.city,
            area=homes.area,
            address=f"{homes.address} {flat}",
            contact=family + given,
            at=homes.at,
            dealer=homes.dealer,
        )


def enter_customer(deal: Deal, place: Place) -> party_rows.Customer:
    private = place.customer == place.contact
    return parties.create_customer(
        parties.CustomerDetails(
            name=place.customer,
            phone=deal.clock.phone(),
            kind=party_rows.CustomerKind.CONSUMER if private else party_rows.CustomerKind.BUSINESS,
        ),
        provider=deal.provider,
        at=deal.clock.ago(OLDEST),
        by=deal.by,
    )


def enter_site(customer: party_rows.Customer, place: Place) -> party_rows.Site:
    return parties.create_site(
        customer,
        name=place.name,
        where=parties.Address(
            province=place.province,
            city=place.city,
            area=place.area,
            address=place.address,
            at=place.at,
        ),
        contact_name=place.contact,
        contact_phone=customer.phone,
    )


def open_customer_account(deal: Deal, customer: party_rows.Customer) -> None:
    """The customer who can sign in: the one of the first place."""
    user = deal.staff[Role.CUSTOMER]
    user.display_name = customer.name if customer.kind == "consumer" else user.display_name
    user.save(update_fields=["display_name"])
    parties.create_person(
        str(user), provider=deal.provider, user=user, phone=customer.phone, belongs_to=customer
    )


def register(deal: Deal, site: party_rows.Site, dealer: str, *, number: int, age: int) -> Unit:
    """One unit with the dates that its company keeps, none of them after today."""
    today = deal.clock.today
    since = today - timedelta(days=age)
    product = deal.data.products[number % len(deal.data.products)]
    dates = {
        event: min(since + timedelta(days=days), today) for event, days in deal.data.dates.items()
    }
    is_member = deal.data.slug == "tablet-dealer" and number % EVERY_NTH_IS_A_MEMBER == 1
    asset = assets.register(
        assets.AssetDetails(
            serial=f"{deal.data.prefix}{since:%y%m}-{number + 1:04}",
            product_id=deal.products[product.code].pk,
            customer_id=site.customer_id,
            site_id=site.pk,
            dealer_id=deal.staff.dealers[dealer].pk if dealer else None,
            agreement_id=deal.agreement.pk,
            dates=dates,
            price=product.price,
            tier="member" if is_member else "",
        ),
        provider=deal.provider,
        key=deal.clock.key(),
        at=min(deal.clock.now, evening_of(max(dates.values()))),
        by=deal.by,
    )
    return Unit(asset, since)
