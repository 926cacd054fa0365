"""Disputes: raised in time by the dealer, decided by somebody who did not approve, booked further.

A settled month never changes: what is granted is a line of its own, and comes with the next
statement (P2-7.4).
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.wording import in_chinese
from sanbao.apps.journal import actions as journal
from sanbao.apps.money import actions as money
from sanbao.apps.settlements.actions.step import lock, says_of
from sanbao.apps.settlements.models import Contest, Dispute, DisputeState, Statement
from sanbao.apps.settlements.queries.dispute import (
    dispute_clause,
    first_open_period,
    last_day_to_dispute,
)
from sanbao.rules.deadline import china_day
from sanbao.rules.message import Message
from sanbao.rules.money import fen
from sanbao.rules.moves import Refused

PREFIX = "YY"


@dataclass(frozen=True, slots=True)
class Contested:
    """What a dealer says. amount: what it misses, CNY, more than 0. about: see Dispute."""

    text: str
    amount: Decimal
    about: str = Contest.FEES


@transaction.atomic
def dispute(
    statement: Statement, contested: Contested, *, key: UUID, by: User, at: datetime
) -> Dispute:
    """Contest a statement. The same key again gives the same dispute.

    Raises Refused once the time of the clause is over, for nothing, and while one is open.
    """
    known = Dispute.objects.filter(key=key, provider=statement.provider_id).first()
    if known is not None:
        return known
    statement = lock(statement)
    clause = dispute_clause(says_of(statement))
    refuse_late(last_day_to_dispute(statement), on=china_day(at), clause=clause)
    if not contested.text.strip():
        raise Refused(Message("say what is contested"), field="text")
    if fen(contested.amount) <= 0:
        raise Refused(Message("the amount is more than nothing"), field="amount")
    refuse_without_fund(statement, contested.about)
    if Dispute.objects.filter(statement=statement, state=DisputeState.OPEN).exists():
        raise Refused(Message("a dispute about this statement is still open"))
    made = Dispute.objects.create(
        provider=statement.provider,
        code=journal.next_code(PREFIX, provider=statement.provider_id, on=china_day(at)),
        key=key,
        statement=statement,
        about=contested.about,
        text=contested.text.strip()[:1000],
        asked=fen(contested.amount),
        raised_at=at,
        raised_by=by,
    )
    say("dispute.raised", made, at=at, by=by, amount=f"{made.asked}")
    return made


def refuse_late(last: date | None, *, on: date, clause: str) -> None:
    if last is not None and on > last:
        raise Refused(Message("disputes were accepted until %(day)s", {"day": last}), clause=clause)


def refuse_without_fund(statement: Statement, about: str) -> None:
    if about == Contest.FUND and not statement.has_fund:
        raise Refused(Message("this agreement has no repair fund"), field="about")


@dataclass(frozen=True, slots=True)
class Decision:
    """granted: CNY, 0 for nothing. about: what it is about after all; "" as the dealer said."""

    granted: Decimal
    reason: str
    about: str = ""


@transaction.atomic
def decide(row: Dispute, decision: Decision, *, by: User, at: datetime) -> Dispute:
    """Grant a dispute, at most what was asked, or reject it; booked as a further line.

    Raises Refused for whoever raised it, made or approved the statement. The same decision again
    changes nothing.
    """
    row = Dispute.objects.select_for_update(of=("self",)).get(pk=row.pk)
    statement = lock(row.statement)
    amount, reason = fen(decision.granted), decision.reason.strip()
    about = decision.about or row.about
    if row.state != DisputeState.OPEN:
        if (row.granted or Decimal(0)) == amount:
            return row
        raise Refused(Message("this dispute is decided already"))
    refuse_own(row, statement, by)
    if not 0 <= amount <= row.asked:
        raise Refused(
            Message("at most what was asked for: %(asked)s", {"asked": row.asked}), field="granted"
        )
    refuse_without_fund(statement, about)
    if not reason:
        raise Refused(Message("a reason is needed"), field="reason")
    row.state = DisputeState.GRANTED if amount else DisputeState.REJECTED
    row.granted, row.reason, row.about = amount or None, reason[:1000], about
    row.decided_at, row.decided_by = at, by
    row.save(update_fields=["state", "granted", "reason", "about", "decided_at", "decided_by"])
    if amount:
        book(row, statement, amount, by=by, at=at)
    say(f"dispute.{row.state}", row, at=at, by=by, amount=f"{amount}")
    return row


def refuse_own(row: Dispute, statement: Statement, by: User) -> None:
    before = (
        row.raised_by_id,
        statement.made_by_id,
        statement.marketing_approved_by_id,
        statement.approved_by_id,
    )
    if by.pk in before:
        reason = Message("somebody else decides: you raised this, made or approved the statement")
        raise Refused(reason, clause=dispute_clause(says_of(statement)))


def book(row: Dispute, statement: Statement, amount: Decimal, *, by: User, at: datetime) -> None:
    """Fees wait to be granted; what the fund has lost, or never got, goes back into it."""
    is_fund = row.about == Contest.FUND
    account, contra = ("deduction", "fund") if is_fund else ("earned", "verified")
    signed = -amount if is_fund else amount
    due = money.Entry(
        item="dispute",
        payer="provider",
        basis="clause",
        description=f"{in_chinese(Message('dispute granted'))} {statement.code}",
        quantity=Decimal(1),
        unit_price=signed,
        amount=signed,
        clause=dispute_clause(says_of(statement)),
        contra=contra,
        dealer=statement.dealer.code,
        period=first_open_period(statement, on=china_day(at)),
        evidence=row.code,
        key=f"dispute:{row.code}",
    )
    subject = ("dispute", row.code)
    money.book([due], provider=statement.provider, account=account, subject=subject, by=by, at=at)


def say(happening: str, row: Dispute, *, at: datetime, by: User, amount: str) -> None:
    details = {
        "statement": row.statement.code,
        "dealer": row.statement.dealer.code,
        "period": row.statement.period,
        "amount": amount,
        "reason": row.reason,
    }
    journal.record(
        happening,
        row.code,
        provider=row.provider_id,
        at=at,
        by=by,
        now=row.state,
        details=details,
    )
