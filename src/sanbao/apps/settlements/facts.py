"""What a run settles by: the terms of each dealer."""

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from sanbao.apps.accounts.access import Role
from sanbao.rules.settlement import Settlement
from sanbao.rules.terms import Deducted, Way

SEES_ALL = (Role.MANAGER, Role.MARKETING, Role.FINANCE, Role.AUDITOR)
READERS = (*SEES_ALL, Role.DEALER)
RUNS = (Role.MANAGER,)
ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Bound:
    """A dealer, and the version of its agreement that its statement goes by.

    shares: what each version gives of the sales of its days, and takes for a returned unit.
    """

    dealer_id: int
    dealer: str
    version_id: int
    says: Settlement
    shares: tuple[dict[str, Any], ...] = ()

    def row(self) -> dict[str, Any]:
        """As the statements of SQL read it: figures as text, so that none is a float on the way."""
        fund, fines = self.says.fund, self.says.deductions
        returned = fines.get(Deducted.RETURNED_UNIT)
        complaint = next((term for what, term in fines.items() if what.startswith("compl")), None)
        return {
            "dealer_id": self.dealer_id,
            "dealer": self.dealer,
            "version_id": self.version_id,
            "share": f"{fund.share}" if fund else None,
            "fund_clause": fund.clause if fund else "",
            "fee_clause": self.says.fee.clause,
            "true_up_clause": self.says.clause(Way.TRUE_UP),
            "credit_clause": self.says.ways.get(Way.MATERIAL_CREDIT, ""),
            "returned": f"{returned.amount}" if returned else "0",
            "returned_clause": returned.clause if returned else "",
            "slight": self.fine(Deducted.COMPLAINT_SLIGHT),
            "serious": self.fine(Deducted.COMPLAINT_SERIOUS),
            "grave": self.fine(Deducted.COMPLAINT_GRAVE),
            "complaint_clause": complaint.clause if complaint else "",
        }

    def fine(self, what: Deducted) -> str:
        term = self.says.deductions.get(what)
        return f"{term.amount}" if term else "0"


def shares_of(
    dealer_id: int, versions: Sequence[tuple[date, Settlement]]
) -> Iterator[dict[str, Any]]:
    """Each version from its first day until the day before the next one begins."""
    ends = [since for since, _says in versions[1:]]
    for (since, says), until in zip_longest(versions, ends):
        returned = says.deductions.get(Deducted.RETURNED_UNIT)
        if says.fund is not None and since != until:
            yield {
                "dealer_id": dealer_id,
                "since": f"{since}",
                "until": f"{until}" if until else None,
                "share": f"{says.fund.share}",
                "returned": f"{returned.amount}" if returned else "0",
            }


def last_of(month: date) -> date:
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def end_of_year(year: date) -> date:
    return date(year.year, 12, 31)
