"""The spot check of a month over the API."""

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from sanbao.apps.accounts.access import api_reader
from sanbao.apps.claims import actions, queries
from sanbao.apps.claims.forms import month_from

spots = Router(tags=["repair sheets"])


class SpotIn(Schema):
    month: str = Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$", description="like 2026-10")


class EstimateOut(Schema):
    share: float
    low: float
    high: float
    checked: int


class DrawnOut(Schema):
    sheet: str
    by_risk: bool
    is_true: bool | None = Field(description="what the last call said; empty until then")


class SpotOut(Schema):
    month: date
    seed: str
    percent: Decimal
    drawn: list[DrawnOut] = Field(description="the first 1000")
    estimate: EstimateOut | None = Field(description="the false share over all sheets, 95 %")


class ReleasedOut(Schema):
    allowed: int
    waiting: int
    wrong: int
    by_hand: int
    own: int


MOST = 1000


def shown(row: queries.SpotCheck) -> dict[str, Any]:
    found = queries.estimate_of(row)
    drawn = queries.drawn_of(row).order_by("pk")[:MOST]
    return {
        "month": row.month,
        "seed": row.seed,
        "percent": row.percent,
        "drawn": [
            {"sheet": each.sheet.code, "by_risk": each.by_risk, "is_true": each.is_true}
            for each in drawn
        ],
        "estimate": asdict(found) if found else None,
    }


@spots.post("", response={201: SpotOut}, summary="Draw the month's sheets that are called about")
def draw(request: HttpRequest, payload: SpotIn) -> Status[dict[str, Any]]:
    """Drawn again, what came in since is drawn from; else the first draw comes back."""
    me = api_reader(request, *queries.JUDGES)
    month = date.fromisoformat(f"{payload.month}-01")
    row = actions.draw_spot_check(me.provider, month, by=me, at=timezone.now())
    return Status(201, shown(row))


@spots.get("/{month}", response=SpotOut, summary="One spot check, and what it says of all sheets")
def spot(request: HttpRequest, month: str) -> dict[str, Any]:
    me = api_reader(request, *queries.SEES_ALL)
    return shown(get_object_or_404(queries.spots_for(me), month=month_from(month)))


@spots.post("/{month}/release", response=ReleasedOut, summary="Allow what nothing speaks against")
def release(request: HttpRequest, month: str) -> dict[str, int]:
    me = api_reader(request, *queries.JUDGES)
    row = get_object_or_404(queries.spots_for(me), month=month_from(month))
    return asdict(actions.release(me.provider, row.month, by=me, at=timezone.now()))
