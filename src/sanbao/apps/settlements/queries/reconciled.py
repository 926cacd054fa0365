"""Reconciliation of a year: every fen paid has a signed sheet, every signed sheet an end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from sanbao.apps.claims import queries as claims
from sanbao.apps.money import queries as money
from sanbao.apps.settlements.facts import ZERO
from sanbao.apps.settlements.models import Dispute, Payment, PaymentState, Statement, StatementState
from sanbao.apps.settlements.queries.terms import fees_of_units
from sanbao.rules.message import Message


@dataclass(frozen=True, slots=True)
class Proof:
    """Two ways to the same figure. words: what must be equal."""

    words: Message
    one: Decimal
    other: Decimal

    @property
    def holds(self) -> bool:
        return self.one == self.other


@dataclass(frozen=True, slots=True)
class Ended:
    """Signed sheets of one standing: how many, what was claimed and what allowed."""

    words: Message
    count: int
    claimed: Decimal
    allowed: Decimal
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Reconciliation:
    year: int
    proofs: list[Proof]
    ends: list[Ended]
    unsigned: int

    @property
    def holds(self) -> bool:
        return not self.unsigned and all(proof.holds for proof in self.proofs)


STANDINGS: Mapping[str, tuple[Message, bool]] = {
    "settled": (Message("on a statement"), False),
    "refused": (Message("refused, with the reason"), False),
    "waived": (Message("waived"), False),
    "verified": (Message("checked, waits for the next statement"), True),
    "submitted": (Message("handed in, being checked"), True),
    "returned": (Message("sent back to be completed"), True),
    "confirmed": (Message("confirmed, not handed in yet"), True),
    "drafted": (Message("written, not confirmed yet"), True),
}


def reconciled(provider_id: int, year: int) -> Reconciliation:
    """A year of sheets and of statements. A dozen grouped sums, however many rows there are."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    sheets = claims.Sheet.objects.filter(provider_id=provider_id, month__range=(first, last))
    settled = claims.Sheet.objects.filter(
        provider_id=provider_id, settled__month__range=(first, last)
    )
    statements = Statement.objects.filter(provider_id=provider_id, month__range=(first, last))
    return Reconciliation(
        year=year,
        proofs=proofs(provider_id, settled, statements, year),
        ends=ends(sheets),
        unsigned=settled.filter(Q(signer_name="") | Q(signed_on__isnull=True)).count(),
    )


def proofs(
    provider_id: int, settled: QuerySet[Any], statements: QuerySet[Statement], year: int
) -> list[Proof]:
    made = statements.aggregate(
        sheets=Sum("sheet_count"),
        worth=Sum("fees"),
        owed=Sum("granted"),
        paid=Sum("granted", filter=Q(state=StatementState.PAID)),
    )
    booked = sums(provider_id, year)
    payments = Payment.objects.filter(statement__in=statements, state=PaymentState.PAID)
    disputes = Dispute.objects.filter(provider_id=provider_id, granted__isnull=False)
    disputed = disputes.filter(decided_at__year=year)
    return [
        Proof(
            Message("sheets on statements"), Decimal(made["sheets"] or 0), Decimal(settled.count())
        ),
        Proof(
            Message("fees of statements = worth of their signed sheets"),
            made["worth"] or ZERO,
            worth(provider_id, settled, on=date(year, 12, 31)),
        ),
        Proof(
            Message("fees of statements = fees in the ledger"),
            made["worth"] or ZERO,
            booked.get("fees", ZERO),
        ),
        Proof(
            Message("granted on statements = owed in the ledger"),
            made["owed"] or ZERO,
            booked.get("granted", ZERO),
        ),
        Proof(
            Message("statements paid = transfers that the bank has paid"),
            made["paid"] or ZERO,
            payments.aggregate(added=Sum("amount"))["added"] or ZERO,
        ),
        Proof(
            Message("statements paid = paid in the ledger"),
            made["paid"] or ZERO,
            booked.get("paid", ZERO),
        ),
        Proof(
            Message("disputes granted = further lines in the ledger"),
            disputed.aggregate(added=Sum("granted"))["added"] or ZERO,
            disputes_booked(provider_id, year),
        ),
    ]


def disputes_booked(provider_id: int, year: int) -> Decimal:
    """What was given by a further line: fees, and what went back into a fund (with a minus)."""
    rows = money.ledger(provider_id, item="dispute", booked_at__year=year)
    is_fund = Q(contra="fund")
    found = rows.aggregate(fees=Sum("amount", filter=~is_fund), fund=Sum("amount", filter=is_fund))
    return (found["fees"] or ZERO) - (found["fund"] or ZERO)


def sums(provider_id: int, year: int) -> dict[str, Decimal]:
    rows = money.ledger(provider_id, period__startswith=f"{year}").order_by()
    found = rows.values("item").annotate(added=Sum("amount"))
    return dict(found.values_list("item", "added"))


def worth(provider_id: int, settled: QuerySet[Any], *, on: date) -> Decimal:
    """What the sheets are worth by the agreement that each was judged by."""
    units = {row["version_id"]: Decimal(row["amount"]) for row in fees_of_units(provider_id, on=on)}
    groups = settled.order_by().values("version_id").annotate(n=Count("pk"), sum=Sum("allowed"))
    return sum(
        (
            units[group["version_id"]] * group["n"]
            if group["version_id"] in units
            else group["sum"] or ZERO
            for group in groups
        ),
        ZERO,
    )


def ends(sheets: QuerySet[Any]) -> list[Ended]:
    """Signed sheets by their end, those that have none yet behind."""
    signed = sheets.exclude(signer_name="").filter(signed_on__isnull=False)
    groups = (
        signed.order_by()
        .values("state", is_settled=Q(settled__isnull=False))
        .annotate(n=Count("pk"), claimed_sum=Sum("claimed"), allowed_sum=Sum(F("allowed")))
    )
    found: dict[str, Ended] = {}
    for group in groups:
        standing = "settled" if group["is_settled"] else group["state"]
        words, is_open = STANDINGS[standing]
        claimed, allowed = group["claimed_sum"] or ZERO, group["allowed_sum"] or ZERO
        found[standing] = Ended(words, group["n"], claimed, allowed, is_open)
    return [found[standing] for standing in STANDINGS if standing in found]
