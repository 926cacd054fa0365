"""Whom to send, and when."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema
from pydantic import AwareDatetime, Field

from sanbao.apps.accounts.access import Role, User, api_reader
from sanbao.apps.dispatch import actions, queries
from sanbao.apps.dispatch.facts import Time
from sanbao.apps.parts import queries as parts
from sanbao.apps.workorders import actions as workorders
from sanbao.apps.workorders import queries as orders
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

router = Router(tags=["dispatch"])


class ProposalOut(Schema):
    engineer: str = Field(description="user name")
    name: str
    station: str
    starts_at: datetime
    ends_at: datetime
    certified_until: date | None
    km: int | None = Field(description="from where the engineer is before; null where not known")
    jobs_that_day: int
    is_late: bool
    fetch: list[str] = Field(description="what is fetched at the own station first")
    minutes_to_spare: int | None = Field(description="until the promised time; negative where late")


class BestOut(Schema):
    proposals: list[ProposalOut]
    kept: dict[str, int] = Field(description="how many engineers each hard rule keeps away")
    served_by: str = Field(description="the station that serves the place")
    due_at: datetime | None
    seen: str = Field(description="send it back with a placement")


class Placement(Schema):
    engineer: str = Field(description="user name")
    starts_at: AwareDatetime
    minutes: int = Field(120, ge=15, le=720)
    seen: str = Field(description="`seen` of the order as you read it")
    reason: str = Field("", max_length=200, description="where the customer knows another time")


class Seen(Schema):
    seen: str


class PlaceOut(Schema):
    order: str
    state: str
    engineer: str
    starts_at: datetime | None
    ends_at: datetime | None
    is_agreed: bool
    seen: str


@router.get("/orders/{code}/best", response=BestOut, summary="The best engineers for an order")
def best(request: HttpRequest, code: str) -> dict[str, Any]:
    """Three at most, the best first, with what speaks for each; the others are counted."""
    order = found(api_reader(request, *queries.DISPATCHERS), code)
    answer = queries.best_for(order, at=timezone.now())
    return {
        "proposals": [out(one) for one in answer.proposals],
        "kept": {rule.value: count for rule, count in answer.kept.items()},
        "served_by": answer.served_by,
        "due_at": answer.due_at,
        "seen": queries.mark_of(order, queries.held_booking(order)),
    }


def out(one: queries.Proposal) -> dict[str, Any]:
    spare = one.spare
    return {
        "engineer": one.man.engineer.username,
        "name": one.man.name,
        "station": one.man.station,
        "starts_at": one.time.starts_at,
        "ends_at": one.time.ends_at,
        "certified_until": one.until,
        "km": one.km,
        "jobs_that_day": one.chance.jobs,
        "is_late": one.is_late,
        "fetch": [f"{each.part} × {each.count}" for each in one.fetch],
        "minutes_to_spare": None if spare is None else round(spare / timedelta(minutes=1)),
    }


@router.get("/orders/{code}", response=PlaceOut, summary="Who does an order, and when")
def placed(request: HttpRequest, code: str) -> dict[str, Any]:
    return stands(found(api_reader(request, *queries.SEES_ALL), code))


@router.post("/orders/{code}/place", response=PlaceOut, summary="Give it to somebody, or move it")
def place(request: HttpRequest, code: str, payload: Placement) -> dict[str, Any]:
    """Refused where a hard rule forbids it, naming the rule, and when somebody was faster."""
    me = api_reader(request, *queries.DISPATCHERS)
    order = found(me, code)
    engineer = named(me, payload.engineer)
    ends_at = payload.starts_at + timedelta(minutes=payload.minutes)
    actions.place(
        order,
        engineer,
        Time(payload.starts_at, ends_at),
        by=me,
        at=timezone.now(),
        seen=payload.seen,
        reason=payload.reason,
    )
    return stands(found(me, code))


class Mate(Schema):
    engineer: str = Field(description="user name")


class MateOut(Schema):
    """`lack` says which certificate is missing; without it somebody only helps."""

    engineer: str
    name: str
    lack: str
    clause: str


@router.get("/orders/{code}/along", response=list[MateOut], summary="Who goes along")
def along(request: HttpRequest, code: str) -> list[dict[str, str]]:
    return mates(found(api_reader(request, *queries.DISPATCHERS), code))


@router.post("/orders/{code}/along", response=list[MateOut], summary="Send somebody along")
def accompany(request: HttpRequest, code: str, payload: Mate) -> list[dict[str, str]]:
    """His time is kept with that of the engineer who leads; refused where he has none."""
    me = api_reader(request, *queries.DISPATCHERS)
    order = found(me, code)
    actions.accompany(order, named(me, payload.engineer), by=me, at=timezone.now())
    return mates(order)


@router.post("/orders/{code}/leave", response=list[MateOut], summary="Not along after all")
def leave(request: HttpRequest, code: str, payload: Mate) -> list[dict[str, str]]:
    me = api_reader(request, *queries.DISPATCHERS)
    order = found(me, code)
    actions.stay_away(order, named(me, payload.engineer), by=me, at=timezone.now())
    return mates(order)


def mates(order: orders.WorkOrder) -> list[dict[str, str]]:
    return [
        {
            "engineer": mate.engineer.username,
            "name": f"{mate.engineer}",
            "lack": mate.why_not,
            "clause": mate.clause,
        }
        for mate in queries.mates_of(order, at=timezone.now())
    ]


class PartNeeded(Schema):
    part: str = Field(description="part number")
    quantity: int = Field(ge=0, le=1000, description="0: not needed after all")


class HolderOut(Schema):
    holder: str = Field(description="the engineer's van, or a station")
    free: Decimal = Field(description="what is promised to other orders is taken off")


class NeedOut(Schema):
    part: str
    name: str
    is_tool: bool
    quantity: int
    fetch: int = Field(description="so many are fetched at the engineer's station first")
    is_missing: bool = Field(description="neither on the engineer's van nor at his station")
    holders: list[HolderOut]


@router.get("/orders/{code}/parts", response=list[NeedOut], summary="What an order needs")
def needed(request: HttpRequest, code: str) -> list[dict[str, Any]]:
    """Each part and tool, with who has it: the engineer's van first, then the nearest station."""
    me = api_reader(request, *queries.SEES_ALL, Role.ENGINEER)
    return needs_out(found(me, code))


