"""The duty roster over the API: who answers which line when, and where nobody does."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import AwareDatetime, Field

from sanbao.apps.accounts.access import Role, api_reader, reader
from sanbao.apps.contacts import actions, queries
from sanbao.apps.contacts.facts import SEES, Duty
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

roster = Router(tags=["contacts"])


class ShiftOut(Schema):
    id: int
    line: str
    person: str = Field(description="user name")
    name: str
    starts_at: datetime
    ends_at: datetime


class GapOut(Schema):
    line: str
    starts_at: datetime
    ends_at: datetime


class RosterOut(Schema):
    items: list[ShiftOut]
    gaps: list[GapOut] = Field(description="promised hours of the week without enough on duty")


class ShiftIn(Schema):
    line: str = Field(description="code of the line")
    person: str = Field(description="user name")
    starts_at: AwareDatetime
    ends_at: AwareDatetime


@roster.get("", response=RosterOut, summary="A week of the roster, and its gaps")
def week(request: HttpRequest, day: date | None = None) -> dict[str, Any]:
    """`day`: any day of the week; this week if left out."""
    me = reader(request)
    if not me.has_role(*SEES):
        return {"items": [], "gaps": []}
    today = timezone.now().astimezone(ZoneInfo(me.provider.zone)).date()
    rows = queries.week_of(me.provider, queries.monday_of(day or today))
    days = [(row.line.code, one) for row in rows for one in row.days]
    return {
        "items": [on_shift(code, shift) for code, one in days for shift in one.shifts],
        "gaps": [
            {"line": code, "starts_at": gap.start, "ends_at": gap.end}
            for code, one in days
            for gap in one.gaps
        ],
    }


@roster.post("", response={201: ShiftOut}, summary="Put somebody on duty")
def put_on_duty(request: HttpRequest, payload: ShiftIn) -> Status[dict[str, Any]]:
    me = api_reader(request, Role.MANAGER)
    line = queries.line_for(me, payload.line)
    if line is None:
        raise Refused(Message("there is no such line"), field="line")
    person = queries.who_answers(me).filter(username=payload.person).first()
    if person is None:
        raise Refused(Message("nobody of that name answers calls"), field="person")
    duty = Duty(line, person, payload.starts_at, payload.ends_at)
    shift = actions.plan_shift(duty, by=me, at=timezone.now())
    return Status(201, on_shift(line.code, shift))


@roster.delete("/{pk}", response={204: None}, summary="Take somebody off a shift")
def take_off(request: HttpRequest, pk: int) -> Status[None]:
    me = api_reader(request, Role.MANAGER)
    shift = queries.shift_for(me, pk)
    if shift is None:
        raise Http404
    actions.drop_shift(shift, by=me, at=timezone.now())
    return Status(204, None)


def on_shift(line: str, shift: queries.Shift) -> dict[str, Any]:
    return {
        "id": shift.pk,
        "line": line,
        "person": shift.person.username,
        "name": str(shift.person),
        "starts_at": shift.starts_at,
        "ends_at": shift.ends_at,
    }
