"""Articles and documents over the API."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from sanbao.apps.accounts.access import api_reader, reader
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.assets import queries as assets
from sanbao.apps.knowledge import actions, queries
from sanbao.apps.products import queries as products
from sanbao.rules.knowledge import Kind
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

router = Router(tags=["articles"])


class ArticleOut(Schema):
    code: str
    kind: str
    audience: str
    product: str = Field(description="product number, empty for all products")
    fault: str
    edition: int
    title: str
    body: str
    published_at: datetime | None


class ArticlePage(Schema):
    items: list[ArticleOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


class Written(Schema):
    title: str = Field(min_length=1, max_length=160)
    body: str = Field("", max_length=20000)
    kind: Kind = Kind.ARTICLE
    audience: queries.Audience = queries.Audience.INSIDE
    product: str = Field("", description="product number")
    fault: str = Field("", max_length=60)
    key: UUID | None = Field(None, description="made by you: the same key is the same article")


class Published(Schema):
    is_launch: bool = Field(
        default=False,
        description="the product is new: agreements that owe it to their dealers do from now on",
    )


class Given(Schema):
    serial: str
    documents: list[str] = Field(min_length=1, description="article numbers")
    received_by_name: str = Field(min_length=1, max_length=60)
    key: UUID | None = None


class GivenOut(Schema):
    serial: str
    is_complete: bool = Field(description="the full set is there, with what was given before")


def shown(edition: queries.Edition) -> dict[str, Any]:
    article = edition.article
    return {
        "code": article.code,
        "kind": article.kind,
        "audience": article.audience,
        "product": article.product.code if article.product else "",
        "fault": article.fault,
        "edition": edition.number,
        "title": edition.title,
        "body": edition.body,
        "published_at": edition.published_at,
    }


@router.get("", response=ArticlePage, summary="Articles, found by words or the newest first")
def articles(
    request: HttpRequest, q: str = "", product: str = "", after: str = ""
) -> dict[str, Any]:
    """`q`: words, also written nearly right; the best twenty then, without further pages."""
    me = reader(request)
    if q.strip():
        found = queries.search_for(me, q, product=product)
        return {"items": [shown(row) for row in found], "next": ""}
    rows = queries.editions_for(me)
    rows = rows.filter(article__product__code=product) if product else rows
    page = page_of(rows, by=("-id",), after=after)
    return {"items": [shown(row) for row in page.rows], "next": page.after}


@router.post("", response={201: ArticleOut}, summary="Write an article; it is a draft")
def write(request: HttpRequest, payload: Written) -> Status[dict[str, Any]]:
    me = api_reader(request, *queries.WRITERS)
    product = None
    if payload.product:
        rows = products.Product.objects.filter(provider_id=me.provider_id)
        product = rows.filter(code=payload.product).first()
        if product is None:
            raise Refused(Message("there is no such product"), field="product")
    given = payload.dict(exclude={"product", "key"})
    writing = actions.Writing(key=payload.key or uuid4(), product=product, **given)
    made = actions.draft(writing, provider=me.provider, by=me, at=timezone.now())
    return Status(201, shown(queries.history_of(made).select_related("article__product")[0]))


@router.post("/handed-over", response=GivenOut, summary="Documents went with a unit")
def hand_over(request: HttpRequest, payload: Given) -> dict[str, Any]:
    me = api_reader(request, *queries.GIVES)
    unit = assets.assets_for(me).select_related("provider").filter(serial=payload.serial).first()
    if unit is None:
        raise Refused(Message("there is no such unit"), field="serial")
    wanted = set(payload.documents)
    rows = [row for row in queries.documents_of(me, unit) if row.article.code in wanted]
    if len(rows) < len(wanted):
        raise Refused(Message("not all of these are documents of the product"), field="documents")
    made = actions.hand_over(
        unit,
        rows,
        received_by_name=payload.received_by_name,
        key=payload.key or uuid4(),
        by=me,
        at=timezone.now(),
    )
    return {"serial": unit.serial, "is_complete": made.is_complete}


@router.get("/{code}", response=ArticleOut, summary="One article as it is published")
def article(request: HttpRequest, code: str) -> dict[str, Any]:
    me = api_reader(request, *queries.READERS)
    return shown(get_object_or_404(queries.editions_for(me), article__code=code))


@router.post("/{code}/publish", response=ArticleOut, summary="Publish its draft")
def publish(request: HttpRequest, code: str, payload: Published) -> dict[str, Any]:
    me, at = api_reader(request, *queries.WRITERS), timezone.now()
    found = get_object_or_404(queries.articles_for(me), code=code)
    actions.publish(found, by=me, at=at)
    if payload.is_launch:
        actions.launch(found, by=me, at=at)
    return shown(queries.editions_for(me).get(article=found))


@router.post("/{code}/read", response=ArticleOut, summary="I have read it")
def read(request: HttpRequest, code: str) -> dict[str, Any]:
    me = api_reader(request, *queries.OUTSIDE)
    edition = get_object_or_404(queries.editions_for(me), article__code=code)
    actions.read(edition, by=me, at=timezone.now())
    return shown(edition)