@router.post("/orders/{code}/parts", response=list[NeedOut], summary="State what it needs")
def need(request: HttpRequest, code: str, payload: PartNeeded) -> list[dict[str, Any]]:
    me = api_reader(request, *queries.STATERS)
    order = found(me, code)
    part = parts.part_called(me, payload.part)
    if part is None:
        raise Refused(Message("there is no part with this number"), field="part")
    workorders.require(order, part, payload.quantity, by=me, at=timezone.now())
    return needs_out(order)


def needs_out(order: orders.WorkOrder) -> list[dict[str, Any]]:
    at = timezone.now()
    return [
        {
            "part": line.row.part.code,
            "name": line.row.part.name,
            "is_tool": line.row.part.is_tool,
            "quantity": line.row.quantity,
            "fetch": line.fetch,
            "is_missing": line.is_missing,
            "holders": [{"holder": name, "free": free} for name, free in line.holders],
        }
        for line in queries.lines_of(order, time=Time(at, at + timedelta(days=1)))
    ]


@router.post("/orders/{code}/take-off", response=PlaceOut, summary="Give a planned time back")
def take_off(request: HttpRequest, code: str, payload: Seen) -> dict[str, Any]:
    me = api_reader(request, *queries.DISPATCHERS)
    actions.take_off(found(me, code), by=me, at=timezone.now(), seen=payload.seen)
    return stands(found(me, code))


def found(me: User, code: str) -> orders.WorkOrder:
    return get_object_or_404(orders.orders_for(me), code=code)


def named(me: User, username: str) -> User:
    """The engineer of ours who is called so."""
    engineer = queries.engineers_for(me).filter(username=username).first()
    if engineer is None:
        raise Refused(Message("there is no engineer with this user name"), field="engineer")
    return engineer


def stands(order: orders.WorkOrder) -> dict[str, Any]:
    booking = queries.held_booking(order)
    return {
        "order": order.code,
        "state": order.state,
        "engineer": order.engineer.username if order.engineer else "",
        "starts_at": booking.starts_at if booking else None,
        "ends_at": booking.ends_at if booking else None,
        "is_agreed": bool(booking and booking.state == orders.BookingState.AGREED),
        "seen": queries.mark_of(order, booking),
    }
