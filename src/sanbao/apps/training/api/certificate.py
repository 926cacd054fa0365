"""Certificates over the API."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from sanbao.apps.accounts.access import Role, User, api_reader, reader
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.training import actions, queries
from sanbao.rules.deadline import china_day
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

router = Router(tags=["certificates"])


class CertificateOut(Schema):
    pk: int
    person: int
    name: str
    kind: str
    number: str
    valid_from: date
    valid_until: date
    revoked_on: date | None
    revoked_because: str
    standing: str = Field(description="`coming`, `valid`, `ending`, `expired` or `revoked`")


class CertificatePage(Schema):
    items: list[CertificateOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


class CertificateIn(Schema):
    person: int
    number: str = Field(min_length=1, max_length=60)
    valid_from: date
    valid_until: date
    kind: str = Field("service", description="code of what it certifies")


class Renewal(Schema):
    until: date
    number: str = Field("", max_length=60, description="left out, the next free one")


class Reason(Schema):
    reason: str = Field(min_length=1, max_length=200)


@router.get("", response=CertificatePage, summary="Certificates, what ends first ahead")
def certificates(request: HttpRequest, shown: str = "", after: str = "") -> dict[str, Any]:
    """Of the people whom you may see; `shown` is `ending` (60 days), `valid`, `expired`,
    `revoked`, or empty for all.
    """
    me = api_reader(request, *queries.READERS)
    rows = queries.filtered(queries.certificates_for(me), shown=shown, on=china_day(timezone.now()))
    page = page_of(rows, by=("valid_until", "id"), after=after)
    return {"items": [shown_of(row) for row in page.rows], "next": page.after}


@router.get("/mine", response=list[CertificateOut], summary="My own certificates")
def mine(request: HttpRequest) -> list[dict[str, Any]]:
    me = reader(request)
    rows = queries.certificates_for(me).filter(person__user=me).order_by("valid_until", "pk")
    return [shown_of(row) for row in rows]


@router.post("", response=CertificateOut, summary="Record a certificate")
def record(request: HttpRequest, payload: CertificateIn) -> dict[str, Any]:
    """The same one again is the first."""
    me = api_reader(request, Role.MANAGER)
    given = payload.dict()
    person = queries.people_for(me).filter(pk=given.pop("person")).first()
    if person is None:
        raise Refused(Message("there is nobody with this number"), field="person")
    made = actions.record(person, actions.Paper(**given), at=timezone.now(), by=me)
    return shown_of(found(me, made.pk))


@router.post("/{pk}/renew", response=CertificateOut, summary="Renew it")
def renew(request: HttpRequest, pk: int, payload: Renewal) -> dict[str, Any]:
    me = api_reader(request, Role.MANAGER)
    made = actions.renew(found(me, pk), **payload.dict(), at=timezone.now(), by=me)
    return shown_of(found(me, made.pk))


@router.post("/{pk}/revoke", response=CertificateOut, summary="Revoke it from today, with a reason")
def revoke(request: HttpRequest, pk: int, payload: Reason) -> dict[str, Any]:
    me = api_reader(request, Role.MANAGER)
    actions.revoke(
        found(me, pk), reason=payload.reason, on=china_day(timezone.now()), at=timezone.now(), by=me
    )
    return shown_of(found(me, pk))


def found(me: User, pk: int) -> queries.Certificate:
    return get_object_or_404(queries.certificates_for(me), pk=pk)


def shown_of(row: queries.Certificate) -> dict[str, Any]:
    return {
        "pk": row.pk,
        "person": row.person_id,
        "name": row.person.name,
        "kind": row.qualification.code,
        "number": row.number,
        "valid_from": row.valid_from,
        "valid_until": row.valid_until,
        "revoked_on": row.revoked_on,
        "revoked_because": row.revoked_because,
        "standing": queries.standing_of(row, on=china_day(timezone.now())).value,
    }
