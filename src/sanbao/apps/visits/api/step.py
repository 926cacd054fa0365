"""The steps of a visit, one by one, for the engineer who makes it."""

from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID, uuid4

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import File, Form, Schema, Status
from ninja.files import UploadedFile
from pydantic import AwareDatetime, Field

from sanbao.apps.accounts.access import Role, User, api_reader, reader
from sanbao.apps.visits import actions, queries
from sanbao.apps.visits.api.visit import VisitDetail, router
from sanbao.rules.facts import WHOLE, Code
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

WORKERS = (Role.ENGINEER, Role.MANAGER)


class Appointment(Schema):
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    agreed_with: str = Field(min_length=1, max_length=60)


class NewVisit(Appointment):
    order: str = Field(description="number of the work order")
    key: UUID | None = Field(None, description="made by you: the same key is the same visit")


class Moved(Appointment):
    reason: str = Field(min_length=1, max_length=200)


class Place(Schema):
    """Where the phone says it is; leave the body empty where it may not say."""

    latitude: Decimal | None = Field(None, ge=-90, le=90)
    longitude: Decimal | None = Field(None, ge=-180, le=180)
    accuracy_m: int = Field(0, ge=0)


class Shown(Schema):
    certificate: bool = False
    price_list: bool = False


class Checklist(Schema):
    answers: dict[str, str] = Field(description="answers by the names of the form's questions")
    key: UUID | None = None


class UseIn(Schema):
    position: int = Field(description="`id` of one of the visit's positions")
    quantity: Decimal = Field(gt=0, max_digits=10, decimal_places=2)
    serial: str = Field("", max_length=60)
    is_outer: bool = Field(False, description="shell or packing")
    old_part_returned: bool = False


class WorkIn(Schema):
    cause: Literal[
        "product_quality", "batch_fault", "transit", "misuse", "human_damage", "force_majeure"
    ]
    finding: str = Field(min_length=1, max_length=4000)
    measure: str = Field(min_length=1, max_length=4000)
    is_restored: bool
    component: str = WHOLE
    exclusions: tuple[Code, ...] = ()
    not_restored_because: str = ""
    used: tuple[UseIn, ...] = ()


class WithReason(Schema):
    reason: str = Field(min_length=1, max_length=200)


class Back(WithReason):
    seen: Literal["worked", "signed"] = Field(description="`state` of the visit as you read it")


class Summary(Schema):
    summary: str = Field(min_length=1, max_length=4000)


@router.post("", response={201: VisitDetail}, summary="Agree an appointment")
def agree(request: HttpRequest, payload: NewVisit) -> Status[queries.Visit]:
    me = api_reader(request, *WORKERS)
    order = queries.orders_to_work(me).filter(code=payload.order).first()
    if order is None:
        raise Refused(Message("there is no work order with this number"), field="order")
    key = payload.key or uuid4()
    made = actions.agree(order, terms_of(payload), key=key, by=me, at=timezone.now())
    return Status(201, now_of(request, made.code))


@router.post("/{code}/move", response=VisitDetail, summary="Agree another time, with a reason")
def move(request: HttpRequest, code: str, payload: Moved) -> queries.Visit:
    me, found = mine(request, code)
    actions.move(found, terms_of(payload), reason=payload.reason, by=me, at=timezone.now())
    return now_of(request, code)


@router.post("/{code}/arrive", response=VisitDetail, summary="Check in on site")
def arrive(request: HttpRequest, code: str, payload: Place) -> queries.Visit:
    """Refused without a certificate that is valid today."""
    me, found = mine(request, code)
    place = None
    if payload.latitude is not None and payload.longitude is not None:
        place = actions.Place(payload.latitude, payload.longitude, payload.accuracy_m)
    actions.arrive(found, place=place, by=me, at=timezone.now())
    return now_of(request, code)


@router.post("/{code}/show", response=VisitDetail, summary="Certificate and price list shown")
def show(request: HttpRequest, code: str, payload: Shown) -> queries.Visit:
    me, found = mine(request, code)
    actions.show(
        found,
        certificate=payload.certificate,
        price_list=payload.price_list,
        by=me,
        at=timezone.now(),
    )
    return now_of(request, code)


