"""The products of a company and its price lists, one on each basis."""

from decimal import Decimal

from sanbao.apps.accounts.access import Provider, User
from sanbao.apps.products import actions as products
from sanbao.apps.products import queries as product_rows
from sanbao.rules.money import fen
from sanbao.site.demo.clock import Clock
from sanbao.site.demo.company import CompanyData

# What a list asks of the published price, and what the list is called.
LISTS = {
    product_rows.Basis.PRICE_LIST: (Decimal("1.00"), "统一收费标准"),
    product_rows.Basis.TENDER_LIST: (Decimal("0.95"), "投标零配件报价表"),
    product_rows.Basis.FAVOURABLE: (Decimal("0.85"), "备件优惠价目表"),
    product_rows.Basis.COST: (Decimal("0.60"), "成本价目表"),
}
PUBLISHED_DAYS_AGO = 1100


def stock(
    data: CompanyData, provider: Provider, clock: Clock, *, by: User
) -> dict[str, product_rows.Product]:
    """The products by their numbers; the price lists are published besides."""
    at = clock.ago(PUBLISHED_DAYS_AGO)
    for basis, (share, name) in LISTS.items():
        products.publish(
            products.Heading(basis=basis, name=f"{name} {at.year} 版", starts_on=at.date()),
            [
                products.PriceLine(
                    product_rows.Item(price.item),
                    price.code,
                    price.name,
                    price.unit,
                    fen(price.amount * share),
                )
                for price in data.prices
            ],
            provider=provider,
            at=at,
            by=by,
        )
    return {
        product.code: products.create_product(
            products.ProductDetails(
                name=product.name, model=product.model, components=product.components
            ),
            provider=provider,
            code=product.code,
            at=at,
            by=by,
        )
        for product in data.products
    }
