"""Putting a version in force and ending an agreement."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import get_language

from sanbao.apps.accounts.access import User
from sanbao.apps.agreements import queries
from sanbao.apps.agreements.actions.drafting import locked
from sanbao.apps.agreements.models import Agreement, Version
from sanbao.apps.journal import actions as journal
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.rules.signing import MOVES, Facts, Step


@dataclass(frozen=True, slots=True)
class Signing:
    """What both sides sign: first and last day of the version (None: no end), and two names."""

    starts_on: date | None
    ends_on: date | None
    signed_for_provider: str
    signed_for_counterparty: str


SIGNED = (*Signing.__dataclass_fields__, "put_in_force_at", "put_in_force_by")


@transaction.atomic
def put_in_force(version: Version, signing: Signing, *, by: User, at: datetime) -> Version:
    """Both sides have signed. Raises Refused with the reason, open blanks by their names."""
    agreement = locked(version)
    version.refresh_from_db()
    if version.put_in_force_at is not None:
        raise Refused(Message("this version is in force already"))
    was = agreement.state
    agreement.state = MOVES.advance(was, Step.PUT_IN_FORCE, facts_of(version, signing))
    version.starts_on, version.ends_on = signing.starts_on, signing.ends_on
    version.signed_for_provider = signing.signed_for_provider.strip()
    version.signed_for_counterparty = signing.signed_for_counterparty.strip()
    version.put_in_force_at, version.put_in_force_by = at, by
    version.save(update_fields=SIGNED)
    agreement.save(update_fields=["state"])
    journal.record(
        "agreement.put_in_force",
        agreement.code,
        provider=agreement.provider_id,
        at=at,
        by=by,
        was=was,
        now=agreement.state,
        details={
            "version": version.number,
            "starts_on": f"{signing.starts_on}",
            "ends_on": f"{signing.ends_on}",
        },
    )
    return version


def facts_of(version: Version, signing: Signing) -> Facts:
    before = queries.last_in_force(version.agreement)
    return Facts(
        open_blanks=labels(version),
        starts_on=signing.starts_on,
        ends_on=signing.ends_on,
        follows_from=before.starts_on if before else None,
        signed_for_provider=signing.signed_for_provider,
        signed_for_counterparty=signing.signed_for_counterparty,
    )


def labels(version: Version) -> tuple[str, ...]:
    """The open blanks by the names that the reader knows them by."""
    lang = get_language() or "zh"
    return tuple(parameter.label.text(lang) for parameter in queries.open_blanks(version))


@transaction.atomic
def end(agreement: Agreement, *, on: date | None, reason: str, by: User, at: datetime) -> Agreement:
    """Let an agreement end; `on` is its last day. Cases keep the version that decided them."""
    agreement = Agreement.objects.select_for_update().get(pk=agreement.pk)
    first = agreement.versions.filter(put_in_force_at__isnull=False).order_by("starts_on").first()
    facts = Facts(ended_on=on, reason=reason, follows_from=first.starts_on if first else None)
    was = agreement.state
    agreement.state = MOVES.advance(was, Step.END, facts)
    agreement.ended_on, agreement.ended_reason = on, reason.strip()[:200]
    agreement.ended_at, agreement.ended_by = at, by
    agreement.save(update_fields=["state", "ended_on", "ended_reason", "ended_at", "ended_by"])
    journal.record(
        "agreement.ended",
        agreement.code,
        provider=agreement.provider_id,
        at=at,
        by=by,
        was=was,
        now=agreement.state,
        details={"on": f"{on}", "reason": agreement.ended_reason},
    )
    return agreement
