"""Certificates: recorded, issued, renewed, revoked with a reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.wording import in_chinese
from sanbao.apps.journal import actions as journal
from sanbao.apps.parties import queries as parties
from sanbao.apps.training.facts import KNOWN, REMIND_DAYS, SERVICE
from sanbao.apps.training.models import Certificate, Qualification
from sanbao.rules.deadline import china_day
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused


@dataclass(frozen=True, slots=True)
class Paper:
    """What a certificate says. valid_until: its last day. kind: code of the qualification."""

    number: str
    valid_from: date
    valid_until: date
    kind: str = SERVICE


def qualification(provider_id: int, code: str) -> Qualification:
    """By its code; those that every company knows are made when they are first needed."""
    known = KNOWN.get(code)
    found = Qualification.objects.filter(provider_id=provider_id, code=code).first()
    if found is not None:
        return found
    if known is None:
        raise Refused(Message("there is no qualification %(code)s", {"code": code}), field="kind")
    made, _ = Qualification.objects.get_or_create(
        provider_id=provider_id,
        code=code,
        defaults={"name": in_chinese(known), "remind_days": [*REMIND_DAYS]},
    )
    return made


@transaction.atomic
def record(person: parties.Person, paper: Paper, *, at: datetime, by: User | None) -> Certificate:
    """Put a certificate that somebody has on record; the same one again is the first."""
    refuse_backwards(paper)
    parties.Person.objects.select_for_update().get(pk=person.pk)
    found, is_new = Certificate.objects.get_or_create(
        person=person,
        qualification=qualification(person.provider_id, paper.kind),
        number=paper.number.strip(),
        defaults={
            "provider_id": person.provider_id,
            "valid_from": paper.valid_from,
            "valid_until": paper.valid_until,
        },
    )
    if not is_new:
        return same_or_refused(found, paper)
    say("certificate.recorded", found, at=at, by=by)
    return found


def refuse_backwards(paper: Paper) -> None:
    if paper.valid_until < paper.valid_from:
        raise Refused(Message("it ends before it begins"), field="valid_until")


def same_or_refused(found: Certificate, paper: Paper) -> Certificate:
    if (found.valid_from, found.valid_until) == (paper.valid_from, paper.valid_until):
        return found
    raise Refused(
        Message("the certificate %(number)s is recorded already", {"number": found.number}),
        field="number",
    )


@transaction.atomic
def renew(
    certificate: Certificate, *, until: date, number: str = "", at: datetime, by: User
) -> Certificate:
    """A further certificate that goes on from the day after the old one's last, or from today.

    Renewed again to the same day it is the first renewal. One that was revoked is not renewed:
    its holder earns a new one.
    """
    old = lock(certificate)
    following = Certificate.objects.filter(renews=old).first()
    if following is not None and following.valid_until == until:
        return following
    if following is not None:
        words = Message("it has been renewed as %(number)s", {"number": following.number})
        raise Refused(words, field="until")
    if old.revoked_on is not None:
        raise Refused(Message("a revoked certificate is not renewed"))
    since = max(old.valid_until + timedelta(days=1), china_day(at))
    paper = Paper(number.strip() or next_number(old.provider_id, at=at), since, until)
    refuse_backwards(paper)
    made = Certificate.objects.create(
        provider_id=old.provider_id,
        person=old.person,
        qualification=old.qualification,
        number=paper.number,
        valid_from=paper.valid_from,
        valid_until=until,
        renews=old,
        issued_at=at,
        issued_by=by,
    )
    say("certificate.issued", made, at=at, by=by, details={"renews": old.number})
    return made


@transaction.atomic
def revoke(
    certificate: Certificate, *, reason: str, on: date, at: datetime, by: User
) -> Certificate:
    """It counts no more from the day `on`. Revoked again, or once it has ended, nothing changes."""
    row = lock(certificate)
    if row.revoked_on is not None or row.valid_until < on:
        return row
    if not reason.strip():
        raise Refused(Message("a reason is needed"), field="reason")
    row.revoked_on, row.revoked_at, row.revoked_by = on, at, by
    row.revoked_because = reason.strip()[:200]
    row.save(update_fields=["revoked_on", "revoked_at", "revoked_by", "revoked_because"])
    say("certificate.revoked", row, at=at, by=by, details={"reason": row.revoked_because})
    return row


def lock(certificate: Certificate) -> Certificate:
    held = Certificate.objects.select_for_update().only("pk").get(pk=certificate.pk)
    rows = Certificate.objects.select_related("qualification", "person__user")
    return rows.get(pk=held.pk)


def next_number(provider_id: int, *, at: datetime) -> str:
    return journal.next_code("ZS", provider=provider_id, on=china_day(at))


def told(row: Certificate) -> dict[str, Any]:
    """What the journal says of a certificate; enough to tell somebody without looking it up."""
    person = row.person
    return {
        "pk": row.pk,
        "number": row.number,
        "person": person.name,
        "username": person.user.username if person.user else "",
        "qualification": row.qualification.name,
        "valid_until": row.valid_until.isoformat(),
        "about": f"{person.name} {row.qualification.name} {row.number}",
    }


def say(
    happening: str,
    row: Certificate,
    *,
    at: datetime,
    by: User | None,
    details: Mapping[str, Any] | None = None,
) -> None:
    more = {**told(row), **(details or {})}
    provider = row.provider_id
    journal.record(happening, row.number, provider=provider, at=at, by=by, details=more)
