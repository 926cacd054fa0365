"""Settled sales: taken in together or not at all, each once by its reference."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from sanbao.apps.accounts.access import Provider, User
from sanbao.apps.journal import actions as journal
from sanbao.apps.parties.queries import Dealer
from sanbao.apps.products.facts.sale import SaleLine
from sanbao.apps.products.models import Product, SettledSale
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused


@transaction.atomic
def record_sales(
    lines: Sequence[SaleLine], *, provider: Provider, at: datetime, by: User | None
) -> int:
    """Put settled sales on record; how many of them are new.

    Raises Refused, and records nothing, for a dealer or product that is not on record, and for a
    reference that stands there with other figures.
    """
    if not lines:
        raise Refused(Message("there is no settled sale in it"), field="sales")
    dealers = dict(
        Dealer.objects.filter(
            provider=provider, code__in={line.dealer for line in lines}
        ).values_list("code", "pk")
    )
    products = dict(
        Product.objects.filter(
            provider=provider, code__in={line.product for line in lines}
        ).values_list("code", "pk")
    )
    rows = {
        line.reference: sale_of(line, dealers, products, provider=provider, at=at, by=by)
        for line in lines
    }
    if len(rows) < len(lines):
        raise Refused(Message("a reference stands in it twice"), field="sales")
    before = SettledSale.objects.filter(provider=provider).count()
    SettledSale.objects.bulk_create(rows.values(), ignore_conflicts=True, batch_size=2000)
    stored = SettledSale.objects.filter(provider=provider, reference__in=rows)
    for one in stored.select_for_update():
        if facts_of(one) != facts_of(rows[one.reference]):
            raise Refused(
                Message(
                    "%(reference)s is on record with other figures; take it back by a further one",
                    {"reference": one.reference},
                ),
                field="sales",
            )
    new = SettledSale.objects.filter(provider=provider).count() - before
    if new:
        told = {"new": new, "rows": len(lines)}
        journal.record(
            "sales.recorded", lines[0].reference, provider=provider, at=at, by=by, details=told
        )
    return new


def facts_of(sale: SettledSale) -> tuple[object, ...]:
    return sale.dealer_id, sale.settled_on, sale.product_id, sale.units, sale.amount


def sale_of(
    line: SaleLine,
    dealers: Mapping[str, int],
    products: Mapping[str, int],
    *,
    provider: Provider,
    at: datetime,
    by: User | None,
) -> SettledSale:
    if line.dealer not in dealers:
        told = {"reference": line.reference}
        raise Refused(Message("%(reference)s: its dealer is not on record", told), field="sales")
    if line.product and line.product not in products:
        told = {"reference": line.reference}
        raise Refused(Message("%(reference)s: its product is not on record", told), field="sales")
    return SettledSale(
        provider=provider,
        dealer_id=dealers[line.dealer],
        reference=line.reference,
        settled_on=line.settled_on,
        product_id=products[line.product] if line.product else None,
        units=line.units,
        amount=line.amount,
        recorded_at=at,
        recorded_by=by,
    )
