"""What comes to light: latent faults, quotes and their answers, opinions of the staff."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.desk import actions as desk
from sanbao.apps.desk import queries as cases
from sanbao.apps.inspections.actions.row import lock, lock_unit, say
from sanbao.apps.inspections.facts import Found
from sanbao.apps.inspections.models import (
    FaultOutcome,
    Inspection,
    LatentFault,
    Opinion,
    QuoteState,
    Round,
    RoundState,
)
from sanbao.apps.workorders import actions as workorders
from sanbao.rules.inspection import UNIT_MOVES, UnitFacts, UnitStep
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused


@transaction.atomic
def write_down(
    inspection: Inspection, found: Found, *, key: UUID, by: User, at: datetime
) -> LatentFault:
    """Put a latent fault on record. What is neither removed nor quoted becomes a case with its
    work order in the same breath. The same key again gives the first.
    """
    round_, unit = lock_unit(inspection)
    if first := LatentFault.objects.filter(key=key).first():
        if first.inspection_id != unit.pk:
            raise Refused(Message("this key belongs to something else"), field="key")
        return first
    UNIT_MOVES.advance(unit.state, UnitStep.CHECK, UnitFacts(round_state=round_.state))
    check_found(found)
    is_quoted = found.outcome == FaultOutcome.QUOTED
    fault = LatentFault.objects.create(
        inspection=unit,
        key=key,
        found=found.found.strip()[:400],
        measured=found.measured.strip(),
        outcome=found.outcome,
        done=found.done.strip()[:400],
        parts=found.parts.strip(),
        quote=found.quote if is_quoted else None,
        quote_state=QuoteState.OPEN if is_quoted else "",
        created_at=at,
    )
    if found.outcome == FaultOutcome.ORDERED:
        open_for(fault, round_, unit, by=by, at=at)
    details = {"unit": unit.asset.serial, "found": fault.found, "outcome": fault.outcome}
    say("round.fault_found", round_, by=by, at=at, **details)
    return fault


def check_found(found: Found) -> None:
    """Refused, naming the field, where the words for the outcome are missing."""
    if not found.found.strip():
        raise Refused(Message("say what was found"), field="found")
    if found.outcome == FaultOutcome.REMOVED and not found.done.strip():
        raise Refused(Message("say what was done about it"), field="done")
    if found.outcome == FaultOutcome.QUOTED and found.quote is None:
        raise Refused(Message("a quote needs a price"), field="quote")


def open_for(
    fault: LatentFault, round_: Round, unit: Inspection, *, by: User, at: datetime
) -> cases.Case:
    """The case and the work order for what was not removed."""
    site = unit.asset.site
    report = desk.CaseReport(
        key=fault.key,
        asset=unit.asset,
        channel=cases.Channel.INSPECTION,
        description=f"{round_.code}: {fault.found}",
        reporter_name=(site.contact_name or str(unit.asset.customer))[:60],
        reporter_phone=(site.contact_phone or unit.asset.customer.phone or "-")[:30],
        reported_at=at,
    )
    case = desk.open_case(report, by=by, at=at)
    workorders.raise_for(case, task=fault.found, by=by, at=at)
    fault.case = case
    fault.save(update_fields=["case"])
    return case


@transaction.atomic
def answer_quote(
    fault: LatentFault, *, is_accepted: bool, note: str, by: User, at: datetime
) -> LatentFault:
    """The customer takes the quote, which makes it a work order, or leaves it."""
    round_, unit = lock_unit(fault.inspection)
    fault = LatentFault.objects.select_for_update(of=("self",)).get(pk=fault.pk)
    wanted = QuoteState.ACCEPTED if is_accepted else QuoteState.DECLINED
    if fault.quote_state == wanted:
        return fault
    if fault.quote_state != QuoteState.OPEN:
        raise Refused(Message("this quote has been answered"))
    fault.quote_state = wanted
    fault.answered_at, fault.answered_by = at, by
    fault.answered_note = note.strip()[:200]
    fault.save(update_fields=["quote_state", "answered_at", "answered_by", "answered_note"])
    if is_accepted:
        open_for(fault, round_, unit, by=by, at=at)
    say("round.quote_answered", round_, by=by, at=at, answer=str(wanted), found=fault.found)
    return fault


@transaction.atomic
def hear(
    inspection: Inspection, *, said_by: str, words: str, key: UUID, by: User, at: datetime
) -> Opinion:
    """Write down what somebody of the customer's maintenance staff thinks of the product."""
    round_ = lock(inspection.round)
    if first := Opinion.objects.filter(key=key).first():
        if first.round_id != round_.pk:
            raise Refused(Message("this key belongs to something else"), field="key")
        return first
    if round_.state != RoundState.UNDER_WAY:
        raise Refused(Message("the inspection has not begun, or is over"))
    if not said_by.strip():
        raise Refused(Message("say who said it"), field="said_by")
    if not words.strip():
        raise Refused(Message("write down what was said"), field="words")
    opinion = Opinion.objects.create(
        round=round_,
        key=key,
        product_id=inspection.asset.product_id,
        said_by=said_by.strip(),
        words=words.strip(),
        written_at=at,
        written_by=by,
    )
    say("round.opinion_heard", round_, by=by, at=at, said_by=opinion.said_by, words=opinion.words)
    return opinion
