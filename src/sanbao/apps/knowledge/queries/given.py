"""Who has read an article and who has not; which documents a unit came with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from sanbao.apps.accounts.access import User
from sanbao.apps.assets import queries as assets
from sanbao.apps.knowledge.models import Edition, Handover, ReadReceipt
from sanbao.apps.knowledge.queries.article import editions_for
from sanbao.apps.parties import queries as parties
from sanbao.rules.knowledge import FULL_SET


@dataclass(frozen=True, slots=True)
class Read:
    """One dealer: who of its people read it first, and when; None while nobody has."""

    dealer: parties.Dealer
    who: str
    at: datetime | None


def readers_of(edition: Edition, user: User) -> list[Read]:
    """Every dealer of the company, those who have not read it first: two queries."""
    receipts = ReadReceipt.objects.filter(edition=edition, dealer__isnull=False)
    first: Mapping[int, ReadReceipt] = {
        row.dealer_id: row
        for row in receipts.select_related("user").order_by("-read_at")
        if row.dealer_id is not None
    }
    found = [read_by(dealer, first.get(dealer.pk)) for dealer in parties.dealers_for(user)]
    return sorted(found, key=lambda row: (row.at is not None, row.dealer.name))


def read_by(dealer: parties.Dealer, receipt: ReadReceipt | None) -> Read:
    if receipt is None:
        return Read(dealer, "", None)
    return Read(dealer, f"{receipt.user}", receipt.read_at)


def documents_of(user: User, asset: assets.Asset) -> QuerySet[Edition]:
    """The published documents of a unit's product that belong to its full set."""
    rows = editions_for(user).filter(article__product=asset.product_id, article__kind__in=FULL_SET)
    return rows.order_by("article__kind", "id")


def handovers_of(asset: assets.Asset) -> QuerySet[Handover]:
    rows = Handover.objects.filter(asset=asset).select_related("handed_by")
    return rows.prefetch_related("editions__article").order_by("-id")
