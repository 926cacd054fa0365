"""What lies in a store: counted, come in, sent to another store."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.stored import change
from sanbao.apps.journal import actions as journal
from sanbao.apps.parts.facts import Where
from sanbao.apps.parts.models import MoveKind, Part, Stock, StockMove, Store
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

MOST = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class Doing:
    """Who moves what, when and by which request. subject: the visit, or the other store."""

    key: UUID
    by: User
    at: datetime
    subject: str = ""
    note: str = ""


@transaction.atomic
def count(
    place: Where,
    part: Part,
    quantity: Decimal,
    *,
    key: UUID,
    by: User,
    at: datetime,
    note: str = "",
) -> Stock:
    """So many lie there: somebody has counted. What the books said else is noted as a move."""
    if quantity < 0:
        raise Refused(Message("the quantity cannot be less than none"), field="quantity")
    stock = held(place, part)
    doing = Doing(key, by, at, note=note.strip())
    if move(stock, MoveKind.COUNTED, quantity - stock.on_hand, doing):
        stock.counted_at, stock.counted_by = at, by
        change(stock, "counted_at", "counted_by")
        say("stock.counted", stock, place, quantity, doing)
    return stock


@transaction.atomic
def receive(
    place: Where,
    part: Part,
    quantity: Decimal,
    *,
    key: UUID,
    by: User,
    at: datetime,
    note: str = "",
) -> Stock:
    """So many have come in from outside."""
    more_than_none(quantity)
    stock = held(place, part)
    doing = Doing(key, by, at, note=note.strip())
    if move(stock, MoveKind.RECEIVED, quantity, doing):
        say("stock.received", stock, place, quantity, doing)
    return stock


@transaction.atomic
def send(
    place: Where,
    to: Where,
    part: Part,
    quantity: Decimal,
    *,
    key: UUID,
    by: User,
    at: datetime,
    note: str = "",
) -> Stock:
    """From one store to another: from a station onto a van, and back. Not more than lies there."""
    more_than_none(quantity)
    if place == to:
        raise Refused(Message("from one store to another one"), field="to")
    # Always in the same order, so that two who send to each other do not wait for each other.
    rows = {each: held(each, part) for each in sorted((place, to), key=lambda one: one.address)}
    here, there = rows[place], rows[to]
    if StockMove.objects.filter(stock=here, key=key).exists():
        return here
    if here.on_hand < quantity:
        words = Message(
            "only %(count)s of %(part)s lie at %(place)s",
            {"count": plain(here.on_hand), "part": f"{part}", "place": place.name},
        )
        raise Refused(words, field="quantity")
    move(here, MoveKind.SENT, -quantity, Doing(key, by, at, to.name, note.strip()))
    move(there, MoveKind.BROUGHT, quantity, Doing(key, by, at, place.name, note.strip()))
    say("stock.sent", here, place, quantity, Doing(key, by, at, to.name, note.strip()))
    return here


def more_than_none(quantity: Decimal) -> None:
    if quantity <= 0:
        raise Refused(Message("the quantity must be more than none"), field="quantity")


def held(place: Where, part: Part) -> Stock:
    """The row, held until the transaction ends; made where there is none yet."""
    if place.provider_id != part.provider_id:
        raise Refused(Message("there is no part with this number"), field="part")
    store, _is_new = Store.objects.get_or_create(
        provider_id=place.provider_id, station=place.station, engineer=place.engineer
    )
    stock, _is_new = Stock.objects.get_or_create(store=store, part=part)
    return Stock.objects.select_for_update(of=("self",)).select_related("part").get(pk=stock.pk)


def hold(part_ids: Collection[int]) -> None:
    """Whoever promises parts to an order waits for the other who does, always in the same order;
    who moves what lies there does not. Within the caller's transaction.
    """
    if part_ids:
        rows = Part.objects.select_for_update(no_key=True).only("pk")
        list(rows.filter(pk__in=part_ids).order_by("pk"))


def move(stock: Stock, kind: MoveKind, quantity: Decimal, doing: Doing) -> bool:
    """Whether it was moved now; False for a request that came before."""
    left = stock.on_hand + quantity
    if abs(left) >= MOST or abs(quantity) >= MOST:
        raise Refused(Message("so many are not kept in one store"), field="quantity")
    _row, is_new = StockMove.objects.get_or_create(
        stock=stock,
        key=doing.key,
        defaults={
            "kind": kind,
            "quantity": quantity,
            "left": left,
            "subject_code": doing.subject,
            "note": doing.note[:200],
            "moved_at": doing.at,
            "moved_by": doing.by,
        },
    )
    if is_new:
        stock.on_hand = left
        change(stock, "on_hand")
    return is_new


def say(happening: str, stock: Stock, place: Where, quantity: Decimal, doing: Doing) -> None:
    journal.record(
        happening,
        stock.part.code,
        provider=place.provider_id,
        at=doing.at,
        by=doing.by,
        details={
            "part": f"{stock.part}",
            "place": place.name,
            "quantity": plain(quantity),
            "left": plain(stock.on_hand),
            "about": doing.subject,
        },
    )


def plain(quantity: Decimal) -> str:
    """2 for 2.00."""
    return f"{quantity.normalize():f}"
