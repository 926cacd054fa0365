"""The steps of a statement: approved by two, sent back, its invoice; each by somebody else."""

from datetime import datetime

from django.db import transaction

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.journal import actions as journal
from sanbao.apps.settlements.models import Statement
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.rules.settlement import Settlement, settlement_of
from sanbao.rules.statement import MOVES, Facts, Step
from sanbao.rules.terms import Way

DIGITS_OF_AN_INVOICE = (8, 20)


def lock(statement: Statement) -> Statement:
    rows = Statement.objects.select_for_update(of=("self",))
    return rows.select_related("provider", "dealer", "version__agreement").get(pk=statement.pk)


def says_of(statement: Statement) -> Settlement | None:
    return settlement_of(agreements.terms(statement.version))


def facts_of(
    statement: Statement,
    by: User,
    *,
    has_account: bool = True,
    reason: str = "",
    sender: int | None = None,
) -> Facts:
    says = says_of(statement)
    taken = (
        statement.made_by_id,
        statement.marketing_approved_by_id,
        statement.approved_by_id,
        statement.sent_by_id,
    )
    return Facts(
        who=by.pk,
        before=frozenset(pk for pk in taken if pk is not None),
        clause=says.clause(Way.TWO_APPROVALS) if says else "",
        has_account=has_account,
        account_clause=says.clause(Way.NAMED_ACCOUNT) if says else "",
        reason=reason,
        sender=sender,
    )


@transaction.atomic
def approve_first(statement: Statement, *, by: User, at: datetime) -> Statement:
    """The marketing manager approves (P2-7.2.4)."""
    statement = lock(statement)
    was = statement.state
    statement.state = MOVES.advance(was, Step.APPROVE_FIRST, facts_of(statement, by))
    statement.marketing_approved_at, statement.marketing_approved_by = at, by
    statement.returned_because = ""
    fields = ["state", "marketing_approved_at", "marketing_approved_by", "returned_because"]
    return moved("statement.endorsed", statement, fields, was=was, at=at, by=by)


@transaction.atomic
def approve_second(statement: Statement, *, by: User, at: datetime) -> Statement:
    """Then finance (P2-7.2.4)."""
    statement = lock(statement)
    was = statement.state
    statement.state = MOVES.advance(was, Step.APPROVE_SECOND, facts_of(statement, by))
    statement.approved_at, statement.approved_by = at, by
    fields = ["state", "approved_at", "approved_by"]
    return moved("statement.approved", statement, fields, was=was, at=at, by=by)


@transaction.atomic
def send_back(statement: Statement, *, reason: str, by: User, at: datetime) -> Statement:
    """Finance gives it back to marketing with a reason; its figures stay."""
    statement = lock(statement)
    was = statement.state
    facts = facts_of(statement, by, reason=reason)
    statement.state = MOVES.advance(was, Step.SEND_BACK, facts)
    statement.marketing_approved_at = statement.marketing_approved_by = None
    statement.returned_because = reason.strip()[:200]
    fields = ["state", "marketing_approved_at", "marketing_approved_by", "returned_because"]
    return moved("statement.sent_back", statement, fields, was=was, at=at, by=by)


@transaction.atomic
def note_invoice(
    statement: Statement, number: str, *, by: User, at: datetime, reason: str = ""
) -> Statement:
    """Write down the number of the dealer's e-invoice: 8 or 20 digits, each once.

    Raises Refused where another one stands there, but for finance with a reason.
    """
    statement, number = lock(statement), number.strip()
    if not (number.isascii() and number.isdigit() and len(number) in DIGITS_OF_AN_INVOICE):
        raise Refused(Message("the number of an e-invoice has 20 digits, or 8"), field="number")
    if statement.invoice_number == number:
        return statement
    if statement.invoice_number and not (by.has_role(Role.FINANCE) and reason.strip()):
        message = Message("an invoice stands there already; finance changes it, with a reason")
        raise Refused(message, field="reason" if by.has_role(Role.FINANCE) else "number")
    if statement.granted == 0:
        raise Refused(Message("nothing is due on this statement"), field="number")
    others = Statement.objects.filter(provider=statement.provider_id, invoice_number=number)
    if others.exists():
        raise Refused(Message("this invoice stands on another statement"), field="number")
    before = statement.invoice_number
    statement.invoice_number, statement.invoiced_at, statement.invoiced_by = number, at, by
    statement.save(update_fields=["invoice_number", "invoiced_at", "invoiced_by"])
    details = {"dealer": statement.dealer.code, "reason": reason.strip()}
    journal.record(
        "statement.invoiced",
        statement.code,
        provider=statement.provider,
        at=at,
        by=by,
        was=before,
        now=number,
        details=details,
    )
    return statement


def moved(
    happening: str,
    statement: Statement,
    fields: list[str],
    *,
    was: str,
    at: datetime,
    by: User | None,
) -> Statement:
    """Save what has changed, and say so."""
    statement.save(update_fields=fields)
    details = {
        "dealer": statement.dealer.code,
        "period": statement.period,
        "amount": f"{statement.granted}",
        "reason": statement.returned_because,
    }
    journal.record(
        happening,
        statement.code,
        provider=statement.provider,
        at=at,
        by=by,
        was=was,
        now=statement.state,
        details=details,
    )
    return statement