@router.post("/{code}/checklist", response=VisitDetail, summary="The conduct checklist")
def checklist(request: HttpRequest, code: str, payload: Checklist) -> queries.Visit:
    me, found = mine(request, code)
    key = payload.key or uuid4()
    actions.check_conduct(found, payload.answers, key=key, by=me, at=timezone.now())
    return now_of(request, code)


@router.post("/{code}/photos", response={201: VisitDetail}, summary="Add a photo")
def photo(
    request: HttpRequest,
    code: str,
    file: Annotated[UploadedFile, File()],
    key: Annotated[UUID, Form()],
) -> Status[queries.Visit]:
    """Checked by its content; the same key again adds nothing."""
    me, found = mine(request, code)
    actions.add_photo(found, file, key=key, by=me, at=timezone.now())
    return Status(201, now_of(request, code))


@router.post("/{code}/work", response=VisitDetail, summary="Record the work")
def work(request: HttpRequest, code: str, payload: WorkIn) -> queries.Visit:
    """Decides the case again with the cause found; the fee follows from that and the lists."""
    me, found = mine(request, code)
    done = actions.Work(
        cause=payload.cause,
        component=payload.component,
        finding=payload.finding,
        measure=payload.measure,
        is_restored=payload.is_restored,
        exclusions=payload.exclusions,
        not_restored_because=payload.not_restored_because,
        used=tuple(
            actions.Use(
                price_id=use.position,
                quantity=use.quantity,
                serial=use.serial,
                is_outer=use.is_outer,
                old_part_returned=use.old_part_returned,
            )
            for use in payload.used
        ),
    )
    actions.work(found, done, by=me, at=timezone.now())
    return now_of(request, code)


@router.post("/{code}/sign", response=VisitDetail, summary="The customer signs")
def sign(
    request: HttpRequest,
    code: str,
    signature: Annotated[UploadedFile, File(description="PNG of the signature")],
    signer_name: Annotated[str, Form(min_length=1, max_length=60)],
    satisfaction: Annotated[int, Form(ge=1, le=5)],
    key: Annotated[UUID, Form()],
    opinion: Annotated[str, Form(max_length=2000)] = "",
) -> queries.Visit:
    me, found = mine(request, code)
    signing = actions.Signing(signer_name, signature, satisfaction, opinion)
    actions.sign(found, signing, key=key, by=me, at=timezone.now())
    return now_of(request, code)


@router.post("/{code}/report", response=VisitDetail, summary="Hand in the report")
def report(request: HttpRequest, code: str, payload: Summary) -> queries.Visit:
    me, found = mine(request, code)
    actions.report(found, summary=payload.summary, by=me, at=timezone.now())
    return now_of(request, code)


@router.post("/{code}/abandon", response=VisitDetail, summary="It does not take place")
def abandon(request: HttpRequest, code: str, payload: WithReason) -> queries.Visit:
    me, found = mine(request, code)
    actions.abandon(found, reason=payload.reason, by=me, at=timezone.now())
    return now_of(request, code)


@router.post("/{code}/back", response=VisitDetail, summary="One step back, with a reason")
def back(request: HttpRequest, code: str, payload: Back) -> queries.Visit:
    """From `worked` to `arrived`, or from `signed` to `worked`: then the customer signs again."""
    me, found = mine(request, code)
    actions.go_back(found, seen=payload.seen, reason=payload.reason, by=me, at=timezone.now())
    return now_of(request, code)


def terms_of(payload: Appointment) -> actions.Appointment:
    return actions.Appointment(payload.starts_at, payload.ends_at, payload.agreed_with)


def mine(request: HttpRequest, code: str) -> tuple[User, queries.Visit]:
    """The caller and the visit, if it is the caller's to make."""
    me = api_reader(request, *WORKERS)
    return me, get_object_or_404(queries.visits_to_work(me), code=code)


def now_of(request: HttpRequest, code: str) -> queries.Visit:
    return get_object_or_404(queries.visits_for(reader(request)), code=code)
