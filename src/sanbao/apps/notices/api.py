"""What one is told, over the API, and how one wants to be told."""

from datetime import datetime, time
from typing import Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from sanbao.apps.accounts.access import reader
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.notices import actions, queries

router = Router(tags=["notices"])
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
