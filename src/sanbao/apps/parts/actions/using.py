"""What a visit used leaves the van, and comes back where the visit is signed anew."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.prepared import prepared
from sanbao.apps.parts.actions.stock import Doing, held, move, say
from sanbao.apps.parts.facts import Where, van_of
from sanbao.apps.parts.models import MoveKind, Part, Stock, StockMove


def use(
    engineer: User, used: Mapping[str, Decimal], *, visit: str, key: UUID, by: User, at: datetime
) -> dict[int, Decimal]:
    """What a visit used, by part number, leaves the van of its engineer; a number that is not on
    the list of parts is none of the store's. Tools stay. What the books do not know to be there is
    used all the same, and somebody has to count.

    Within the caller's transaction. key: the same again takes nothing twice. Gives what left it
    now, by key of the part.
    """
    gone: dict[int, Decimal] = {}
    if not used:
        return gone
    van = van_of(engineer)
    for part in parts_called(engineer.provider_id, tuple(used)):
        stock, doing = held(van, part), Doing(key, by, at, visit)
        if move(stock, MoveKind.USED, -used[part.code], doing):
            gone[part.pk] = used[part.code]
            say("stock.used", stock, van, used[part.code], doing)
    return gone


@prepared
def parts_called(provider_id: int, codes: tuple[str, ...]) -> QuerySet[Part]:
    """In one order, whoever asks: rows are held as they come."""
    rows = Part.objects.filter(provider_id=provider_id, code__in=list(codes), is_tool=False)
    return rows.order_by("pk")


def put_back(
    engineer: User, *, visit: str, key: UUID, by: User, at: datetime
) -> dict[int, Decimal]:
    """The record of the visit does not stand any more: all that it took lies on the van again.
    Gives what came back now, by key of the part.
    """
    back: dict[int, Decimal] = {}
    taken: dict[int, Decimal] = {}
    rows = StockMove.objects.filter(
        stock__store__engineer=engineer,
        subject_code=visit,
        kind__in=[MoveKind.USED, MoveKind.UNUSED],
    )
    for stock_id, quantity in rows.values_list("stock_id", "quantity"):
        taken[stock_id] = taken.get(stock_id, Decimal(0)) + quantity
    van: Where = van_of(engineer)
    for row in Stock.objects.filter(pk__in=list(taken)).select_related("part").order_by("part_id"):
        stock, doing = held(van, row.part), Doing(key, by, at, visit)
        if taken[row.pk] and move(stock, MoveKind.UNUSED, -taken[row.pk], doing):
            back[row.part_id] = -taken[row.pk]
            say("stock.unused", stock, van, -taken[row.pk], doing)
    return back
