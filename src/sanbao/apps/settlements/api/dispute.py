"""Disputes over the API, and the reconciliation of a year."""

from datetime import datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from sanbao.apps.accounts.access import Role, api_reader, reader
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import said
from sanbao.apps.settlements import actions, queries
from sanbao.rules.deadline import china_day
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

disputes = Router(tags=["disputes"])
reconciliation = Router(tags=["reconciliation"])


class DisputeOut(Schema):
    code: str
    statement: str
    about: str
    text: str
    asked: Decimal
    state: str
    granted: Decimal | None
    reason: str
    raised_at: datetime
    decided_at: datetime | None

    @staticmethod
    def resolve_statement(row: queries.Dispute) -> str:
        return row.statement.code


class DisputePage(Schema):
    items: list[DisputeOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


class DisputeIn(Schema):
    key: UUID = Field(description="made by you; the same key again is the same dispute")
    statement: str = Field(max_length=60)
    amount: Decimal = Field(gt=0, max_digits=14, decimal_places=2)
    about: Literal["fees", "fund"] = Field(
        "fees", description="fund: a deduction or the share of sales, which goes back into the fund"
    )
    text: str = Field(min_length=1, max_length=1000)


class DecisionIn(Schema):
    granted: Decimal = Field(ge=0, max_digits=14, decimal_places=2, description="0 rejects it")
    about: Literal["", "fees", "fund"] = Field("", description="empty: as the dealer said")
    reason: str = Field(min_length=1, max_length=1000)


class ProofOut(Schema):
    words: str
    one: Decimal
    other: Decimal
    holds: bool


class EndedOut(Schema):
    words: str
    count: int
    claimed: Decimal
    allowed: Decimal
    is_open: bool


class ReconciliationOut(Schema):
    """`unsigned`: sheets on statements that nobody has signed; always 0."""

    year: int
    holds: bool
    unsigned: int
    proofs: list[ProofOut]
    ends: list[EndedOut]


@disputes.get("", response=DisputePage, summary="List disputes")
def list_disputes(request: HttpRequest, after: str = "") -> dict[str, Any]:
    """The newest first, in pages of 50; a dealer sees its own."""
    page = page_of(queries.disputes_for(reader(request)), by=("-id",), after=after)
    return {"items": page.rows, "next": page.after}


@disputes.post("", response={201: DisputeOut}, summary="Contest a statement")
def dispute(request: HttpRequest, payload: DisputeIn) -> Status[queries.Dispute]:
    """A dealer contests a statement of its own within the time of the clause."""
    me = api_reader(request, Role.DEALER)
    row = queries.whole_for(me).filter(code=payload.statement).first()
    if row is None:
        raise Refused(Message("there is no such statement"), field="statement")
    contested = actions.Contested(payload.text, payload.amount, payload.about)
    made = actions.dispute(row, contested, key=payload.key, by=me, at=timezone.now())
    return Status(201, made)


@disputes.post("/{code}/decide", response=DisputeOut, summary="Decide a dispute")
def decide(request: HttpRequest, code: str, payload: DecisionIn) -> queries.Dispute:
    """What is granted is a further line, and comes with the next statement."""
    me = api_reader(request, *queries.DECIDES)
    row = get_object_or_404(queries.disputes_for(me), code=code)
    decision = actions.Decision(payload.granted, payload.reason, payload.about)
    return actions.decide(row, decision, by=me, at=timezone.now())


@reconciliation.get("", response=ReconciliationOut, summary="Reconcile a year")
def reconcile(request: HttpRequest, year: int = 0) -> dict[str, Any]:
    """Every fen paid to its signed sheet, every signed sheet to its end; 0 is the current year."""
    me = api_reader(request, *queries.SEES_PAYMENTS)
    wanted = year if 2000 <= year <= 2999 else china_day(timezone.now()).year
    found = queries.reconciled(me.provider_id, wanted)
    figures = ("one", "other", "holds")
    counts = ("count", "claimed", "allowed", "is_open")
    return {
        "year": found.year,
        "holds": found.holds,
        "unsigned": found.unsigned,
        "proofs": [
            {"words": said(one.words), **{name: getattr(one, name) for name in figures}}
            for one in found.proofs
        ],
        "ends": [
            {"words": said(one.words), **{name: getattr(one, name) for name in counts}}
            for one in found.ends
        ],
    }
