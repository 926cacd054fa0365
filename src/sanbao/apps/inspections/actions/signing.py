"""The customer's person signs the feedback form: the inspections are done."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid5

from django.core.files.base import ContentFile
from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.evidence import actions as evidence
from sanbao.apps.inspections.actions.row import lock, say
from sanbao.apps.inspections.facts import FEEDBACK, INSPECTED, Signing
from sanbao.apps.inspections.models import Inspection, InspectionState, Round, RoundState
from sanbao.apps.obligations import actions as obligations
from sanbao.apps.workorders import actions as bookings
from sanbao.apps.workorders import queries as orders
from sanbao.rules.inspection import MOVES, UNIT_MOVES, Facts, Step, UnitFacts, UnitStep
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused


@transaction.atomic
def sign(
    round_: Round,
    signing: Signing,
    answers: Mapping[str, str],
    *,
    key: UUID,
    by: User,
    at: datetime,
) -> Round:
    """Put feedback and signature on record. The same key again gives the signed round."""
    round_ = lock(round_)
    if round_.signature is not None and round_.signature.key == key:
        return round_
    rows = Inspection.objects.filter(round=round_).select_related("asset", "obligation")
    units = list(rows.order_by("pk"))
    was = round_.state
    round_.state = MOVES.advance(was, Step.SIGN, facts_of(round_, units, signing))
    put_on_record(round_, signing, answers, key=key, by=by, at=at)
    round_.save()
    bookings.free_errand(round_.provider_id, round_.code, orders.BookingState.DONE)
    for unit in units:
        if unit.state == InspectionState.CHECKED:
            finish(unit, by=by, at=at)
    done = [unit.asset.serial for unit in units if unit.state == InspectionState.DONE]
    say("round.signed", round_, by=by, at=at, was=was, units=done)
    return round_


def facts_of(round_: Round, units: list[Inspection], signing: Signing) -> Facts:
    states = [unit.state for unit in units]
    return Facts(
        open_units=states.count(InspectionState.PLANNED),
        inspected=states.count(InspectionState.CHECKED),
        opinions=round_.opinions.count(),
        nobody_spoke=signing.nobody_spoke,
        signer_name=signing.signer_name,
        has_signature=signing.image is not None and not evidence.is_blank(signing.image),
    )


def put_on_record(
    round_: Round,
    signing: Signing,
    answers: Mapping[str, str],
    *,
    key: UUID,
    by: User,
    at: datetime,
) -> None:
    if signing.image is None:
        raise Refused(Message("the customer has not signed"), field="signature")
    subject = ("round", round_.code)
    round_.signature = evidence.attach(
        signing.image,
        provider=round_.provider,
        subject=subject,
        purpose="signature",
        key=key,
        by=by,
        at=at,
    )
    round_.signer_name, round_.signed_at = signing.signer_name.strip(), at
    round_.feedback = evidence.fill(
        FEEDBACK,
        answers,
        provider=round_.provider,
        subject=subject,
        key=uuid5(key, FEEDBACK),
        by=by,
        at=at,
        signer_name=round_.signer_name,
        signature=round_.signature,
    )


def finish(unit: Inspection, *, by: User, at: datetime) -> None:
    unit.state = UNIT_MOVES.advance(unit.state, UnitStep.FINISH, UnitFacts())
    unit.save(update_fields=["state"])
    subject = ("asset", unit.asset.serial)
    period = unit.obligation.period if unit.obligation else ""
    provider = unit.asset.provider_id
    obligations.happened(provider, subject, INSPECTED, at=at, by=by, period=period)


@transaction.atomic
def keep_report(round_: Round, pdf: bytes, *, at: datetime) -> Round:
    """Keep the report's paper with the round. A second one changes nothing."""
    round_ = lock(round_)
    if round_.report_id is not None or round_.state != RoundState.DONE or not round_.signature:
        return round_
    round_.report = evidence.attach(
        ContentFile(pdf, name=f"{round_.code}.pdf"),
        provider=round_.provider,
        subject=("round", round_.code),
        purpose="report",
        key=uuid5(round_.signature.key, "report"),
        by=None,
        at=at,
    )
    round_.save(update_fields=["report"])
    return round_
