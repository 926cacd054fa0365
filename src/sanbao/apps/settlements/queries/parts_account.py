"""The account of a dealer's parts: what lies where, what moved it, what sheets used, the credit.

Nothing is kept for it: stock, sheets and ledger are read as they are on record. Parts that a dealer
orders are not part of it yet.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.claims import queries as claims
from sanbao.apps.money import queries as money
from sanbao.apps.parties import queries as parties
from sanbao.apps.parts import queries as parts
from sanbao.apps.products import queries as products
from sanbao.apps.settlements.facts import SEES_ALL, ZERO
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

PIECE = 500


@dataclass(frozen=True, slots=True)
class PartsTotals:
    """At the end of a day. kinds: parts of which some lie there. to_count: stocks that hold less
    than none. used: pieces on sheets; sent_back: of these. earned, credit: CNY for returned
    material, all that came and what is left of it.
    """

    kinds: int
    to_count: int
    used: Decimal
    sent_back: Decimal
    earned: Decimal
    credit: Decimal


def parts_accounts_for(user: User) -> QuerySet[parties.Dealer, Any]:
    """The dealers whose account a reader sees: who settles and audits all, a dealer's people its
    own.
    """
    if user.has_role(*SEES_ALL):
        rows = parties.Dealer.objects.filter(provider_id=user.provider_id)
    elif user.has_role(Role.DEALER):
        rows = parties.own_dealers(user)
    else:
        rows = parties.Dealer.objects.none()
    return rows.select_related("provider")


def account_day(on: date | None, *, today: date) -> date:
    """At the end of which day an account is read; today where none is named."""
    if on is not None and on > today:
        raise Refused(Message("this day is still to come; choose today or earlier"), field="on")
    return on or today


def parts_totals(dealer: parties.Dealer, *, on: date) -> PartsTotals:
    lying = stock(dealer, on).aggregate(
        kinds=Count("part", filter=Q(lay__gt=0), distinct=True),
        to_count=Count("pk", filter=Q(lay__lt=0)),
    )
    used = claims.parts_used(dealer, on=on).aggregate(
        pieces=Sum("quantity"), back=Sum("quantity", filter=claims.SENT_BACK)
    )
    booked = {row.account: row for row in money.balances(credit(dealer, on))}
    held = booked.get(money.Account.MATERIAL)
    return PartsTotals(
        **lying,
        used=used["pieces"] or ZERO,
        sent_back=used["back"] or ZERO,
        earned=held.came if held else ZERO,
        credit=held.holds if held else ZERO,
    )


def end_of(on: date, dealer: parties.Dealer) -> datetime:
    return money.midnight_after(on, dealer.provider.zone)


def stock(dealer: parties.Dealer, on: date) -> QuerySet[Any, Any]:
    return parts.stock_of_dealer(dealer, until=end_of(on, dealer))


def moves(dealer: parties.Dealer, on: date) -> QuerySet[Any, Any]:
    return parts.moves_of_dealer(dealer, until=end_of(on, dealer))


def used(dealer: parties.Dealer, on: date) -> QuerySet[Any, Any]:
    return claims.parts_used(dealer, on=on)


def credit(dealer: parties.Dealer, on: date) -> QuerySet[Any, Any]:
    """What came to and left the credit for material orders, each line with its clause."""
    rows = money.ledger(dealer.provider_id, until=end_of(on, dealer), dealer=dealer.code)
    return money.of_account(rows, money.Account.MATERIAL)


def with_sheets(dealer: parties.Dealer, rows: Sequence[Any]) -> None:
    """Each move is told the sheet of the visit that took the part, "" where there is none."""
    found = claims.sheets_of_visits(dealer, {row.subject_code for row in rows})
    for row in rows:
        row.sheet_code = found.get(row.subject_code, "")


def with_words(_dealer: parties.Dealer, rows: Sequence[Any]) -> None:
    """Each line in words; what left the credit is told as less."""
    for row in rows:
        row.words = money.words_of(row)
        row.signed = row.amount if row.account == money.Account.MATERIAL else -row.amount


def with_return(_dealer: parties.Dealer, rows: Sequence[Any]) -> None:
    """Whether the used piece went back, by itself or with all material of its sheet."""
    for row in rows:
        row.is_back = row.old_part_returned or row.sheet.material_returned


def with_nothing(_dealer: parties.Dealer, rows: Sequence[Any]) -> None:
    """As it is read."""


def stock_cells(row: Any) -> list[Any]:
    return [row.store, row.part.code, row.part.name, row.part.unit, row.lay]


def move_cells(row: Any) -> list[Any]:
    part = row.stock.part
    return [
        *(f"{localtime(row.moved_at):%Y-%m-%d %H:%M}", row.stock.store, part.code, part.name),
        *(row.quantity, row.left, row.get_kind_display()),
        *(row.subject_code, row.sheet_code, row.note, row.moved_by),
    ]


def used_cells(row: Any) -> list[Any]:
    sheet = row.sheet
    return [
        *(sheet.repaired_on, sheet.code, sheet.number, sheet.get_state_display()),
        *(row.code, row.name, row.quantity, _("yes") if row.is_back else _("no")),
        *(row.claimed, "" if row.allowed is None else row.allowed),
    ]


def credit_cells(row: Any) -> list[Any]:
    told = f"{localtime(row.booked_at):%Y-%m-%d %H:%M}"
    return [told, row.period, row.words, row.signed, row.clause, row.evidence]


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the account. by: its order. tell: what is added to the rows of a page."""

    label: Promise | str
    rows: Callable[[parties.Dealer, date], QuerySet[Any, Any]]
    by: tuple[str, ...]
    heads: tuple[Promise | str, ...]
    cells: Callable[[Any], list[Any]]
    tell: Callable[[parties.Dealer, Sequence[Any]], None] = with_nothing


