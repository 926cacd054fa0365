"""What a line of the ledger is made of, and who reads the ledger."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from sanbao.apps.accounts.access import Role

READERS = (Role.FINANCE, Role.AUDITOR)


@dataclass(frozen=True, slots=True)
class Entry:
    """One amount to book. amount: CNY, to the fen. clause: why it is owed, never empty.

    contra: the account that it comes from, "" for whoever pays. dealer, period, evidence, key: as
    in the ledger.
    """

    item: str
    payer: str
    basis: str
    description: str
    quantity: Decimal
    unit_price: Decimal
    amount: Decimal
    clause: str
    contra: str = ""
    dealer: str = ""
    period: str = ""
    evidence: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Balance:
    """What came to an account and what left it, CNY; all accounts together hold nothing."""

    account: str
    came: Decimal
    left: Decimal

    @property
    def holds(self) -> Decimal:
        return self.came - self.left


def midnight_after(on: date, zone: str) -> datetime:
    """The instant up to which lines are booked on a day or before, where the company is."""
    return datetime.combine(on + timedelta(days=1), time.min, ZoneInfo(zone))
