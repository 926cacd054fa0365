"""Streams of server-sent events: a page hears at once that something changed, and asks for it."""

from collections.abc import AsyncIterator

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.db import close_old_connections
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse

from sanbao.apps.accounts import queries as accounts
from sanbao.apps.accounts.access import Role, reader, roles_required
from sanbao.apps.contacts import queries
from sanbao.apps.contacts.facts import SEES, chat_topic, topic_of
from sanbao.site import live
from sanbao.site.pages.chat import chat_held


@roles_required(*SEES)
def desk(request: HttpRequest) -> HttpResponse:
    """What happens in the inbox of my company."""
    return told(request, topic_of(reader(request).provider_id))


@roles_required(Role.CUSTOMER)
def mine(request: HttpRequest) -> HttpResponse:
    """What happens in my chat."""
    return of_chat(request, queries.chat_of(reader(request)))


def visitor(request: HttpRequest, slug: str) -> HttpResponse:
    """What happens in the chat whose secret the visitor's browser holds."""
    return of_chat(request, chat_held(request, accounts.provider_called(slug)))


def of_chat(request: HttpRequest, contact: queries.Contact | None) -> HttpResponse:
    if contact is None:
        raise Http404
    return told(request, chat_topic(contact.provider_id, contact.code))


def told(request: HttpRequest, topic: str) -> HttpResponse:
    """The stream of a topic. A server that can hold none ends it at once: the page then looks anew
    now and then.
    """
    if not isinstance(request, ASGIRequest):
        return HttpResponse("retry: 30000\n\n", content_type="text/event-stream")
    answer = StreamingHttpResponse(stream(topic), content_type="text/event-stream")
    answer["Cache-Control"] = "no-store"
    answer["X-Accel-Buffering"] = "no"  # a proxy before us must not gather lines
    return answer  # type: ignore[return-value]


async def stream(topic: str) -> AsyncIterator[str]:
    # The connection that asked who reads goes back to the pool: the stream may last for minutes.
    await sync_to_async(close_old_connections)()
    async for line in live.lines(topic):
        yield line
