"""The two sides of an agreement: who they are, and where they sign."""

from django.utils.translation import gettext as _

from sanbao.apps.agreements.facts.paper import Line, Side
from sanbao.apps.agreements.models import Version
from sanbao.apps.agreements.queries.terms import document, filled, values
from sanbao.rules.agreement import Agreement
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
    return any(Party.DEALER in bound(term) for term in terms.terms)


def bound(term: object) -> set[str]:
    """The sides that a term speaks of."""
    if isinstance(term, Charge):
        return {term.payer}
    if isinstance(term, Warranty):
        return {term.claimant} if term.claimant else set()
    return {term.by} if isinstance(term, Promise) else set()


def sides(version: Version, *, dealer: bool) -> tuple[Side, Side]:
    return provider(version), counterparty(version, dealer=dealer)


def provider(version: Version) -> Side:
    company = version.agreement.provider
    return Side(
        title=_("Party A (the provider)"),
        name=company.name,
        about=(
            Line(_("Address")),
            Line(_("Service line"), company.hotline),
        ),
        signs=(
            Line(_("Seal")),
            Line(_("Signed by"), version.signed_for_provider),
            Line(_("Date"), day_to_write()),
        ),
    )


def counterparty(version: Version, *, dealer: bool) -> Side:
    agreement = version.agreement
    known = agreement.dealer
    role = _("Party B (the dealer)") if dealer else _("Party B (the user)")
    # A dealer who is a person has no seal, and is known by an ID card.
    identity = (Line(_("ID-card number")),) if dealer else ()
    return Side(
        title=role,
        name=agreement.counterparty or (known.name if known else ""),
        about=(
            Line(_("Address")),
            Line(_("Telephone"), known.phone if known else ""),
        ),
        signs=(
            Line(_("Seal")),
            Line(_("Signed by"), version.signed_for_counterparty),
            *identity,
            Line(_("Date"), day_to_write()),
        ),
    )


def day_to_write() -> str:
    """Room for a date written by hand."""
    return _("____-___-___")
