"""Reading agreements over the API: what was promised, clause by clause."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from ninja import Schema
from pydantic import Field

from sanbao.apps.accounts.access import reader
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.agreements import queries

# The list and a new agreement have one address, which one router answers.
from sanbao.apps.agreements.api.drafting import router as router


class AgreementOut(Schema):
    code: str
    title: str
    template: str
    counterparty: str
    state: str


class AgreementPage(Schema):
    items: list[AgreementOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


class ClauseOut(Schema):
    id: str
    text: str


class VersionOut(Schema):
    number: int
    kind: str
    changes: str = Field(description="what it overrides or adds")
    state: str
    starts_on: date | None
    ends_on: date | None
    blanks: dict[str, str] = Field(description="what was filled in; what is left out has defaults")
    clauses: list[ClauseOut]


class AgreementDetail(AgreementOut):
    versions: list[VersionOut]


@router.get("", response=AgreementPage, summary="List agreements")
def agreements(request: HttpRequest, after: str = "", state: str = "") -> dict[str, Any]:
    rows = queries.agreements_for(reader(request))
    page = page_of(rows.filter(state=state) if state else rows, by=("-id",), after=after)
    return {"items": page.rows, "next": page.after}


@router.get("/{code}", response=AgreementDetail, summary="One agreement, all its versions")
def agreement(request: HttpRequest, code: str) -> dict[str, Any]:
    """Each version with the clauses as they read with its blanks filled."""
    row = get_object_or_404(queries.agreements_for(reader(request)), code=code)
    versions = queries.versions_for(reader(request)).filter(agreement=row).order_by("number")
    fields = ("code", "title", "template", "counterparty", "state")
    return {name: getattr(row, name) for name in fields} | {
        "versions": [version_of(version) for version in versions]
    }


def version_of(version: queries.Version) -> dict[str, Any]:
    """An open blank leaves the clauses out: nothing is promised yet."""
    is_open = bool(queries.open_blanks(version))
    clauses = [] if is_open else queries.terms(version).text(get_language() or "zh")
    return {
        "number": version.number,
        "kind": version.kind,
        "changes": version.changes,
        "state": version.state,
        "starts_on": version.starts_on,
        "ends_on": version.ends_on,
        "blanks": version.blanks,
        "clauses": [{"id": number, "text": text} for number, text in clauses],
    }
