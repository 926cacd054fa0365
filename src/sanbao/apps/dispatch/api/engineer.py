"""Working time and absences of engineers."""

from datetime import datetime, time
from typing import Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import AwareDatetime, Field

from sanbao.apps.accounts.access import User, api_reader, reader
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.dispatch import actions, queries
from sanbao.apps.dispatch.facts import Time
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.rules.sending import Shift

router = Router(tags=["dispatch"])
Day = Literal[0, 1, 2, 3, 4, 5, 6]


class HoursIn(Schema):
    days: list[Day] = Field(description="0 is Monday")
    opens: time
    closes: time
    lunch_from: time | None = None
    lunch_until: time | None = None
    by_calendar: bool = Field(False, description="working days by the calendar instead of `days`")


class EngineerOut(HoursIn):
    username: str
    name: str


class EngineerPage(Schema):
    items: list[EngineerOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


class AbsenceIn(Schema):
    engineer: str = Field(description="user name")
    kind: Literal["leave", "sick", "training", "other"]
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    note: str = Field("", max_length=200)


class AbsenceOut(Schema):
    pk: int
    engineer: str
    kind: str
    starts_at: datetime
    ends_at: datetime
    note: str
    is_withdrawn: bool


class AbsencePage(Schema):
    items: list[AbsenceOut]
    next: str


@router.get("/engineers", response=EngineerPage, summary="Engineers with their working time")
def engineers(request: HttpRequest, after: str = "") -> dict[str, Any]:
    me = reader(request)
    page = page_of(queries.engineers_for(me), by=("display_name", "id"), after=after)
    days = queries.days_of(page.rows, at=timezone.now())
    return {"items": [hours_of(day.man, day.shift) for day in days], "next": page.after}


@router.put("/engineers/{username}/hours", response=EngineerOut, summary="State the working time")
def set_hours(request: HttpRequest, username: str, payload: HoursIn) -> dict[str, Any]:
    me = api_reader(request, *queries.DISPATCHERS)
    man = get_object_or_404(queries.engineers_for(me), username=username)
    row = actions.set_hours(man, actions.Hours(**payload.dict()), by=me, at=timezone.now())
    return hours_of(man, queries.shift_of(row))


@router.get("/absences", response=AbsencePage, summary="Absences that are not over")
def absences(request: HttpRequest, after: str = "") -> dict[str, Any]:
    me = reader(request)
    rows = queries.absences_for(me).filter(ends_at__gt=timezone.now(), withdrawn_at=None)
    page = page_of(rows, by=("starts_at", "id"), after=after)
    return {"items": [absence(row) for row in page.rows], "next": page.after}


@router.post("/absences", response={201: AbsenceOut}, summary="Note that somebody is away")
def note_absence(request: HttpRequest, payload: AbsenceIn) -> Status[dict[str, Any]]:
    """What is booked then stays booked; the same absence again is the first."""
    me = api_reader(request, *queries.DISPATCHERS)
    man = queries.engineers_for(me).filter(username=payload.engineer).first()
    if man is None:
        raise Refused(Message("there is no engineer with this user name"), field="engineer")
    time_away = Time(payload.starts_at, payload.ends_at)
    row = actions.note_absence(
        man, time_away, payload.kind, note=payload.note, by=me, at=timezone.now()
    )
    return Status(201, absence(row))


@router.post("/absences/{pk}/withdraw", response=AbsenceOut, summary="Back to work after all")
def withdraw(request: HttpRequest, pk: int) -> dict[str, Any]:
    me = api_reader(request, *queries.DISPATCHERS)
    row = get_object_or_404(queries.absences_for(me), pk=pk)
    return absence(actions.withdraw_absence(row, by=me, at=timezone.now()))


def hours_of(man: User, shift: Shift) -> dict[str, Any]:
    lunch_from, lunch_until = shift.lunch or (None, None)
    return {
        "username": man.username,
        "name": str(man),
        "days": sorted(shift.days),
        "opens": shift.opens,
        "closes": shift.closes,
        "lunch_from": lunch_from,
        "lunch_until": lunch_until,
        "by_calendar": shift.by_calendar,
    }


def absence(row: queries.Absence) -> dict[str, Any]:
    return {
        "pk": row.pk,
        "engineer": row.engineer.username,
        "kind": row.kind,
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
        "note": row.note,
        "is_withdrawn": row.withdrawn_at is not None,
    }
