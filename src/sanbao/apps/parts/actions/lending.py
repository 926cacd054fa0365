"""Lending spare units: asked for, handed over against a signature, asked back, taken back."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext, gettext_noop

from sanbao.apps.accounts.access import Provider, User
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.desk import actions as desk
from sanbao.apps.desk import queries as cases
from sanbao.apps.evidence import actions as evidence
from sanbao.apps.journal import actions as journal
from sanbao.apps.obligations import actions as obligations
from sanbao.apps.parts import queries
from sanbao.apps.parts.facts import HANDOVER, LOANER, RETURN, RETURNED, Signing
from sanbao.apps.parts.models import OUT, Loan, LoanState, LoanUnit
from sanbao.rules.loan import MOVES, Facts, Step
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

PREFIX = "JY"
WORKS_AGAIN = gettext_noop("the original works again")
FAILED_AGAIN = gettext_noop("the original has failed again")


@transaction.atomic
def add_unit(serial: str, name: str, *, provider: Provider, by: User, at: datetime) -> LoanUnit:
    """Put a unit into the pool; one that had left comes back."""
    serial, name = serial.strip(), name.strip()
    if not serial or not name:
        raise Refused(Message("a spare unit needs a serial number and a name"), field="serial")
    unit, is_new = LoanUnit.objects.get_or_create(
        provider=provider, serial=serial, defaults={"name": name}
    )
    if not is_new and unit.is_in_pool:
        raise Refused(Message("this unit is in the pool already"), field="serial")
    unit.name, unit.is_in_pool = name, True
    unit.save(update_fields=["name", "is_in_pool"])
    journal.record("loanunit.added", serial, provider=provider, at=at, by=by)
    return unit


@transaction.atomic
def remove_unit(unit: LoanUnit, *, by: User, at: datetime) -> LoanUnit:
    """Take a unit out of the pool; not while it is lent."""
    unit = LoanUnit.objects.select_for_update().get(pk=unit.pk)
    if Loan.objects.filter(unit=unit, state__in=OUT).exists():
        raise Refused(Message("this unit is lent"))
    unit.is_in_pool = False
    unit.save(update_fields=["is_in_pool"])
    journal.record("loanunit.removed", unit.serial, provider=unit.provider_id, at=at, by=by)
    return unit


@transaction.atomic
def ask(case: cases.Case, *, by: User, at: datetime) -> Loan:
    """Ask for a spare unit, where a clause owes one. Asked again it is the first."""
    case = desk.lock(case)
    if (first := queries.open_loan(case)) is not None:
        return first
    if case.state not in (cases.CaseState.REPORTED, cases.CaseState.IN_SERVICE):
        raise Refused(Message("the original works again, or the case is over"))
    claim = queries.claim_of(case)
    decision = agreements.latest_decision(case.provider_id, "case", case.code)
    if claim is None or decision is None:
        raise Refused(Message("no clause of the agreement owes a spare unit for this case"))
    obligation_id = claim.obligation_id
    if obligation_id is None:
        wanted = obligations.Demand(LOANER, "provider", claim.clause)
        about = about_of(case)
        obligation_id = obligations.demand(decision, wanted, about=about, at=at, by=by).pk
    day = at.astimezone(ZoneInfo(case.provider.zone)).date()
    loan = Loan.objects.create(
        provider=case.provider,
        code=journal.next_code(PREFIX, provider=case.provider, on=day),
        case=case,
        clause=claim.clause,
        obligation_id=obligation_id,
        asked_at=at,
        asked_by=by,
    )
    say("loan.asked", loan, by=by, at=at)
    return loan


def about_of(case: cases.Case) -> obligations.About:
    label = f"{case.asset.product} {case.asset.serial}"
    return obligations.About(label=label, province=case.province, owner=case.owner)


def lock(loan: Loan) -> Loan:
    held = Loan.objects.select_for_update().only("pk").get(pk=loan.pk)
    rows = Loan.objects.select_related(
        "provider", "unit", "obligation", "handed_over", "taken_back", "case__customer"
    )
    return rows.get(pk=held.pk)


@transaction.atomic
def hand_over(
    loan: Loan,
    unit: LoanUnit | None,
    answers: Mapping[str, str],
    signing: Signing,
    *,
    key: UUID,
    by: User,
    at: datetime,
) -> Loan:
    """Lend `unit` against the customer's signature; what was owed is met."""
    loan = lock(loan)
    if loan.handed_over is not None and loan.handed_over.key == key:
        return loan
    chosen = LoanUnit.objects.select_for_update().filter(pk=unit.pk).first() if unit else None
    facts = lending(loan, chosen, signing)
    was, loan.state = loan.state, MOVES.advance(loan.state, Step.HAND_OVER, facts)
    if signing.image is None:
        raise Refused(Message("the customer has not signed"), field="signature")
    subject = ("loan", loan.code)
    signature = evidence.attach(
        signing.image,
        provider=loan.provider,
        subject=subject,
        purpose="signature",
        key=uuid5(key, "signature"),
        by=by,
        at=at,
    )
    loan.handed_over = evidence.fill(
        HANDOVER,
        answers,
        provider=loan.provider,
        subject=subject,
        key=key,
        by=by,
        at=at,
        signer_name=signing.signer_name.strip(),
        signature=signature,
    )
    loan.unit, loan.lent_at, loan.lent_by = chosen, at, by
    loan.save()
    of_case = ("case", loan.case.code)
    obligations.happened(loan.provider_id, of_case, LOANER, at=at, by=by)
    say("loan.handed_over", loan, by=by, at=at, was=was, unit=f"{chosen}")
    return loan


