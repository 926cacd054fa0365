"""Longer covers over the API: asked for by a dealer or us, decided by a manager who did not."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from sanbao.apps.accounts.access import Role, api_reader, reader
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.agreements import actions, queries
from sanbao.apps.parties import queries as parties
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

router = Router(tags=["extensions"])


class ExtensionOut(Schema):
    code: str
    agreement: str
    months: int
    province: str
    city: str
    site: str
    serial: str
    state: str
    reason: str
    decided_reason: str
    decided_at: datetime | None


class ExtensionPage(Schema):
    items: list[ExtensionOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


class ExtensionIn(Schema):
    key: UUID
    agreement: str
    months: int
    reason: str = Field(max_length=200)
    province: str = ""
    city: str = ""
    customer: str = Field("", description="number of the customer whose site it is")
    site: str = ""
    serial: str = ""


class DecisionIn(Schema):
    is_approved: bool
    reason: str = Field(max_length=200)


def told(row: queries.Extension) -> dict[str, Any]:
    copied = ("code", "months", "province", "city", "serial", "state", "reason")
    return {name: getattr(row, name) for name in copied} | {
        "agreement": row.agreement.code,
        "site": str(row.site or ""),
        "decided_reason": row.decided_reason,
        "decided_at": row.decided_at,
    }


@router.get("", response=ExtensionPage, summary="List longer covers")
def extensions(request: HttpRequest, after: str = "") -> dict[str, Any]:
    page = page_of(queries.extensions_for(reader(request)), by=("-id",), after=after)
    return {"items": [told(row) for row in page.rows], "next": page.after}


@router.post("", response=ExtensionOut, summary="Ask for a longer cover")
def ask(request: HttpRequest, body: ExtensionIn) -> dict[str, Any]:
    """For one of: a province (perhaps a city of it), a site of a customer, a serial number."""
    me = api_reader(request, Role.DEALER, Role.MANAGER)
    agreement = queries.agreements_for(me).filter(code=body.agreement).first()
    if agreement is None:
        raise Refused(Message("there is no such agreement"), field="agreement")
    site = None
    if body.site:
        rows = parties.Site.objects.filter(customer__provider_id=me.provider_id)
        site = rows.filter(customer__code=body.customer, name=body.site).first()
        if site is None:
            raise Refused(Message("there is no such site"), field="site")
    asked = actions.Longer(
        months=body.months,
        reason=body.reason,
        province=body.province,
        city=body.city,
        site=site,
        serial=body.serial,
    )
    made = actions.request_extension(agreement, asked, key=body.key, by=me, at=timezone.now())
    return told(made)


@router.post("/{code}/decide", response=ExtensionOut, summary="Approve or refuse")
def decide(request: HttpRequest, code: str, body: DecisionIn) -> dict[str, Any]:
    """By a manager who did not ask for it."""
    me = api_reader(request, Role.MANAGER)
    row = get_object_or_404(queries.extensions_for(me), code=code)
    decided = actions.decide_extension(
        row, is_approved=body.is_approved, reason=body.reason, by=me, at=timezone.now()
    )
    return told(decided)
