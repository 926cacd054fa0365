"""What search, case file, promises board and opening a case cost on a large company.

Product and floor (`floor.py`) answer in turns in one process, through Django's own request
handler with a signed-in session, on the same company and the same rows; the web server in front
is left out on both sides. Reported: median and 95th percentile in milliseconds, and their ratio.

To open a case the floor finds the unit, takes the numbers and writes the very rows that the product
has just written, ready in memory, each table in one statement. It checks no form, decides nothing
and derives no due time, all of which is most of the work; so there is no goal for that ratio.

    python -m benchmarks.pages
"""

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

SEED = 20260302
UNITS, CASES = 100_000, 200_000
REQUESTS = 150
WARM_UP = 20
LIMIT = 3
SLUG = "integrated-equipment"
FLOOR_MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]


@dataclass(frozen=True, slots=True)
class Times:
    """One page. Each figure in milliseconds; ratio: ours by floor. goal: None for what has none."""

    what: str
    ours: float
    floor: float
    ours_p95: float
    floor_p95: float
    goal: float | None = LIMIT

    @property
    def is_met(self) -> bool:
        return self.goal is None or max(self.ratio, self.ratio_p95) <= self.goal

    @property
    def ratio(self) -> float:
        return self.ours / self.floor

    @property
    def ratio_p95(self) -> float:
        return self.ours_p95 / self.floor_p95


