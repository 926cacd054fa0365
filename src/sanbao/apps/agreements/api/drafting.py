"""New agreements over the API: from a template, from a file, from another agreement."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema, Status
from ninja.errors import ValidationError
from pydantic import Field

from sanbao.apps.accounts.access import STAFF, Role, User, api_reader
from sanbao.apps.agreements import actions, queries
from sanbao.apps.agreements.api.comparing import ComparisonOut, comparison_of
from sanbao.apps.agreements.forms import fault_words, language
from sanbao.rules.faults import faults
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

router = Router(tags=["agreements"])
LARGEST = 1_000_000


class PartiesIn(Schema):
    title: str = Field("", max_length=160)
    counterparty: str = Field("", max_length=120)


class NewIn(PartiesIn):
    template: str = Field(description="a shipped template, or the number of one of your own")


class FileIn(PartiesIn):
    text: str = Field(description="an agreement as YAML", max_length=LARGEST)


class TextIn(Schema):
    text: str = Field(description="an agreement as YAML", max_length=LARGEST)
    token: str = Field("", description="of the draft as you read it; not needed to preview")
    keeps_blanks: bool = Field(
        True, description="keep what stands in blanks for which the text proposes nothing"
    )


class MadeOut(Schema):
    code: str
    title: str
    state: str


class DraftOut(Schema):
    code: str
    version: int
    token: str = Field(description="of the draft as it is now: the next change names it")


def version_of(user: User, code: str, number: int) -> queries.Version:
    return get_object_or_404(queries.versions_for(user), agreement__code=code, number=number)


def draft_out(version: queries.Version) -> dict[str, Any]:
    return {
        "code": version.agreement.code,
        "version": version.number,
        "token": queries.token(version),
    }


def readable(text: str) -> str:
    """A text that is an agreement; else every fault with its line and field."""
    found = faults(text)
    if found:
        raise ValidationError(
            [
                {"loc": ["text", fault.field], "type": "terms", "msg": fault_words(fault)}
                for fault in found
            ]
        )
    return text


@router.post("", response={201: MadeOut}, summary="A new agreement from a template")
def create(request: HttpRequest, body: NewIn) -> Status[queries.Agreement]:
    me = api_reader(request, Role.MANAGER)
    now, party = timezone.now(), body.counterparty
    if queries.is_shipped(body.template):
        title = body.title or queries.document_of(body.template).title.text(language())
        return Status(
            201, actions.create(body.template, title=title, counterparty=party, by=me, at=now)
        )
    own = queries.own_templates_for(me).filter(code=body.template).first()
    if own is None:
        raise Refused(Message("there is no such template"), field="template")
    title = body.title or own.title
    made = actions.create_from_own(own, title=title, counterparty=party, by=me, at=now)
    return Status(201, made)


@router.post("/import", response={201: MadeOut}, summary="A new agreement from a file")
def import_new(request: HttpRequest, body: FileIn) -> Status[queries.Agreement]:
    """Without a title it has that of the file."""
    me = api_reader(request, Role.MANAGER)
    made = actions.create_from_text(
        readable(body.text),
        title=body.title,
        counterparty=body.counterparty,
        by=me,
        at=timezone.now(),
    )
    return Status(201, made)


@router.post(
    "/{code}/versions/{number}/copy", response={201: MadeOut}, summary="A new one from this one"
)
def copy(
    request: HttpRequest, code: str, number: int, body: PartiesIn
) -> Status[queries.Agreement]:
    """Its terms and what stands in its blanks; parties, signatures and days do not go along."""
    me = api_reader(request, Role.MANAGER)
    version = version_of(me, code, number)
    title = body.title or version.agreement.title
    made = actions.copy(
        version, title=title, counterparty=body.counterparty, by=me, at=timezone.now()
    )
    return Status(201, made)


@router.get("/{code}/versions/{number}/yaml", summary="A version as a file")
def export(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Taken in again it makes the same version, to the character."""
    version = version_of(api_reader(request, *STAFF), code, number)
    answer = HttpResponse(queries.exported(version), content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{queries.file_name(version)}"'
    return answer


@router.post(
    "/{code}/versions/{number}/import/preview",
    response=ComparisonOut,
    summary="What a text would change in a draft",
)
def preview(request: HttpRequest, code: str, number: int, body: TextIn) -> dict[str, Any]:
    """Changes nothing."""
    version = version_of(api_reader(request, Role.MANAGER), code, number)
    would_be = queries.with_text(version, readable(body.text), keeps_blanks=body.keeps_blanks)
    return comparison_of(queries.compared(version, would_be, lang=language()))


@router.post(
    "/{code}/versions/{number}/import", response=DraftOut, summary="Let a text be that of a draft"
)
def import_over(request: HttpRequest, code: str, number: int, body: TextIn) -> dict[str, Any]:
    me = api_reader(request, Role.MANAGER)
    version = version_of(me, code, number)
    actions.import_text(
        version,
        readable(body.text),
        token=body.token,
        keeps_blanks=body.keeps_blanks,
        by=me,
        at=timezone.now(),
    )
    return draft_out(version)
