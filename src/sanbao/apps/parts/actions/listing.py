"""Which parts and tools there are, and what work on a product usually takes."""

from datetime import datetime

from django.db import transaction

from sanbao.apps.accounts.access import Provider, User
from sanbao.apps.journal import actions as journal
from sanbao.apps.parts.models import Part, UsualPart
from sanbao.apps.products import queries as products
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused


@transaction.atomic
def list_part(
    code: str,
    name: str,
    *,
    unit: str,
    is_tool: bool,
    provider: Provider,
    by: User,
    at: datetime,
) -> Part:
    """Put a part or a tool on the list; one that is there is named anew."""
    code, name = code.strip(), name.strip()
    if not code:
        raise Refused(Message("a part needs a number"), field="code")
    if not name:
        raise Refused(Message("a part needs a name"), field="name")
    given = {"name": name, "unit": unit.strip() or "件", "is_tool": is_tool}
    part, _is_new = Part.objects.update_or_create(provider=provider, code=code, defaults=given)
    journal.record("part.listed", code, provider=provider, at=at, by=by, details={"name": name})
    return part


@transaction.atomic
def say_usual(
    product: products.Product,
    part: Part,
    quantity: int,
    *,
    component: str = "",
    by: User,
    at: datetime,
) -> UsualPart:
    """Work on `product` usually takes so many of `part`: orders raised from now on ask for it."""
    if quantity < 1:
        raise Refused(Message("at least one"), field="quantity")
    if product.provider_id != by.provider_id:
        raise Refused(Message("there is no product with this code"), field="product")
    if part.provider_id != by.provider_id:
        raise Refused(Message("there is no part with this number"), field="part")
    if component and component not in product.components:
        raise Refused(Message("the product has no such component"), field="component")
    row, _is_new = UsualPart.objects.update_or_create(
        product=product, component=component, part=part, defaults={"quantity": quantity}
    )
    say("part.usual", row, quantity, by=by, at=at)
    return row


@transaction.atomic
def drop_usual(row: UsualPart, *, by: User, at: datetime) -> None:
    say("part.not_usual", row, 0, by=by, at=at)
    row.delete()


def say(happening: str, row: UsualPart, quantity: int, *, by: User, at: datetime) -> None:
    details = {"product": row.product.code, "component": row.component, "quantity": quantity}
    part = row.part
    journal.record(happening, part.code, provider=part.provider_id, at=at, by=by, details=details)
