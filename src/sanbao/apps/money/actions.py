"""Booking money. Lines are only ever added: a correction is a further line."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from sanbao.apps.accounts.access import Provider, User
from sanbao.apps.journal import actions as journal
from sanbao.apps.journal import queries as happenings
from sanbao.apps.money.facts import Entry as Entry
from sanbao.apps.money.models import Line
from sanbao.apps.obligations import actions as keeping
from sanbao.apps.obligations import queries as obligations
from sanbao.rules.message import Message
from sanbao.rules.money import fen
from sanbao.rules.moves import Refused


@transaction.atomic
def book(
    entries: Sequence[Entry],
    *,
    provider: Provider,
    account: str,
    subject: tuple[str, str],
    by: User | None,
    at: datetime,
) -> list[Line]:
    """Book `entries` on `account`, each with its clause and from whoever pays it.

    What has a key that is booked already is left as it stands, and given back with the others.
    Raises Refused where one has no clause.
    """
    if any(not entry.clause.strip() for entry in entries):
        raise Refused(Message("an amount without a clause cannot be booked"))
    lines = [
        Line(
            provider=provider,
            account=account,
            contra=entry.contra or entry.payer,
            subject_kind=subject[0],
            subject_code=subject[1],
            item=entry.item,
            payer=entry.payer,
            basis=entry.basis,
            description=entry.description[:160],
            quantity=entry.quantity,
            unit_price=entry.unit_price,
            amount=fen(entry.amount),
            clause=entry.clause,
            dealer=entry.dealer,
            period=entry.period,
            evidence=entry.evidence,
            key=entry.key,
            booked_at=at,
            booked_by=by,
        )
        for entry in entries
    ]
    keyed = [line for line in lines if line.key]
    booked = Line.objects.bulk_create(line for line in lines if not line.key)
    if not keyed:
        return booked
    Line.objects.bulk_create(keyed, ignore_conflicts=True)
    known = Line.objects.filter(provider=provider, key__in=[line.key for line in keyed])
    return [*booked, *known.order_by("pk")]


DEDUCTION = "deduction"


@transaction.atomic
def book_deduction(entry: happenings.Entry) -> Line | None:
    """Book the deduction that a miss has drawn, where its clause names an amount; once.

    What is a share of the year's repair fund waits for the year's settlement.
    """
    rows = obligations.Obligation.objects.select_for_update()
    drawn = rows.get(provider_id=entry.provider_id, code=entry.subject_code)
    if drawn.what != DEDUCTION or drawn.amount is None or drawn.met_at is not None:
        return None
    due = Entry(
        item=DEDUCTION,
        payer=drawn.owed_by,
        basis="clause",
        description=drawn.subject_label,
        quantity=Decimal(1),
        unit_price=drawn.amount,
        amount=drawn.amount,
        clause=drawn.clause,
        dealer=drawn.dealer,
        evidence=drawn.code,
    )
    subject = ("obligation", drawn.code)
    (line,) = book(
        [due], provider=entry.provider, account=DEDUCTION, subject=subject, by=None, at=entry.at
    )
    keeping.mark_done(drawn.pk, done_at=entry.at, at=entry.at, by=None)
    return line


@transaction.atomic
def correct(line: Line, *, amount: Decimal, reason: str, by: User, at: datetime) -> Line:
    """Book the difference to `amount`, the right figure of `line`, as a further line.

    Raises Refused without a reason, for a line corrected already (its correction is corrected
    next), and where nothing changes.
    """
    if not reason.strip():
        raise Refused(Message("a reason is needed"), field="reason")
    wrong = Line.objects.select_for_update().get(pk=line.pk)
    if Line.objects.filter(corrects=wrong).exists():
        raise Refused(Message("this line has been corrected already"))
    difference = fen(amount) - wrong.amount
    if difference == 0:
        raise Refused(Message("the amount is right already"), field="amount")
    further = Line.objects.create(
        provider_id=wrong.provider_id,
        account=wrong.account,
        contra=wrong.contra,
        subject_kind=wrong.subject_kind,
        subject_code=wrong.subject_code,
        item=wrong.item,
        payer=wrong.payer,
        basis=wrong.basis,
        description=reason.strip()[:160],
        quantity=Decimal(1),
        unit_price=difference,
        amount=difference,
        clause=wrong.clause,
        dealer=wrong.dealer,
        period=wrong.period,
        evidence=wrong.evidence,
        booked_at=at,
        booked_by=by,
        corrects=wrong,
    )
    journal.record(
        "money.corrected",
        f"{wrong.pk}",
        provider=wrong.provider_id,
        at=at,
        by=by,
        was=f"{wrong.amount}",
        now=f"{fen(amount)}",
        details={"reason": reason.strip()},
    )
    return further
