"""The steps of an agreement's life over the API: the same actions as the pages."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import File, Form, Router, Schema, UploadedFile
from pydantic import Field

from sanbao.apps.accounts.access import Role, User, api_reader
from sanbao.apps.agreements import actions, queries
from sanbao.rules.binding import Seal, Side

router = Router(tags=["agreements"])
OURS = (Role.MANAGER, Role.SALES, Role.MARKETING)
THEIRS = (Role.DEALER, Role.CUSTOMER)


class StateOut(Schema):
    code: str
    state: str
    version: int | None = None
    version_state: str | None = None


class ReasonIn(Schema):
    reason: str = Field(max_length=200)


class EndIn(ReasonIn):
    on: date = Field(description="the last day, included")


class ForceIn(Schema):
    starts_on: date
    ends_on: date | None = Field(None, description="left out: the term that the agreement names")


class CopiesIn(Schema):
    holders: list[str] = Field(description="one for each copy")


def agreement_of(user: User, code: str) -> queries.Agreement:
    return get_object_or_404(queries.agreements_for(user), code=code)


def version_of(user: User, code: str, number: int) -> queries.Version:
    return get_object_or_404(queries.versions_for(user), agreement__code=code, number=number)


def told(agreement: queries.Agreement, version: queries.Version | None = None) -> dict[str, Any]:
    agreement.refresh_from_db(fields=["state"])
    state: dict[str, Any] = {"code": agreement.code, "state": agreement.state}
    if version is not None:
        version.refresh_from_db(fields=["state"])
        state |= {"version": version.number, "version_state": version.state}
    return state


@router.post("/{code}/versions/{number}/submit", response=StateOut, summary="Hand in for review")
def submit(request: HttpRequest, code: str, number: int) -> dict[str, Any]:
    me = api_reader(request, Role.MANAGER)
    version = version_of(me, code, number)
    actions.submit(version, by=me, at=timezone.now())
    return told(version.agreement, version)


@router.post("/{code}/versions/{number}/send-back", response=StateOut, summary="Back to the draft")
def send_back(request: HttpRequest, code: str, number: int, body: ReasonIn) -> dict[str, Any]:
    """Signatures given so far become void."""
    me = api_reader(request, Role.MANAGER)
    version = version_of(me, code, number)
    actions.send_back(version, reason=body.reason, by=me, at=timezone.now())
    return told(version.agreement, version)


@router.post(
    "/{code}/versions/{number}/acknowledge",
    response=StateOut,
    summary="Take note of the contradictions between its terms",
)
def acknowledge(request: HttpRequest, code: str, number: int) -> dict[str, Any]:
    me = api_reader(request, Role.MANAGER)
    version = version_of(me, code, number)
    actions.acknowledge(version, by=me, at=timezone.now())
    return told(version.agreement, version)


class SignIn(Schema):
    key: UUID = Field(description="made by the client: the same key is the same signature")
    side: Side
    name: str
    signed_on: date
    seal: Seal = Seal.APPLIED
    position: str = ""
    id_card: str = ""


@router.post("/{code}/versions/{number}/sign", response=StateOut, summary="One side signs")
def sign(
    request: HttpRequest,
    code: str,
    number: int,
    body: Annotated[SignIn, Form()],
    proof: Annotated[UploadedFile, File(description="scan of the signed page: PDF, JPEG or PNG")],
) -> dict[str, Any]:
    """For us: manager, sales, marketing. For the other party: these, or it itself."""
    roles = (*OURS, *THEIRS) if body.side is Side.COUNTERPARTY else OURS
    me = api_reader(request, *roles)
    version = version_of(me, code, number)
    given = actions.Given(**body.dict(exclude={"key"}), proof=proof)
    actions.sign(version, given, key=body.key, by=me, at=timezone.now())
    return told(version.agreement, version)


@router.post(
    "/{code}/versions/{number}/seal/{side}", response=StateOut, summary="A missing seal is applied"
)
def seal(request: HttpRequest, code: str, number: int, side: Side) -> dict[str, Any]:
    me = api_reader(request, *OURS)
    version = version_of(me, code, number)
    actions.seal(version, side, by=me, at=timezone.now())
    return told(version.agreement, version)


@router.post("/{code}/versions/{number}/copies", response=StateOut, summary="Who holds each copy")
def hand_out(request: HttpRequest, code: str, number: int, body: CopiesIn) -> dict[str, Any]:
    me = api_reader(request, Role.MANAGER)
    version = version_of(me, code, number)
    actions.hand_out(version, body.holders, by=me, at=timezone.now())
    return told(version.agreement, version)


@router.post("/{code}/versions/{number}/force", response=StateOut, summary="Put in force")
def force(request: HttpRequest, code: str, number: int, body: ForceIn) -> dict[str, Any]:
    me = api_reader(request, Role.MANAGER)
    version = version_of(me, code, number)
    actions.put_in_force(
        version, starts_on=body.starts_on, ends_on=body.ends_on, by=me, at=timezone.now()
    )
    return told(version.agreement, version)


@router.post("/{code}/suspend", response=StateOut, summary="Suspend")
def suspend(request: HttpRequest, code: str, body: ReasonIn) -> dict[str, Any]:
    """Nothing new is promised by it from today on; what was promised before goes on."""
    me = api_reader(request, Role.MANAGER)
    agreement = agreement_of(me, code)
    return told(actions.suspend(agreement, reason=body.reason, by=me, at=timezone.now()))


@router.post("/{code}/resume", response=StateOut, summary="Let it hold again")
def resume(request: HttpRequest, code: str) -> dict[str, Any]:
    me = api_reader(request, Role.MANAGER)
    return told(actions.resume(agreement_of(me, code), by=me, at=timezone.now()))


@router.post("/{code}/terminate", response=StateOut, summary="End it before its time")
def terminate(request: HttpRequest, code: str, body: EndIn) -> dict[str, Any]:
    me = api_reader(request, Role.MANAGER)
    agreement = agreement_of(me, code)
    ended = actions.terminate(agreement, on=body.on, reason=body.reason, by=me, at=timezone.now())
    return told(ended)


@router.post("/{code}/renew", response=StateOut, summary="Make a new agreement from it")
def renew(request: HttpRequest, code: str) -> dict[str, Any]:
    me = api_reader(request, Role.MANAGER)
    return told(actions.renew(agreement_of(me, code), by=me, at=timezone.now()))
