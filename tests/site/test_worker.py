"""A worker that dies in the middle of a job, or is told to stop: the job is done, once."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote, urlencode

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from sanbao.site.worker import retry_stalled

pytestmark = pytest.mark.django_db(transaction=True)

# Takes a job, says so, and needs its time for it.
WORKING = """
import os, sys, time
import django
django.setup()
from django.db import connections
connections["default"].settings_dict.update(NAME=sys.argv[1], HOST=sys.argv[2], PORT=sys.argv[3])
from procrastinate.contrib.django import app
@app.task(name="test.slow")
def slow(number):
    print("taken", flush=True)
    time.sleep(float(sys.argv[4]))
    print("done", flush=True)
from sanbao.site.worker import run
run(concurrency=1)
"""


def jobs() -> list[tuple[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT status::text, attempts FROM procrastinate_jobs WHERE task_name = %s",
            ["test.slow"],
        )
        return cursor.fetchall()


def wait_for(question: Callable[[], object], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not question():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.2)


def start_working(seconds: float = 60) -> subprocess.Popen[str]:
    database = connection.settings_dict
    arguments = [str(database[name] or "") for name in ("NAME", "HOST", "PORT")]
    return subprocess.Popen(
        [sys.executable, "-c", WORKING, *arguments, str(seconds)],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "sanbao.site.settings"},
        stdout=subprocess.PIPE,
        text=True,
    )


def silence_worker() -> None:
    """As if the dead worker had been silent for as long as one waits."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'"
        )


def take_up() -> None:
    async def once() -> None:
        working = app.connector.get_worker_connector()
        with app.replace_connector(working) as given:
            async with given.open_async():
                await retry_stalled(SimpleNamespace(app=given), timestamp=0)

    # A browser of another test may keep a loop running in this thread.
    with ThreadPoolExecutor(1) as elsewhere:
        elsewhere.submit(asyncio.run, once()).result()


def test_the_job_of_a_killed_worker_is_given_to_another() -> None:
    app.configure_task("test.slow").defer(number=1)
    with start_working() as worker:
        assert worker.stdout
        assert worker.stdout.readline() == "taken\n"
        assert jobs() == [("doing", 0)]
        worker.send_signal(signal.SIGKILL)
    assert jobs() == [("doing", 0)], "nothing is lost"
    take_up()
    assert jobs() == [("doing", 0)], "a worker may be slow; it is not robbed at once"
    silence_worker()
    take_up()
    assert jobs() == [("todo", 1)], "and nothing is doubled: it is the same job"


def workers() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_workers")
        return int(cursor.fetchone()[0])


def test_a_worker_that_is_told_to_stop_ends_its_job_and_leaves_the_others_in_the_queue() -> None:
    for number in range(3):
        app.configure_task("test.slow").defer(number=number)
    with start_working(seconds=1) as worker:
        assert worker.stdout
        assert worker.stdout.readline() == "taken\n"
        assert workers() == 1
        worker.send_signal(signal.SIGTERM)
        assert worker.stdout.readline() == "done\n"
        assert worker.wait(30) == 0
        assert worker.stdout.read() == "", "and takes no other"
    assert jobs() == [("todo", 0), ("todo", 0)], "what it has not begun is there for the next"
    assert workers() == 0, "it has signed off: nobody waits for its heartbeat"


def test_sanbao_worker_stops_when_it_is_told_to() -> None:
    database = connection.settings_dict
    where = urlencode({"host": database["HOST"]})
    address = f"postgresql://{quote(str(database['USER']))}@localhost/{database['NAME']}?{where}"
    sanbao = str(Path(sys.executable).with_name("sanbao"))
    environment = {**os.environ, "DATABASE_URL": address}
    with subprocess.Popen([sanbao, "worker"], env=environment, stderr=subprocess.PIPE) as worker:
        wait_for(lambda: workers() == 1)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(30) == 0
        assert worker.stderr
        assert b"Traceback" not in worker.stderr.read()
    assert workers() == 0


def test_dead_workers_are_looked_for_three_times_a_minute() -> None:
    periodic = app.periodic_registry.periodic_tasks
    (found,) = [task for task in periodic.values() if task.task.name == retry_stalled.name]
    assert found.cron == "* * * * * */20"
    assert found.task.queueing_lock == "sanbao.retry_stalled"
