"""How soon a message of a chat stands on the other side's page, with many chats open at once.

200 visitors have a chat open: each holds a stream of server-sent events, as a browser does, on one
web process (granian) with an embedded PostgreSQL. Somebody of the desk answers; the clock runs
from the moment that the answer is sent until the visitor's page, fetched anew because the stream
said so, shows it. First one answer at a time to one visitor after another, then to all 200, ten a
second. Reported in milliseconds: median, 95th percentile, the slowest. The goal is a second.

    python -m benchmarks.chats
"""

import asyncio
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

CHATS = 200
ONE_BY_ONE = 40
A_SECOND = 10
GOAL_MS = 1000
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Visitor:
    """One browser. seen: the instant at which each answer stood on its page."""

    client: Any
    url: str
    seen: dict[str, float] = field(default_factory=dict)
    is_open: asyncio.Event = field(default_factory=asyncio.Event)

    async def begin(self, name: str) -> None:
        page = (await self.client.get(self.url)).text
        found = TOKEN.search(page)
        form = {"key": str(uuid4()), "text": "在吗？", "name": name}
        form["csrfmiddlewaretoken"] = found[1] if found else ""
        answer = await self.client.post(self.url, data=form)
        if answer.status_code != 302:
            raise SystemExit(f"a chat was refused: {answer.status_code}")

    async def listen(self) -> None:
        async with self.client.stream("GET", f"{self.url}live/", timeout=None) as stream:
            async for line in stream.aiter_lines():
                if line.startswith("retry"):
                    self.is_open.set()
                if line.startswith("data"):
                    await self.look()

    async def look(self) -> None:
        page, now = (await self.client.get(self.url)).text, time.perf_counter()
        for said in re.findall(r"答复-[0-9a-f]{32}", page):
            self.seen.setdefault(said, now)


@contextmanager
def site() -> Iterator[tuple[Any, str]]:
    """The desk's agent, and the address of the company's page, served by one web process."""
    from sanbao.site import embedded

    with tempfile.TemporaryDirectory(prefix="sanbao-bench-") as name:
        Path(name).chmod(0o755)
        with embedded.running(Path(name) / "postgres") as url:
            os.environ |= {"DATABASE_URL": url, "SANBAO_VAR": name}
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanbao.site.settings")
            agent, slug = company()
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                port = probe.getsockname()[1]
            serving = subprocess.Popen(
                [sys.executable, "-m", "sanbao.site.cli", "web", "--port", str(port)]
            )
            try:
                yield agent, f"http://127.0.0.1:{port}/r/talk/{slug}/"
            finally:
                serving.terminate()
                serving.wait()
                from django.db import connections

                connections["default"].close_pool()


def company() -> tuple[Any, str]:
    import django

    django.setup()
    from django.core.management import call_command

    from sanbao.apps.accounts.models import Provider, User

    call_command("migrate", verbosity=0)
    provider = Provider.objects.create(slug="bench", name="基准公司")
    agent = User.objects.create(
        username="agent", password="!", provider=provider, display_name="客服", roles=["desk"]
    )
    return agent, provider.slug


def answer(agent: Any, code: str) -> tuple[str, float]:
    """What was said, and when it was sent off."""
    from sanbao.apps.contacts import actions, queries

    contact = queries.by_code(agent.provider_id, code)
    if contact is None:
        raise LookupError(code)
    text, started = f"答复-{uuid4().hex}", time.perf_counter()
    at = datetime.now(UTC)
    if contact.held_by_id is None:
        contact = actions.take(contact, by=agent, at=at)
        started = time.perf_counter()
    actions.reply(contact, text, key=uuid4(), by=agent, at=at)
    return text, started


async def measured(agent: Any, url: str) -> list[tuple[str, list[float]]]:
    import httpx
    from asgiref.sync import sync_to_async

    from sanbao.apps.contacts.models import Contact

    await serving(url)
    visitors = [Visitor(httpx.AsyncClient(verify=False, timeout=60), url) for _ in range(CHATS)]
    for number, visitor in enumerate(visitors):
        await visitor.begin(f"访客{number}")
        await sync_to_async(Contact.objects.update)(visitor="")  # all from one address here
    listening = [asyncio.create_task(visitor.listen()) for visitor in visitors]
    await asyncio.gather(*(visitor.is_open.wait() for visitor in visitors))
    codes = await sync_to_async(list)(Contact.objects.order_by("id").values_list("code", flat=True))
    pairs = list(zip(visitors, codes, strict=True))
    singly = [await seen_after(agent, *pair) for pair in pairs[:: CHATS // ONE_BY_ONE]]
    waiting = []
    for pair in pairs:
        waiting.append(asyncio.create_task(seen_after(agent, *pair)))
        await asyncio.sleep(1 / A_SECOND)
    together = await asyncio.gather(*waiting)
    for task in listening:
        task.cancel()
    for visitor in visitors:
        await visitor.client.aclose()
    return [("one at a time", singly), (f"{A_SECOND} a second, all {CHATS}", list(together))]


async def seen_after(agent: Any, visitor: Visitor, code: str) -> float:
    """Milliseconds from sending an answer until it stands on the visitor's page."""
    from asgiref.sync import sync_to_async

    text, started = await sync_to_async(answer, thread_sensitive=True)(agent, code)
    while text not in visitor.seen:
        await asyncio.sleep(0.002)
        if time.perf_counter() - started > 30:
            raise SystemExit("an answer was not seen within 30 seconds")
    return (visitor.seen[text] - started) * 1000


async def serving(url: str) -> None:
    import httpx

    async with httpx.AsyncClient() as client:
        for _ in range(300):
            try:
                if (await client.get(url)).status_code == 200:
                    return
            except httpx.TransportError:
                await asyncio.sleep(0.2)
    raise SystemExit("the web server did not answer")


def main() -> int:
    with site() as (agent, url):
        found = asyncio.run(measured(agent, url))
    print(f"| {CHATS} chats open, ms until seen | median | 95 % | slowest | at most |")
    print("|---|---:|---:|---:|---:|")
    well = True
    for what, times in found:
        middle, most = statistics.median(times), max(times)
        late = statistics.quantiles(times, n=20)[18]
        print(f"| {what} | {middle:.0f} | {late:.0f} | {most:.0f} | {GOAL_MS} |")
        well &= most <= GOAL_MS
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
