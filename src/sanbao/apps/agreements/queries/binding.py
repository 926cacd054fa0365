"""What stands between a version and its coming into force, as the rules ask for it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import get_language

from sanbao.apps.accounts.access import User
from sanbao.apps.agreements.models import Agreement, PartRole, Responsibility, Signature, Version
from sanbao.apps.agreements.queries.conflict import unacknowledged
from sanbao.apps.agreements.queries.signed import last_in_force
from sanbao.apps.agreements.queries.terms import open_blanks, readable_terms
from sanbao.rules import formality
from sanbao.rules.binding import Facts, Main, Seal, Side, Signed
from sanbao.rules.signing import RUNNING


def signatures_of(version: Version) -> list[Signature]:
    """The signatures that stand, ours first."""
    rows = Signature.objects.filter(version=version, voided_at__isnull=True)
    found = rows.select_related("proof", "entered_by").order_by("-side", "pk")
    return list(found)


def binding_facts(
    version: Version, *, starts_on: date | None = None, ends_on: date | None = None
) -> Facts:
    """What the steps of a version ask for; the two days are those about to be put in force."""
    agreement = version.agreement
    terms = readable_terms(version)
    before = last_in_force(agreement)
    roles = responsibilities_of(agreement)
    signer = roles.get(PartRole.SIGNS)
    is_first = before is None
    return Facts(
        open_blanks=labels(version),
        contradictions=tuple(finding.clauses for finding in unacknowledged(version)),
        starts_on=starts_on,
        ends_on=ends_on,
        valid_until=formality.valid_until(terms, starts_on) if starts_on and is_first else None,
        follows_from=before.starts_on if before else None,
        signatures=tuple(signed_of(row) for row in signatures_of(version)),
        signer=str(signer.person) if signer and signer.person else "",
        formalities=formality.formalities(terms),
        holders=version.copies.count(),
        open_roles=open_roles(formality.roles_asked(terms), roles),
        seat=agreement.seat,
        liable=agreement.liable_persons.count(),
        main=main_of(agreement),
    )


def with_days(facts: Facts, version: Version, starts_on: date | None) -> Facts:
    """The facts as they are when the version starts on a day and lasts as its clause says."""
    if starts_on is None or facts.follows_from is not None:
        return replace(facts, starts_on=starts_on)
    until = formality.valid_until(readable_terms(version), starts_on)
    return replace(facts, starts_on=starts_on, ends_on=until, valid_until=until)


def signed_of(row: Signature) -> Signed:
    return Signed(
        side=Side(row.side),
        name=row.name,
        seal=Seal(row.seal),
        id_card=row.id_card,
        proved=row.proof_id is not None,
    )


def labels(version: Version) -> tuple[str, ...]:
    """The open blanks by the names that the reader knows them by."""
    lang = get_language() or "zh"
    return tuple(parameter.label.text(lang) for parameter in open_blanks(version))


def responsibilities_of(agreement: Agreement) -> dict[str, Responsibility]:
    """Who signs, executes, supervises on our side, by role."""
    rows = Responsibility.objects.filter(agreement=agreement).select_related("person")
    return {row.role: row for row in rows}


def looked_after(provider_id: int) -> set[str]:
    """The numbers of the agreements whose service somebody looks after."""
    rows = Responsibility.objects.filter(
        agreement__provider_id=provider_id, role=PartRole.SERVES, person__is_active=True
    )
    return set(rows.values_list("agreement__code", flat=True))


def service_contacts(agreements: Any) -> list[tuple[Agreement, User]]:
    """Who looks after the service of these agreements. agreements: their keys, or a query."""
    rows = Responsibility.objects.filter(
        agreement__in=agreements, role=PartRole.SERVES, person__is_active=True
    )
    found = rows.select_related("agreement", "person").order_by("agreement__code")
    return [(row.agreement, row.person) for row in found if row.person is not None]


def open_roles(asked: Iterable[str], named: dict[str, Responsibility]) -> tuple[str, ...]:
    return tuple(str(PartRole(role).label) for role in asked if role not in named)


def main_of(agreement: Agreement) -> Main | None:
    """The main agreement that it goes with, and since when that holds."""
    if agreement.main is not None:
        last = last_in_force(agreement.main) if agreement.main.state in RUNNING else None
        first = (
            agreement.main.versions.filter(put_in_force_at__isnull=False)
            .order_by("starts_on")
            .first()
        )
        holds_from = first.starts_on if last and first else None
        return Main(agreement.main.title, holds_from)
    if agreement.main_reference:
        return Main(agreement.main_reference, agreement.main_signed_on)
    return None
