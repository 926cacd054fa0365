"""Pages hear at once that something changed: over PostgreSQL, through one connection a process."""

import asyncio
import json
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import pytest
from asgiref.sync import sync_to_async
from django.db import connection, transaction
from django.test import AsyncClient

from sanbao.apps.accounts.access import Role
from sanbao.apps.contacts.facts import topic_of
from sanbao.apps.journal import actions as journal
from sanbao.site import live

from ..apps.conftest import world as world

pytestmark = pytest.mark.django_db(transaction=True)
T = TypeVar("T")


def announce(topic: str, about: str, *, is_kept: bool = True) -> None:
    with transaction.atomic():
        journal.announce(topic, "said", about)
        transaction.set_rollback(not is_kept)
    connection.close()


def elsewhere(work: Coroutine[Any, Any, T]) -> T:
    """A browser of another test may keep a loop running in this thread."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


async def next_told(stream: Any) -> dict[str, str]:
    line = await asyncio.wait_for(anext(stream), 5)
    return json.loads(line.partition("data: ")[2])


def test_what_is_told_is_heard_at_once_by_those_whom_it_concerns() -> None:
    async def hears() -> tuple[dict[str, str], float, int]:
        streams = [live.lines("ours") for _ in range(20)]
        theirs = live.lines("theirs")
        for stream in (*streams, theirs):
            assert (await anext(stream)).startswith("retry")
        await sync_to_async(announce)("theirs", "LX-1", is_kept=False)
        started = time.perf_counter()
        await sync_to_async(announce)("ours", "LX-2")
        told = [await next_told(stream) for stream in streams]
        took = time.perf_counter() - started
        hub = live.hub()
        empty = hub.streams["theirs"]
        assert all(queue.empty() for queue in empty), "rolled back, and not theirs"
        for stream in (*streams, theirs):
            await stream.aclose()
        return told[0], took, len(hub.streams)

    told, took, left = elsewhere(hears())
    assert told == {"event": "said", "about": "LX-2"}
    assert took < 1, "seconds, for twenty streams"
    assert left == 0


def test_the_desk_opens_a_stream_of_its_own_company(world) -> None:
    async def asks() -> tuple[str, dict[str, str]]:
        client = AsyncClient()
        await client.aforce_login(world.mei(Role.DESK))
        answer = await client.get("/contacts/live/")
        stream = answer.streaming_content
        assert (await anext(stream)).startswith(b"retry")
        await sync_to_async(announce)(topic_of(world.provider.pk), "LX-3")
        line = (await asyncio.wait_for(anext(stream), 5)).decode()
        return answer["Content-Type"], json.loads(line.partition("data: ")[2])

    kind, told = elsewhere(asks())
    assert kind == "text/event-stream"
    assert told["about"] == "LX-3"


def test_after_the_database_came_back_pages_look_anew_and_hear_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(live, "AGAIN_SECONDS", 0.05)

    async def hears() -> tuple[int, dict[str, str], dict[str, str]]:
        stream = live.lines("ours")
        assert (await anext(stream)).startswith("retry")
        ended = await sync_to_async(hang_up)()
        again = await next_told(stream)
        # Whoever looked anew misses nothing that is told from then on.
        await sync_to_async(announce)("ours", "LX-4")
        told = await next_told(stream)
        await stream.aclose()
        return ended, again, told

    ended, again, told = elsewhere(hears())
    assert ended == 1, "one connection listens, however many pages are open"
    assert again == {"event": "again", "about": ""}
    assert told == {"event": "said", "about": "LX-4"}


def hang_up() -> int:
    """As a database that restarts does it to the one that listens."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE query LIKE 'LISTEN %' AND datname = current_database()"
        )
        count = len(cursor.fetchall())
    connection.close()
    return count
