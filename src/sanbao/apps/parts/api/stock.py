"""Parts and tools, and what lies where."""

from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from sanbao.apps.accounts.access import User, api_reader, reader
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.parts import actions, queries
from sanbao.apps.parts.facts import Where
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

router = Router(tags=["parts"])


class PartOut(Schema):
    code: str
    name: str
    unit: str
    is_tool: bool


class PartIn(Schema):
    code: str = Field(min_length=1, max_length=40, description="the number on the price list")
    name: str = Field(min_length=1, max_length=120)
    unit: str = Field("件", max_length=20)
    is_tool: bool = False


class PartPage(Schema):
    items: list[PartOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


class StockOut(Schema):
    kind: str = Field(description="`station` or `van`")
    store: str = Field(description="number of the station, or user name of the engineer")
    part: str
    on_hand: Decimal = Field(description="less than 0: more was used than the books knew of")

    @staticmethod
    def resolve_kind(row: queries.Stock) -> str:
        return row.store.kind

    @staticmethod
    def resolve_store(row: queries.Stock) -> str:
        return row.store.code

    @staticmethod
    def resolve_part(row: queries.Stock) -> str:
        return row.part.code


class StockPage(Schema):
    items: list[StockOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


class Counted(Schema):
    kind: str = Field(description="`station` or `van`")
    store: str = Field(description="number of the station, or user name of the engineer")
    part: str = Field(description="part number")
    quantity: Decimal = Field(ge=0, lt=1_000_000, decimal_places=2)
    note: str = Field("", max_length=200)
    key: UUID | None = Field(None, description="made by you: the same key is the same move")


class Sent(Counted):
    to_kind: str = Field(description="`station` or `van`")
    to_store: str


@router.get("", response=PartPage, summary="Parts and tools")
def parts(request: HttpRequest, text: str = "", after: str = "") -> dict[str, Any]:
    page = page_of(queries.parts_for(reader(request), text), by=("-id",), after=after)
    return {"items": page.rows, "next": page.after}


@router.post("", response={201: PartOut}, summary="Put a part or a tool on the list")
def list_part(request: HttpRequest, payload: PartIn) -> Status[queries.Part]:
    """One that is there is named anew."""
    me = api_reader(request, *queries.LISTERS)
    given = payload.model_dump()
    part = actions.list_part(**given, provider=me.provider, by=me, at=timezone.now())
    return Status(201, part)


@router.get("/stock", response=StockPage, summary="What lies where")
def stock(request: HttpRequest, text: str = "", after: str = "") -> dict[str, Any]:
    """`text` narrows by part number, name of the part, station or engineer."""
    page = page_of(queries.stocks_for(reader(request), text), by=("-id",), after=after)
    return {"items": page.rows, "next": page.after}


@router.post("/stock/count", response=StockOut, summary="So many lie there")
def count(request: HttpRequest, payload: Counted) -> queries.Stock:
    me = api_reader(request, *queries.MOVERS)
    place, part = kept_by(me, payload.kind, payload.store), part_of(me, payload.part)
    return actions.count(place, part, payload.quantity, **doing(me, payload))


@router.post("/stock/receive", response=StockOut, summary="So many came in")
def receive(request: HttpRequest, payload: Counted) -> queries.Stock:
    me = api_reader(request, *queries.MOVERS)
    place, part = kept_by(me, payload.kind, payload.store), part_of(me, payload.part)
    return actions.receive(place, part, payload.quantity, **doing(me, payload))


@router.post("/stock/send", response=StockOut, summary="From one store to another")
def send(request: HttpRequest, payload: Sent) -> queries.Stock:
    """The answer is what is left where it came from. An engineer sends between his station and his
    van.
    """
    me = api_reader(request, *queries.MOVERS)
    place = place_of(me, payload.kind, payload.store, field="store")
    to = place_of(me, payload.to_kind, payload.to_store, field="to_store")
    if to not in queries.moves_to(me, place):
        raise Refused(Message("you may not send there from here"), field="to_store")
    part = part_of(me, payload.part)
    return actions.send(place, to, part, payload.quantity, **doing(me, payload))


def place_of(me: User, kind: str, code: str, *, field: str) -> Where:
    place = queries.where_for(me, kind, code)
    if place is None:
        raise Refused(Message("there is no such store"), field=field)
    return place


def kept_by(me: User, kind: str, code: str) -> Where:
    place = place_of(me, kind, code, field="store")
    if not queries.may_keep(me, place):
        raise Refused(Message("this store is kept by others"), field="store")
    return place


def part_of(me: User, code: str) -> queries.Part:
    part = queries.part_called(me, code)
    if part is None:
        raise Refused(Message("there is no part with this number"), field="part")
    return part


def doing(me: User, payload: Counted) -> dict[str, Any]:
    key = payload.key or uuid4()
    return {"key": key, "by": me, "at": timezone.now(), "note": payload.note}
