"""How many complaints there were, month by month, and about what and whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.functions import Concat, TruncMonth

from sanbao.apps.accounts.access import User
from sanbao.apps.assets import queries as assets
from sanbao.apps.complaints.models import Complaint, Verdict
from sanbao.apps.complaints.queries.complaint import OPEN, complaints_for
from sanbao.apps.desk import queries as cases


class By(StrEnum):
    TOPIC = "topic"
    PRODUCT = "product"
    PERSON = "person"
    DEALER = "dealer"


NAMES: Mapping[By, Any] = {
    By.TOPIC: F("topic"),
    By.PRODUCT: Concat("asset__product__name", Value(" "), "asset__product__model"),
    By.PERSON: F("against__display_name"),
    By.DEALER: F("dealer__name"),
}
COUNTED = {
    "received": Count("id"),
    "ours": Count("id", filter=Q(verdict=Verdict.OURS)),
    "not_ours": Count("id", filter=Q(verdict=Verdict.NOT_OURS)),
    "open": Count("id", filter=Q(state__in=OPEN)),
}


@dataclass(frozen=True, slots=True)
class Month:
    """One month. cases: reported in it. units: all that are on record now.

    per_hundred: complaints for a hundred cases; per_thousand: for a thousand units. None of none.
    """

    month: datetime
    received: int
    ours: int
    not_ours: int
    open: int
    cases: int
    units: int

    @property
    def per_hundred(self) -> Decimal | None:
        return rate(self.received, self.cases, 100)

    @property
    def per_thousand(self) -> Decimal | None:
        return rate(self.received, self.units, 1000)


def rate(part: int, whole: int, of: int) -> Decimal | None:
    """`part` of `whole`, for `of`, rounded half up to a hundredth once; None of nothing."""
    if not whole:
        return None
    share = Decimal(part * of) / Decimal(whole)
    return share.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def since_for(user: User, since: datetime) -> QuerySet[Complaint]:
    return complaints_for(user).filter(received_at__gte=since)


def months_for(user: User, *, since: datetime) -> list[Month]:
    """The months since then in which anything came in, the newest first: three queries."""
    zone = ZoneInfo(user.provider.zone)
    of_complaint = TruncMonth("received_at", tzinfo=zone)
    of_case = TruncMonth("reported_at", tzinfo=zone)
    reported = cases.Case.objects.filter(provider_id=user.provider_id, reported_at__gte=since)
    counted = dict(
        reported.annotate(month=of_case)
        .values("month")
        .annotate(n=Count("id"))
        .values_list("month", "n")
    )
    rows = since_for(user, since).annotate(month=of_complaint).values("month").annotate(**COUNTED)
    complaints = {row["month"]: row for row in rows}
    units = assets.Asset.objects.filter(provider_id=user.provider_id).count()
    nothing = dict.fromkeys(COUNTED, 0)
    return [
        Month(
            **{**nothing, **complaints.get(month, {}), "month": month},
            cases=counted.get(month, 0),
            units=units,
        )
        for month in sorted({*counted, *complaints}, reverse=True)
    ]


def by_for(user: User, by: By, *, since: datetime) -> list[dict[str, Any]]:
    """The same counts by topic, product, person or dealer, the most complained of first."""
    rows = since_for(user, since).values(name=NAMES[by]).annotate(**COUNTED)
    found = [dict(row) for row in rows]
    return sorted(found, key=lambda row: (-row["received"], row["name"] or ""))
