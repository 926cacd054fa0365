"""The editor over the API: a draft entry by entry, each change checked with the whole around it."""

from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from ninja.errors import ValidationError
from pydantic import Field

from sanbao.apps.accounts.access import Role, api_reader
from sanbao.apps.accounts.wording import said
from sanbao.apps.agreements import actions, queries
from sanbao.apps.agreements.api.drafting import DraftOut, draft_out, version_of
from sanbao.apps.agreements.forms import language
from sanbao.rules.faults import term_problems
from sanbao.rules.moves import Refused

router = Router(tags=["agreements"])
Part = Literal["title", "components", "clauses", "terms", "parameters"]


class EntryOut(Schema):
    place: int = Field(description="where it stands in its part, from 0 on")
    entry: dict[str, Any] = Field(description="as it is written; figures are text")


class TermOut(EntryOut):
    sentence: str = Field(description="what it says")


class TextOut(Schema):
    token: str = Field(description="of the draft as it is now: a change names it")
    is_writable: bool
    blanks: dict[str, str]
    open_blanks: list[str] = Field(description="by name; they keep it from coming into force")
    title: list[EntryOut] = Field(description="the title alone, in both languages, at place 0")
    components: list[EntryOut] = Field(description="component classes: code, and both names")
    clauses: list[EntryOut]
    terms: list[TermOut]
    parameters: list[EntryOut]


class EntryIn(Schema):
    token: str
    entry: dict[str, Any]
    after: int | None = Field(None, description="place of the entry it goes behind; else the last")


class MoveIn(Schema):
    token: str
    step: Literal["up", "down"]


class BlanksIn(Schema):
    values: dict[str, str] = Field(description="by name; empty text opens a blank")


@router.get("/{code}/versions/{number}/text", response=TextOut, summary="The entries of a version")
def text(request: HttpRequest, code: str, number: int) -> dict[str, Any]:
    """Every part as it is written, each term with the sentence it yields."""
    version = version_of(api_reader(request, Role.MANAGER), code, number)
    paper = queries.document(version.source)
    rows: dict[str, list[dict[str, Any]]] = {
        part: [
            {"place": place, "entry": entry}
            for place, entry in enumerate(queries.entries(paper, part))
        ]
        for part in actions.PARTS
    }
    sentences = queries.sentences_of(version, lang=language())
    return {
        "token": queries.token(version),
        "is_writable": queries.is_writable(version),
        "blanks": queries.values(version),
        "open_blanks": [blank.name for blank in queries.open_blanks(version)],
        **rows,
        "terms": [{**row, "sentence": sentences[row["place"]]} for row in rows["terms"]],
    }


@router.put("/{code}/versions/{number}/blanks", response=DraftOut, summary="Fill blanks of a draft")
def fill(request: HttpRequest, code: str, number: int, body: BlanksIn) -> dict[str, Any]:
    """A blank that is not named stays as it is."""
    me = api_reader(request, Role.MANAGER)
    version = version_of(me, code, number)
    actions.fill_blanks(version, body.values, by=me, at=timezone.now())
    return draft_out(version)


@router.post(
    "/{code}/versions/{number}/text/{part}", response={201: DraftOut}, summary="Add an entry"
)
def add(
    request: HttpRequest, code: str, number: int, part: Part, body: EntryIn
) -> Status[dict[str, Any]]:
    change = actions.Edit(part, "add", body.after, body.entry)
    return Status(201, changed(request, (code, number), change, body.token))


@router.put(
    "/{code}/versions/{number}/text/{part}/{place}", response=DraftOut, summary="Change an entry"
)
def put(
    request: HttpRequest, code: str, number: int, part: Part, place: int, body: EntryIn
) -> dict[str, Any]:
    """What is wrong with a term is told field by field, and nothing is changed.

    The title is the entry 0 of its part. The code of a component class stays as it is.
    """
    change = actions.Edit(part, "change", place, body.entry)
    return changed(request, (code, number), change, body.token)


@router.delete(
    "/{code}/versions/{number}/text/{part}/{place}", response=DraftOut, summary="Remove an entry"
)
def remove(
    request: HttpRequest, code: str, number: int, part: Part, place: int, token: str = ""
) -> dict[str, Any]:
    """A component class that terms still name is not removed: the answer says by which clauses."""
    return changed(request, (code, number), actions.Edit(part, "remove", place), token)


@router.post(
    "/{code}/versions/{number}/text/{part}/{place}/move",
    response=DraftOut,
    summary="Move an entry up or down",
)
def move(
    request: HttpRequest, code: str, number: int, part: Part, place: int, body: MoveIn
) -> dict[str, Any]:
    """Among terms of one kind the first that applies counts."""
    return changed(request, (code, number), actions.Edit(part, body.step, place), body.token)


def changed(
    request: HttpRequest, which: tuple[str, int], change: actions.Edit, token: str
) -> dict[str, Any]:
    me = api_reader(request, Role.MANAGER)
    version = version_of(me, *which)
    if change.part == "terms" and change.value is not None and token == queries.token(version):
        check_term(version, change)
    try:
        actions.edit(version, change, token=token, by=me, at=timezone.now())
    except Refused as refused:
        if not refused.field:
            raise
        raise at_fields([(refused.field, said(refused.message))]) from None
    return draft_out(version)


def check_term(version: queries.Version, change: actions.Edit) -> None:
    """Every problem of a term at once; `edit` itself stops at the first."""
    paper = queries.document(version.source)
    terms = paper.outline.terms
    at = change.place if change.step == "change" else None
    was = terms[at] if at is not None and 0 <= at < len(terms) else None
    found = term_problems(paper, dict(change.value or {}), was=was)
    if found:
        raise at_fields([(fault.field, said(fault.message)) for fault in found])


def at_fields(problems: list[tuple[str, str]]) -> ValidationError:
    return ValidationError(
        [{"loc": ["entry", name], "type": "terms", "msg": words} for name, words in problems]
    )
