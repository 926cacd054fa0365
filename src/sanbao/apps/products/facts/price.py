"""Prices as people write them in a list: which column is which, and what is wrong with a row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from sanbao.apps.products.models import Item
from sanbao.rules.message import Message

PRICES_AT_MOST = 5000
AMOUNT_BELOW = Decimal(10) ** 12

ITEM_WORDS = {
    "parts": Item.PARTS,
    "part": Item.PARTS,
    "配件": Item.PARTS,
    "备件": Item.PARTS,
    "零件": Item.PARTS,
    "材料": Item.PARTS,
    "材料费": Item.PARTS,
    "配件费": Item.PARTS,
    "labour": Item.LABOUR,
    "labor": Item.LABOUR,
    "工时": Item.LABOUR,
    "工时费": Item.LABOUR,
    "人工": Item.LABOUR,
    "人工费": Item.LABOUR,
    "travel": Item.TRAVEL,
    "差旅": Item.TRAVEL,
    "差旅费": Item.TRAVEL,
    "交通": Item.TRAVEL,
    "交通费": Item.TRAVEL,
    "上门费": Item.TRAVEL,
    "freight": Item.FREIGHT,
    "运费": Item.FREIGHT,
    "运输费": Item.FREIGHT,
}
FIRST_HEADERS = {"item", "类别", "项目", "费用项目", "费用类别"}
HEADERS = ("类别", "编号", "名称", "单位", "单价")


@dataclass(frozen=True, slots=True)
class PriceLine:
    item: Item
    code: str
    name: str
    unit: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class BadRow:
    number: int
    message: Message


def read(rows: Iterable[Sequence[str]]) -> tuple[list[PriceLine], list[BadRow]]:
    """The prices in `rows` and what is wrong with others; a header and empty rows are skipped."""
    lines: list[PriceLine] = []
    bad: list[BadRow] = []
    seen: set[str] = set()
    for number, row in enumerate(rows, start=1):
        if number > PRICES_AT_MOST:
            bad.append(BadRow(number, Message("more than %(most)s rows", {"most": PRICES_AT_MOST})))
            break
        if not any(row) or (number == 1 and row[0].lower() in FIRST_HEADERS):
            continue
        outcome = read_row(row, seen)
        if isinstance(outcome, Message):
            bad.append(BadRow(number, outcome))
            continue
        seen.add(outcome.code)
        lines.append(outcome)
    return lines, bad


def read_row(row: Sequence[str], seen: set[str]) -> PriceLine | Message:
    if len(row) < len(HEADERS):
        return Message("five cells are needed: item, number, name, unit, unit price")
    item, code, name, unit, amount = (cell.strip() for cell in row[: len(HEADERS)])
    if item.lower() not in ITEM_WORDS:
        return Message("“%(item)s” is not one of parts, labour, travel, freight", {"item": item})
    if not code or not name:
        return Message("number and name are needed")
    if code in seen:
        return Message("the number %(code)s stands in the list twice", {"code": code})
    if len(code) > 40 or len(name) > 120 or len(unit) > 20:
        return Message("a cell is too long")
    price = money(amount)
    if price is None:
        return Message("“%(amount)s” is not a price", {"amount": amount})
    return PriceLine(ITEM_WORDS[item.lower()], code, name, unit, price)


def money(text: str) -> Decimal | None:
    """An amount in CNY with at most two decimals as typed (“1,200.50”, “￥80”), or None."""
    text = text.strip().lstrip("¥￥").replace(",", "").removesuffix("元").strip()
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return None
    if not amount.is_finite() or amount < 0 or amount >= AMOUNT_BELOW:
        return None
    return amount if amount == amount.quantize(Decimal("0.01")) else None
