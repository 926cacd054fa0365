"""The account of a dealer's parts over the API."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from sanbao.apps.accounts.access import api_reader
from sanbao.apps.parties import queries as parties
from sanbao.apps.settlements import queries
from sanbao.rules.deadline import china_day

parts_accounts = Router(tags=["parts accounts"])
NEXT = Field(description="pass back as `after`; empty on the last page")


class AccountOut(Schema):
    """At the end of the day `on`. Money is CNY."""

    dealer: str
    on: date
    kinds: int = Field(description="parts of which some lie at its stations and on its vans")
    to_count: int = Field(description="stocks that hold less than none")
    used: Decimal = Field(description="pieces used on sheets, whatever became of these")
    sent_back: Decimal = Field(description="of these, pieces sent back")
    earned: Decimal = Field(description="all that was credited for returned material")
    credit: Decimal = Field(description="what is left of it against material orders")


class StockOut(Schema):
    kind: str = Field(alias="store.kind", description="station or van")
    store: str = Field(alias="store.code", description="number of the station, user of the van")
    part: str = Field(alias="part.code")
    name: str = Field(alias="part.name")
    unit: str = Field(alias="part.unit")
    on_hand: Decimal = Field(alias="lay")


class MoveOut(Schema):
    at: datetime = Field(alias="moved_at")
    store: str = Field(alias="stock.store.code")
    part: str = Field(alias="stock.part.code")
    name: str = Field(alias="stock.part.name")
    quantity: Decimal
    left: Decimal = Field(description="what lay there then")
    why: str = Field(alias="kind", description="counted, received, sent, brought, used, unused")
    about: str = Field(alias="subject_code", description="the visit, or the store at the other end")
    sheet: str = Field(alias="sheet_code", description="the repair sheet of that visit")
    note: str


class UsedOut(Schema):
    sheet: str = Field(alias="sheet.code")
    number: str = Field(alias="sheet.number", description="the dealer's own")
    state: str = Field(alias="sheet.state")
    repaired_on: date = Field(alias="sheet.repaired_on")
    part: str = Field(alias="code")
    name: str
    quantity: Decimal
    is_sent_back: bool = Field(alias="is_back")
    claimed: Decimal
    allowed: Decimal | None


class CreditOut(Schema):
    at: datetime = Field(alias="booked_at")
    period: str
    amount: Decimal = Field(
        alias="signed", description="less than 0 where it was used or corrected"
    )
    clause: str
    description: str = Field(alias="words", description="what it was booked for")
    evidence: str


class StockPage(Schema):
    items: list[StockOut]
    next: str = NEXT


class MovePage(Schema):
    items: list[MoveOut]
    next: str = NEXT


class UsedPage(Schema):
    items: list[UsedOut]
    next: str = NEXT


class CreditPage(Schema):
    items: list[CreditOut]
    next: str = NEXT


@parts_accounts.get("/{dealer}", response=AccountOut, summary="A dealer's parts account")
def account(request: HttpRequest, dealer: str, on: date | None = None) -> dict[str, Any]:
    """`on`: at the end of which day, none that is still to come; today without it. A dealer reads
    its own; stations and people count as they belong to it today.
    """
    row, day = found(request, dealer), asked(on)
    totals = queries.parts_totals(row, on=day)
    names = ("kinds", "to_count", "used", "sent_back", "earned", "credit")
    return {"dealer": row.code, "on": day, **{name: getattr(totals, name) for name in names}}


@parts_accounts.get("/{dealer}/stock", response=StockPage, summary="What lay where")
def stock(
    request: HttpRequest, dealer: str, on: date | None = None, after: str = ""
) -> dict[str, Any]:
    return page(request, dealer, "stock", on, after)


@parts_accounts.get("/{dealer}/moves", response=MovePage, summary="What moved, and why")
def moves(
    request: HttpRequest, dealer: str, on: date | None = None, after: str = ""
) -> dict[str, Any]:
    return page(request, dealer, "moves", on, after)


@parts_accounts.get("/{dealer}/used", response=UsedPage, summary="Parts used on repair sheets")
def used(
    request: HttpRequest, dealer: str, on: date | None = None, after: str = ""
) -> dict[str, Any]:
    return page(request, dealer, "used", on, after)


@parts_accounts.get("/{dealer}/credit", response=CreditPage, summary="Credit for material")
def credit(
    request: HttpRequest, dealer: str, on: date | None = None, after: str = ""
) -> dict[str, Any]:
    return page(request, dealer, "credit", on, after)


def page(
    request: HttpRequest, dealer: str, what: str, on: date | None, after: str
) -> dict[str, Any]:
    shown = queries.parts_page(found(request, dealer), what, on=asked(on), after=after)
    return {"items": shown.rows, "next": shown.after}


def found(request: HttpRequest, code: str) -> parties.Dealer:
    me = api_reader(request, *queries.READERS)
    dealer: parties.Dealer = get_object_or_404(queries.parts_accounts_for(me), code=code)
    return dealer


def asked(on: date | None) -> date:
    return queries.account_day(on, today=china_day(timezone.now()))
