"""Penalties for false items over the API."""

from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from sanbao.apps.accounts.access import api_reader, reader
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.claims import actions, queries
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.rules.penalty import Step

penalties = Router(tags=["repair sheets"])
ROLES = {
    Step.CONFIRM: queries.CONFIRMS,
    Step.DISPUTE: queries.WRITES,
    Step.UPHOLD: queries.CONFIRMS,
    Step.DROP: queries.CONFIRMS,
}


class PenaltyOut(Schema):
    code: str
    sheet: str
    place: int
    amount: Decimal
    times: Decimal
    fine: Decimal
    clause: str
    state: str
    reason: str
    dispute: str
    verdict: str

    @staticmethod
    def resolve_sheet(row: queries.Penalty) -> str:
        return row.sheet.code

    @staticmethod
    def resolve_place(row: queries.Penalty) -> int:
        return row.line.place


class PenaltyPage(Schema):
    items: list[PenaltyOut]
    next: str


class Proposed(Schema):
    sheet: str = Field(description="number of the sheet")
    place: int = Field(description="of the false item on the sheet")
    reason: str = Field(min_length=1, max_length=400)


class Said(Schema):
    reason: str = Field("", max_length=400)


@penalties.get("", response=PenaltyPage, summary="Penalties for false items, newest first")
def penalty_page(request: HttpRequest, after: str = "") -> dict[str, Any]:
    """A dealer reads his own, once they are confirmed."""
    page = page_of(queries.penalties_for(reader(request)), by=("-id",), after=after)
    return {"items": page.rows, "next": page.after}


@penalties.post("", response={201: PenaltyOut}, summary="Propose a penalty for a false item")
def propose(request: HttpRequest, payload: Proposed) -> Status[queries.Penalty]:
    me = api_reader(request, *queries.JUDGES)
    row = queries.files_for(me).filter(code=payload.sheet).first()
    if row is None:
        raise Refused(Message("there is no such sheet"), field="sheet")
    made = actions.propose_penalty(
        row, payload.place, reason=payload.reason, by=me, at=timezone.now()
    )
    return Status(201, made)


@penalties.post(
    "/{code}/{name}", response=PenaltyOut, summary="Confirm, dispute, uphold or drop it"
)
def take(request: HttpRequest, code: str, name: str, payload: Said) -> queries.Penalty:
    if name not in set(Step):
        raise Http404
    step, at = Step(name), timezone.now()
    me = api_reader(request, *ROLES[step])
    row = get_object_or_404(queries.penalties_for(me), code=code)
    if step is Step.CONFIRM:
        return actions.confirm_penalty(row, by=me, at=at)
    if step is Step.DISPUTE:
        return actions.dispute_penalty(row, reason=payload.reason, by=me, at=at)
    return actions.decide_penalty(row, step, reason=payload.reason, by=me, at=at)
