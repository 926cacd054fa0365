"""The products of a company and its price lists, one on each basis that is charged by."""

from decimal import Decimal

from sanbao.apps.accounts.access import User
from sanbao.apps.agreements import queries as agreement_rows
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
    data: CompanyData, version: agreement_rows.Version, clock: Clock, *, by: User
) -> dict[str, product_rows.Product]:
    """The products by their numbers; the lists that the agreement charges by besides."""
    provider, at = version.agreement.provider, clock.ago(PUBLISHED_DAYS_AGO)
    for basis in bases(version):
        share, name = LISTS[basis]
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
                name=product.name,
                model=product.model,
                components=product.components,
                category=product.category,
            ),
            provider=provider,
            code=product.code,
            at=at,
            by=by,
        )
        for product in data.products
    }


def bases(version: agreement_rows.Version) -> list[product_rows.Basis]:
    """The published list, and each other that a charge of the agreement names."""
    terms = agreement_rows.terms(version).terms
    named = {getattr(term, "basis", "") for term in terms}
    return [basis for basis in LISTS if basis == product_rows.Basis.PRICE_LIST or basis in named]
