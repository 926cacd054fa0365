"""What customers answered, by product, by person and by station."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import (
    Avg,
    Count,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Concat, NullIf

from sanbao.apps.accounts.access import User
from sanbao.apps.callbacks.models import SCORES, Callback, CallbackState
from sanbao.apps.callbacks.queries.due import READERS
from sanbao.apps.visits import queries as visits

WISHES_SHOWN = 30


class By(StrEnum):
    PRODUCT = "product"
    ENGINEER = "engineer"
    STATION = "station"


NAMES: dict[By, Any] = {
    By.PRODUCT: Concat("asset__product__name", Value(" "), "asset__product__model"),
    By.ENGINEER: F("engineer__display_name"),
    By.STATION: F("station__name"),
}


def answered_for(user: User, *, since: datetime) -> QuerySet[Callback]:
    rows = Callback.objects.filter(provider_id=user.provider_id, done_at__gte=since)
    return rows if user.has_role(*READERS) else rows.none()


def results_for(user: User, by: By, *, since: datetime) -> list[dict[str, Any]]:
    """For each: how many were reached, how many not, and the mean of each score (1 to 5)."""
    rows = (
        answered_for(user, since=since)
        .values(name=NAMES[by])
        .annotate(
            reached=Count("id", filter=Q(state=CallbackState.REACHED)),
            unreached=Count("id", filter=Q(state=CallbackState.UNREACHABLE)),
            cases=Count("case"),
            **{f"mean_{score}": Avg(score) for score in SCORES},
        )
    )
    return [dict(row) for row in rows.order_by("-reached", "name")]


def after_repairs_for(user: User, by: By, *, since: datetime) -> list[dict[str, Any]]:
    """The same of the calls after a service: reached, satisfaction, attitude, and how many said
    that it does not work.
    """
    if not user.has_role(*READERS):
        return []
    last = visits.Visit.objects.filter(order__case=OuterRef("case"), signed_at__isnull=False)
    last = last.order_by("-id")
    names: dict[By, Any] = {
        By.PRODUCT: Concat("case__asset__product__name", Value(" "), "case__asset__product__model"),
        By.ENGINEER: Subquery(last.values("engineer__display_name")[:1]),
        By.STATION: Subquery(last.values("engineer__person__station__name")[:1]),
    }
    attitude = NullIf(KeyTextTransform("attitude", "record__answers"), Value(""))
    rows = (
        visits.FollowUp.objects.filter(provider_id=user.provider_id, done_at__gte=since)
        .values(name=names[by])
        .annotate(
            reached=Count("id", filter=Q(is_reached=True)),
            unreached=Count("id", filter=Q(is_reached=False)),
            broken=Count("id", filter=Q(record__answers__works="no")),
            mean_satisfaction=Avg("satisfaction"),
            mean_attitude=Avg(Cast(attitude, IntegerField())),
        )
    )
    return [dict(row) for row in rows.order_by("-reached", "name")]


def wishes_for(user: User, *, since: datetime) -> list[Callback]:
    """The latest wishes for improvement."""
    rows = answered_for(user, since=since).exclude(wishes="")
    rows = rows.select_related("customer", "asset__product", "obligation")
    return list(rows.order_by("-done_at", "-id")[:WISHES_SHOWN])
