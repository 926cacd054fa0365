"""Cases over the API: reported, decided by the clause, followed to the end."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID, uuid4

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language
from ninja import Router, Schema, Status
from pydantic import AwareDatetime, Field

from sanbao.apps.accounts.access import Role, User, api_reader, reader
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.assets import queries as assets
from sanbao.apps.desk import actions, queries
from sanbao.apps.desk.queries import Case, Channel
from sanbao.rules import place
from sanbao.rules.facts import WHOLE, Area, Cause, Claimant, Code, EventKind, Reason, Severity
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

router = Router(tags=["cases"])
REPORTERS = (Role.DESK, Role.MANAGER, Role.DEALER, Role.CUSTOMER)
DESK = (Role.DESK, Role.MANAGER)
# Sales answer what is asked about prices, and see nothing else (P3-3.4).
ANSWERERS = (*DESK, Role.SALES)


class CaseOut(Schema):
    code: str
    serial: str
    customer: str
    state: str
    channel: str
    kind: str
    component: str
    cause: str
    severity: str = Field(description="empty while nobody has said how bad it is")
    province: str
    area: str
    description: str
    reporter_name: str
    reported_at: datetime
    closed_at: datetime | None
    solved_on_call: bool

    @staticmethod
    def resolve_serial(case: Case) -> str:
        return case.asset.serial

    @staticmethod
    def resolve_customer(case: Case) -> str:
        return case.customer.code


class CasePage(Schema):
    items: list[CaseOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


class CaseDetail(CaseOut):
    """`decision` has the form of `sanbao decide`; null while nothing could be decided."""

    decision: dict[str, Any] | None
    version: int | None = Field(description="version of the agreement that decided it")
    agreement: str
    follow_url: str = Field(description="where the reporter follows it without signing in")

    @staticmethod
    def resolve_decision(case: Case) -> Any:
        last = agreements.latest_decision(case.provider_id, "case", case.code)
        return last.answer if last else None

    @staticmethod
    def resolve_version(case: Case) -> int | None:
        return case.version.number if case.version else None

    @staticmethod
    def resolve_agreement(case: Case) -> str:
        return case.version.agreement.code if case.version else ""

    @staticmethod
    def resolve_follow_url(case: Case) -> str:
        return f"/r/case/{case.follow_token}/"


class Report(Schema):
    """One report about one unit. What is left out of the place is that of the unit's site."""

    serial: str
    description: str = Field(min_length=1, max_length=4000)
    reporter_name: str = Field(min_length=1, max_length=60)
    reporter_phone: str = Field(min_length=1, max_length=30)
    reported_at: AwareDatetime | None = Field(None, description="now, if left out")
    kind: EventKind = EventKind.FAULT_REPORTED
    component: str = WHOLE
    cause: Cause = Cause.UNKNOWN
    exclusions: tuple[Code, ...] = ()
    severity: Severity | None = None
    province: str = ""
    area: Area | None = None
    reason: Reason | None = None
    quantity: int | None = Field(None, ge=1)
    authorised: bool | None = None
    claimant: Claimant | None = None
    is_again: bool = Field(False, description="the same fault has come back after a repair")
    key: UUID | None = Field(None, description="made by you: the same key is the same case")


class Answer(Schema):
    answer: str = Field(min_length=1, max_length=4000)


class Correction(Schema):
    """What is so after all; what is left out stays as it is."""

    province: str | None = Field(None, max_length=20)
    area: Area | None = None
    severity: Severity | None = None
    reason: str = Field(min_length=1, max_length=200)


class WithReason(Schema):
    reason: str = Field(min_length=1, max_length=200)


@router.get("", response=CasePage, summary="List cases")
def cases(
    request: HttpRequest,
    state: Annotated[str, Field(description="`open`, or one of the states")] = "",
    after: str = "",
) -> dict[str, Any]:
    """The cases that you may see, newest first, in pages of 50."""
    rows = queries.cases_for(reader(request))
    if state == "open":
        rows = rows.filter(state__in=queries.OPEN)
    elif state:
        rows = rows.filter(state=state)
    page = page_of(rows, by=("-id",), after=after)
    return {"items": page.rows, "next": page.after}


