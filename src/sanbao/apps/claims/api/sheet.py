"""Repair sheets over the API."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import File, Form, Router, Status, UploadedFile

from sanbao.apps.accounts.access import User, api_reader, reader
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import said
from sanbao.apps.claims import actions, queries
from sanbao.apps.claims.api.door import READERS, own
from sanbao.apps.claims.api.told import (
    CalledIn,
    Reason,
    SheetIn,
    SheetOut,
    SheetPage,
    SheetWhole,
    Verdict,
)
from sanbao.apps.claims.facts import WRITTEN
from sanbao.rules.sheet import LACK_WORDS
from sanbao.rules.spotcheck import RISK_WORDS, Risk

sheets = Router(tags=["repair sheets"])


def shown(row: queries.Sheet) -> dict[str, Any]:
    names = (name for name in SheetOut.model_fields if name not in ("dealer", "state"))
    found = {name: getattr(row, name) for name in names}
    return {**found, "dealer": row.dealer.code, "state": row.state}


def whole(row: queries.Sheet, me: User) -> dict[str, Any]:
    lines = list(row.lines.order_by("place"))
    missing = queries.lacking(row, lines) if row.state in queries.MENDED else {}
    return {
        **shown(row),
        "state": queries.standing(row).value,
        "lines": lines,
        "returns": list(queries.returns_of(row)),
        "photos": list(queries.photos_of(row)),
        "signs": [
            {
                "kind": sign.kind,
                "words": said(RISK_WORDS[Risk(sign.kind)]),
                "other": sign.other_code,
                "details": sign.details,
            }
            for sign in queries.signs_for(me, row)
        ],
        "lacking": [
            {"field": lack.value, "words": said(LACK_WORDS[lack]), "clause": clause}
            for lack, clause in missing.items()
        ],
    }


def found(request: HttpRequest, code: str, *roles: str) -> tuple[User, queries.Sheet]:
    me = api_reader(request, *roles)
    return me, get_object_or_404(queries.files_for(me), code=code)


def told(payload: SheetIn) -> actions.SheetTold:
    given = payload.dict()
    return actions.SheetTold(
        texts={name: given.pop(name) for name in WRITTEN},
        lines=tuple(actions.LineTold(**line) for line in given.pop("lines")),
        **given,
    )


@sheets.get("", response=SheetPage, summary="Repair sheets, newest first")
def sheet_page(
    request: HttpRequest, state: str = "open", month: date | None = None, after: str = ""
) -> dict[str, Any]:
    """A dealer reads his own. `state`: one of them, `open`, or empty for all."""
    me = reader(request)
    rows = queries.filtered(queries.sheets_for(me), state=state, month=month)
    page = page_of(rows.select_related("dealer"), by=("-id",), after=after)
    return {"items": [shown(row) for row in page.rows], "next": page.after}


@sheets.post("", response={201: SheetWhole}, summary="Draft a repair sheet")
def write(request: HttpRequest, payload: SheetIn) -> Status[dict[str, Any]]:
    me, dealer = own(request)
    made = actions.write(told(payload), dealer=dealer, by=me, at=timezone.now())
    return Status(201, whole(made, me))


@sheets.get("/{code}", response=SheetWhole, summary="One repair sheet")
def sheet(request: HttpRequest, code: str) -> dict[str, Any]:
    me, row = found(request, code, *READERS)
    return whole(row, me)


@sheets.put("/{code}", response=SheetWhole, summary="Mend a sheet that is not handed in")
def rewrite(request: HttpRequest, code: str, payload: SheetIn) -> dict[str, Any]:
    me, row = found(request, code, *queries.WRITES)
    row = actions.rewrite(row, told(payload), by=me, at=timezone.now())
    return whole(row, me)


@sheets.post("/{code}/photos", response={201: SheetWhole}, summary="Add a photo of the repair")
def photo(
    request: HttpRequest,
    code: str,
    file: Annotated[UploadedFile, File()],
    key: Annotated[UUID, Form()],
) -> Status[dict[str, Any]]:
    """Until the sheet is handed in. Checked by its content; the same key again adds nothing."""
    me, row = found(request, code, *queries.WRITES)
    actions.add_photo(row, file, key=key, by=me, at=timezone.now())
    return Status(201, whole(row, me))


@sheets.post("/{code}/confirm", response=SheetWhole, summary="The dealer's first follow-up")
def confirm(request: HttpRequest, code: str, payload: CalledIn) -> dict[str, Any]:
    me, row = found(request, code, *queries.WRITES)
    return whole(
        actions.confirm(row, actions.Called(**payload.dict()), by=me, at=timezone.now()), me
    )


@sheets.post("/{code}/check", response=SheetWhole, summary="The provider's second follow-up")
def check(request: HttpRequest, code: str, payload: CalledIn) -> dict[str, Any]:
    me, row = found(request, code, *queries.CHECKS)
    row = actions.check(row, actions.Called(**payload.dict()), by=me, at=timezone.now())
    return whole(row, me)


@sheets.post("/{code}/verify", response=SheetWhole, summary="Allow it, line by line")
def verify(request: HttpRequest, code: str, payload: Verdict) -> dict[str, Any]:
    me, row = found(request, code, *queries.JUDGES)
    by_hand = {line.place: actions.Allowed(line.amount, line.reason) for line in payload.lines}
    row = actions.verify(row, by_hand, by=me, at=timezone.now())
    return whole(row, me)


@sheets.post("/{code}/send-back", response=SheetWhole, summary="Incomplete: send it back")
def send_back(request: HttpRequest, code: str, payload: Reason) -> dict[str, Any]:
    me, row = found(request, code, *queries.JUDGES)
    row = actions.send_back(row, reason=payload.reason, by=me, at=timezone.now())
    return whole(row, me)


@sheets.post("/{code}/refuse", response=SheetWhole, summary="Nothing of it is paid")
def refuse(request: HttpRequest, code: str, payload: Reason) -> dict[str, Any]:
    me, row = found(request, code, *queries.JUDGES)
    row = actions.refuse(row, reason=payload.reason, by=me, at=timezone.now())
    return whole(row, me)
