"""On site: the round begins, each unit is gone through, or called off with a reason."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.evidence import actions as evidence
from sanbao.apps.evidence import queries as files
from sanbao.apps.inspections.actions.row import lock, lock_unit, say
from sanbao.apps.inspections.facts import CHECKLIST, day_of, job_of
from sanbao.apps.inspections.models import Inspection, LatentFault, Round, RoundState
from sanbao.apps.training import queries as training
from sanbao.rules.inspection import MOVES, UNIT_MOVES, Facts, Step, UnitFacts, UnitStep
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused


@transaction.atomic
def start(round_: Round, *, by: User, at: datetime) -> Round:
    """The inspectors are on site."""
    round_ = lock(round_)
    if round_.state == RoundState.UNDER_WAY:
        return round_
    was, today = round_.state, day_of(round_.provider, at)
    lack = training.lacking(round_.lead, job_of(round_), on=today) if round_.lead else None
    round_.state = MOVES.advance(was, Step.START, Facts(today=today, lead_lack=lack))
    round_.started_at = at
    round_.save(update_fields=["state", "started_at"])
    say("round.started", round_, by=by, at=at, was=was)
    return round_


@transaction.atomic
def check(
    inspection: Inspection, answers: Mapping[str, str], *, key: UUID, by: User, at: datetime
) -> Inspection:
    """Put the checklist of one unit on record; a correction is a further record."""
    round_, unit = lock_unit(inspection)
    if unit.record is not None and unit.record.key == key:
        return unit
    facts = UnitFacts(round_state=round_.state)
    unit.state = UNIT_MOVES.advance(unit.state, UnitStep.CHECK, facts)
    unit.record = evidence.fill(
        CHECKLIST,
        answers,
        provider=round_.provider,
        subject=("round", round_.code),
        key=key,
        by=by,
        at=at,
    )
    unit.save(update_fields=["state", "record"])
    result = unit.record.answers["result"]
    say("round.unit_checked", round_, by=by, at=at, unit=unit.asset.serial, result=result)
    return unit


@transaction.atomic
def call_off(inspection: Inspection, *, reason: str, by: User, at: datetime) -> Inspection:
    """This unit another time: what is owed stays owed, and is proposed again."""
    round_, unit = lock_unit(inspection)
    if round_.state in (RoundState.DONE, RoundState.CANCELLED):
        raise Refused(Message("the inspection has not begun, or is over"))
    facts = UnitFacts(round_state=round_.state, reason=reason, faults=unit.faults.count())
    unit.state = UNIT_MOVES.advance(unit.state, UnitStep.CALL_OFF, facts)
    unit.called_off_because = reason.strip()[:200]
    unit.save(update_fields=["state", "called_off_because"])
    reason = unit.called_off_because
    say("round.unit_called_off", round_, by=by, at=at, unit=unit.asset.serial, reason=reason)
    return unit


@transaction.atomic
def add_photo(
    round_: Round, picture: "File[Any]", *, key: UUID, by: User, at: datetime
) -> files.Attachment:
    """Keep a photo while the round is under way. The same key again adds nothing."""
    round_ = lock(round_)
    if round_.state != RoundState.UNDER_WAY:
        raise Refused(Message("the inspection has not begun, or is over"))
    return evidence.attach(
        picture,
        provider=round_.provider,
        subject=("round", round_.code),
        purpose="photo",
        key=key,
        by=by,
        at=at,
    )


@transaction.atomic
def add_fault_photo(
    fault: LatentFault, picture: "File[Any]", *, key: UUID, by: User, at: datetime
) -> files.Attachment:
    """Keep a photo of the round that shows this fault."""
    round_ = fault.inspection.round
    photo = add_photo(round_, picture, key=key, by=by, at=at)
    if not fault.photos.filter(pk=photo.pk).exists():
        fault.photos.add(photo)
        details = {
            "unit": fault.inspection.asset.serial,
            "found": fault.found,
            "fault": f"{fault.key}",
            "photo": f"{photo.key}",
        }
        say("round.fault_photographed", round_, by=by, at=at, **details)
    return photo
