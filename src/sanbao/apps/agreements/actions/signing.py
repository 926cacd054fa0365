"""From the draft to the agreement in force: review, both signatures, copies, the first day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.agreements import queries
from sanbao.apps.agreements.actions.drafting import locked
from sanbao.apps.agreements.actions.ending import superseded_by
from sanbao.apps.agreements.actions.titling import follow_version
from sanbao.apps.agreements.models import Agreement, Copy, Signature, Version
from sanbao.apps.evidence import actions as evidence
from sanbao.apps.journal import actions as journal
from sanbao.rules.binding import Asked, Facts, Seal, Side, Signed
from sanbao.rules.deadline import china_day
from sanbao.rules.identity import tidy
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.rules.signing import MOVES, Step


@dataclass(frozen=True, slots=True)
class Given:
    """A signature as it is given. proof: drawn on the screen, or a scan of the signed page."""

    side: str
    name: str
    signed_on: date
    seal: str = Seal.APPLIED
    position: str = ""
    id_card: str = ""
    proof: "File[Any] | None" = None
    is_drawn: bool = False


@transaction.atomic
def submit(version: Version, *, by: User, at: datetime) -> Version:
    """Hand a draft in for review: from now on nobody writes in it."""
    agreement = locked(version)
    moved(version, agreement, Step.SUBMIT, Facts())
    say("agreement.submitted", version, by=by, at=at)
    return version


@transaction.atomic
def send_back(version: Version, *, reason: str, by: User, at: datetime) -> Version:
    """Back to the draft; signatures that were given stay on record as void."""
    agreement = locked(version)
    moved(version, agreement, Step.SEND_BACK, Facts(reason=reason))
    standing = Signature.objects.filter(version=version, voided_at__isnull=True)
    voided = standing.update(voided_at=at, voided_by=by)
    version.signed_for_provider = version.signed_for_counterparty = ""
    version.save(update_fields=["signed_for_provider", "signed_for_counterparty"])
    say("agreement.sent_back", version, by=by, at=at, reason=reason.strip()[:200], void=voided)
    return version


@transaction.atomic
def acknowledge(version: Version, *, by: User, at: datetime) -> Version:
    """Take note of every contradiction between the terms as they stand now."""
    locked(version)
    if version.put_in_force_at is not None:
        raise Refused(Message("this version is in force already"))
    found = queries.unacknowledged(version)
    if not found:
        return version
    version.acknowledged = [*version.acknowledged, *(finding.key for finding in found)]
    version.acknowledged_at, version.acknowledged_by = at, by
    version.save(update_fields=["acknowledged", "acknowledged_at", "acknowledged_by"])
    clauses = [finding.clauses for finding in found]
    say("agreement.contradictions_acknowledged", version, by=by, at=at, clauses=clauses)
    return version


@transaction.atomic
def sign(version: Version, given: Given, *, key: UUID, by: User, at: datetime) -> Signature:
    """One side signs. The same `key` again is the same signature.

    Raises Refused for what is missing, by the clause that asks for it.
    """
    agreement = locked(version)
    if first := Signature.objects.filter(key=key).first():
        if first.version_id != version.pk:
            raise Refused(Message("this key belongs to something else"), field="key")
        return first
    row = Signature(
        key=key,
        version=version,
        side=Side(given.side),
        name=given.name.strip()[:60],
        position=given.position.strip()[:60],
        id_card=tidy(given.id_card),
        seal=Seal(given.seal),
        signed_on=given.signed_on,
        entered_at=at,
        entered_by=by,
    )
    if given.signed_on > china_day(at):
        raise Refused(Message("nobody has signed tomorrow"), field="signed_on")
    moved(version, agreement, Step.SIGN, signing_facts(version, row, given, by=by))
    if given.proof is not None:
        row.proof = evidence.attach(
            given.proof,
            provider=agreement.provider,
            subject=("agreement", agreement.code),
            purpose="signature" if given.is_drawn else "signed_page",
            key=key,
            by=by,
            at=at,
        )
    row.save()
    setattr(version, f"signed_for_{row.side}", row.name)
    version.save(update_fields=[f"signed_for_{row.side}"])
    say("agreement.signed", version, by=by, at=at, side=row.side, name=row.name, seal=row.seal)
    return row


def signing_facts(version: Version, row: Signature, given: Given, *, by: User) -> Facts:
    facts = queries.binding_facts(version)
    signature = Signed(
        side=Side(row.side),
        name=row.name,
        seal=Seal(row.seal),
        id_card=row.id_card,
        proved=given.proof is not None,
    )
    signer = queries.responsibilities_of(version.agreement).get("signs")
    is_signer = signer is None or signer.person_id in (None, by.pk)
    return replace(facts, signature=signature, is_signer=is_signer)


@transaction.atomic
def seal(version: Version, side: str, *, by: User, at: datetime) -> Signature:
    """The seal that was missing at the signature has been applied."""
    locked(version)
    row = Signature.objects.filter(version=version, side=side, voided_at__isnull=True).first()
    if row is None:
        raise Refused(Message("this side has not signed yet"))
    if row.seal == Seal.MISSING:
        row.seal = Seal.APPLIED
        row.save(update_fields=["seal"])
        say("agreement.sealed", version, by=by, at=at, side=side)
    return row


@transaction.atomic
def hand_out(version: Version, holders: Sequence[str], *, by: User, at: datetime) -> list[Copy]:
    """Write down who holds each copy. Raises Refused, by the clause, for too few or too many."""
    locked(version)
    held = [holder.strip()[:120] for holder in holders if holder.strip()]
    formalities = queries.binding_facts(version).formalities
    if formalities.copies and len(held) != formalities.copies:
        figures = {"asked": formalities.copies, "held": len(held)}
        raise Refused(
            Message("%(asked)s copies are made, and %(held)s of them have a holder", figures),
            clause=formalities.clauses.get(Asked.COPIES, ""),
            field="holders",
        )
    Copy.objects.filter(version=version).delete()
    copies = [
        Copy(version=version, number=number, holder=holder, entered_at=at, entered_by=by)
        for number, holder in enumerate(held, start=1)
    ]
    Copy.objects.bulk_create(copies)
    say("agreement.copies_held", version, by=by, at=at, holders=held)
    return copies


@transaction.atomic
def put_in_force(
    version: Version, *, starts_on: date | None, ends_on: date | None = None, by: User, at: datetime
) -> Version:
    """It binds from `starts_on` to `ends_on` (None: what the terms say, else no end).

    Raises Refused with the first reason why not, open blanks by their names. The agreement that it
    renews or takes the place of ends on the day before.
    """
    agreement = locked(version)
    if version.put_in_force_at is not None:
        raise Refused(Message("this version is in force already"))
    facts = queries.binding_facts(version, starts_on=starts_on, ends_on=ends_on)
    ends_on = ends_on or facts.valid_until or queries.end_so_far(version, facts)
    facts = replace(facts, ends_on=ends_on)
    version.state = MOVES.advance(version.state, Step.PUT_IN_FORCE, facts)
    follow_version(agreement, version)
    was, agreement.state = agreement.state, advanced(agreement, facts)
    version.starts_on, version.ends_on = starts_on, ends_on
    version.put_in_force_at, version.put_in_force_by = at, by
    version.save(
        update_fields=["state", "starts_on", "ends_on", "put_in_force_at", "put_in_force_by"]
    )
    agreement.save(update_fields=["state"])
    days = {"starts_on": f"{starts_on}", "ends_on": f"{ends_on}"}
    say("agreement.put_in_force", version, by=by, at=at, was=was, now=agreement.state, **days)
    if starts_on is not None:
        superseded_by(agreement, starts_on=starts_on, by=by, at=at)
    return version


def advanced(agreement: Agreement, facts: Facts) -> str:
    """The agreement's state: that of its first version, afterwards its own."""
    return MOVES.advance(agreement.state, Step.PUT_IN_FORCE, facts)


def moved(version: Version, agreement: Agreement, step: str, facts: Facts) -> None:
    """Move the version; the agreement goes with its first one until that is in force."""
    version.state = MOVES.advance(version.state, step, facts)
    version.save(update_fields=["state"])
    if version.number == 1:
        agreement.state = version.state
        agreement.save(update_fields=["state"])


def say(
    happening: str,
    version: Version,
    *,
    by: User,
    at: datetime,
    was: str = "",
    now: str = "",
    **details: object,
) -> None:
    journal.record(
        happening,
        version.agreement.code,
        provider=version.agreement.provider_id,
        at=at,
        by=by,
        was=was,
        now=now or version.state,
        details={"version": version.number, **details},
    )
