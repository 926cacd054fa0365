"""What else stands in a dealer's file: breaches, rules to read, territory."""

from dataclasses import dataclass

from django.db.models import QuerySet

from sanbao.apps.knowledge import queries as knowledge
from sanbao.apps.obligations import queries as obligations
from sanbao.apps.parties import queries as parties

# What a clause puts on a dealer's record.
ON_RECORD = ("breach", "termination", "deduction", "waiver")


def breaches_of(dealer: parties.Dealer) -> QuerySet[obligations.Obligation]:
    """What followed from duties that the dealer did not keep, the newest first."""
    rows = obligations.Obligation.objects.filter(
        provider_id=dealer.provider_id,
        kind=obligations.ObligationKind.CONSEQUENCE,
        what__in=ON_RECORD,
        dealer=dealer.code,
        caused_by__owed_by=obligations.Obligor.DEALER,
    )
    rows = rows.exclude(state=obligations.ObligationState.CANCELLED)
    return rows.select_related("caused_by", "version__agreement").order_by("-starts_at", "-id")


@dataclass(frozen=True, slots=True)
class Rules:
    """One service rules document, and who of the dealer's people confirmed reading it first."""

    edition: knowledge.Edition
    receipt: knowledge.ReadReceipt | None


def rules_of(dealer: parties.Dealer) -> list[Rules]:
    """The published service rules that bind dealers (P2-4.3): two queries."""
    editions = knowledge.Edition.objects.filter(
        state=knowledge.EditionState.PUBLISHED,
        article__provider_id=dealer.provider_id,
        article__kind=knowledge.Kind.RULES,
    ).exclude(article__audience=knowledge.Audience.INSIDE)
    found = list(editions.select_related("article").order_by("id"))
    receipts = knowledge.ReadReceipt.objects.filter(dealer=dealer, edition__in=found)
    first = {row.edition_id: row for row in receipts.select_related("user").order_by("-read_at")}
    return [Rules(edition, first.get(edition.pk)) for edition in found]


def stations_of(dealer: parties.Dealer) -> QuerySet[parties.Station]:
    """Its stations, each with the places that it serves."""
    rows = parties.Station.objects.filter(dealer=dealer).prefetch_related("territories")
    return rows.order_by("name", "id")
