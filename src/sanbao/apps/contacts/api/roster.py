"""The duty roster over the API: who answers which line when, and where nobody does."""

from datetime import date, datetime, time
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import AwareDatetime, Field

from sanbao.apps.accounts.access import Role, User, api_reader, reader
from sanbao.apps.contacts import actions, queries
from sanbao.apps.contacts.actions import LineDetails
from sanbao.apps.contacts.facts import SEES, Duty
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

roster = Router(tags=["contacts"])
DayOfWeek = Annotated[int, Field(ge=1, le=7)]


class LineIn(Schema):
    """What the agreement promises of a line. Equal times are around the clock."""

    name: str = Field(min_length=1, max_length=60)
    number: str = Field("", max_length=40, description="the telephone number")
    days: list[DayOfWeek] = Field([1, 2, 3, 4, 5, 6, 7], min_length=1, description="1 is Monday")
    opens: time = time(0)
    closes: time = time(0)
    least: int = Field(1, ge=1, le=50, description="so many on duty at any promised time")
    ahead_hours: int = Field(24, ge=1, le=336, description="a gap is told so long before it comes")
    clause: str = Field("", max_length=20)
    answers_writing: bool = True
    is_active: bool = True

    def details(self) -> LineDetails:
        given = {name: getattr(self, name) for name in LineDetails.__dataclass_fields__}
        return LineDetails(**{**given, "days": tuple(self.days)})


class NewLine(LineIn):
    code: str = Field(max_length=20, pattern=r"^[-a-zA-Z0-9_]+$")


class LineOut(LineIn):
    code: str
    days: list[int] = Field(description="1 is Monday; none is every day")


class LinesOut(Schema):
    items: list[LineOut]


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


class WeekIn(Schema):
    day: date = Field(description="any day of the week to be copied")


class CopiedOut(Schema):
    copied: int = Field(description="how many shifts came into the week after")


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


@roster.get("/lines", response=LinesOut, summary="The lines, and what each promises")
def lines(request: HttpRequest) -> dict[str, Any]:
    """Those out of use, too."""
    return {"items": list(queries.lines_for(reader(request)))}


@roster.post("/lines", response={201: LineOut}, summary="Make a line")
def create_line(request: HttpRequest, payload: NewLine) -> Status[queries.Line]:
    me = api_reader(request, Role.MANAGER)
    if queries.line_for(me, payload.code) is not None:
        raise Refused(Message("there is a line with this code already"), field="code")
    return Status(201, kept(payload, payload.code, by=me))


@roster.put("/lines/{code}", response=LineOut, summary="Change a line")
def change_line(request: HttpRequest, code: str, payload: LineIn) -> queries.Line:
    """What is left out is as for a new line."""
    me = api_reader(request, Role.MANAGER)
    if queries.line_for(me, code) is None:
        raise Http404
    return kept(payload, code, by=me)


def kept(payload: LineIn, code: str, *, by: User) -> queries.Line:
    provider = by.provider
    return actions.keep_line(
        payload.details(), provider=provider, code=code, by=by, at=timezone.now()
    )


@roster.post("/copy", response=CopiedOut, summary="Staff the week after as this one is")
def copy(request: HttpRequest, payload: WeekIn) -> dict[str, int]:
    """What overlaps with what is there already is left out; done again it adds nothing."""
    me = api_reader(request, Role.MANAGER)
    monday = queries.monday_of(payload.day)
    return {"copied": actions.copy_week(me.provider, monday, by=me, at=timezone.now())}


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
