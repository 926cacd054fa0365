"""A month's spot check, and what it says of all sheets."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum

from sanbao.apps.accounts.access import User
from sanbao.apps.claims.models import (
    MonthlyForm,
    RiskSign,
    Sheet,
    SheetCheck,
    SpotCheck,
)
from sanbao.apps.claims.queries.sheet import is_inside
from sanbao.rules.spotcheck import Estimate, Stratum, estimate

UNDRAWN = Q(drawn_at__isnull=True) | Q(submitted_at__gt=F("drawn_at"), sheet_count__gt=0)


def spots_for(user: User) -> QuerySet[SpotCheck]:
    """The spot checks of the company; nobody outside learns what is checked."""
    rows = SpotCheck.objects.filter(provider_id=user.provider_id)
    return rows.select_related("drawn_by") if is_inside(user) else rows.none()


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What came in for a month, over all dealers. undrawn: forms since the last draw."""

    month: date
    forms: int
    sheets: int
    undrawn: int
    spot: SpotCheck | None


def months_for(user: User, *, most: int = 12) -> list[HandedIn]:
    """The months that something came in for, the newest first."""
    if not is_inside(user):
        return []
    last = SpotCheck.objects.filter(provider_id=user.provider_id, month=OuterRef("month"))
    rows = (
        MonthlyForm.objects.filter(provider_id=user.provider_id)
        .annotate(drawn_at=Subquery(last.values("drawn_at")[:1]))
        .values("month")
        .annotate(
            forms=Count("pk"), handed_in=Sum("sheet_count"), undrawn=Count("pk", filter=UNDRAWN)
        )
        .order_by("-month")[:most]
    )
    drawn = {spot.month: spot for spot in spots_for(user).defer("strata")}
    return [
        HandedIn(
            row["month"], row["forms"], row["handed_in"], row["undrawn"], drawn.get(row["month"])
        )
        for row in rows
    ]


def drawn_of(spot: SpotCheck) -> QuerySet[Any]:
    """Its sheets with what the last call said; those still to be called first."""
    calls = SheetCheck.objects.filter(sheet=OuterRef("sheet"), round=2, is_reached=True)
    rows = spot.drawn.annotate(is_true=Subquery(calls.order_by("-id").values("is_true")[:1]))
    return rows.select_related("sheet__dealer")


def estimate_of(spot: SpotCheck) -> Estimate | None:
    """The false share over all sheets, by what has been called about of the strata."""
    return estimate(strata_of(spot))


def strata_of(spot: SpotCheck) -> Iterator[Stratum]:
    told = drawn_of(spot).filter(by_risk=False).values("stratum").order_by("stratum")
    counts = told.annotate(
        checked=Count("pk", filter=Q(is_true__isnull=False)),
        false=Count("pk", filter=Q(is_true=False)),
    )
    for row in counts.values_list("stratum", "checked", "false"):
        nth, checked, false = row
        yield Stratum(spot.strata[nth]["population"], checked, false)


def signs_for(user: User, sheet: Sheet) -> QuerySet[RiskSign]:
    """What looks wrong in a sheet; nobody outside learns why it is looked at."""
    rows = RiskSign.objects.filter(sheet=sheet).order_by("kind", "other_code")
    return rows if is_inside(user) else rows.none()


def sign_counts(spot: SpotCheck) -> dict[str, int]:
    """How many sheets of the month have each kind of sign."""
    rows = RiskSign.objects.filter(provider_id=spot.provider_id, month=spot.month)
    counted = rows.values("kind").annotate(count=Count("sheet", distinct=True))
    return dict(counted.order_by("-count", "kind").values_list("kind", "count"))
