"""What a sheet lacks by its agreement, and what the price list says of its lines."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sanbao.apps.agreements import queries as agreements
from sanbao.apps.assets import queries as assets
from sanbao.apps.claims.models import Sheet, SheetItem, SheetLine
from sanbao.apps.products import queries as products
from sanbao.rules.sheet import FIELDS, Lack, Told, lacks
from sanbao.rules.verification import asks, serial_covers

LISTED = products.Basis.PRICE_LIST


def told_of(sheet: Sheet, lines: Sequence[SheetLine]) -> Told:
    """What the sheet says, as the rules ask it."""
    parts = [line for line in lines if line.item == products.Item.PARTS]
    return Told(
        fields={name: getattr(sheet, name) for name in FIELDS},
        lines=len(lines),
        parts=len(parts),
        parts_back=sum(line.old_part_returned for line in parts),
        is_signed=bool(sheet.signer_name and sheet.signed_on),
        has_voucher=sheet.has_voucher,
        within_term=is_within_term(sheet),
        material_returned=sheet.material_returned,
    )


def is_within_term(sheet: Sheet) -> bool:
    """Whether the serial number shows the term, or goodwill takes its place."""
    word = sheet.authorisation
    if word is not None and word.is_goodwill and word.granted is not None:
        return True
    if sheet.asset is None:
        return False
    dates = {
        event: day
        for event in assets.DATED_EVENTS
        if (day := getattr(sheet.asset, f"{event}_on")) is not None
    }
    return serial_covers(agreements.terms(sheet.version), dates, sheet.repaired_on)


def lacking(sheet: Sheet, lines: Sequence[SheetLine]) -> dict[Lack, str]:
    """What is missing, each with the clause that asks for it."""
    return lacks(told_of(sheet, lines), asks(agreements.terms(sheet.version)))


def positions_on(provider_id: int, day: date) -> list[products.Price]:
    """What the price list of the day has of what a sheet may claim."""
    rows = products.prices(provider_id, basis=LISTED, on=day)
    return [row for row in rows if row.item in SheetItem.values]


def prices_on(provider_id: int, day: date) -> dict[tuple[str, str], Decimal] | None:
    """(item, code): the list price of the day; None where no list was in force."""
    lists = products.price_lists(provider_id, on=day).filter(basis=LISTED)
    if not lists.exists():
        return None
    rows = products.prices(provider_id, basis=LISTED, on=day)
    return {(row.item, row.code): row.amount for row in rows}
