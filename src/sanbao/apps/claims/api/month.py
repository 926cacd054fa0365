"""Monthly forms, and approvals before costly work, over the API."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Status

from sanbao.apps.accounts.access import api_reader, reader
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.claims import actions, queries
from sanbao.apps.claims.api.door import own
from sanbao.apps.claims.api.told import (
    FormOut,
    FormPage,
    MonthIn,
    WordDecided,
    WordIn,
    WordOut,
    WordPage,
)

months = Router(tags=["repair sheets"])
approvals = Router(tags=["repair sheets"])


@months.get("", response=FormPage, summary="Monthly settlement forms, newest first")
def form_page(request: HttpRequest, after: str = "") -> dict[str, Any]:
    me = reader(request)
    page = page_of(queries.forms_for(me), by=("-id",), after=after)
    return {"items": page.rows, "next": page.after}


@months.post("", response={201: FormOut}, summary="Hand in a month's sheets with the form")
def hand_in(request: HttpRequest, payload: MonthIn) -> Status[queries.MonthlyForm]:
    """What is confirmed goes in. Handed in again, the first form comes back."""
    me, dealer = own(request)
    month = date.fromisoformat(f"{payload.month}-01")
    return Status(201, actions.hand_in(dealer, month, by=me, at=timezone.now()))


@approvals.get("", response=WordPage, summary="Approvals before costly work, newest first")
def word_page(request: HttpRequest, after: str = "") -> dict[str, Any]:
    me = reader(request)
    page = page_of(queries.words_for(me), by=("-id",), after=after)
    return {"items": page.rows, "next": page.after}


@approvals.post("", response={201: WordOut}, summary="Ask for an approval or for goodwill")
def ask_word(request: HttpRequest, payload: WordIn) -> Status[queries.Authorisation]:
    me, dealer = own(request)
    asked = actions.WordAsked(
        payload.key or uuid4(), payload.serial, payload.work, payload.amount, payload.is_goodwill
    )
    return Status(201, actions.ask_word(asked, dealer=dealer, by=me, at=timezone.now()))


@approvals.post("/{code}/decide", response=WordOut, summary="Grant it up to an amount, or refuse")
def decide_word(request: HttpRequest, code: str, payload: WordDecided) -> queries.Authorisation:
    me = api_reader(request, *queries.DECIDES)
    row = get_object_or_404(queries.words_for(me), code=code)
    return actions.decide_word(
        row, granted=payload.granted, reason=payload.reason, by=me, at=timezone.now()
    )
