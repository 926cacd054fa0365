"""Paying: a file of bank transfers to the named accounts, and the bank's answer read back.

There is no other way to pay: no cash, no set-off (P2-7.5).
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from sanbao.apps.accounts.access import Provider, User
from sanbao.apps.dealers.queries import BankAccount
from sanbao.apps.journal import actions as journal
from sanbao.apps.money import actions as money
from sanbao.apps.obligations import actions as obligations
from sanbao.apps.settlements.actions.step import facts_of, lock, moved, says_of
from sanbao.apps.settlements.models import (
    BankLayout,
    Payment,
    PaymentState,
    Remittance,
    Statement,
    StatementKind,
    StatementState,
)
from sanbao.apps.settlements.queries.payment import layout_of
from sanbao.apps.settlements.queries.promised import periods_of
from sanbao.rules.deadline import china_day
from sanbao.rules.message import Message
from sanbao.rules.moves import No, Refused
from sanbao.rules.remittance import (
    Answer,
    Layout,
    Transfer,
    control_total,
    layout_lacks,
    written,
)
from sanbao.rules.statement import MOVES, Step
from sanbao.rules.terms import Way

PREFIX = "FK"
PAID = "paid"


@transaction.atomic
def save_layout(
    provider: Provider, layout: Layout, *, encoding: str, by: User, at: datetime
) -> BankLayout:
    """How the bank wants its file from now on; files that were made stay as they are."""
    if lacking := layout_lacks(layout.columns):
        raise Refused(lacking, field="columns")
    kept, _new = BankLayout.objects.update_or_create(
        provider=provider,
        defaults={
            "columns": list(layout.columns),
            "delimiter": layout.delimiter,
            "encoding": encoding,
            "has_header": layout.has_header,
            "has_total": layout.has_total,
            "changed_at": at,
            "changed_by": by,
        },
    )
    columns = {"columns": kept.columns}
    journal.record("layout.changed", f"{kept.pk}", provider=provider, at=at, by=by, details=columns)
    return kept


@transaction.atomic
def remit(provider: Provider, *, by: User, at: datetime) -> Remittance:
    """Put every approved statement that `by` has no part in on a file, to its named account.

    Raises Refused with the first reason where none can be sent.
    """
    rows = (
        Statement.objects.select_for_update(of=("self",))
        .filter(provider=provider, state=StatementState.APPROVED)
        .select_related("provider", "dealer", "version__agreement")
        .order_by("id")
    )
    accounts = named_accounts(rows)
    ready, kept = sendable(list(rows), accounts, by=by)
    if not ready:
        raise refusal(kept)
    transfers = [transfer_of(row, accounts[row.dealer_id]) for row in ready]
    layout, encoding = layout_of(provider.pk)
    count, total = control_total(transfers)
    content = written(transfers, layout).encode(encoding, "replace")
    remittance = Remittance.objects.create(
        provider=provider,
        code=journal.next_code(PREFIX, provider=provider, on=china_day(at)),
        file=content,
        digest=hashlib.sha256(content).hexdigest(),
        count=count,
        total=total,
        made_at=at,
        made_by=by,
    )
    Payment.objects.bulk_create(
        Payment(
            remittance=remittance,
            statement=row,
            account=accounts[row.dealer_id],
            amount=row.granted,
        )
        for row in ready
    )
    for row in ready:
        send(row, by=by, at=at)
    details = {"count": count, "total": f"{total}", "digest": remittance.digest}
    journal.record(
        "remittance.made", remittance.code, provider=provider, at=at, by=by, details=details
    )
    return remittance


def named_accounts(rows: object) -> Mapping[int, BankAccount]:
    in_force = BankAccount.objects.filter(
        dealer__in=rows.values("dealer"),  # type: ignore[attr-defined]
        confirmed_at__isnull=False,
        ended_at__isnull=True,
    )
    return {account.dealer_id: account for account in in_force}


def sendable(
    rows: Sequence[Statement], accounts: Mapping[int, BankAccount], *, by: User
) -> tuple[list[Statement], list[No]]:
    """Those that may be sent by this person, and why others may not."""
    ready: list[Statement] = []
    kept: list[No] = []
    for row in rows:
        facts = facts_of(row, by, has_account=row.dealer_id in accounts)
        if (no := MOVES.blocked(row.state, Step.SEND, facts)) is None:
            ready.append(row)
        else:
            kept.append(no)
    return ready, kept


def refusal(kept: Sequence[No]) -> Refused:
    if not kept:
        reason = Message("no statement is approved and waits to be paid")
        return Refused(reason, field="statements")
    return Refused(kept[0].reason, clause=kept[0].clause)


def transfer_of(row: Statement, account: BankAccount) -> Transfer:
    return Transfer(
        reference=row.code,
        holder=account.holder,
        account=account.number,
        bank=account.bank,
        branch=account.branch,
        amount=row.granted,
        purpose=f"维修费 {row.period}",
    )


def send(row: Statement, *, by: User, at: datetime) -> None:
    was, row.state = row.state, StatementState.SENT
    row.sent_at, row.sent_by, row.returned_because = at, by, ""
    fields = ["state", "sent_at", "sent_by", "returned_because"]
    moved("statement.sent", row, fields, was=was, at=at, by=by)


@transaction.atomic
def take_answers(
    remittance: Remittance, answers: Sequence[Answer], *, digest: str, by: User, at: datetime
) -> tuple[int, int]:
    """Write down what the bank says; how many were paid and how many refused, of those not known.

    digest: SHA-256 of what the answer came in. Whoever has sent the file does not answer. All of it
    or nothing. Raises Refused for a reference that is not on the file, an amount that is not the
    one sent, and an answer that contradicts an earlier one.
    """
    rows = Payment.objects.select_for_update(of=("self",)).filter(remittance=remittance)
    sent = {row.statement.code: row for row in rows.select_related("statement")}
    paid = refused = 0
    told: list[int] = []
    for answer in answers:
        payment = sent.get(answer.reference)
        check(payment, answer)
        if payment is None or payment.state != PaymentState.SENT:
            continue
        told.append(payment.pk)
        if answer.is_paid:
            pay(payment, answer, by=by, at=at)
            paid += 1
        else:
            bounce(payment, answer, by=by, at=at)
            refused += 1
    if told:
        Payment.objects.filter(pk__in=told).update(answer_digest=digest)
        details = {"paid": paid, "refused": refused, "digest": digest}
        journal.record(
            "remittance.answered",
            remittance.code,
            provider=remittance.provider_id,
            at=at,
            by=by,
            details=details,
        )
    return paid, refused


def check(payment: Payment | None, answer: Answer) -> None:
    told = {"reference": answer.reference}
    if payment is None:
        raise Refused(Message("%(reference)s is not on this file", told), field="file")
    if payment.amount != answer.amount:
        raise Refused(Message("%(reference)s: another amount was sent", told), field="file")
    known = {PaymentState.PAID: True, PaymentState.REFUSED: False}.get(
        PaymentState(payment.state), answer.is_paid
    )
    if known != answer.is_paid:
        raise Refused(Message("%(reference)s was answered otherwise before", told), field="file")


def answered(payment: Payment, state: PaymentState, answer: Answer, by: User, at: datetime) -> None:
    payment.state, payment.bank_reference, payment.reason = state, answer.number, answer.reason
    payment.answered_at, payment.answered_by = at, by
    fields = ["state", "bank_reference", "reason", "answered_at", "answered_by"]
    payment.save(update_fields=fields)


def pay(payment: Payment, answer: Answer, *, by: User, at: datetime) -> None:
    """The bank has paid: the ledger says so, and what was promised is kept (P2-7.2.5)."""
    answered(payment, PaymentState.PAID, answer, by, at)
    row = lock(payment.statement)
    was = row.state
    sender = payment.remittance.made_by_id
    row.state = MOVES.advance(was, Step.PAY, facts_of(row, by, sender=sender))
    row.paid_at, row.paid_by, row.bank_reference = at, by, answer.number
    fields = ["state", "paid_at", "paid_by", "bank_reference"]
    moved("statement.paid", row, fields, was=was, at=at, by=by)
    says = says_of(row)
    due = money.Entry(
        item=PAID,
        payer="provider",
        basis="clause",
        description=f"{payment.remittance.code} {answer.number}".strip(),
        quantity=Decimal(1),
        unit_price=payment.amount,
        amount=payment.amount,
        clause=says.clause(Way.NAMED_ACCOUNT) if says else "",
        contra="payable",
        dealer=row.dealer.code,
        period=row.period,
        evidence=row.code,
        key=f"{row.code}:{PAID}",
    )
    subject = ("statement", row.code)
    money.book([due], provider=row.provider, account="bank", subject=subject, by=by, at=at)
    if row.kind == StatementKind.MONTHLY:
        about = ("dealer", row.dealer.code)
        for period in periods_of(row):
            obligations.happened(
                row.provider_id, about, PAID, at=at, by=by, period=period, note=row.code
            )


def bounce(payment: Payment, answer: Answer, *, by: User, at: datetime) -> None:
    """The bank has refused: it waits to be sent again, with the reason."""
    answered(payment, PaymentState.REFUSED, answer, by, at)
    row = lock(payment.statement)
    was = row.state
    sender = payment.remittance.made_by_id
    row.state = MOVES.advance(was, Step.BOUNCE, facts_of(row, by, sender=sender))
    row.sent_at = row.sent_by = None
    row.returned_because = answer.reason
    fields = ["state", "sent_at", "sent_by", "returned_because"]
    moved("statement.bounced", row, fields, was=was, at=at, by=by)
