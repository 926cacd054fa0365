"""Many customers and sites at once, for an import: a constant number of statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from sanbao.apps.parties.models import Customer, Site

CHUNK = 2000


@dataclass(frozen=True, slots=True)
class CustomerLine:
    code: str
    name: str
    phone: str
    kind: str


@dataclass(frozen=True, slots=True)
class SiteLine:
    """province: the short name already."""

    customer_id: int
    name: str
    province: str
    city: str
    area: str
    address: str
    contact_name: str
    contact_phone: str


@transaction.atomic
def take_customers(lines: Sequence[CustomerLine], *, provider_id: int) -> Mapping[str, int]:
    """Create or change the customers by number; returns number -> id."""
    fields = ["name", "phone", "kind"]
    made = Customer.objects.bulk_create(
        [
            Customer(
                provider_id=provider_id,
                code=line.code,
                name=line.name,
                phone=line.phone,
                kind=line.kind,
            )
            for line in lines
        ],
        batch_size=CHUNK,
        update_conflicts=True,
        unique_fields=["provider", "code"],
        update_fields=fields,
    )
    return {customer.code: customer.pk for customer in made}


@transaction.atomic
def take_sites(lines: Sequence[SiteLine]) -> Mapping[tuple[int, str], int]:
    """Create or change the sites by customer and name; returns (customer id, name) -> id."""
    made = Site.objects.bulk_create(
        [
            Site(
                customer_id=line.customer_id,
                name=line.name,
                province=line.province,
                city=line.city,
                area=line.area,
                address=line.address,
                contact_name=line.contact_name,
                contact_phone=line.contact_phone,
            )
            for line in lines
        ],
        batch_size=CHUNK,
        update_conflicts=True,
        unique_fields=["customer", "name"],
        update_fields=["province", "city", "area", "address", "contact_name", "contact_phone"],
    )
    return {(site.customer_id, site.name): site.pk for site in made}
