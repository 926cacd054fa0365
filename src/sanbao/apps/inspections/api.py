"""Rounds of inspection over the API."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID, uuid4

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import File, Form, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field

from sanbao.apps.accounts.access import Role, User, api_reader, reader
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.assets import queries as assets
from sanbao.apps.inspections import actions, queries
from sanbao.apps.parties import queries as parties
from sanbao.apps.training import queries as training
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

router = Router(tags=["inspections"])
PLANNERS = (Role.DISPATCHER, Role.MANAGER)
WORKERS = (Role.ENGINEER, Role.MANAGER)
ASKERS = (Role.CUSTOMER, Role.DESK, Role.MANAGER)


class FaultOut(Schema):
    id: int
    found: str
    measured: str
    outcome: str
    done: str
    parts: str
    quote: Decimal | None
    quote_state: str
    case: str
    photos: list[UUID] = Field(description="read each at /files/{key}/")

    @staticmethod
    def resolve_case(row: queries.LatentFault) -> str:
        return row.case.code if row.case else ""

    @staticmethod
    def resolve_photos(row: queries.LatentFault) -> list[UUID]:
        return [photo.key for photo in row.photos.all()]


class UnitOut(Schema):
    id: int
    serial: str
    state: str
    clause: str
    due_at: datetime | None
    faults: list[FaultOut]

    @staticmethod
    def resolve_serial(row: queries.Inspection) -> str:
        return row.asset.serial

    @staticmethod
    def resolve_clause(row: queries.Inspection) -> str:
        return row.obligation.clause if row.obligation else ""

    @staticmethod
    def resolve_due_at(row: queries.Inspection) -> datetime | None:
        return row.obligation.due_at if row.obligation else None

    @staticmethod
    def resolve_faults(row: queries.Inspection) -> Any:
        return list(row.faults.all())


class RoundOut(Schema):
    code: str
    state: str
    customer: str = Field(description="customer number")
    site: str
    week_on: date = Field(description="the Monday of its week")
    planned_on: date | None
    lead: str = Field(description="user name of who leads, empty while nobody does")
    needs_designer: bool
    clause: str
    wish: str

    @staticmethod
    def resolve_customer(row: queries.Round) -> str:
        return row.site.customer.code

    @staticmethod
    def resolve_site(row: queries.Round) -> str:
        return row.site.name

    @staticmethod
    def resolve_lead(row: queries.Round) -> str:
        return row.lead.username if row.lead else ""


class RoundDetail(RoundOut):
    units: list[UnitOut]
    begins_at: datetime | None = Field(description="null where only the day is known")
    ends_at: datetime | None

    @staticmethod
    def resolve_units(row: queries.Round) -> Any:
        return list(queries.inspections_of(row))


class RoundPage(Schema):
    items: list[RoundOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


class PlanIn(Schema):
    on: date
    lead: str = Field(description="user name of the engineer who leads")
    designer: int | None = Field(None, description="number of the design engineer's person")
    begins: time | None = Field(
        None,
        description="empty: the first that is free on the day; `minutes` empty, too, and day and"
        " lead as they were: the time that is kept",
    )
    minutes: int | None = Field(
        None, ge=15, le=600, description="empty: an hour for each unit, eight at most"
    )
    reason: str = Field("", max_length=200, description="needed to move a planned round")


class WithReason(Schema):
    reason: str = Field(max_length=200)


class Asked(Schema):
    serial: str
    wish: str = Field(max_length=400)
    key: UUID | None = Field(None, description="made by you: the same key is the same round")


class Checked(Schema):
    answers: dict[str, str] = Field(description="answers by the names of the form's questions")
    key: UUID | None = Field(None, description="made by you: the same key is the same record")


class FaultIn(Schema):
    found: str = Field(max_length=400)
    outcome: str = Field(description="`removed`, `quoted` or `ordered`")
    measured: str = Field("", max_length=100)
    done: str = Field("", max_length=400)
    parts: str = Field("", max_length=200)
    quote: Decimal | None = Field(None, ge=0, max_digits=14, decimal_places=2)
    key: UUID | None = Field(None, description="made by you: the same key is the same fault")


@router.get("", response=RoundPage, summary="Rounds by week")
def rounds(request: HttpRequest, state: str = "open", after: str = "") -> dict[str, Any]:
    """The rounds that you may see; `state` is `open`, empty for all, or one of the states."""
    rows = queries.filtered(queries.rounds_for(reader(request)), state=state)
    page = page_of(rows, by=("week_on", "id"), after=after)
    return {"items": page.rows, "next": page.after}


@router.get("/{code}", response=RoundDetail, summary="One round with its units")
def one(request: HttpRequest, code: str) -> queries.Round:
    return found(reader(request), code)


@router.post("", response=RoundDetail, summary="Ask for an inspection of one unit")
def ask(request: HttpRequest, payload: Asked) -> queries.Round:
    me = api_reader(request, *ASKERS)
    unit = assets.assets_for(me).filter(serial=payload.serial).first()
    if unit is None:
        raise Refused(Message("no unit has this serial number"), field="serial")
    key = payload.key or uuid4()
    made = actions.request(unit, wish=payload.wish, key=key, by=me, at=timezone.now())
    return found(me, made.code)


@router.post("/{code}/plan", response=RoundDetail, summary="Plan it, or move it with a reason")
def plan(request: HttpRequest, code: str, payload: PlanIn) -> queries.Round:
    me = api_reader(request, *PLANNERS)
    round_ = found(me, code)
    lead = parties.engineers(me.provider_id).filter(username=payload.lead).first()
    designers = training.design_engineers(me.provider_id, on=payload.on)
    designer = designers.filter(pk=payload.designer).first() if payload.designer else None
    at = timezone.now()
    kept = queries.time_wanted(
        round_, lead, payload.on, begins=payload.begins, minutes=payload.minutes, at=at
    )
    wanted = actions.Plan(payload.on, lead, designer, kept)
    actions.plan(round_, wanted, reason=payload.reason, by=me, at=at)
    return found(me, code)


@router.post("/{code}/cancel", response=RoundDetail, summary="Nobody goes; they stay owed")
def cancel(request: HttpRequest, code: str, payload: WithReason) -> queries.Round:
    me = api_reader(request, *PLANNERS)
    actions.cancel(found(me, code), reason=payload.reason, by=me, at=timezone.now())
    return found(me, code)


@router.post("/{code}/start", response=RoundDetail, summary="On site")
def start(request: HttpRequest, code: str) -> queries.Round:
    me = api_reader(request, *WORKERS)
    actions.start(to_work(me, code), by=me, at=timezone.now())
    return found(me, code)


@router.post("/{code}/units/{pk}/checklist", response=RoundDetail, summary="One unit gone through")
def check(request: HttpRequest, code: str, pk: int, payload: Checked) -> queries.Round:
    me = api_reader(request, *WORKERS)
    unit = unit_of(me, code, pk)
    key = payload.key or uuid4()
    actions.check(unit, payload.answers, key=key, by=me, at=timezone.now())
    return found(me, code)


@router.post("/{code}/units/{pk}/faults", response=RoundDetail, summary="A latent fault")
def fault(request: HttpRequest, code: str, pk: int, payload: FaultIn) -> queries.Round:
    """What is neither removed nor quoted opens a case with its work order."""
    me = api_reader(request, *WORKERS)
    unit = unit_of(me, code, pk)
    if payload.outcome not in queries.FaultOutcome.values:
        raise Refused(Message("removed, quoted or ordered"), field="outcome")
    given = actions.Found(**payload.model_dump(exclude={"key"}))
    actions.write_down(unit, given, key=payload.key or uuid4(), by=me, at=timezone.now())
    return found(me, code)


@router.post(
    "/{code}/faults/{pk}/photos", response={201: RoundDetail}, summary="A photo of a latent fault"
)
def fault_photo(
    request: HttpRequest,
    code: str,
    pk: int,
    file: Annotated[UploadedFile, File()],
    key: Annotated[UUID, Form()],
) -> Status[queries.Round]:
    """While the round is under way. Checked by its content; the same key again adds nothing."""
    me = api_reader(request, *WORKERS)
    fault = get_object_or_404(queries.faults_of_round(to_work(me, code)), pk=pk)
    actions.add_fault_photo(fault, file, key=key, by=me, at=timezone.now())
    return Status(201, found(me, code))


def found(me: User, code: str) -> queries.Round:
    found: queries.Round = get_object_or_404(queries.with_time(queries.rounds_for(me)), code=code)
    return found


def to_work(me: User, code: str) -> queries.Round:
    return get_object_or_404(queries.rounds_to_work(me), code=code)


def unit_of(me: User, code: str, pk: int) -> queries.Inspection:
    return get_object_or_404(queries.inspections_of(to_work(me, code)), pk=pk)
