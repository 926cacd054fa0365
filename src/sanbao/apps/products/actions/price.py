"""Price lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from sanbao.apps.accounts.access import Provider, User
from sanbao.apps.journal import actions as journal
from sanbao.apps.products.facts.price import PriceLine
from sanbao.apps.products.models import Price, PriceList
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above a price list. basis: a Basis; starts_on: its first day."""

    basis: str
    name: str
    starts_on: date


@transaction.atomic
def publish(
    heading: Heading,
    lines: Sequence[PriceLine],
    *,
    provider: Provider,
    at: datetime,
    by: User | None,
) -> PriceList:
    """A price list with its prices, all or nothing. The same one again is the first.

    A list never changes once it is published: fees were taken from it. Another follows it.
    """
    if not lines:
        raise Refused(Message("a price list needs at least one price"), field="prices")
    price_list, is_new = PriceList.objects.get_or_create(
        provider=provider,
        basis=heading.basis,
        starts_on=heading.starts_on,
        defaults={"name": heading.name.strip()},
    )
    if not is_new:
        return same_or_refused(price_list, lines)
    Price.objects.bulk_create(
        Price(
            price_list=price_list,
            item=line.item,
            code=line.code,
            name=line.name,
            unit=line.unit,
            amount=line.amount,
        )
        for line in lines
    )
    journal.record("price_list.published", str(price_list.pk), provider=provider, at=at, by=by)
    return price_list


def same_or_refused(price_list: PriceList, lines: Sequence[PriceLine]) -> PriceList:
    stored = set(price_list.prices.values_list("item", "code", "name", "unit", "amount"))
    if stored == {(line.item, line.code, line.name, line.unit, line.amount) for line in lines}:
        return price_list
    raise Refused(
        Message(
            "a list on this basis already begins on %(day)s: “%(name)s”",
            {"day": price_list.starts_on, "name": price_list.name},
        ),
        field="starts_on",
    )
