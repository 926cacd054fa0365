"""Disputes: who sees them, and until when one may be raised."""

from datetime import date

from django.db.models import Max, QuerySet

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.parties.queries import own_dealers
from sanbao.apps.settlements.facts import SEES_ALL
from sanbao.apps.settlements.models import Dispute, Statement, StatementKind
from sanbao.rules.deadline import china_day
from sanbao.rules.settlement import Settlement, settlement_of
from sanbao.rules.span import last_day

DECIDES = (Role.MANAGER, Role.FINANCE)


def disputes_for(user: User) -> QuerySet[Dispute]:
    """Who settles sees all of the company, a dealer's people their own."""
    rows = Dispute.objects.filter(provider_id=user.provider_id)
    rows = rows.select_related("statement__dealer", "raised_by", "decided_by")
    if user.has_role(*SEES_ALL):
        return rows
    mine = rows.filter(statement__dealer__in=own_dealers(user))
    return mine if user.has_role(Role.DEALER) else rows.none()


def last_day_to_dispute(statement: Statement) -> date | None:
    """Until which day its fees may be contested; None where the agreement sets no time."""
    says = settlement_of(agreements.terms(statement.version))
    within = says.disputed_within if says else None
    return last_day(china_day(statement.made_at), within) if within else None


def dispute_clause(says: Settlement | None) -> str:
    """The clause that speaks of disputes; that of the fee where none does."""
    if says is None:
        return ""
    return says.dispute.clause if says.dispute else says.fee.clause


def first_open_period(statement: Statement, *, on: date) -> str:
    """The month that the dealer's next statement settles: none of a year that is settled."""
    rows = Statement.objects.filter(provider=statement.provider_id, dealer=statement.dealer_id)
    of_kind = dict(rows.order_by().values_list("kind").annotate(last=Max("month")))
    last: date | None = of_kind.get(StatementKind.MONTHLY)
    month = following(last) if last else on.replace(day=1)
    year: date | None = of_kind.get(StatementKind.YEAR_END)
    if year is not None and month.year <= year.year:
        month = date(year.year + 1, 1, 1)
    return f"{month:%Y-%m}"


def following(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
