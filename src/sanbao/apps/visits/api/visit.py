"""Reading visits: where each stands, what was done, what it costs and why."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from pydantic import Field

from sanbao.apps.accounts.access import reader
from sanbao.apps.accounts.handed import handed
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.evidence import queries as evidence
from sanbao.apps.visits import queries
from sanbao.apps.visits.facts import fee_day

router = Router(tags=["visits"])


class VisitOut(Schema):
    code: str
    order: str
    case: str
    engineer: str = Field(description="user name of the one who leads and records the work")
    state: str
    agreed_from: datetime
    agreed_until: datetime
    agreed_with: str
    arrived_at: datetime | None
    signed_at: datetime | None

    @staticmethod
    def resolve_order(visit: queries.Visit) -> str:
        return visit.order.code

    @staticmethod
    def resolve_case(visit: queries.Visit) -> str:
        return visit.order.case.code

    @staticmethod
    def resolve_engineer(visit: queries.Visit) -> str:
        return visit.engineer.username


class VisitPage(Schema):
    items: list[VisitOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


class FeeLineOut(Schema):
    """`unit_price` and `amount` are CNY; null where a quotation is to be made."""

    item: str
    payer: str
    basis: str
    clause: str
    name: str
    quantity: Decimal
    unit: str
    unit_price: Decimal | None
    amount: Decimal | None


class PositionOut(Schema):
    """A position of a price list in force on the day of the visit: what may be used."""

    id: int
    item: str
    code: str
    name: str
    unit: str


class AlongOut(Schema):
    """Who goes along; `certificate` is empty for somebody who only helps."""

    username: str
    name: str
    certificate: str


class VisitDetail(VisitOut):
    companions: list[AlongOut]
    certificate_shown: str
    price_list_shown: bool
    cause: str
    component: str
    exclusions: list[str]
    finding: str
    measure: str
    is_restored: bool | None
    worked_at: datetime | None
    fee: list[FeeLineOut]
    customer_owes: Decimal
    signer_name: str
    satisfaction: int | None
    opinion: str
    summary: str
    receipt: str = Field(description="number of the receipt, empty where nothing was owed")
    report_url: str = Field(description="the PDF, once it is there")

    @staticmethod
    def resolve_companions(visit: queries.Visit) -> list[queries.Along]:
        return queries.along(visit)

    @staticmethod
    def resolve_fee(visit: queries.Visit) -> Any:
        return queries.fee_of(visit).lines if visit.worked_at else []

    @staticmethod
    def resolve_customer_owes(visit: queries.Visit) -> Decimal:
        return queries.fee_of(visit).owed_by("customer") if visit.worked_at else Decimal(0)

    @staticmethod
    def resolve_receipt(visit: queries.Visit) -> str:
        return str(queries.receipt_of(visit) or "")

    @staticmethod
    def resolve_report_url(visit: queries.Visit) -> str:
        return f"/api/visits/{visit.code}/report.pdf" if visit.report_id else ""


@router.get("", response=VisitPage, summary="List visits")
def visits(
    request: HttpRequest,
    state: Annotated[str, Field(description="`open`, or one of the states")] = "",
    after: str = "",
) -> dict[str, Any]:
    """The visits that you may see, newest first, in pages of 50."""
    rows = queries.filtered(queries.visits_for(reader(request)), state=state)
    page = page_of(rows, by=("-id",), after=after)
    return {"items": page.rows, "next": page.after}


@router.get("/{code}", response=VisitDetail, summary="One visit with its fee")
def visit(request: HttpRequest, code: str) -> queries.Visit:
    return get_object_or_404(queries.visits_for(reader(request)), code=code)


@router.get("/{code}/report.pdf", summary="The service report as PDF")
def report_paper(request: HttpRequest, code: str) -> HttpResponse:
    """To the byte what the customer is sent; not there until it is set after the signature."""
    found = get_object_or_404(queries.visits_for(reader(request)), code=code)
    if found.report is None:
        raise Http404
    return handed(evidence.content_of(found.report), found.report.name)


@router.get("/{code}/positions", response=list[PositionOut], summary="What may be used")
def positions(request: HttpRequest, code: str) -> Any:
    """The positions of the price lists in force on the day of the visit."""
    found = get_object_or_404(queries.visits_for(reader(request)), code=code)
    return queries.positions(found.provider_id, on=fee_day(found))
