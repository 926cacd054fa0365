"""Judging a repair sheet: what its agreement asks, and what is allowed of each of its lines.

The terms `sheet`, `verification`, `costly_work` and `falsehood` hold the figures (P2-4.2, P2-4.3,
P2-7.2.3, P2-10.1, P2-10.2, P7-5.5); see docs/rules.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from sanbao.rules.agreement import Agreement
from sanbao.rules.cover import kept_last_day, warranty_term
from sanbao.rules.facts import WHOLE, Claimant
from sanbao.rules.message import Message
from sanbao.rules.money import NOTHING, fen
from sanbao.rules.rhythm import Bounds, occurrence
from sanbao.rules.sheet import Ask
from sanbao.rules.span import Span, Unit
from sanbao.rules.terms import CostlyWork, Deed, Falsehood, Rhythm, SheetNeeds, Verification

# Whether a month is owed is asked elsewhere; here only which days its sheets come in on.
_MOST_DAYS = {Unit.DAYS: 1, Unit.WORKING_DAYS: 12, Unit.MONTHS: 31, Unit.YEARS: 366}
ANY_DAY = Bounds(first=date.min)


class Reason(StrEnum):
    """Why not all of a line is allowed. A line that is allowed whole needs none."""

    PRICE = "price"
    NOT_LISTED = "not_listed"
    NOT_COVERED = "not_covered"
    QUANTITY = "quantity"
    DUPLICATE = "duplicate"
    NO_OLD_PART = "no_old_part"
    NOT_DONE = "not_done"
    FALSE = "false"
    BEYOND_WORD = "beyond_word"
    OTHER = "other"


REASON_WORDS: Mapping[Reason, Message] = {
    Reason.PRICE: Message("more than the price list says"),
    Reason.NOT_LISTED: Message("not on the price list"),
    Reason.NOT_COVERED: Message("not covered by the warranty"),
    Reason.QUANTITY: Message("more than the repair needed"),
    Reason.DUPLICATE: Message("claimed already"),
    Reason.NO_OLD_PART: Message("the old part did not come back"),
    Reason.NOT_DONE: Message("not done, by the customer's word"),
    Reason.FALSE: Message("false"),
    Reason.BEYOND_WORD: Message("beyond what was granted before the work"),
    Reason.OTHER: Message("for another reason"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """What a line claims. claimed: CNY. code: of the position in the price list."""

    item: str
    code: str
    quantity: Decimal
    claimed: Decimal


@dataclass(frozen=True, slots=True)
class Judged:
    """What is allowed of a line, in CNY, and why not more (None: all of it is)."""

    allowed: Decimal
    reason: Reason | None = None


def judged(line: Line, prices: Mapping[tuple[str, str], Decimal] | None) -> Judged:
    """Hold a line against the price list in force on the day of the repair.

    prices: (item, code): CNY for one unit; None where no list is in force that day, so that there
    is nothing to hold it against. Allowed is the lesser of what is claimed and quantity times the
    list's price, rounded half up to the fen, once; nothing of what the list does not name.
    """
    if prices is None:
        return Judged(line.claimed)
    price = prices.get((line.item, line.code))
    if price is None:
        return Judged(NOTHING, Reason.NOT_LISTED if line.claimed else None)
    most = fen(line.quantity * price)
    return Judged(line.claimed) if line.claimed <= most else Judged(most, Reason.PRICE)


def within(lines: Iterable[Judged], granted: Decimal) -> list[Judged]:
    """The lines cut so that together they allow no more than what was granted before the work.

    granted: CNY. The first lines keep what they have; the one that goes beyond is cut.
    """
    kept, left = [], granted
    for line in lines:
        if line.allowed <= left:
            kept.append(line)
        else:
            kept.append(Judged(left, Reason.BEYOND_WORD))
        left -= kept[-1].allowed
    return kept


def asks(agreement: Agreement) -> dict[Ask, str]:
    """What the agreement asks of a sheet, each with the first clause that does."""
    found: dict[Ask, str] = {}
    for term in agreement.terms:
        if isinstance(term, SheetNeeds):
            found |= {ask: term.clause for ask in term.asks if ask not in found}
    return found


def verification(agreement: Agreement) -> Verification | None:
    """How many of a month's sheets are called about; None where the agreement asks for none."""
    return next((term for term in agreement.terms if isinstance(term, Verification)), None)


def falsehood(agreement: Agreement) -> Falsehood | None:
    """What a false item costs; None where no clause says so."""
    return next((term for term in agreement.terms if isinstance(term, Falsehood)), None)


def costly(agreement: Agreement, claimed: Decimal) -> str:
    """The clause by which work for `claimed` CNY needs the provider's word before it is done."""
    asked = (term for term in agreement.terms if isinstance(term, CostlyWork))
    return next((term.clause for term in asked if claimed > term.above), "")


def fine(amount: Decimal, times: Decimal) -> Decimal:
    """What a false item of `amount` CNY costs: so many times that, to the fen (P2-10.2)."""
    return fen(amount * times)


def serial_covers(agreement: Agreement, dates: Mapping[str, date], on: date) -> bool:
    """Whether the serial number shows that the warranty of the whole unit had not ended (P7-5.5).

    dates: known days in the unit's life. It counts from the day that the warranty starts on, where
    that is known, else from the day of production, which is earlier and so never too generous.
    """
    term = warranty_term(agreement, WHOLE, Claimant.CUSTOMER, None)
    first = dates.get(str(term.start), dates.get("made")) if term else None
    return term is not None and first is not None and on <= kept_last_day(first, term.span)


@dataclass(frozen=True, slots=True)
class Window:
    """Between which days a month's sheets are handed in, by which clause (P2-7.2.2)."""

    opens_on: date
    due_on: date
    clause: str


def window(agreement: Agreement, period: str) -> Window | None:
    """When the sheets of a month ("2026-10") are handed in; None where no clause says so."""
    asked = (term for term in agreement.terms if isinstance(term, Rhythm))
    term = next((term for term in asked if term.what is Deed.SHEETS_SUBMITTED), None)
    found = occurrence(term, ANY_DAY, period) if term else None
    return Window(found.opens_on, found.due_on, term.clause) if term and found else None


def start_of_cover(agreement: Agreement) -> str:
    """From which date in a unit's life its warranty as a whole counts; "" without one."""
    term = warranty_term(agreement, WHOLE, Claimant.CUSTOMER, None)
    return str(term.start) if term else ""


def earliest_start(agreement: Agreement, on: date) -> date | None:
    """The first day that a warranty may have started on to cover `on`; None without a warranty.

    The other way round of `serial_covers`, for many units at once.
    """
    term = warranty_term(agreement, WHOLE, Claimant.CUSTOMER, None)
    if term is None:
        return None
    return _earliest(term.span, on)


@lru_cache(maxsize=4096)
def _earliest(span: Span, on: date) -> date:
    """A later start never ends earlier, so the first that still covers is found by halving."""
    low, high = on - timedelta(days=_MOST_DAYS[span.unit] * span.amount + 1), on
    while low < high:
        middle = low + (high - low) // 2
        if kept_last_day(middle, span) >= on:
            high = middle
        else:
            low = middle + timedelta(days=1)
    return low
