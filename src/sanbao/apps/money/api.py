"""The ledger over the API: balances at any day, and the lines behind them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from sanbao.apps.accounts.access import User, api_reader, reader
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.money import queries
from sanbao.rules.deadline import china_day
from sanbao.rules.money import NOTHING

router = Router(tags=["ledger"])
Period = Annotated[str, Field("", max_length=7, description="2026 or 2026-11")]


class BalanceOut(Schema):
    account: str
    came: Decimal
    left: Decimal
    holds: Decimal


class TrialBalance(Schema):
    """`difference` is what all accounts hold together: always 0.00."""

    items: list[BalanceOut]
    difference: Decimal


class LineOut(Schema):
    id: int
    account: str
    contra: str
    item: str
    description: str
    amount: Decimal
    clause: str
    dealer: str
    period: str
    subject_kind: str
    subject_code: str
    evidence: str
    booked_at: datetime
    booked_by: str
    corrects: int | None = Field(None, alias="corrects_id")

    @staticmethod
    def resolve_booked_by(row: queries.Line) -> str:
        return row.booked_by.username if row.booked_by else ""


class LinePage(Schema):
    items: list[LineOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


def asked(user: User, on: date | None, dealer: str, period: str) -> Any:
    day = on or china_day(timezone.now())
    which = {"dealer": dealer} if dealer else {}
    if period:
        which["period__startswith"] = period
    until = queries.midnight_after(day, user.provider.zone)
    return queries.ledger_for(user, until=until, **which)


@router.get("/balances", response=TrialBalance, summary="Trial balance at a day")
def balances(
    request: HttpRequest, on: date | None = None, dealer: str = "", period: Period = ""
) -> dict[str, Any]:
    """What each account holds at the end of a day; of one dealer, of one year's fund, or of all."""
    rows = asked(api_reader(request, *queries.READERS), on, dealer, period)
    found = queries.balances(rows)
    return {"items": found, "difference": sum((one.holds for one in found), NOTHING)}


@router.get("/lines", response=LinePage, summary="List lines of the ledger")
def lines(
    request: HttpRequest,
    account: str = "",
    on: date | None = None,
    dealer: str = "",
    period: Period = "",
    after: str = "",
) -> dict[str, Any]:
    """Append-only, the newest first, in pages of 50; nobody but finance and auditors sees any."""
    rows = asked(reader(request), on, dealer, period).select_related("booked_by")
    rows = queries.of_account(rows, account) if account else rows
    page = page_of(rows, by=("-id",), after=after)
    return {"items": page.rows, "next": page.after}
