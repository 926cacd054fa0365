"""Making companies side by side, each in a process of its own.

A fresh process sets Django up before it reads the module of what it is given to do.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date, datetime
from multiprocessing import get_context

import django


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
    with ProcessPoolExecutor(processes, get_context("spawn"), initializer=django.setup) as crew:
        told = [crew.submit(build, slug, today, now, password) for slug in slugs]
        for future in told:
            future.result()
