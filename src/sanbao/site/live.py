"""What open pages hear of at once: PostgreSQL's NOTIFY, passed on to each stream that listens.

Each web process holds one connection that listens, however many pages are open. What is told is
only that something changed (`journal.announce`); a page then asks for it, as its reader may.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any
from weakref import WeakKeyDictionary

import psycopg
from django.db import connection

from sanbao.apps.journal.actions import LIVE

BEAT_SECONDS = 15.0  # a line now and then, so that a dead reader is noticed
LONGEST_SECONDS = 600.0  # then the browser comes again, and its right to listen is asked anew
AGAIN_SECONDS = 1.0
LISTENS_WITHIN_SECONDS = 3.0
MOST_WAITING = 100  # of one stream; a reader so far behind has to look anew anyway


class Hub:
    """The streams of one event loop, and the one connection that they share."""

    def __init__(self) -> None:
        self.streams: dict[str, set[asyncio.Queue[tuple[str, str]]]] = {}
        self.task: asyncio.Task[None] | None = None
        self.listening = asyncio.Event()

    @asynccontextmanager
    async def stream(self, topic: str) -> AsyncIterator[asyncio.Queue[tuple[str, str]]]:
        queue: asyncio.Queue[tuple[str, str]] = asyncio.Queue(MOST_WAITING)
        self.streams.setdefault(topic, set()).add(queue)
        if self.task is None or self.task.done():
            self.listening.clear()
            self.task = asyncio.create_task(self.listen())
        try:
            yield queue
        finally:
            self.streams[topic].discard(queue)
            if not self.streams[topic]:
                del self.streams[topic]
            if not self.streams and self.task is not None:
                self.task.cancel()
                self.task = None

    async def listen(self) -> None:
        """Until nobody listens any more; a server that went away is waited for."""
        was_away = False
        while True:
            with suppress(psycopg.Error):
                await self.hear(was_away=was_away)
            was_away = True
            self.listening.clear()
            await asyncio.sleep(AGAIN_SECONDS)

    async def hear(self, *, was_away: bool) -> None:
        async with await psycopg.AsyncConnection.connect(
            **connection_parameters(), autocommit=True
        ) as listener:
            await listener.execute(f"LISTEN {LIVE}")
            self.listening.set()
            # What was told meanwhile is lost: every page looks anew, once nothing more is.
            for topic in list(self.streams) if was_away else ():
                self.pass_on(topic, "again", "")
            async for heard in listener.notifies():
                told = json.loads(heard.payload)
                self.pass_on(told["topic"], told["event"], told["about"])

    def pass_on(self, topic: str, event: str, about: str) -> None:
        for queue in self.streams.get(topic, ()):
            if not queue.full():
                queue.put_nowait((event, about))


hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


def hub() -> Hub:
    loop = asyncio.get_running_loop()
    if loop not in hubs:
        hubs[loop] = Hub()
    return hubs[loop]


def connection_parameters() -> dict[str, Any]:
    """How Django reaches the database, without what only its pool knows."""
    found = dict(connection.get_connection_params())
    for name in ("pool", "cursor_factory", "context"):
        found.pop(name, None)
    return found


async def lines(topic: str) -> AsyncIterator[str]:
    """What a stream of server-sent events says of `topic`, until its time is over."""
    loop = asyncio.get_running_loop()
    until = loop.time() + LONGEST_SECONDS
    async with hub().stream(topic) as queue:
        with suppress(TimeoutError):
            # Until then the page looks anew by itself when it hears the first line.
            await asyncio.wait_for(hub().listening.wait(), LISTENS_WITHIN_SECONDS)
        yield "retry: 2000\n\n"
        while (left := until - loop.time()) > 0:
            try:
                event, about = await asyncio.wait_for(queue.get(), min(BEAT_SECONDS, left))
            except TimeoutError:
                yield ": still here\n\n"
                continue
            yield f"event: told\ndata: {json.dumps({'event': event, 'about': about})}\n\n"
