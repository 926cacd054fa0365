"""Customers and their sites."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from sanbao.apps.accounts.access import Provider, User
from sanbao.apps.accounts.stored import add
from sanbao.apps.journal import actions as journal
from sanbao.apps.parties.models import Area, Customer, CustomerKind, Site
from sanbao.apps.parties.queries.station import city_name
from sanbao.rules import place
from sanbao.rules.deadline import china_day
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused


@dataclass(frozen=True, slots=True)
class CustomerDetails:
    name: str
    phone: str = ""
    kind: str = CustomerKind.BUSINESS


@dataclass(frozen=True, slots=True)
class Address:
    """Where a site stands. province: with or without 省/市. at: latitude, longitude in degrees."""

    province: str
    city: str = ""
    area: str = Area.CITY
    address: str = ""
    at: tuple[Decimal, Decimal] | None = None
    county: str = ""


@transaction.atomic
def create_customer(
    details: CustomerDetails,
    *,
    provider: Provider,
    at: datetime,
    by: User | None,
    code: str = "",
) -> Customer:
    """A new customer; without a number of the company's own he gets the next one."""
    code = code.strip() or journal.next_code("KH", provider=provider, on=china_day(at))
    if Customer.objects.filter(provider=provider, code=code).exists():
        raise Refused(
            Message("the customer number %(code)s is taken", {"code": code}), field="code"
        )
    customer = Customer(
        provider=provider,
        code=code,
        name=details.name.strip(),
        phone=details.phone.strip(),
        kind=details.kind,
    )
    add(customer)
    journal.record("customer.created", customer.code, provider=provider, at=at, by=by)
    return customer


@transaction.atomic
def change_customer(
    customer: Customer, details: CustomerDetails, *, at: datetime, by: User
) -> Customer:
    customer = Customer.objects.select_for_update().get(pk=customer.pk)
    was = (customer.name, customer.phone, customer.kind)
    customer.name, customer.phone = details.name.strip(), details.phone.strip()
    customer.kind = details.kind
    if was == (customer.name, customer.phone, customer.kind):
        return customer
    customer.save(update_fields=["name", "phone", "kind"])
    journal.record("customer.changed", customer.code, provider=customer.provider_id, at=at, by=by)
    return customer


def short_province(text: str) -> str:
    """The short name; refused for what is no province, since promises depend on it."""
    if (short := place.province(text)) is None:
        raise Refused(Message("“%(text)s” is not a province", {"text": text}), field="province")
    return short


@transaction.atomic
def create_site(
    customer: Customer,
    *,
    name: str,
    where: Address,
    contact_name: str = "",
    contact_phone: str = "",
) -> Site:
    """A place where the customer's equipment stands. Its name is unique for the customer."""
    province = short_province(where.province)
    if customer.sites.filter(name=name).exists():
        raise Refused(Message("the customer has a site “%(name)s”", {"name": name}), field="name")
    site = Site(
        customer=customer,
        name=name,
        province=province,
        city=city_name(where.city),
        county=city_name(where.county),
        area=where.area,
        address=where.address,
        contact_name=contact_name,
        contact_phone=contact_phone,
        latitude=where.at[0] if where.at else None,
        longitude=where.at[1] if where.at else None,
    )
    add(site)
    return site


@transaction.atomic
def change_site(
    site: Site, *, where: Address, contact_name: str, contact_phone: str, at: datetime, by: User
) -> Site:
    site = Site.objects.select_for_update().select_related("customer").get(pk=site.pk)
    site.province, site.city = short_province(where.province), city_name(where.city)
    site.area, site.address, site.county = where.area, where.address, city_name(where.county)
    site.contact_name, site.contact_phone = contact_name, contact_phone
    site.save()
    customer = site.customer
    journal.record("customer.changed", customer.code, provider=customer.provider_id, at=at, by=by)
    return site
