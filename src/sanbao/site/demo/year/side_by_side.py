"""All companies through a year, side by side, on a server of their own that is gone afterwards."""

import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import active_children, get_context
from pathlib import Path
from typing import TextIO

import django

from sanbao.site import embedded
from sanbao.site.demo.year.rates import Wish


@contextmanager
def empty_database() -> Iterator[None]:
    """Django on an empty, migrated database that nobody else has."""
    with tempfile.TemporaryDirectory(prefix="sanbao-year-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # the server runs as a user of its own
        with embedded.running(folder / "postgres") as url:
            os.environ |= {"DATABASE_URL": url, "SANBAO_MEDIA": str(folder / "media")}
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanbao.site.settings")
            django.setup()
            from django.core.management import call_command
            from django.db import connections
            from django.db.backends.postgresql.base import DatabaseWrapper

            call_command("migrate", interactive=False, verbosity=0)
            yield
            connections.close_all()
            if isinstance(wrapper := connections["default"], DatabaseWrapper):
                wrapper.close_pool()


@contextmanager
def stoppable() -> Iterator[None]:
    """SIGTERM ends the block as an exit does: server, workers and folder go with it."""
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def stopped_with_us(processes: int) -> Iterator[ProcessPoolExecutor]:
    """Workers that stop at once, and leave nothing behind, when this process stops."""
    crew = ProcessPoolExecutor(processes, get_context("spawn"), initializer=django.setup)
    try:
        yield crew
    except BaseException:
        for worker in active_children():
            worker.terminate()
        raise
    finally:
        crew.shutdown(cancel_futures=True)


def tell(slugs: Sequence[str], wish: Wish, *, processes: int, out: TextIO) -> str:
    """Let the companies live through the year and return the table; progress goes to `out`."""
    from sanbao.apps.evidence import actions as evidence
    from sanbao.site.demo.year import table
    from sanbao.site.demo.year.drive import live_alone

    begun = time.monotonic()
    evidence.sync_forms()
    with stopped_with_us(processes) as crew:
        told = {slug: crew.submit(live_alone, slug, wish) for slug in slugs}
        for slug, future in told.items():
            future.result()
            print(f"{slug}: {time.monotonic() - begun:.0f} s", file=out, flush=True)
    return table.markdown(table.rows(slugs))