WHERE = gettext_lazy("where")
NUMBER, NAME = gettext_lazy("part number"), gettext_lazy("part name")
QUANTITY, WHEN = gettext_lazy("quantity"), gettext_lazy("when")
PAPER = gettext_lazy("number of the paper sheet")
SHEET, CLAUSE = gettext_lazy("repair sheet"), gettext_lazy("clause")
SECTIONS: Mapping[str, Section] = {
    "stock": Section(
        gettext_lazy("In store"),
        stock,
        ("-id",),
        (WHERE, NUMBER, NAME, gettext_lazy("unit"), QUANTITY),
        stock_cells,
    ),
    "moves": Section(
        gettext_lazy("What moved"),
        moves,
        ("-id",),
        (
            *(WHEN, WHERE, NUMBER, NAME, QUANTITY, gettext_lazy("on hand then")),
            *(gettext_lazy("why"), gettext_lazy("visit or other store"), SHEET),
            *(gettext_lazy("note"), gettext_lazy("by")),
        ),
        move_cells,
        with_sheets,
    ),
    "used": Section(
        gettext_lazy("Used on sheets"),
        used,
        ("-sheet_id", "place"),
        (
            *(
                gettext_lazy("repaired on"),
                gettext_lazy("number here"),
                PAPER,
                gettext_lazy("state"),
            ),
            *(NUMBER, NAME, QUANTITY, gettext_lazy("used piece sent back")),
            *(gettext_lazy("claimed"), gettext_lazy("allowed")),
        ),
        used_cells,
        with_return,
    ),
    "credit": Section(
        gettext_lazy("Credit"),
        credit,
        ("-id",),
        (
            *(WHEN, gettext_lazy("period"), gettext_lazy("what for")),
            *(gettext_lazy("amount"), CLAUSE, gettext_lazy("evidence")),
        ),
        credit_cells,
        with_words,
    ),
}


def plain(cell: Any) -> Any:
    """A number stays one, so that no sign of it is taken for a formula; the rest is text."""
    return cell if isinstance(cell, Decimal) else f"{cell}"


def parts_page(
    dealer: parties.Dealer, what: str, *, on: date, after: str = "", size: int = 50
) -> Any:
    """A page of one of SECTIONS, the newest first."""
    section = SECTIONS[what]
    page = page_of(section.rows(dealer, on), by=section.by, after=after, size=size)
    section.tell(dealer, page.rows)
    return page


def parts_csv(dealer: parties.Dealer, what: str, *, on: date) -> Iterator[bytes]:
    """All of it as CSV, read piece by piece."""
    section = SECTIONS[what]
    # The mark tells Excel that it is UTF-8.
    yield b"\xef\xbb\xbf" + products.csv_lines([[f"{head}" for head in section.heads]])
    after, is_over = "", False
    while not is_over:
        page = parts_page(dealer, what, on=on, after=after, size=PIECE)
        yield products.csv_lines([*map(plain, section.cells(row))] for row in page.rows)
        after, is_over = page.after, not page.after
