"""Statements and runs, as far as a reader may see them; what stands behind a statement."""

from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet, Sum

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.claims import queries as claims
from sanbao.apps.money import queries as money
from sanbao.apps.parties.queries import own_dealers
from sanbao.apps.settlements.facts import RUNS, SEES_ALL, ZERO
from sanbao.apps.settlements.models import Run, Statement, StatementKind


def statements_for(user: User) -> QuerySet[Statement]:
    """Who approves, pays and audits sees all of the company; a dealer's people its own."""
    rows = Statement.objects.filter(provider_id=user.provider_id).select_related("dealer")
    if user.has_role(*SEES_ALL):
        return rows
    return rows.filter(dealer__in=own_dealers(user)) if user.has_role(Role.DEALER) else rows.none()


def whole_for(user: User) -> QuerySet[Statement]:
    """The same with everybody who has taken a step."""
    people = ("made_by", "marketing_approved_by", "approved_by", "sent_by", "paid_by")
    return statements_for(user).select_related(
        "provider", "version__agreement", "invoiced_by", *people
    )


def runs_for(user: User) -> QuerySet[Run]:
    rows = Run.objects.filter(provider_id=user.provider_id).select_related("asked_by")
    return rows if user.has_role(*RUNS, *SEES_ALL) else rows.none()


def lines_of(statement: Statement) -> QuerySet[money.Line, Any]:
    """What was booked for a statement, what was deducted in its period, and what disputes brought;
    for its dealer.
    """
    rows = money.ledger(
        statement.provider_id, dealer=statement.dealer.code, period=statement.period
    )
    of_each_sheet = Q(account__in=["earned", "verified", "carried"]) & ~Q(item="dispute")
    return rows.exclude(of_each_sheet).order_by("id")


def told(line: money.Line) -> Decimal:
    """What a line brings the dealer: a deduction less than 0, one that is given back more."""
    amount: Decimal = line.amount
    return -amount if line.account == money.Account.DEDUCTION else amount


def sheets_of(statement: Statement) -> QuerySet[claims.Sheet, Any]:
    """The sheets that a statement settles."""
    rows = claims.Sheet.objects.filter(
        provider_id=statement.provider_id,
        dealer=statement.dealer_id,
        month__lte=statement.month,
        settled__month=statement.month,
    )
    if statement.kind == StatementKind.YEAR_END:
        return rows.none()
    return rows.order_by("id")


def own_charges(statement: Statement) -> Decimal:
    """What the dealer bears itself in the period (P5-3.1 to 3.3, P7-4.3): never taken off here."""
    rows = money.ledger(
        statement.provider_id,
        dealer=statement.dealer.code,
        period=statement.period,
        contra="dealer",
    )
    added: Decimal | None = rows.aggregate(added=Sum("amount"))["added"]
    return added or ZERO
