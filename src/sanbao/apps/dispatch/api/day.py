"""An engineer's own day."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from sanbao.apps.accounts.access import Role, api_reader
from sanbao.apps.accounts.wording import said
from sanbao.apps.dispatch import queries
from sanbao.apps.visits import queries as visits

router = Router(tags=["dispatch"])


class PickOut(Schema):
    part: str = Field(description="part number")
    name: str
    count: int


class AheadOut(Schema):
    visit: str
    order: str
    customer: str
    site: str
    state: str
    agreed_from: datetime
    agreed_until: datetime
    station: str = Field(description="where `fetch` lies: your own station; empty for none")
    fetch: list[PickOut] = Field(description="what is not on your van and is fetched first")
    missing: list[str] = Field(description="what you cannot bring, and which station has it")


@router.get("/today", response=list[AheadOut], summary="Your visits, and what is fetched first")
def today(request: HttpRequest) -> list[dict[str, Any]]:
    """What is overdue, today's and tomorrow's, in order of time. Nothing is fetched for a visit
    that has begun, nor by who only goes along.
    """
    me, at = api_reader(request, Role.ENGINEER), timezone.now()
    return [out(one) for one in queries.ahead_of(me, visits.day_of(me, at=at), at=at)]


def out(one: queries.Ahead) -> dict[str, Any]:
    visit, first = one.visit, one.first
    return {
        "visit": visit.code,
        "order": visit.order.code,
        "customer": visit.order.case.customer.name,
        "site": visit.order.case.asset.site.name,
        "state": visit.state,
        "agreed_from": visit.agreed_from,
        "agreed_until": visit.agreed_until,
        "station": first.station.name if first and first.station else "",
        "fetch": [
            {"part": each.part.code, "name": each.part.name, "count": each.count}
            for each in (first.picks if first else ())
        ],
        "missing": [said(each) for each in (first.missing if first else ())],
    }
