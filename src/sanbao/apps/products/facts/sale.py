"""The columns of a file of settled sales, and its rows read one by one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sanbao.apps.products.facts.price import BadRow, money
from sanbao.rules.message import Message

# The first cell of a heading, in either language: such a row is no sale.
HEADINGS = ("单号", "结算单号", "reference")
COLUMNS = 6
# A seventh cell may name the reference of the sale that this one takes back.
COLUMNS_AT_MOST = 7
UNITS_AT_MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class SaleLine:
    """One settled sale of a dealer; goods that came back have negative units and amount.

    amount: CNY, to the fen. product: its number, "" where the file names none. reverses: the
    reference of a mistyped sale that this one takes back, which is then no return of goods.
    """

    reference: str
    dealer: str
    settled_on: date
    product: str
    units: int
    amount: Decimal
    reverses: str = ""


# So many in one go; a greater file comes in parts.
SALES_AT_MOST = 20_000


def read_sales(rows: Iterable[Sequence[str]]) -> tuple[list[SaleLine], list[BadRow]]:
    """The sales of a file, and what is wrong with each row that is none."""
    lines: list[SaleLine] = []
    bad: list[BadRow] = []
    for number, row in enumerate(rows, 1):
        if not any(row) or (number == 1 and row[0].strip().lower() in HEADINGS):
            continue
        if number > SALES_AT_MOST:
            bad.append(BadRow(number, Message("more than %(most)s rows", {"most": SALES_AT_MOST})))
            break
        if problem := next(problems(row), None):
            bad.append(BadRow(number, problem))
        else:
            lines.append(sale_of(row))
    return lines, bad


def sale_of(row: Sequence[str]) -> SaleLine:
    reference, dealer, day, product, units, amount = (cell.strip() for cell in row[:COLUMNS])
    worth = money(amount.removeprefix("-")) or Decimal(0)
    signed = -worth if amount.startswith("-") else worth
    reverses = row[COLUMNS].strip() if len(row) > COLUMNS else ""
    on = date.fromisoformat(day)
    return SaleLine(reference, dealer, on, product, int(units), signed, reverses)


def problems(row: Sequence[str]) -> Iterator[Message]:
    if not COLUMNS <= len(row) <= COLUMNS_AT_MOST:
        yield Message("six cells are needed: reference, dealer, day, product, units, amount")
        return
    reference, dealer, day, product, units, amount = (cell.strip() for cell in row[:COLUMNS])
    if not reference or len(reference) > 60:
        yield Message("the reference has 1 to 60 signs")
    if not dealer or len(dealer) > 40 or len(product) > 40:
        yield Message("numbers of dealer and product have at most 40 signs")
    if not is_day(day):
        yield Message("the day is written like 2026-01-31")
    if not is_whole(units):
        yield Message("units are a whole number; of returned goods with a minus")
    if money(amount.removeprefix("-")) is None:
        yield Message("the amount is no amount of money")
    elif is_whole(units) and units.startswith("-") != amount.startswith("-"):
        yield Message("of returned goods both units and amount have a minus")


def is_day(text: str) -> bool:
    try:
        return 1900 <= date.fromisoformat(text).year <= 2999
    except ValueError:
        return False


def is_whole(text: str) -> bool:
    digits = text.removeprefix("-")
    return (
        digits.isascii()
        and digits.isdigit()
        and len(digits) <= 40
        and 0 < int(digits) <= UNITS_AT_MOST
    )
