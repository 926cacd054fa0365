"""People and their certificates."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from sanbao.apps.accounts.access import Provider, User
from sanbao.apps.journal import actions as journal
from sanbao.apps.parties.models import Credential, Customer, Dealer, Person, Station
from sanbao.apps.parties.queries.person import SERVICE
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a certificate says. valid_until: its last day."""

    number: str
    valid_from: date
    valid_until: date
    kind: str = SERVICE


def create_person(
    name: str,
    *,
    provider: Provider,
    user: User | None = None,
    phone: str = "",
    belongs_to: Station | Dealer | Customer | None = None,
) -> Person:
    """Somebody known by name, at a station, a dealer or a customer."""
    if user is not None and Person.objects.filter(user=user).exists():
        raise Refused(Message("this account belongs to another person"), field="user")
    return Person.objects.create(
        provider=provider,
        user=user,
        name=name.strip(),
        phone=phone.strip(),
        station=belongs_to if isinstance(belongs_to, Station) else None,
        dealer=belongs_to if isinstance(belongs_to, Dealer) else None,
        customer=belongs_to if isinstance(belongs_to, Customer) else None,
    )


@transaction.atomic
def add_credential(
    person: Person, certificate: Certificate, *, at: datetime, by: User | None
) -> Credential:
    """Record a certificate; the same one again is the first."""
    if certificate.valid_until < certificate.valid_from:
        raise Refused(Message("it ends before it begins"), field="valid_until")
    Person.objects.select_for_update().get(pk=person.pk)
    credential, is_new = Credential.objects.get_or_create(
        person=person,
        kind=certificate.kind,
        number=certificate.number.strip(),
        defaults={
            "valid_from": certificate.valid_from,
            "valid_until": certificate.valid_until,
        },
    )
    if not is_new:
        return same_or_refused(credential, certificate)
    told(credential, "credential.added", at=at, by=by)
    return credential


def same_or_refused(credential: Credential, certificate: Certificate) -> Credential:
    days = (credential.valid_from, credential.valid_until)
    if days == (certificate.valid_from, certificate.valid_until):
        return credential
    raise Refused(
        Message("the certificate %(number)s is recorded already", {"number": credential.number}),
        field="number",
    )


@transaction.atomic
def end_credential(credential: Credential, *, on: date, at: datetime, by: User) -> Credential:
    """Withdraw a certificate: it is not valid on the day `on` or after it.

    One that was never valid before that day leaves only its entries in the journal.
    """
    credential = Credential.objects.select_for_update().get(pk=credential.pk)
    if credential.valid_until < on:
        return credential
    if on <= credential.valid_from:
        told(credential, "credential.ended", at=at, by=by)
        credential.delete()
        return credential
    credential.valid_until = on - timedelta(days=1)
    credential.save(update_fields=["valid_until"])
    told(credential, "credential.ended", at=at, by=by)
    return credential


def told(credential: Credential, happening: str, *, at: datetime, by: User | None) -> None:
    person = credential.person
    journal.record(
        happening,
        credential.number,
        provider=person.provider_id,
        at=at,
        by=by,
        details={"person": person.name, "valid_until": credential.valid_until.isoformat()},
    )