@router.post("/preview", response=dict[str, Any], summary="What would be decided")
def preview(request: HttpRequest, payload: Report) -> dict[str, Any]:
    """The decision on a report, in the form of `sanbao decide`; nothing is stored."""
    me = api_reader(request, *REPORTERS)
    now = timezone.now()
    decided = actions.preview(report_of(payload, me, at=now), at=now)
    return decided.as_json("en" if (get_language() or "").startswith("en") else "zh")


@router.get("/{code}", response=CaseDetail, summary="One case with its decision")
def case(request: HttpRequest, code: str) -> Case:
    return found(request, code)


@router.post("", response={201: CaseDetail}, summary="Report something about a unit")
def open_case(request: HttpRequest, payload: Report) -> Status[Case]:
    """Opens a case, decides it by the agreement of the unit and raises its obligations."""
    me = api_reader(request, *REPORTERS)
    now = timezone.now()
    opened = actions.open_case(report_of(payload, me, at=now), by=me, at=now)
    return Status(201, queries.cases_for(me).get(pk=opened.pk))


@router.post("/{code}/solve", response=CaseDetail, summary="Solved by an answer, without a visit")
def solve(request: HttpRequest, code: str, payload: Answer) -> Case:
    me = api_reader(request, *ANSWERERS)
    actions.solve_on_call(found(request, code), payload.answer, by=me, at=timezone.now())
    return found(request, code)


@router.post("/{code}/notes", response=CaseDetail, summary="Add words to its file")
def note(request: HttpRequest, code: str, payload: Answer) -> Case:
    me = api_reader(request, *DESK)
    actions.add_note(found(request, code), payload.answer, by=me, at=timezone.now())
    return found(request, code)


@router.post("/{code}/correct", response=CaseDetail, summary="Put its place or severity right")
def correct(request: HttpRequest, code: str, payload: Correction) -> Case:
    """It is decided again, and the due times of what runs are counted anew; pauses stay earned."""
    me = api_reader(request, *DESK)
    row = found(request, code)
    province = place.province(payload.province or row.province)
    if province is None:
        raise Refused(Message("this is not a province of China"), field="province")
    after_all = actions.Correction(
        province, payload.area or row.area, payload.severity or row.severity
    )
    actions.correct(row, after_all, reason=payload.reason, by=me, at=timezone.now())
    return found(request, code)


@router.post("/{code}/cancel", response=CaseDetail, summary="Give it up, with a reason")
def cancel(request: HttpRequest, code: str, payload: WithReason) -> Case:
    me = api_reader(request, *DESK)
    actions.cancel(found(request, code), payload.reason, by=me, at=timezone.now())
    return found(request, code)


def found(request: HttpRequest, code: str) -> Case:
    return get_object_or_404(queries.cases_for(reader(request)), code=code)


def report_of(payload: Report, me: User, *, at: datetime) -> actions.CaseReport:
    unit = assets.assets_for(me).select_related("provider").filter(serial=payload.serial).first()
    if unit is None:
        raise Refused(Message("no unit has this serial number"), field="serial")
    particulars = payload.model_dump(
        mode="json",
        include={"reason", "quantity", "authorised", "claimant"},
        exclude_none=True,
    )
    return actions.CaseReport(
        key=payload.key or uuid4(),
        asset=unit,
        channel=Channel.API,
        description=payload.description,
        reporter_name=payload.reporter_name,
        reporter_phone=payload.reporter_phone,
        reported_at=payload.reported_at or at,
        kind=payload.kind,
        component=payload.component,
        cause=payload.cause,
        severity=payload.severity or "",
        exclusions=payload.exclusions,
        province=payload.province,
        area=payload.area or "",
        particulars=particulars,
        is_again=payload.is_again,
    )
