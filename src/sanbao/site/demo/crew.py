"""Making companies side by side, each in a process of its own.

A fresh process must set Django up before it can read any of its modules: what needs them is
imported inside the functions.
"""

import gc
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date, datetime
from multiprocessing import get_context

import django


def build_side_by_side(
    slugs: Sequence[str], *, today: date, now: datetime | None, password: str, processes: int
) -> None:
    """Companies share no rows, so which is done first shows in nothing but row ids."""
    with ProcessPoolExecutor(processes, get_context("spawn"), initializer=django.setup) as crew:
        told = [crew.submit(build_alone, slug, today, now, password) for slug in slugs]
        for future in told:
            future.result()


def build_alone(slug: str, today: date, now: datetime | None, password: str) -> None:
    """One company. A crash loses the demo, which can be made again: nothing waits for the disk."""
    from django.db import connection, connections

    from sanbao.site.demo.build import build_company

    gc.disable()  # the process ends with the company; looking for garbage takes a tenth of it
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
    build_company(slug, today=today, now=now, password=password)
    connections.close_all()
