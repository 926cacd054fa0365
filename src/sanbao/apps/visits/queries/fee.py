"""The fee of a visit, and the price lists that it is taken from."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from sanbao.apps.accounts.prepared import prepared
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.products import queries as products
from sanbao.apps.visits.facts import fee_day
from sanbao.apps.visits.models import Receipt, UsedItem, Visit
from sanbao.rules.agreement import Agreement
from sanbao.rules.fee import Charge, Fee, Listed, Used, fee
from sanbao.rules.terms import Charge as ChargeTerm

# Shown to everybody; cost prices are shown where a clause charges by them (P2-3.3).
PUBLISHED = frozenset({"price_list", "tender_list"})


def fee_of(visit: Visit) -> Fee:
    """The fee by the visit's decision and the lists of the day of arrival, and nothing else."""
    used = [as_used(item) for item in used_by(visit.pk)]
    return fee(charges_of(visit), used, listed(visit.provider_id, on=fee_day(visit)))


@prepared
def used_by(visit_id: int) -> QuerySet[UsedItem]:
    return UsedItem.objects.filter(visit_id=visit_id).select_related("price").order_by("id")


def receipt_of(visit: Visit) -> Receipt | None:
    """The receipt that the customer got when he signed, if he owed anything."""
    return Receipt.objects.filter(visit=visit, voided_at=None).first()


def charges_of(visit: Visit) -> list[Charge]:
    if visit.decision is None:
        return []
    promised = agreements.terms(visit.decision.version)
    return [
        Charge(line["item"], line["payer"], line["basis"], line["clause"], rate_of(line, promised))
        for line in visit.decision.answer["charges"]
    ]


def rate_of(line: Mapping[str, str], promised: Agreement) -> Decimal | None:
    """What the agreement itself asks for one unit of the item, where its clause names a price."""
    asked = [term for term in promised.terms if isinstance(term, ChargeTerm)]
    return next(
        (
            term.rate
            for term in asked
            if (term.clause, term.basis) == (line["clause"], line["basis"])
            and line["item"] in term.items
        ),
        None,
    )


def as_used(item: UsedItem) -> Used:
    price = item.price
    return Used(price.item, price.code, price.name, price.unit, item.quantity, item.is_outer)


def listed(provider_id: int, *, on: date) -> list[Listed]:
    return [
        Listed(price.price_list.basis, price.item, price.code, price.name, price.unit, price.amount)
        for price in in_force(provider_id, on=on)
    ]


def in_force(provider_id: int, *, on: date) -> list[products.Price]:
    """Every price of the lists in force, parts first, as the lists themselves are read."""
    found = prices_in_force(provider_id, on)
    return sorted(found, key=lambda price: products.Item.values.index(price.item))


@prepared
def prices_in_force(provider_id: int, on: date) -> QuerySet[products.Price]:
    lists = products.price_lists(provider_id, on=on)
    rows = products.Price.objects.filter(price_list__in=lists.values("pk"))
    return rows.select_related("price_list").order_by("code", "price_list__basis")


def positions(provider_id: int, *, on: date) -> list[products.Price]:
    """What can be used: each position of the lists in force once, whatever its price."""
    found: dict[tuple[str, str], products.Price] = {}
    for price in in_force(provider_id, on=on):
        found.setdefault((price.item, price.code), price)
    return list(found.values())


def lists_to_show(visit: Visit) -> list[tuple[products.PriceList, list[products.Price]]]:
    """The lists that the engineer holds to the customer: the published ones, and that of a
    charge of this case.
    """
    bases = PUBLISHED | {charge.basis for charge in charges_of(visit)}
    shown: dict[int, tuple[products.PriceList, list[products.Price]]] = {}
    for price in in_force(visit.provider_id, on=fee_day(visit)):
        if price.price_list.basis in bases:
            entry = shown.setdefault(price.price_list_id, (price.price_list, []))
            entry[1].append(price)
    return list(shown.values())
