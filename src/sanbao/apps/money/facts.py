"""What a line of the ledger is made of."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Entry:
    """One amount to book. amount: CNY, to the fen. clause: why it is owed, never empty."""

    item: str
    payer: str
    basis: str
    description: str
    quantity: Decimal
    unit_price: Decimal
    amount: Decimal
    clause: str
