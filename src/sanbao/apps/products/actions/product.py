"""Products."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from sanbao.apps.accounts.access import Provider, User
from sanbao.apps.journal import actions as journal
from sanbao.apps.products.models import Product
from sanbao.rules.facts import WHOLE
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused


@dataclass(frozen=True, slots=True)
class ProductDetails:
    """components: the component classes besides the whole unit, as agreements name them.

    category: the kind of goods that the national rules know it by, "" where that is not said.
    """

    name: str
    model: str = ""
    components: Sequence[str] = ()
    category: str = ""
    production_ended_on: date | None = None

    def fields(self) -> dict[str, str | list[str] | date | None]:
        return {
            "name": self.name.strip(),
            "model": self.model.strip(),
            "components": components_of(self.components),
            "category": self.category,
            "production_ended_on": self.production_ended_on,
        }


def components_of(names: Sequence[str]) -> list[str]:
    """The component classes, each once; every product has the whole unit as one."""
    return list(dict.fromkeys([WHOLE, *(name.strip() for name in names if name.strip())]))


@transaction.atomic
def create_product(
    details: ProductDetails, *, provider: Provider, code: str, at: datetime, by: User | None
) -> Product:
    """A new product; the same one again is the first, another with its number is refused."""
    fields = details.fields()
    product, is_new = Product.objects.get_or_create(
        provider=provider, code=code.strip(), defaults=fields
    )
    if is_new:
        journal.record("product.created", product.code, provider=provider, at=at, by=by)
        return product
    if any(getattr(product, field) != value for field, value in fields.items()):
        raise Refused(
            Message("the product number %(code)s is taken", {"code": product.code}), field="code"
        )
    return product


@transaction.atomic
def change_product(product: Product, details: ProductDetails, *, at: datetime, by: User) -> Product:
    product = Product.objects.select_for_update().get(pk=product.pk)
    fields = details.fields()
    for field, value in fields.items():
        setattr(product, field, value)
    product.save(update_fields=list(fields))
    journal.record("product.changed", product.code, provider=product.provider_id, at=at, by=by)
    return product
