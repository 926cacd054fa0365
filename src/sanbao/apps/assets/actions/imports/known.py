"""What is on record about the rows of a chunk: five statements, however many rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sanbao.apps.assets.facts.row import Values
from sanbao.apps.assets.models import Asset
from sanbao.apps.parties import queries as parties
from sanbao.apps.products import queries as products


@dataclass(frozen=True, slots=True)
class Known:
    """products, dealers: id by number. sites: by (customer id, name)."""

    products: Mapping[str, int]
    dealers: Mapping[str, int]
    customers: Mapping[str, parties.Customer]
    sites: Mapping[tuple[int, str], parties.Site]
    assets: Mapping[str, Asset]


def look_up(rows: Sequence[Values], *, provider_id: int) -> Known:
    def named(field: str) -> set[str]:
        return {row[field] for row in rows if field in row}

    customers = {
        customer.code: customer
        for customer in parties.Customer.objects.filter(
            provider_id=provider_id, code__in=named("customer_code")
        ).defer("search_text", "tokens")
    }
    return Known(
        products=dict(
            products.Product.objects.filter(
                provider_id=provider_id, code__in=named("product_code")
            ).values_list("code", "pk")
        ),
        dealers=dict(
            parties.Dealer.objects.filter(
                provider_id=provider_id, code__in=named("dealer_code")
            ).values_list("code", "pk")
        ),
        customers=customers,
        sites={
            (site.customer_id, site.name): site
            for site in parties.Site.objects.filter(
                customer_id__in=[customer.pk for customer in customers.values()],
                name__in=named("site_name") | named("customer_name"),
            )
        },
        assets={
            asset.serial: asset
            for asset in Asset.objects.filter(provider_id=provider_id, serial__in=named("serial"))
            .select_related("customer", "site")
            .defer("search_text", "tokens", "customer__search_text", "customer__tokens")
        },
    )
