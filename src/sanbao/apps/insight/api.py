"""How well promises are kept, over the API."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from sanbao.apps.accounts.access import api_reader
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.insight import queries
from sanbao.apps.insight.facts import READERS, Period, year_before
from sanbao.apps.obligations import queries as obligations
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

router = Router(tags=["insight"])
By = Literal["clause", "what", "month", "province", "station", "dealer", "product", "owed_by"]


class FigureOut(Schema):
    label: str = Field(description="what the row is told by; empty where a promise has none of it")
    kept: int
    missed: int
    excused: int
    rate: float | None = Field(description="kept by kept and missed; null where nothing was judged")


class KeptOut(Schema):
    since: date
    until: date
    total: FigureOut
    rows: list[FigureOut]


class DrawnOut(Schema):
    code: str
    what: str
    clause: str


class BreachOut(Schema):
    """What was not kept. `met_at` says when it was done too late, null while it is not."""

    code: str
    what: str
    owed_by: str
    clause: str
    agreement: str
    subject_kind: str
    subject_code: str
    state: str
    due_at: datetime | None
    met_at: datetime | None
    drawn: list[DrawnOut]
    excused: str = Field(description="who excused it and why; empty where nobody did")

    @staticmethod
    def resolve_agreement(row: obligations.Obligation) -> str:
        return row.version.agreement.code

    @staticmethod
    def resolve_drawn(row: obligations.Obligation) -> Any:
        return row.drawn.all()

    @staticmethod
    def resolve_excused(row: obligations.Obligation) -> str:
        return queries.excuse(row)


class BreachPage(Schema):
    items: list[BreachOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


class DayOut(Schema):
    on: date
    open: int
    missed: int


def asked(since: date | None, until: date | None) -> Period:
    last = until or timezone.localdate()
    first = since or year_before(last)
    if last < first:
        raise Refused(Message("the last day lies before the first day"), field="until")
    return Period(first, last)


@router.get("/kept", response=KeptOut, summary="Kept, missed and excused promises")
def kept(
    request: HttpRequest,
    by: By = "clause",
    since: date | None = None,
    until: Annotated[date | None, Field(description="this day included")] = None,
) -> dict[str, Any]:
    """A promise counts on the day of its first verdict, as its last verdict says."""
    me = api_reader(request, *READERS)
    period = asked(since, until)
    rows = queries.figures(me.provider, by, period)
    return {
        "since": period.since,
        "until": period.until,
        "total": queries.totals(rows),
        "rows": rows,
    }


@router.get("/ledger", response=BreachPage, summary="What was not kept, the latest first")
def ledger(
    request: HttpRequest,
    since: date | None = None,
    until: date | None = None,
    after: str = "",
    agreement: Annotated[str, Field(description="by which it was promised")] = "",
    owing_dealer: Annotated[str, Field(description="number of the dealer who owed it")] = "",
) -> dict[str, Any]:
    me = api_reader(request, *READERS)
    period = asked(since, until) if since or until else None
    rows = queries.ledger_for(me, period=period, agreement=agreement, owing_dealer=owing_dealer)
    page = page_of(rows, by=obligations.LATEST_FIRST, after=after)
    return {"items": page.rows, "next": page.after}


@router.get("/calendar", response=list[DayOut], summary="How much falls due on each day of a month")
def calendar(
    request: HttpRequest, month: Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
) -> list[queries.Day]:
    me = api_reader(request, *READERS)
    if not "1900" <= month <= "9998":
        raise Refused(Message("lies outside of the calendar"), field="month")
    weeks = queries.month_of(me, date.fromisoformat(f"{month}-01"))
    return [day for week in weeks for day in week if day.on.isoformat().startswith(month)]
