"""Making companies side by side, each process taking one after the other."""

import signal
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date, datetime
from multiprocessing import get_context

import django
from django.db import connections

# A forked process knows at once what its parent took seconds to load; elsewhere than on Linux the
# libraries of the system may not be forked.
BEGINS_BY = "fork" if sys.platform == "linux" else "spawn"


def build_side_by_side(
    build: Callable[[str, date, datetime | None, str], None],
    slugs: Sequence[str],
    *,
    today: date,
    now: datetime | None,
    password: str,
    processes: int,
) -> None:
    """Companies share no rows, so which is done first shows in nothing but row ids."""
    let_go_of_the_database()
    with ProcessPoolExecutor(processes, get_context(BEGINS_BY), initializer=begin) as crew:
        told = [crew.submit(build, slug, today, now, password) for slug in slugs]
        for future in told:
            future.result()


def let_go_of_the_database() -> None:
    """Neither connections nor the threads that look after them may be forked."""
    connections.close_all()
    for connection in connections.all(initialized_only=True):
        if hasattr(connection, "close_pool"):
            connection.close_pool()


def begin() -> None:
    """A fresh process ends when it is told to, whatever its parent does then."""
    for told in (signal.SIGINT, signal.SIGTERM):
        signal.signal(told, signal.SIG_DFL)
    django.setup()
