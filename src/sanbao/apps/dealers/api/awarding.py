"""The service award, and territories that moved, over the API."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from sanbao.apps.accounts.access import Role, api_reader, reader
from sanbao.apps.accounts.handed import handed
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.dealers import actions, queries
from sanbao.apps.parties import queries as parties
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

awards = Router(tags=["dealers"])
moves = Router(tags=["dealers"])


class ScoreOut(Schema):
    dealer: str
    place: int
    measured: dict[str, int]
    criteria: list[dict[str, Any]]
    evidence: dict[str, list[str]]
    is_worthy: bool
    number: str = Field(description="of the certificate, empty for who is not awarded")

    @staticmethod
    def resolve_dealer(row: queries.Score) -> str:
        return row.dealer.code


class AwardOut(Schema):
    year: int
    measured_at: datetime
    decided_at: datetime | None
    scores: list[ScoreOut] = Field(description="by rank; a dealer reads its own alone")


class MoveOut(Schema):
    code: str
    old_station: str
    new_station: str
    places: list[str]
    cases: list[str]
    quota: Decimal = Field(description="CNY, carried over from the old dealer's repair fund")
    clause: str
    moved_at: datetime

    @staticmethod
    def resolve_old_station(row: queries.TerritoryMove) -> str:
        return row.old_station.code

    @staticmethod
    def resolve_new_station(row: queries.TerritoryMove) -> str:
        return row.new_station.code


class MovePage(Schema):
    items: list[MoveOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


class Moved(Schema):
    old_station: str
    new_station: str
    reason: str = Field(min_length=1, max_length=200)
    key: UUID | None = Field(None, description="made by you: the same key is the same move")


def shown(request: HttpRequest, award: queries.Award) -> dict[str, Any]:
    scores = queries.scores_for(reader(request)).filter(award=award)
    names = ("year", "measured_at", "decided_at")
    return {**{name: getattr(award, name) for name in names}, "scores": list(scores)}


@awards.get("/{year}", response=AwardOut, summary="The award of one year")
def award(request: HttpRequest, year: int) -> dict[str, Any]:
    me = api_reader(request, *queries.READERS)
    return shown(request, get_object_or_404(queries.awards_for(me), year=year))


@awards.post("/{year}/measure", response={201: AwardOut}, summary="Measure every dealer anew")
def measure(request: HttpRequest, year: int) -> Status[dict[str, Any]]:
    me = api_reader(request, *queries.AWARDS)
    return Status(201, shown(request, actions.measure(year, by=me, at=timezone.now())))


@awards.post("/{year}/decide", response=AwardOut, summary="Decide it: certificates are issued")
def decide(request: HttpRequest, year: int) -> dict[str, Any]:
    me = api_reader(request, *queries.AWARDS)
    row = get_object_or_404(queries.awards_for(me), year=year)
    return shown(request, actions.decide(row, by=me, at=timezone.now()))


@awards.get("/{year}/{dealer}.pdf", summary="The certificate of who is awarded, as PDF")
def certificate(request: HttpRequest, year: int, dealer: str) -> HttpResponse:
    me = api_reader(request, *queries.READERS)
    score = get_object_or_404(queries.awarded_for(me, year), dealer__code=dealer)
    return handed(queries.certificate_of(score), f"{score.number}.pdf")


@moves.get("", response=MovePage, summary="Territories that moved, newest first")
def move_page(request: HttpRequest, after: str = "") -> dict[str, Any]:
    page = page_of(queries.moves_for(reader(request)), by=("-id",), after=after)
    return {"items": page.rows, "next": page.after}


@moves.post("", response={201: MoveOut}, summary="Move a territory to another station")
def move(request: HttpRequest, payload: Moved) -> Status[queries.TerritoryMove]:
    me = api_reader(request, Role.MANAGER)
    rows = parties.Station.objects.filter(provider_id=me.provider_id).select_related("dealer")
    found = {row.code: row for row in rows}
    for name in ("old_station", "new_station"):
        if getattr(payload, name) not in found:
            raise Refused(Message("there is no such station"), field=name)
    moving = actions.Moving(
        payload.key or uuid4(),
        found[payload.old_station],
        found[payload.new_station],
        payload.reason,
    )
    return Status(201, actions.move_territory(moving, by=me, at=timezone.now()))
