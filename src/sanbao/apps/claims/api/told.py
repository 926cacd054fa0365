"""What the API says of repair sheets, and is told."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import Field

from sanbao.apps.claims import queries


class LineOut(Schema):
    place: int
    item: str
    code: str
    name: str
    quantity: Decimal
    unit_price: Decimal
    claimed: Decimal
    allowed: Decimal | None
    reason: str = Field(description="why not all of it is allowed; empty where all of it is")
    clause: str
    old_part_returned: bool


class LackOut(Schema):
    field: str
    words: str
    clause: str


class SheetOut(Schema):
    code: str
    dealer: str = Field(description="number of the dealer")
    number: str = Field(description="the dealer's own number")
    month: date
    state: str
    reason: str
    serial: str
    product_code: str
    customer_name: str
    customer_phone: str
    repairer: str
    repaired_on: date
    claimed: Decimal
    allowed: Decimal | None


class PhotoOut(Schema):
    key: UUID = Field(description="read it at /files/{key}/")
    name: str
    uploaded_at: datetime


class SignOut(Schema):
    kind: str
    words: str
    other: str = Field(description="number of the sheet, or the phone, that it clashes with")
    details: dict[str, int] = Field(description="of a photo: how many of 64 `bits` differ")


class ReturnOut(Schema):
    at: datetime
    by: str
    reason: str

    @staticmethod
    def resolve_by(entry: Any) -> str:
        return str(entry.by or "")

    @staticmethod
    def resolve_reason(entry: Any) -> str:
        return str(entry.details["reason"])


class SheetWhole(SheetOut):
    lines: list[LineOut]
    returns: list[ReturnOut] = Field(description="each time that it went back, oldest first")
    photos: list[PhotoOut]
    signs: list[SignOut] = Field(description="what looks wrong; told to the provider alone")
    lacking: list[LackOut] = Field(description="what is missing, each with the clause that asks")


class SheetPage(Schema):
    items: list[SheetOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


class LineIn(Schema):
    item: queries.SheetItem
    name: str = Field("", max_length=120)
    code: str = Field("", max_length=40)
    quantity: Decimal = Field(Decimal(1), gt=0, max_digits=10, decimal_places=2)
    unit_price: Decimal = Field(ge=0, max_digits=14, decimal_places=2)
    old_part_returned: bool = False


class SheetIn(Schema):
    number: str = Field(min_length=1, max_length=40)
    repaired_on: date
    serial: str = Field("", max_length=60)
    product_code: str = Field("", max_length=40)
    customer_name: str = Field("", max_length=120)
    customer_phone: str = Field("", max_length=30)
    station_code: str = Field("", max_length=40)
    repairer: str = Field("", max_length=60)
    fault: str = Field("", max_length=400)
    cause: str = Field("", max_length=400)
    measure: str = Field("", max_length=400)
    signer_name: str = Field("", max_length=60)
    signed_on: date | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    has_voucher: bool = False
    material_returned: bool = False
    authorisation: str = Field("", max_length=40)
    lines: list[LineIn] = Field(default_factory=list, max_length=50)


class CalledIn(Schema):
    is_reached: bool = True
    is_true: bool | None = None
    note: str = Field("", max_length=400)


class Reason(Schema):
    reason: str = Field(min_length=1, max_length=400)


class AllowedIn(Schema):
    place: int
    amount: Decimal = Field(ge=0, max_digits=14, decimal_places=2)
    reason: str = Field("", max_length=20)


class Verdict(Schema):
    lines: list[AllowedIn] = Field(
        default_factory=list, description="lines judged by hand; the others go by the price list"
    )


class MonthIn(Schema):
    month: str = Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$", description="like 2026-10")


class FormOut(Schema):
    code: str
    dealer: str
    month: date
    sheet_count: int
    amount: Decimal
    is_late: bool
    submitted_at: datetime

    @staticmethod
    def resolve_dealer(row: queries.MonthlyForm) -> str:
        return row.dealer.code


class FormPage(Schema):
    items: list[FormOut]
    next: str


class WordIn(Schema):
    serial: str = Field(min_length=1, max_length=60)
    work: str = Field(min_length=1, max_length=400)
    amount: Decimal = Field(gt=0, max_digits=14, decimal_places=2)
    is_goodwill: bool = False
    key: UUID | None = Field(None, description="made by you: the same key is the same request")


class WordDecided(Schema):
    granted: Decimal | None = Field(
        None, gt=0, max_digits=14, decimal_places=2, description="empty: refused"
    )
    reason: str = Field(min_length=1, max_length=400)


class WordOut(Schema):
    code: str
    dealer: str
    serial: str
    work: str
    asked: Decimal
    granted: Decimal | None
    is_goodwill: bool
    state: str
    reason: str

    @staticmethod
    def resolve_dealer(row: queries.Authorisation) -> str:
        return row.dealer.code


class WordPage(Schema):
    items: list[WordOut]
    next: str
