"""What one is told, over the API, how one wants to be told, and the company's endpoints."""

from datetime import date, datetime, time
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from sanbao.apps.accounts.access import Role, api_reader, reader
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.notices import actions, queries

router = Router(tags=["notices"])
webhooks = Router(tags=["webhooks"])
deliveries = Router(tags=["webhooks"])
News = Literal["warning", "miss", "duty", "case", "failure"]


class NoticeOut(Schema):
    """One notice in the language of `Accept-Language`. `happening` and `code` name its subject."""

    id: int
    news: str
    title: str
    about: str
    lines: list[str]
    happening: str
    code: str
    urgent: bool
    told_at: datetime
    read_at: datetime | None


class NoticePage(Schema):
    items: list[NoticeOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


class ReadAll(Schema):
    newest: int = Field(
        ge=0, le=2**62, description="the newest notice shown; what came since stays unread"
    )


class Count(Schema):
    count: int


class Preferences(Schema):
    """Kinds of news by channel; quiet hours in the company's time zone, both or neither."""

    in_app: list[News]
    mail: list[News]
    webhook: list[News]
    quiet_from: time | None = None
    quiet_until: time | None = None
    urgent_passes: bool = True
    language: Literal["zh-hans", "en"] = "zh-hans"
    mail_rhythm: Literal["at_once", "daily"] = Field(
        "at_once", description="`daily`: what is not urgent comes in one mail a day"
    )
    digest_at: time = Field(time(8), description="when the mail of a day comes")


@router.get("", response=NoticePage, summary="What I have been told, the newest first")
def notices(
    request: HttpRequest, show: Literal["all", "unread"] = "all", after: str = ""
) -> dict[str, Any]:
    me = reader(request)
    rows = queries.unread_for(me) if show == "unread" else queries.notices_for(me)
    page = page_of(rows, by=("-id",), after=after)
    return {
        "items": [out(row) for row in queries.rows_of(page.rows, user=me)],
        "next": page.after,
    }


@router.post("/{pk}/read", response=NoticeOut, summary="Mark one as read")
def read(request: HttpRequest, pk: int) -> dict[str, Any]:
    me = reader(request)
    notice = get_object_or_404(queries.notices_for(me), pk=pk)
    actions.read(notice.pk, user=me, at=timezone.now())
    notice.refresh_from_db()
    (row,) = queries.rows_of([notice], user=me)
    return out(row)


@router.post("/read", response=Count, summary="Mark as read what was shown")
def read_all(request: HttpRequest, payload: ReadAll) -> dict[str, int]:
    count = actions.read_all(reader(request), upto=payload.newest, at=timezone.now())
    return {"count": count}


@router.get("/preferences", response=Preferences, summary="How I want to be told")
def preferences(request: HttpRequest) -> queries.Preference:
    return queries.preference_of(reader(request))


@router.put("/preferences", response=Preferences, summary="Choose how I am told")
def choose(request: HttpRequest, payload: Preferences) -> queries.Preference:
    return actions.choose(reader(request), actions.Chosen(**payload.dict()))


def out(row: queries.Row) -> dict[str, Any]:
    notice, entry = row.notice, row.notice.entry
    return {
        "id": notice.pk,
        "news": notice.news,
        "title": row.title,
        "about": row.about,
        "lines": list(row.lines),
        "happening": entry.happening,
        "code": entry.subject_code,
        "urgent": notice.is_urgent,
        "told_at": notice.created_at,
        "read_at": notice.read_at,
    }


class EndpointIn(Schema):
    """An address of the company's that is told of happenings."""

    label: str = Field(min_length=1, max_length=60)
    url: str = Field(min_length=1, max_length=500)
    happenings: list[str] = Field(description="the journal's words, like `obligation.missed`")


class EndpointChange(EndpointIn):
    is_active: bool


class EndpointOut(EndpointChange):
    id: int
    created_at: datetime
    previous_until: datetime | None = Field(description="until then the old secret signs besides")


class EndpointMade(EndpointOut):
    secret: str = Field(description="signs what it is sent (Standard Webhooks); told only here")


class EndpointPage(Schema):
    items: list[EndpointOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


class DeliveryOut(Schema):
    """One mail or webhook and what became of it. `key` is the same at every attempt."""

    id: int
    key: UUID
    channel: str
    to: str
    endpoint: int | None = Field(alias="endpoint_id")
    happening: str
    code: str
    digest_on: date | None = Field(description="of the mail of a day, which day")
    state: str
    attempts: int
    status: int = Field(description="last answer of the other server, 0 for none")
    response: str
    created_at: datetime
    next_at: datetime | None
    sent_at: datetime | None

    @staticmethod
    def resolve_happening(row: queries.Delivery) -> str:
        return row.entry.happening

    @staticmethod
    def resolve_code(row: queries.Delivery) -> str:
        return row.entry.subject_code


class DeliveryPage(Schema):
    items: list[DeliveryOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


@webhooks.get("", response=EndpointPage, summary="The endpoints, the newest first")
def endpoints(request: HttpRequest, after: str = "") -> dict[str, Any]:
    rows = queries.endpoints_for(reader(request))
    page = page_of(rows, by=("-id",), after=after)
    return {"items": page.rows, "next": page.after}


@webhooks.post("", response={201: EndpointMade}, summary="Make an endpoint")
def make_endpoint(request: HttpRequest, payload: EndpointIn) -> Status[queries.Endpoint]:
    me = api_reader(request, Role.ADMINISTRATOR)
    return Status(201, actions.make_endpoint(**payload.dict(), at=timezone.now(), by=me))


@webhooks.get("/{pk}", response=EndpointOut, summary="One endpoint")
def endpoint(request: HttpRequest, pk: int) -> queries.Endpoint:
    return endpoint_of(request, pk)


@webhooks.put("/{pk}", response=EndpointOut, summary="Change an endpoint, or switch it off")
def change_endpoint(request: HttpRequest, pk: int, payload: EndpointChange) -> queries.Endpoint:
    me = api_reader(request, Role.ADMINISTRATOR)
    row = endpoint_of(request, pk)
    return actions.change_endpoint(row.pk, **payload.dict(), at=timezone.now(), by=me)


@webhooks.post("/{pk}/rotate", response=EndpointMade, summary="Give it a new secret")
def rotate(request: HttpRequest, pk: int) -> queries.Endpoint:
    """The old one signs beside the new one for a day."""
    me = api_reader(request, Role.ADMINISTRATOR)
    return actions.rotate_secret(endpoint_of(request, pk).pk, at=timezone.now(), by=me)


@deliveries.get("", response=DeliveryPage, summary="What went out, the newest first")
def delivery_list(
    request: HttpRequest,
    state: Literal["", "waiting", "failing", "sent", "dead"] = "",
    endpoint: Annotated[int | None, Field(description="id of an endpoint")] = None,
    after: str = "",
) -> dict[str, Any]:
    rows = queries.deliveries_for(reader(request))
    if state:
        rows = rows.filter(state=state)
    if endpoint is not None:
        rows = rows.filter(endpoint_id=endpoint)
    page = page_of(rows, by=("-id",), after=after)
    return {"items": page.rows, "next": page.after}


@deliveries.get("/{pk}", response=DeliveryOut, summary="One delivery")
def delivery(request: HttpRequest, pk: int) -> queries.Delivery:
    return delivery_of(request, pk)


@deliveries.post("/{pk}/again", response=DeliveryOut, summary="Send it once more")
def again(request: HttpRequest, pk: int) -> queries.Delivery:
    """With the id that it had; refused while it is still being tried."""
    me = api_reader(request, Role.ADMINISTRATOR)
    actions.send_again(delivery_of(request, pk).pk, at=timezone.now(), by=me)
    return delivery_of(request, pk)


def endpoint_of(request: HttpRequest, pk: int) -> queries.Endpoint:
    me = api_reader(request, Role.ADMINISTRATOR)
    return get_object_or_404(queries.endpoints_for(me), pk=pk)


def delivery_of(request: HttpRequest, pk: int) -> queries.Delivery:
    me = api_reader(request, Role.ADMINISTRATOR)
    return get_object_or_404(queries.deliveries_for(me), pk=pk)
