"""Price lists: which are in force, and what they say."""

from datetime import date

from django.db.models import Count, OuterRef, QuerySet, Subquery

from sanbao.apps.accounts.access import STAFF, User
from sanbao.apps.products.models import Basis, Price, PriceList

# What is published to customers; cost and most favourable prices are matters of the house.
PUBLISHED = (Basis.PRICE_LIST, Basis.TENDER_LIST)


def price_lists(provider_id: int, *, on: date) -> QuerySet[PriceList]:
    """The lists in force on the day: of each basis the newest that has begun."""
    begun = PriceList.objects.filter(
        provider_id=provider_id, basis=OuterRef("basis"), starts_on__lte=on
    )
    newest = begun.order_by("-starts_on").values("pk")[:1]
    return PriceList.objects.filter(provider_id=provider_id, pk=Subquery(newest)).order_by("basis")


def prices(provider_id: int, *, basis: str, on: date, item: str | None = None) -> QuerySet[Price]:
    """The prices of the list on `basis` that is in force on the day; none where there is none."""
    lists = price_lists(provider_id, on=on).filter(basis=basis)
    rows = Price.objects.filter(price_list__in=lists.values("pk")).select_related("price_list")
    if item is not None:
        rows = rows.filter(item=item)
    return rows.order_by("item", "code")


def price_lists_for(user: User, *, on: date) -> QuerySet[PriceList]:
    """Staff see all lists, past and coming; others the published ones in force on the day."""
    if user.has_role(*STAFF):
        rows = PriceList.objects.filter(provider_id=user.provider_id)
    else:
        rows = price_lists(user.provider_id, on=on).filter(basis__in=PUBLISHED)
    return rows.annotate(price_count=Count("prices"))
