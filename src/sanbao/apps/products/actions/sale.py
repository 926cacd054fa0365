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
    reference that stands there with other figures, and for one that takes back what is not on
    record, in part, or twice.
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
    refuse_wrong_reversal(provider, rows)
    new = SettledSale.objects.filter(provider=provider).count() - before
    if new:
        told = {"new": new, "rows": len(lines)}
        journal.record(
            "sales.recorded", lines[0].reference, provider=provider, at=at, by=by, details=told
        )
    return new


def refuse_wrong_reversal(provider: Provider, rows: Mapping[str, SettledSale]) -> None:
    """A mistyped sale is taken back whole, by one further sale."""
    back = [row for row in rows.values() if row.reverses]
    if not back:
        return
    named = SettledSale.objects.filter(provider=provider, reference__in=[r.reverses for r in back])
    wrong = {sale.reference: sale for sale in named}
    kept = SettledSale.objects.filter(provider=provider, reference__in=[r.reference for r in back])
    stored = set(kept.values_list("reference", flat=True))
    for row in back:
        sale = wrong.get(row.reverses)
        is_whole = sale is not None and (sale.dealer_id, sale.units, sale.amount) == (
            row.dealer_id,
            -row.units,
            -row.amount,
        )
        if not is_whole or row.reference not in stored:
            told = {"reference": row.reference}
            raise Refused(
                Message("%(reference)s takes back no sale, not the whole of it, or twice", told),
                field="sales",
            )


def facts_of(sale: SettledSale) -> tuple[object, ...]:
    product, reverses = sale.product_id, sale.reverses
    return sale.dealer_id, sale.settled_on, product, sale.units, sale.amount, reverses


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
        reverses=line.reverses,
        units=line.units,
        amount=line.amount,
        recorded_at=at,
        recorded_by=by,
    )
