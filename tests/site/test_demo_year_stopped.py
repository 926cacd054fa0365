"""`sanbao demo year` is told to stop in the middle: nothing runs on, nothing half is left."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote, urlencode

import psutil
import pytest
from django.db import connection

from sanbao.apps.accounts.models import Provider

from .test_running import alive, wait_for

SANBAO = str(Path(sys.executable).with_name("sanbao"))
# The workers of a year, on the database of the test: two companies, a process each.
LIVING = """
import sys
from datetime import date
import django
if __name__ == "__main__":
    django.setup()
    from sanbao.site.demo.year.rates import Wish
    from sanbao.site.demo.year.side_by_side import stoppable, tell
    with stoppable():
        wish = Wish(date(2026, 12, 31), 30, 1, 365)
        tell(["scale-supplier", "fire-door"], wish, processes=2, out=sys.stderr)
"""


def settings() -> dict[str, str]:
    database = connection.settings_dict
    where = urlencode({"host": database["HOST"]})
    address = f"postgresql://{quote(str(database['USER']))}@localhost/{database['NAME']}?{where}"
    return {**os.environ, "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "sanbao.site.settings"}


def children(year: subprocess.Popen[bytes]) -> list[psutil.Process]:
    return psutil.Process(year.pid).children(recursive=True)


def working() -> int:
    """Sessions of others that are in the middle of a transaction on this database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND xact_start IS NOT NULL AND query LIKE 'INSERT%'"
        )
        return int(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_the_workers_stop_with_it_and_leave_no_half_company(tmp_path: Path) -> None:
    script = tmp_path / "living.py"
    script.write_text(LIVING)
    year = subprocess.Popen([sys.executable, str(script)], env=settings())
    try:
        # The parent itself writes the forms before it has any worker.
        wait_for(lambda: len(children(year)) >= 2 and working() > 0)
        family = children(year)
        year.send_signal(signal.SIGTERM)
        assert year.wait(30) == 128 + signal.SIGTERM
    finally:
        year.kill()
        year.wait()
    wait_for(lambda: not alive(family))
    wait_for(lambda: working() == 0)
    assert not Provider.objects.exists()


def serving(folder: Path) -> psutil.Process | None:
    """The server of a year, once it takes connections."""
    for found in folder.glob("sanbao-year-*/postgres/postmaster.pid"):
        lines = found.read_text().split()
        if lines[-1] == "ready":
            return psutil.Process(int(lines[0]))
    return None


def test_told_to_stop_while_it_makes_ready_it_takes_its_server_along(tmp_path: Path) -> None:
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    command = [SANBAO, "demo", "year", "--units", "4", "--days", "30"]
    year = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        wait_for(lambda: serving(tmp_path))
        server = serving(tmp_path)
        assert server
        year.send_signal(signal.SIGTERM)
        assert year.wait(60) == 128 + signal.SIGTERM
        wait_for(lambda: not alive([server]))
        assert not list(tmp_path.glob("sanbao-year-*"))
    finally:
        year.kill()
        year.wait()
