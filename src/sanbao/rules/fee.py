"""The fee of a visit: from the decision's charges, what was used, and the price lists.

Nothing else makes a price (P2-3.3, P2-3.4, P3-4.9, P5-3.1): no amount is typed in, and a charge
on a list that does not name the price stays open instead of being guessed.

    what a charge says          what the line says
    free                        0.00, whoever would have paid
    a list (cost, tender, ...)  quantity x unit price of that list; no such price: not priced
    quote                       no amount: a separate quotation, never collected on site
    a rate of the agreement     that rate once, whatever a list says (P7-4.2: labour for a unit)
    no charge for the item      0.00: what no clause speaks of is not charged
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sanbao.rules.money import NOTHING, fen

FREE = "free"
QUOTE = "quote"
PARTS = "parts"
# Work and the way there belong to every visit; parts and freight only where some were used.
IN_EVERY_VISIT = frozenset({"labour", "travel"})
ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Charge:
    """One charge of a decision, as it is kept with the decision.

    rate: CNY for one unit, where the agreement itself names the price.
    """

    item: str
    payer: str
    basis: str
    clause: str
    rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A published price. amount: CNY for one unit. code: the number of the position."""

    basis: str
    item: str
    code: str
    name: str
    unit: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Used:
    """What a visit used: a part fitted, hours worked, a trip made.

    quantity: more than 0. is_outer: shell or packing, which some agreements charge apart.
    """

    item: str
    code: str
    name: str
    unit: str
    quantity: Decimal
    is_outer: bool = False


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One line of the fee.

    unit_price, amount: CNY; None where there is no price. clause: "" where none speaks of it.
    """

    item: str
    payer: str
    basis: str
    clause: str
    code: str
    name: str
    unit: str
    quantity: Decimal
    unit_price: Decimal | None
    amount: Decimal | None

    @property
    def is_priced(self) -> bool:
        """Only a charge on a list can lack its price; a quotation is made elsewhere."""
        return self.amount is not None or self.basis == QUOTE


@dataclass(frozen=True, slots=True)
class Fee:
    lines: tuple[FeeLine, ...]

    @property
    def is_priced(self) -> bool:
        return all(line.is_priced for line in self.lines)

    def owed_by(self, payer: str) -> Decimal:
        """What `payer` owes, in CNY: the sum of the lines as booked, so that both agree."""
        return sum(
            (line.amount for line in self.lines if line.payer == payer and line.amount),
            NOTHING,
        )

    @property
    def to_be_quoted(self) -> tuple[FeeLine, ...]:
        return tuple(line for line in self.lines if line.basis == QUOTE)


def fee(charges: Sequence[Charge], used: Sequence[Used], prices: Sequence[Listed]) -> Fee:
    """The fee, charge by charge in the decision's order; then what no charge speaks of.

    Where an item has two charges, the later one is for shell and packing alone. Each line is
    rounded half up to the fen, once: a line is what gets booked, and the total adds the lines.
    """
    lines: list[FeeLine] = []
    for item in dict.fromkeys(charge.item for charge in charges):
        inner, *outer = [charge for charge in charges if charge.item == item]
        mine = [use for use in used if use.item == item]
        apart = [use for use in mine if use.is_outer and outer]
        lines += lines_of(inner, [use for use in mine if use not in apart], prices)
        lines += [line for charge in outer[:1] for line in priced(charge, apart, prices)]
    spoken_of = {charge.item for charge in charges}
    return Fee((*lines, *(uncharged(use) for use in used if use.item not in spoken_of)))


def lines_of(charge: Charge, used: Sequence[Used], prices: Sequence[Listed]) -> list[FeeLine]:
    """The lines of the main charge of an item: one for each thing used."""
    if charge.rate is not None:
        agreed = Used(charge.item, "", "", "", ONE)
        return [line(charge, agreed, [Listed(charge.basis, charge.item, "", "", "", charge.rate)])]
    if used or charge.item not in IN_EVERY_VISIT:
        return priced(charge, used, prices)
    return priced(charge, [once(charge.item, listed_for(charge, prices))], prices)


def priced(charge: Charge, used: Sequence[Used], prices: Sequence[Listed]) -> list[FeeLine]:
    listed = listed_for(charge, prices)
    return [line(charge, use, listed) for use in used]


def listed_for(charge: Charge, prices: Sequence[Listed]) -> list[Listed]:
    return [price for price in prices if (price.basis, price.item) == (charge.basis, charge.item)]


def once(item: str, listed: Sequence[Listed]) -> Used:
    """An item of every visit that nobody recorded: the list's only position, once.

    A list with several positions does not say which: the line then has no price until one of
    them is recorded.
    """
    if len(listed) == 1:
        return Used(item, listed[0].code, listed[0].name, listed[0].unit, ONE)
    return Used(item, "", "", "", ONE)


def line(charge: Charge, use: Used, listed: Sequence[Listed]) -> FeeLine:
    unit_price = price_of(charge.basis, use.code, listed)
    return FeeLine(
        item=charge.item,
        payer=charge.payer,
        basis=charge.basis,
        clause=charge.clause,
        code=use.code,
        name=use.name,
        unit=use.unit,
        quantity=use.quantity,
        unit_price=unit_price,
        amount=None if unit_price is None else fen(unit_price * use.quantity),
    )


def price_of(basis: str, code: str, listed: Sequence[Listed]) -> Decimal | None:
    if basis == FREE:
        return NOTHING
    return next((price.amount for price in listed if price.code == code), None)


def uncharged(use: Used) -> FeeLine:
    return FeeLine(
        item=use.item,
        payer="provider",
        basis=FREE,
        clause="",
        code=use.code,
        name=use.name,
        unit=use.unit,
        quantity=use.quantity,
        unit_price=NOTHING,
        amount=NOTHING,
    )
