"""What customers answered, by product, by person and by station."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Avg, Count, F, Q, QuerySet, Value
from django.db.models.functions import Concat

from sanbao.apps.accounts.access import User
from sanbao.apps.callbacks.models import SCORES, Callback, CallbackState
from sanbao.apps.callbacks.queries.due import READERS

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


def wishes_for(user: User, *, since: datetime) -> list[Callback]:
    """The latest wishes for improvement."""
    rows = answered_for(user, since=since).exclude(wishes="")
    rows = rows.select_related("customer", "asset__product", "obligation")
    return list(rows.order_by("-done_at", "-id")[:WISHES_SHOWN])