@contextmanager
def large_company() -> Iterator[Any]:
    """Its manager, on a throw-away server that is gone afterwards."""
    from sanbao.site import embedded

    with tempfile.TemporaryDirectory(prefix="sanbao-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with embedded.running(folder / "postgres") as url:
            hurry(url)
            os.environ["DATABASE_URL"] = url
            os.environ["SANBAO_VAR"] = name
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanbao.site.settings")
            yield filled()
            from django.db import connections

            connections["default"].close_pool()


def hurry(url: str) -> None:
    """Nothing here has to survive a crash, so loading need not wait for the disk."""
    import psycopg

    quick = {
        "fsync": "off",
        "full_page_writes": "off",
        "synchronous_commit": "off",
        "max_wal_size": "'16GB'",
        "autovacuum": "off",
    }
    with psycopg.connect(url, autocommit=True) as connection:
        for name, value in quick.items():
            connection.execute(f"ALTER SYSTEM SET {name} = {value}")
        connection.execute("SELECT pg_reload_conf()")


def filled() -> Any:
    import django

    django.setup()
    from django.core.management import call_command

    from benchmarks.load import multiply
    from sanbao.apps.accounts.access import Role, User
    from sanbao.site.demo.build import build_company

    call_command("migrate", verbosity=0)
    build_company(SLUG, today=date(2026, 11, 23))
    multiply(units=UNITS, cases=CASES)
    return User.objects.filter(roles__contains=[Role.MANAGER]).first()


class Handler:
    """Django's request handler with its middleware, and nothing in front of it."""

    def __init__(self, urls: str, middleware: list[str] | None = None) -> None:
        from django.core.handlers.base import BaseHandler
        from django.test import override_settings

        self.urls = urls
        self.handler = BaseHandler()
        with override_settings(**({"MIDDLEWARE": middleware} if middleware else {})):
            self.handler.load_middleware()

    def __call__(self, request: "HttpRequest") -> "HttpResponse":
        request.urlconf = self.urls  # type: ignore[attr-defined]
        answer = self.handler.get_response(request)
        if answer.status_code not in (200, 302):
            raise RuntimeError(f"{request.path}: {answer.status_code}")
        return answer


def timed(handler: Handler, request: "HttpRequest") -> float:
    begun = time.perf_counter()
    handler(request).content  # noqa: B018 - rendering belongs to the answer
    return (time.perf_counter() - begun) * 1000


def compared(
    what: str, ours: Callable[[Any], str], floor: Callable[[Any], str], keys: list[Any], user: Any
) -> Times:
    from django.test import RequestFactory

    cookie = session_of(user)
    factory = RequestFactory()

    def request(address: str) -> "HttpRequest":
        made = factory.get(address, headers={"HX-Request": "true"})
        made.COOKIES.update(cookie)
        return made

    product, least = Handler("sanbao.site.urls"), Handler("benchmarks.floor", FLOOR_MIDDLEWARE)
    mine, theirs = [], []
    # Addresses first: a handler leaves its own urls behind as those that names are looked up in.
    for address, least_address in [(ours(key), floor(key)) for key in keys]:
        mine.append(timed(product, request(address)))
        theirs.append(timed(least, request(least_address)))
    return times(what, mine, theirs)


def times(what: str, mine: list[float], theirs: list[float], goal: float | None = LIMIT) -> Times:
    mine, theirs = mine[WARM_UP:], theirs[WARM_UP:]
    return Times(
        what,
        statistics.median(mine),
        statistics.median(theirs),
        statistics.quantiles(mine, n=20)[-1],
        statistics.quantiles(theirs, n=20)[-1],
        goal,
    )


def session_of(user: Any) -> dict[str, str]:
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(user)
    return {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}


def measure() -> list[Times]:
    with large_company() as manager:
        return [*pages(manager)]


def pages(manager: Any) -> Iterator[Times]:
    from django.urls import reverse, set_urlconf

    set_urlconf("sanbao.site.urls")
    rnd = random.Random(SEED)
    count = REQUESTS + WARM_UP
    words = searched(rnd, count)
    address = reverse("desk:search")
    yield compared(
        "desk search", lambda q: f"{address}?q={q}", lambda q: f"/search/?q={q}", words, manager
    )
    set_urlconf("sanbao.site.urls")
    codes = some("desk_case", "code", rnd, count)
    yield compared(
        "case page",
        lambda code: reverse("desk:case", args=[code]),
        lambda code: f"/case/{code}/",
        codes,
        manager,
    )
    set_urlconf("sanbao.site.urls")
    board = reverse("obligations:board")
    yield compared("promises board", lambda _: board, lambda _: "/board/", [0] * count, manager)
    set_urlconf("sanbao.site.urls")
    yield opening_a_case(rnd, count, manager)


def opening_a_case(rnd: random.Random, count: int, user: Any) -> Times:
    from benchmarks.opening import opened
    from sanbao.apps.assets.queries import assets_for

    ids = some("assets_asset", "id", rnd, count)
    found = assets_for(user).select_related("provider", "agreement").in_bulk(ids)
    units = [found[pk] for pk in ids]
    product, least = Handler("sanbao.site.urls"), Handler("benchmarks.floor", FLOOR_MIDDLEWARE)
    return times("opening a case", *opened(product, least, units, session_of(user)), None)


def searched(rnd: random.Random, count: int) -> list[str]:
    """What people type: serial numbers, phone numbers and names, whole or begun."""
    serials = some("assets_asset", "serial", rnd, count)
    phones = some("parties_customer", "phone", rnd, count)
    names = some("parties_customer", "name", rnd, count)
    words = []
    for serial, phone, name in zip(serials, phones, names, strict=True):
        words.append(rnd.choice((serial, serial[:-1], phone, phone[:8], name, name[:4])))
    return words


def some(table: str, column: str, rnd: random.Random, count: int) -> list[str]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} ORDER BY id")
        values = [value for (value,) in cursor.fetchall()]
    return [rnd.choice(values) for _ in range(count)]


def main() -> int:
    print("| page | ours, ms (p95) | floor, ms (p95) | ratio (p95) | goal |")
    print("| --- | ---: | ---: | ---: | ---: |")
    rows = measure()
    for row in rows:
        print(
            f"| {row.what} | {row.ours:.1f} ({row.ours_p95:.1f}) "
            f"| {row.floor:.1f} ({row.floor_p95:.1f}) "
            f"| {row.ratio:.2f} ({row.ratio_p95:.2f}) | {row.goal or '–'} |"
        )
    return 0 if all(row.is_met for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