def lending(loan: Loan, chosen: LoanUnit | None, signing: Signing) -> Facts:
    free = queries.free_units(loan.provider_id)
    return Facts(
        is_chosen=chosen is not None,
        is_free=chosen is not None and free.filter(pk=chosen.pk).exists(),
        free=free.count(),
        signer_name=signing.signer_name,
        has_signature=signing.image is not None and not evidence.is_blank(signing.image),
    )


@transaction.atomic
def ask_back(case: cases.Case, *, at: datetime) -> Loan | None:
    """The original works again: who has the spare unit owes it back, who waits needs it no more."""
    first = queries.open_loan(case)
    loan = lock(first) if first is not None else None
    if loan is None or loan.state not in (LoanState.ASKED, LoanState.LENT):
        return loan
    was = loan.state
    if was == LoanState.ASKED:
        return withdraw(loan, reason=gettext(WORKS_AGAIN), by=None, at=at)
    loan.state = MOVES.advance(was, Step.ASK_BACK, Facts())
    loan.due_back_at = at
    decision = agreements.latest_decision(loan.provider_id, "case", loan.case.code)
    if decision is not None:
        wanted = obligations.Demand(RETURNED, "customer", loan.clause)
        about = about_of(loan.case)
        loan.duty = obligations.demand(decision, wanted, about=about, at=at, by=None)
    loan.save(update_fields=["state", "due_back_at", "duty"])
    say("loan.asked_back", loan, by=None, at=at, was=was)
    return loan


@transaction.atomic
def leave(case: cases.Case, *, at: datetime) -> Loan | None:
    """The case is open again: the original is not repaired, and until it is the unit stays lent."""
    first = queries.open_loan(case)
    loan = lock(first) if first is not None else None
    if loan is None or loan.state != LoanState.DUE_BACK:
        return loan
    was, loan.state = loan.state, MOVES.advance(loan.state, Step.LEAVE, Facts())
    duty, loan.duty, loan.due_back_at = loan.duty_id, None, None
    loan.save(update_fields=["state", "due_back_at", "duty"])
    if duty is not None:
        obligations.withdraw(duty, reason=FAILED_AGAIN, at=at, by=None)
    say("loan.left", loan, by=None, at=at, was=was)
    return loan


@transaction.atomic
def take_back(loan: Loan, answers: Mapping[str, str], *, key: UUID, by: User, at: datetime) -> Loan:
    """The unit is back, in what condition stands on record."""
    loan = lock(loan)
    if loan.taken_back is not None and loan.taken_back.key == key:
        return loan
    was, loan.state = loan.state, MOVES.advance(loan.state, Step.TAKE_BACK, Facts())
    loan.taken_back = evidence.fill(
        RETURN,
        answers,
        provider=loan.provider,
        subject=("loan", loan.code),
        key=key,
        by=by,
        at=at,
    )
    loan.returned_at, loan.returned_by = at, by
    loan.save()
    of_case = ("case", loan.case.code)
    obligations.happened(loan.provider_id, of_case, RETURNED, at=at, by=by)
    condition = loan.taken_back.answers["condition"]
    say("loan.returned", loan, by=by, at=at, was=was, condition=condition)
    return loan


@transaction.atomic
def withdraw(loan: Loan, *, reason: str, by: User | None, at: datetime) -> Loan:
    """Nobody needs it after all; what was owed on demand ends with the reason."""
    loan = lock(loan)
    if loan.state == LoanState.WITHDRAWN:
        return loan
    was, loan.state = loan.state, MOVES.advance(loan.state, Step.WITHDRAW, Facts(reason=reason))
    loan.save(update_fields=["state"])
    # What was drawn after a miss is not the customer's to ask for, and ends by itself.
    if loan.obligation.caused_by_id is None:
        obligations.withdraw(loan.obligation_id, reason=reason, at=at, by=by)
    say("loan.withdrawn", loan, by=by, at=at, was=was, reason=reason.strip())
    return loan


def say(
    happening: str, loan: Loan, *, by: User | None, at: datetime, was: str = "", **details: str
) -> None:
    journal.record(
        happening,
        loan.code,
        provider=loan.provider_id,
        at=at,
        by=by,
        was=was,
        now=loan.state,
        details={"case": loan.case.code, "clause": loan.clause, **details},
    )
