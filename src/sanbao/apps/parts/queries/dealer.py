"""What a dealer has in store: at its stations and on the vans of its people, at any instant."""

from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from sanbao.apps.parties import queries as parties
from sanbao.apps.parts.models import Stock, StockMove, Store


def stores_of_dealer(dealer: parties.Dealer) -> QuerySet[Store]:
    """As stations and engineers belong to it now: what moved there before comes along.

    Each store counts for one dealer: a van for that of its engineer, and where he has none of his
    own for that of his station.
    """
    his_station = Q(engineer__person__dealer=None, engineer__person__station__dealer=dealer)
    return Store.objects.filter(
        Q(station__dealer=dealer) | Q(engineer__person__dealer=dealer) | his_station,
        provider_id=dealer.provider_id,
    )


def stock_of_dealer(dealer: parties.Dealer, *, until: datetime) -> QuerySet[Stock, Any]:
    """What lay where before `until`, as `lay`: what the last move until then left, unless that is
    nothing.
    """
    last = StockMove.objects.filter(stock=OuterRef("pk"), moved_at__lt=until).order_by("-id")
    rows = Stock.objects.filter(store__in=stores_of_dealer(dealer))
    rows = (
        rows.annotate(lay=Subquery(last.values("left")[:1]))
        .filter(lay__isnull=False)
        .exclude(lay=0)
    )
    return rows.select_related("part", "store__station", "store__engineer")


def moves_of_dealer(dealer: parties.Dealer, *, until: datetime) -> QuerySet[StockMove, Any]:
    rows = StockMove.objects.filter(stock__store__in=stores_of_dealer(dealer), moved_at__lt=until)
    whole = ("stock__part", "stock__store__station", "stock__store__engineer", "moved_by")
    return rows.select_related(*whole)
