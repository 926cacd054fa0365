"""The two sides of an agreement: who they are, and where they sign."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from sanbao.apps.agreements.facts.paper import Line, Side
from sanbao.apps.agreements.models import Seal, Signature, Version
from sanbao.apps.agreements.queries.printed.record import Record
from sanbao.apps.agreements.queries.printed.written import day
from sanbao.apps.agreements.queries.terms import document, filled, values
from sanbao.rules.agreement import Agreement
from sanbao.rules.identity import veiled
from sanbao.rules.terms import Charge, Party, Promise, Warranty


def is_with_dealer(version: Version) -> bool:
    """Whether the other side of a version is a dealer; blanks that are open do not matter."""
    return with_dealer(version, sample_terms(version))


def bases_of(version: Version) -> frozenset[str]:
    """The price bases that its charges speak of."""
    terms = sample_terms(version).terms
    return frozenset(term.basis for term in terms if isinstance(term, Charge))


def sample_terms(version: Version) -> Agreement:
    """The terms, with a sample in each blank that is still open."""
    written = document(version.source)
    samples = {asked.name: asked.sample for asked in written.parameters}
    return filled(version.source, tuple(sorted((samples | values(version)).items())))


def with_dealer(version: Version, terms: Agreement) -> bool:
    """Whether the other side is a dealer: named as one, or spoken of in the terms."""
    if version.agreement.dealer_id is not None:
        return True
    if version.agreement.customer_id is not None:
        return False
    return any(Party.DEALER in bound(term) for term in terms.terms)


def bound(term: object) -> set[str]:
    """The sides that a term speaks of."""
    if isinstance(term, Charge):
        return {term.payer}
    if isinstance(term, Warranty):
        return {term.claimant} if term.claimant else set()
    return {term.by} if isinstance(term, Promise) else set()


def sides(version: Version, record: Record, *, dealer: bool, identified: bool) -> tuple[Side, Side]:
    """Who they are and where they sign. identified: a clause asks for an ID card of the dealer."""
    return ours(version, record), theirs(version, record, dealer=dealer, identified=identified)


def ours(version: Version, record: Record) -> Side:
    agreement = version.agreement
    return Side(
        title=_("Party A (the provider)"),
        name=agreement.provider.name,
        about=(
            Line(_("Address"), agreement.seat),
            Line(_("Service line"), agreement.provider.hotline),
        ),
        signs=tuple(signing(record.ours, version.signed_for_provider)),
    )


def theirs(version: Version, record: Record, *, dealer: bool, identified: bool) -> Side:
    agreement = version.agreement
    known = agreement.dealer or agreement.customer
    return Side(
        title=_("Party B (the dealer)") if dealer else _("Party B (the user)"),
        name=agreement.counterparty or (known.name if known else ""),
        about=(
            Line(_("Address")),
            Line(_("Telephone"), known.phone if known else ""),
        ),
        signs=tuple(signing(record.theirs, version.signed_for_counterparty, identified=identified)),
    )


def signing(row: Signature | None, name: str, *, identified: bool = False) -> Iterator[Line]:
    """What is filled in to sign; what is on record already stands there."""
    yield Line(_("Seal"), seal_words(row) if row else "")
    signer = f"{row.name} {row.position}".strip() if row else name
    yield Line(_("Signatory"), signer)
    if identified or (row and row.id_card):
        # As a page shows it: the whole number stays with the signature.
        yield Line(_("ID-card number"), veiled(row.id_card) if row else "")
    yield Line(_("Date"), day(row.signed_on) if row else _("____-___-___"))


def seal_words(row: Signature) -> str:
    """Room for a seal that is still missing."""
    return "" if row.seal == Seal.MISSING else str(row.get_seal_display())
