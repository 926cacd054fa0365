"""Products over the API."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from sanbao.apps.accounts.access import Role, api_reader, reader
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.products import actions, queries
from sanbao.apps.products.queries import Product, SettledSale
from sanbao.rules.facts import Category
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

router = Router(tags=["products"])
settled_sales = Router(tags=["settled sales"])
CATEGORY = "kind of goods by the national three-guarantees rules; empty where nobody has said"


class ProductOut(Schema):
    code: str = Field(description="product number")
    name: str
    model: str
    components: list[str]
    category: str = Field(description=CATEGORY)
    production_ended_on: date | None


class ProductPage(Schema):
    items: list[ProductOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


class ProductChange(Schema):
    """All of a product's record but its number."""

    name: str = Field(min_length=1, max_length=120)
    model: str = Field("", max_length=60)
    components: list[str] = Field(default_factory=list, max_length=40)
    category: Category | None = Field(None, description=CATEGORY)
    production_ended_on: date | None = None

    def details(self) -> actions.ProductDetails:
        return actions.ProductDetails(
            self.name,
            self.model,
            self.components,
            self.category.value if self.category else "",
            self.production_ended_on,
        )


class ProductIn(ProductChange):
    """A product to put on record."""

    code: str = Field(min_length=1, max_length=40)


@router.get("", response=ProductPage, summary="List products")
def products(request: HttpRequest, after: str = "") -> dict[str, Any]:
    """The products that you may see, newest first, in pages of 50."""
    page = page_of(queries.products_for(reader(request)), by=("-id",), after=after)
    return {"items": page.rows, "next": page.after}


@router.post("", response={201: ProductOut}, summary="Put a product on record")
def create(request: HttpRequest, payload: ProductIn) -> Status[Product]:
    """The same one again is the first; another with its number is refused."""
    me = api_reader(request, Role.MANAGER)
    made = actions.create_product(
        payload.details(), provider=me.provider, code=payload.code, at=timezone.now(), by=me
    )
    return Status(201, made)


@router.post("/{code}/change", response=ProductOut, summary="Change a product's record")
def change(request: HttpRequest, code: str, payload: ProductChange) -> Product:
    """Decisions made before stay; later ones look at the law by what stands here then."""
    me = api_reader(request, Role.MANAGER)
    product = get_object_or_404(queries.products_for(me), code=code)
    return actions.change_product(product, payload.details(), at=timezone.now(), by=me)


class SaleIn(Schema):
    """One settled sale; goods that came back have negative units and amount."""

    reference: str = Field(min_length=1, max_length=60)
    dealer: str = Field(min_length=1, max_length=40, description="dealer number")
    settled_on: date
    product: str = Field("", max_length=40, description="product number; may be empty")
    units: int = Field(ge=-1_000_000, le=1_000_000)
    amount: Decimal = Field(max_digits=14, decimal_places=2)
    reverses: str = Field(
        "", max_length=60, description="reference of a mistyped sale that this one takes back"
    )


class SalesIn(Schema):
    sales: list[SaleIn] = Field(min_length=1, max_length=5000)


class SalesOut(Schema):
    new: int = Field(description="those that were not on record yet")


class SaleOut(Schema):
    reference: str
    dealer: str
    settled_on: date
    product: str
    units: int
    amount: Decimal
    reverses: str

    @staticmethod
    def resolve_dealer(row: SettledSale) -> str:
        return row.dealer.code

    @staticmethod
    def resolve_product(row: SettledSale) -> str:
        return row.product.code if row.product else ""


class SalePage(Schema):
    items: list[SaleOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


@settled_sales.get("", response=SalePage, summary="List settled sales")
def sales(request: HttpRequest, after: str = "") -> dict[str, Any]:
    """The newest first, in pages of 50; a dealer sees its own."""
    page = page_of(queries.sales_for(reader(request)), by=("-id",), after=after)
    return {"items": page.rows, "next": page.after}


@settled_sales.post("", response=SalesOut, summary="Record settled sales")
def record_sales(request: HttpRequest, payload: SalesIn) -> dict[str, int]:
    """All or nothing. A reference that is on record with the same figures changes nothing."""
    me = api_reader(request, Role.FINANCE, Role.SALES)
    lines = [actions.SaleLine(**sale.dict()) for sale in payload.sales]
    if any((line.units > 0) != (line.amount >= 0) or line.units == 0 for line in lines):
        raise Refused(
            Message("of returned goods both units and amount have a minus"), field="sales"
        )
    new = actions.record_sales(lines, provider=me.provider, at=timezone.now(), by=me)
    return {"new": new}
