"""Files of sheets over the API: brought, worked through by a job, told with every bad row."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from tempfile import TemporaryFile
from typing import Annotated, Any, Literal
from uuid import UUID, uuid4

from django.core.files.base import File as Kept
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import File, Query, Router, Schema, Status, UploadedFile
from ninja.errors import HttpError
from pydantic import Field

from sanbao.apps.accounts.access import api_reader, reader
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.streamed import csv_file
from sanbao.apps.accounts.wording import said
from sanbao.apps.assets.facts.problem import restored
from sanbao.apps.claims import actions, queries
from sanbao.apps.claims.api.door import READERS, own
from sanbao.apps.claims.facts import too_large
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

imports = Router(tags=["repair sheets"])
MEGABYTE = PIECE = 1 << 20
MULTIPART = "multipart/form-data"
HOW = f"""CSV or XLSX, of the columns of the upload page: as parts `sheets` and `lines` (what they
claim), or one file of sheets as the body itself; both files together up to
{queries.FILES_MB_AT_MOST} MB. Answers at once with where to poll. A body of more than 4 MB names
its `key` in the address instead of an `Idempotency-Key`.
"""


class ImportOut(Schema):
    """How files stand: poll until `state` is done or failed. `step` of `steps` are done."""

    code: str
    dealer: str
    file_name: str
    is_taken: bool = Field(description="whether good sheets are taken in, or only looked through")
    state: str = Field(description="waiting, running, done, failed")
    step: int
    steps: int
    sheets_total: int
    sheets_new: int
    sheets_changed: int
    sheets_same: int
    rows_bad: int
    problem: str = Field(description="why nothing could be made of the file")
    brought_at: datetime

    @staticmethod
    def resolve_dealer(row: queries.SheetImport) -> str:
        return row.dealer.code

    @staticmethod
    def resolve_steps(_row: queries.SheetImport) -> int:
        return actions.STEPS

    @staticmethod
    def resolve_problem(row: queries.SheetImport) -> str:
        return said(restored(row.problem)) if row.problem else ""


class ImportPage(Schema):
    items: list[ImportOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


class BadRow(Schema):
    file: str = Field(description="sheets or lines")
    row: int = Field(description="of the file, its heading being the first")
    field: str
    reason: str
    words: str = Field(description="the reason in the language of `Accept-Language`")
    raw: dict[str, str] = Field(description="the row as it was given")

    @staticmethod
    def resolve_words(row: queries.SheetProblem) -> str:
        return said(queries.REASONS[row.reason])


class BadRowPage(Schema):
    items: list[BadRow]
    next: str


class Wanted(Schema):
    take: bool = Field(False, description="take the good sheets in; else they are only checked")
    key: UUID | None = Field(None, description="made by you: the same key brings nothing twice")


@imports.get("", response=ImportPage, summary="Files of sheets, newest first")
def import_page(request: HttpRequest, after: str = "") -> dict[str, Any]:
    page = page_of(queries.imports_for(reader(request)), by=("-id",), after=after)
    return {"items": page.rows, "next": page.after}


@imports.post("", response={202: ImportOut}, summary="Bring a file of sheets", description=HOW)
def bring(
    request: HttpRequest,
    response: HttpResponse,
    wanted: Query[Wanted],
    sheets: Annotated[UploadedFile | None, File()] = None,
    lines: Annotated[UploadedFile | None, File()] = None,
) -> Status[queries.SheetImport]:
    me, dealer = own(request)
    with ExitStack() as open_files:
        is_body = request.content_type != MULTIPART
        file = open_files.enter_context(body_of(request)) if is_body else sheets
        if file is None:
            raise Refused(Message("the file is missing"), field="sheets")
        given = actions.Brought(file, lines, wanted.take, wanted.key or uuid4())
        return queued(response, actions.bring(given, dealer=dealer, by=me, at=timezone.now()))


@contextmanager
def body_of(request: HttpRequest) -> "Iterator[Kept[Any]]":
    """What was sent, put where a large file is at home; no more of it than may be brought,
    whatever length it was said to have.
    """
    most = queries.FILES_MB_AT_MOST
    with TemporaryFile() as body:
        while piece := request.read(PIECE):
            body.write(piece)
            if body.tell() > most * MEGABYTE:
                raise HttpError(413, said(too_large(most)))
        body.seek(0)
        yield Kept(body, name="API")


def queued(response: HttpResponse, row: queries.SheetImport) -> Status[queries.SheetImport]:
    response["Location"] = f"/api/repair-sheet-imports/{row.code}"
    return Status(202, row)


@imports.get("/{code}", response=ImportOut, summary="How far a file is, and what came of it")
def standing(request: HttpRequest, code: str) -> queries.SheetImport:
    return found(request, code, *READERS)


@imports.post("/{code}/take", response={202: ImportOut}, summary="Take in what was looked through")
def take(request: HttpRequest, response: HttpResponse, code: str) -> Status[queries.SheetImport]:
    """The good sheets, as they are by then. Asked again, nothing more happens."""
    me, _dealer = own(request)
    row = found(request, code, *queries.WRITES)
    return queued(response, actions.take_in(row, by=me, at=timezone.now()))


@imports.get("/{code}/bad-rows", response=BadRowPage, summary="Its bad rows, with what is wrong")
def bad_rows(request: HttpRequest, code: str, after: str = "") -> dict[str, Any]:
    rows = queries.problems_of(found(request, code, *READERS))
    page = page_of(rows, by=("id",), after=after)
    return {"items": page.rows, "next": page.after}


@imports.get("/{code}/bad-rows/{file}", summary="All bad rows of one of its files, as CSV")
def bad_rows_file(
    request: HttpRequest, code: str, file: Literal["sheets", "lines"]
) -> HttpResponseBase:
    """Each row as it was given, with its number, the fields and what is wrong with them: mended it
    can be brought as it is. Of a bad sheet all lines are there, the good ones without a word.
    """
    row = found(request, code, *READERS)
    return csv_file(request, queries.bad_rows(row, file), name=f"{row.code}-{file}.csv")


def found(request: HttpRequest, code: str, *roles: str) -> queries.SheetImport:
    me = api_reader(request, *roles)
    return get_object_or_404(queries.imports_for(me), code=code)
