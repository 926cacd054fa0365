"""The promises board over the API."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema
from pydantic import AwareDatetime, Field

from sanbao.apps.accounts.access import Role, api_reader, reader
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.obligations import actions, queries
from sanbao.apps.obligations.queries import Obligation
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.rules.terms import After
from sanbao.rules.warning import Rung

router = Router(tags=["obligations"])
SAYERS = (
    Role.DESK,
    Role.DISPATCHER,
    Role.ENGINEER,
    Role.MANAGER,
    Role.QUALITY,
    Role.FINANCE,
    Role.MARKETING,
    Role.DEALER,
    Role.CUSTOMER,
)
PAUSERS = (Role.DESK, Role.DISPATCHER, Role.MANAGER)


class ObligationOut(Schema):
    """Who owes what by when. `due_at` is null until `after` has happened, where it is named."""

    code: str
    what: str
    owed_by: str
    owner: str = Field(description="user name of whoever looks after it, or empty")
    clause: str
    agreement: str
    subject_kind: str
    subject_code: str
    within: str = Field(alias="span")
    after: str
    kind: str
    period: str
    state: str
    opens_at: datetime | None
    starts_at: datetime | None
    due_at: datetime | None
    met_at: datetime | None
    done: int | None
    base: int | None
    consequences: list[dict[str, Any]]

    @staticmethod
    def resolve_owner(row: Obligation) -> str:
        return row.owner.username if row.owner else ""

    @staticmethod
    def resolve_agreement(row: Obligation) -> str:
        return row.version.agreement.code


class ObligationPage(Schema):
    items: list[ObligationOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


class LogLineOut(Schema):
    kind: str
    at: datetime
    by: str
    reason: str
    note: str

    @staticmethod
    def resolve_by(line: Any) -> str:
        return line.by.username if line.by else ""


class ObligationDetail(ObligationOut):
    log: list[LogLineOut]

    @staticmethod
    def resolve_log(row: Obligation) -> Any:
        return row.log.select_related("by")


class Pause(Schema):
    reason: Literal["customer", "part", "site_closed", "force_majeure", "later_date"]
    note: str = Field("", max_length=200)


class Excuse(Schema):
    reason: str = Field(min_length=1, max_length=200)


class Done(Schema):
    done_at: datetime | None = Field(None, description="now, where left out")
    note: str = Field("", max_length=200)


class Told(Schema):
    """Something happened after which an agreement owes something once."""

    agreement: str = Field(description="number of the agreement")
    event: After
    on: date | AwareDatetime = Field(
        description="the day, or the instant where the agreement counts hours"
    )
    subject_kind: Literal["", "dealer", "customer", "asset", "agreement"] = Field(
        "", description="empty: each dealer of the agreement"
    )
    subject: str = Field("", max_length=60)
    period: str = Field("", max_length=20, description="which one, of several events of a kind")


@router.get("", response=ObligationPage, summary="The promises board")
def board(
    request: HttpRequest,
    state: Literal[
        "open",
        "waiting",
        "running",
        "paused",
        "lapsed",
        "met",
        "missed",
        "excused",
        "cancelled",
    ] = "open",
    subject: Annotated[str, Field(description="number of a case, for its obligations alone")] = "",
    after: str = "",
) -> dict[str, Any]:
    """Open ones by what falls due next, ended ones by what fell due last; in pages of 50."""
    me = reader(request)
    filters = queries.Filters(state=state)
    rows = queries.board_for(me, filters)
    if subject:
        rows = queries.obligations_for(me).filter(subject_code=subject)
        rows = rows.select_related("owner", "version__agreement")
    page = page_of(rows, by=filters.order, after=after)
    return {"items": page.rows, "next": page.after}


class Step(Schema):
    """So many hours after the miss somebody is told: the owner, the people of the station or of
    the dealer, or all who hold a role.
    """

    hours: int
    to: str


class PolicyIn(Schema):
    """When to warn of a promise (per cent of its time) and whom to tell of a miss."""

    what: str = Field("", max_length=40, description="empty for all without a policy of their own")
    shares: list[int]
    line: list[Step]


class PolicyOut(PolicyIn):
    changed_at: datetime


class PolicyList(Schema):
    items: list[PolicyOut]


@router.get("/policies", response=PolicyList, summary="When the company warns, and whom it tells")
def policies(request: HttpRequest) -> dict[str, Any]:
    """What it has stated itself; for all else the standard of the kind of promise holds."""
    me = api_reader(request, Role.MANAGER)
    return {"items": queries.policies_for(me)}


@router.put("/policies", response=PolicyOut, summary="State when to warn and whom to tell")
def save_policy(request: HttpRequest, payload: PolicyIn) -> queries.Policy:
    me = api_reader(request, Role.MANAGER)
    line = [Rung(step.hours, step.to) for step in payload.line]
    return actions.save_policy(
        payload.what, shares=payload.shares, line=line, at=timezone.now(), by=me
    )


@router.post("/events", response=list[ObligationOut], summary="Tell of an event that makes owed")
def events(request: HttpRequest, payload: Told) -> list[Obligation]:
    me = api_reader(request, *PAUSERS)
    agreement = agreements.agreements_for(me).filter(code=payload.agreement).first()
    if agreement is None:
        raise Refused(Message("there is no such agreement"), field="agreement")
    subject = (payload.subject_kind, payload.subject) if payload.subject_kind else None
    event = actions.Event(payload.event, payload.on, subject, payload.period)
    return actions.tell_event(agreement, event, at=timezone.now(), by=me)


@router.get("/{code}", response=ObligationDetail, summary="One obligation with its log")
def obligation(request: HttpRequest, code: str) -> Obligation:
    return found(request, code)


@router.post("/{code}/pause", response=ObligationDetail, summary="Stop its clock, with a reason")
def pause(request: HttpRequest, code: str, payload: Pause) -> Obligation:
    me = api_reader(request, *PAUSERS)
    row = found(request, code)
    actions.pause(row.pk, reason=payload.reason, note=payload.note, at=timezone.now(), by=me)
    return found(request, code)


@router.post("/{code}/resume", response=ObligationDetail, summary="Let its clock run again")
def resume(request: HttpRequest, code: str) -> Obligation:
    me = api_reader(request, *PAUSERS)
    actions.resume(found(request, code).pk, at=timezone.now(), by=me)
    return found(request, code)


@router.post("/{code}/excuse", response=ObligationDetail, summary="Let it go, with a reason")
def excuse(request: HttpRequest, code: str, payload: Excuse) -> Obligation:
    me = api_reader(request, Role.MANAGER)
    row = found(request, code)
    actions.excuse(row.pk, reason=payload.reason, at=timezone.now(), by=me)
    return found(request, code)


@router.post("/{code}/done", response=ObligationDetail, summary="Say that it was done")
def done(request: HttpRequest, code: str, payload: Done) -> Obligation:
    """Whoever sees it may say so; refused before its window opens, by the clause."""
    me = api_reader(request, *SAYERS)
    at = timezone.now()
    done_at = payload.done_at or at
    row = found(request, code)
    actions.mark_done(row.pk, done_at=done_at, note=payload.note, at=at, by=me)
    return found(request, code)


@router.post("/{code}/lapse", response=ObligationDetail, summary="It is not kept up any more")
def lapse(request: HttpRequest, code: str, payload: Excuse) -> Obligation:
    me = api_reader(request, *PAUSERS)
    row = found(request, code)
    actions.lapse(row.pk, reason=payload.reason, at=timezone.now(), by=me)
    return found(request, code)


@router.post("/{code}/restore", response=ObligationDetail, summary="It is kept up again")
def restore(request: HttpRequest, code: str) -> Obligation:
    me = api_reader(request, *PAUSERS)
    actions.restore(found(request, code).pk, at=timezone.now(), by=me)
    return found(request, code)


def found(request: HttpRequest, code: str) -> Obligation:
    rows = queries.obligations_for(reader(request)).select_related("owner", "version__agreement")
    return get_object_or_404(rows, code=code)
