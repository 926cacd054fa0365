"""Templates over the API: those that came with Sanbao, and the company's own."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from sanbao.apps.accounts.access import Role, api_reader, reader
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.agreements import actions, queries
from sanbao.apps.agreements.forms import language
from sanbao.rules.agreement import Document
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

router = Router(tags=["templates"])


class ShippedOut(Schema):
    template: str = Field(description="names it where an agreement is made")
    title: str
    clauses: int
    blanks: int


class OwnOut(ShippedOut):
    note: str
    made_from: str
    saved_at: datetime
    retired_at: datetime | None


class OwnPage(Schema):
    items: list[OwnOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


class OwnIn(Schema):
    agreement: str
    version: int
    title: str = Field(max_length=160)
    note: str = Field("", max_length=200)
    keeps_values: bool = Field(
        False, description="what was filled into the blanks is their usual value"
    )


def counted(document: Document) -> dict[str, int]:
    return {"clauses": len(document.outline.clauses), "blanks": len(document.parameters)}


def told(row: queries.OwnTemplate) -> dict[str, Any]:
    copied = ("title", "note", "saved_at", "retired_at")
    return {name: getattr(row, name) for name in copied} | {
        "template": row.code,
        "made_from": row.made_from.agreement.code,
        **counted(queries.document(row.source)),
    }


@router.get("/shipped", response=list[ShippedOut], summary="The templates that came with Sanbao")
def shipped(request: HttpRequest) -> list[dict[str, Any]]:
    api_reader(request, Role.MANAGER)
    return [
        {
            "template": sample.slug,
            "title": sample.title,
            "clauses": sample.clauses,
            "blanks": sample.blanks,
        }
        for sample in queries.gallery(lang=language())
    ]


@router.get("", response=OwnPage, summary="The templates of your company, newest first")
def own(request: HttpRequest, after: str = "") -> dict[str, Any]:
    rows = queries.own_templates_for(reader(request))
    page = page_of(rows, by=("-id",), after=after)
    return {"items": [told(row) for row in page.rows], "next": page.after}


@router.post("", response={201: OwnOut}, summary="Save a version's terms as a template")
def save(request: HttpRequest, body: OwnIn) -> Status[dict[str, Any]]:
    """Its blanks are the parameters of the template."""
    me = api_reader(request, Role.MANAGER)
    rows = queries.versions_for(me)
    version = rows.filter(agreement__code=body.agreement, number=body.version).first()
    if version is None:
        raise Refused(Message("there is no such agreement"), field="agreement")
    wanted = actions.Saved(body.title, body.note, body.keeps_values)
    return Status(201, told(actions.save_template(version, wanted, by=me, at=timezone.now())))


@router.post("/{code}/retire", response=OwnOut, summary="Offer a template no more")
def retire(request: HttpRequest, code: str) -> dict[str, Any]:
    """Agreements made from it stay as they are."""
    me = api_reader(request, Role.MANAGER)
    row = get_object_or_404(queries.own_templates_for(me), code=code)
    return told(actions.retire_template(row, by=me, at=timezone.now()))
