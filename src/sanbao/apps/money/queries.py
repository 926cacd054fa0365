"""Reading the ledger."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet, Sum

from sanbao.apps.accounts.access import User
from sanbao.apps.journal import queries as journal
from sanbao.apps.money.facts import READERS as READERS
from sanbao.apps.money.facts import Balance as Balance
from sanbao.apps.money.facts import midnight_after as midnight_after
from sanbao.apps.money.models import Account as Account
from sanbao.apps.money.models import Cost
from sanbao.apps.money.models import Line as Line
from sanbao.rules.money import NOTHING


def lines_of(provider_id: int, kind: str, code: str) -> QuerySet[Line]:
    """Everything booked for one subject, corrections among it, in the order of booking."""
    return lines_about(provider_id, (kind, code))


def lines_about(provider_id: int, *subjects: tuple[str, str]) -> QuerySet[Line]:
    """The same for several subjects together."""
    return Line.objects.filter(journal.about(*subjects), provider_id=provider_id).order_by("id")


def total(provider_id: int, kind: str, code: str, *, payer: str = "") -> Decimal:
    """What the lines of a subject add up to, corrections included; of one payer, or of all."""
    lines = lines_of(provider_id, kind, code)
    if payer:
        lines = lines.filter(payer=payer)
    added: Decimal | None = lines.aggregate(total=Sum("amount"))["total"]
    return NOTHING if added is None else added


def ledger(provider_id: int, *, until: datetime | None = None, **which: Any) -> QuerySet[Line]:
    """The lines of a company booked before `until`. which: dealer, period, item ..."""
    rows = Line.objects.filter(provider_id=provider_id, **which)
    return rows if until is None else rows.filter(booked_at__lt=until)


def ledger_for(user: User, *, until: datetime | None = None, **which: Any) -> QuerySet[Line]:
    """Finance and auditors read the company's ledger, nobody else does."""
    rows = ledger(user.provider_id, until=until, **which)
    return rows if user.has_role(*READERS) else rows.none()


def of_account(rows: QuerySet[Line], account: str) -> QuerySet[Line]:
    """Both sides: what came to an account and what left it."""
    return rows.filter(Q(account=account) | Q(contra=account))


def balances(rows: QuerySet[Line]) -> list[Balance]:
    """What each account holds by these lines, in two queries; together they hold nothing."""
    came, left = sums(rows, "account"), sums(rows, "contra")
    return [
        Balance(name, came.get(name, NOTHING), left.get(name, NOTHING))
        for name in sorted({*came, *left}, key=place)
    ]


def balance(rows: QuerySet[Line], account: str) -> Decimal:
    """What one account holds by these lines."""
    both = of_account(rows, account).aggregate(
        came=Sum("amount", filter=Q(account=account)),
        left=Sum("amount", filter=Q(contra=account)),
    )
    return (both["came"] or NOTHING) - (both["left"] or NOTHING)


def sums(rows: QuerySet[Line], side: str) -> dict[str, Decimal]:
    return dict(
        rows.order_by().values(side).annotate(added=Sum("amount")).values_list(side, "added")
    )


def place(account: str) -> tuple[int, str]:
    """Named accounts in their order, others behind them."""
    names = Account.values
    return (names.index(account) if account in names else len(names), account)


def account_words(account: str) -> str:
    return str(Account(account).label) if account in Account.values else account


def words_of(line: Line) -> str:
    """What a line is for, in the reader's language where it names nothing but a kind of cost."""
    is_bare = line.description in Cost.values
    return str(Cost(line.description).label) if is_bare else line.description
