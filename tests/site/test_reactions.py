"""What follows from many entries at once: one job, exactly once, whenever the worker dies."""

import json
import os
import signal
import subprocess
import sys
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanbao.apps.journal.models import Entry
from sanbao.apps.notices import tasks as notices
from sanbao.apps.notices.models import Delivery, Endpoint, Notice
from sanbao.apps.obligations import actions
from sanbao.site import reactions

from ..apps.obligations import duties
from ..apps.world import CHINA, World

MARCH = datetime(2026, 3, 1, 10, tzinfo=CHINA)


def jobs(name: str) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = %s", [name])
        return [json.loads(args) for (args,) in cursor.fetchall()]


def raise_for(world: World, count: int, prefix: str) -> list[int]:
    """Inspections for so many units; the entries that tell of them."""
    version = duties.signed(world, duties.INSPECTED, starts_on=date(2025, 1, 1))
    units = [
        duties.unit(f"{prefix}-{number}", commissioned=date(2025, 9, 10)) for number in range(count)
    ]
    before = Entry.objects.count()
    duties.owed(world, version, *units, at=MARCH, days=30)
    told = Entry.objects.filter(happening="obligation.raised").order_by("-pk")
    return list(told.values_list("pk", flat=True)[: Entry.objects.count() - before])


@pytest.mark.django_db
def test_what_follows_from_many_is_one_job(world: World) -> None:
    entries = raise_for(world, 120, "A")
    assert len(entries) == 120
    (job,) = jobs("sanbao.react_to_all")
    assert sorted(job["entry_ids"]) == sorted(entries)
    assert jobs("sanbao.react") == []


@pytest.mark.django_db
def test_reacting_to_three_hundred_takes_as_many_statements_as_to_ten(world: World) -> None:
    def statements(count: int, prefix: str) -> int:
        entries = raise_for(world, count, prefix)
        with CaptureQueriesContext(connection) as captured:
            reactions.react_to_all(entry_ids=entries)
            notices.tell_all(entry_ids=entries)
        return len(captured)

    assert statements(300, "B") == statements(10, "A") <= 12
    assert len(jobs("notices.tell_all")) == 2
    assert not Notice.objects.exists(), "what comes round is nobody's news when it is raised"


@pytest.mark.django_db
def test_an_endpoint_that_is_told_of_it_is_told_of_each_once(world: World) -> None:
    Endpoint.objects.create(
        provider=world.provider,
        label="ERP",
        url="https://erp.example/",
        happenings=["obligation.raised"],
        secret="whsec_x",
        created_at=world.at,
    )
    entries = raise_for(world, 5, "A")
    for _run_twice in range(2):
        notices.tell_all(entry_ids=entries)
    assert Delivery.objects.count() == 5


@pytest.mark.django_db
def test_misses_of_one_sweep_each_have_their_consequence_queued(world: World) -> None:
    raise_for(world, 3, "A")
    actions.sweep(MARCH.replace(year=2027))
    missed = list(Entry.objects.filter(happening="obligation.missed").values_list("pk", flat=True))
    reactions.react_to_all(entry_ids=missed)
    queued = [job["entry_id"] for job in jobs("obligations.draw_consequences")]
    assert sorted(queued) == sorted(missed)
    assert len(missed) == 3


DYING = """
import os, signal, sys, json
import django
django.setup()
from django.db import connections
connection = connections["default"]
connection.settings_dict.update(NAME=sys.argv[1], HOST=sys.argv[2], PORT=sys.argv[3])
left = int(sys.argv[5])
def dying(execute, sql, params, many, context):
    global left
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    left -= 1
    return execute(sql, params, many, context)
from sanbao.site.reactions import react_to_all
with connection.execute_wrapper(dying):
    react_to_all.func(entry_ids=json.loads(sys.argv[4]))
"""


def run_dying(entries: list[int], statement: int) -> int:
    database = connection.settings_dict
    arguments = [str(database[name] or "") for name in ("NAME", "HOST", "PORT")]
    return subprocess.run(
        [sys.executable, "-c", DYING, *arguments, str(entries), str(statement)],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "sanbao.site.settings"},
        check=False,
    ).returncode


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_between_any_two_statements_queues_all_or_nothing(world: World) -> None:
    raise_for(world, 3, "A")
    actions.sweep(MARCH.replace(year=2027))
    missed = list(Entry.objects.filter(happening="obligation.missed").values_list("pk", flat=True))
    steps = 0
    while run_dying(missed, steps) == -signal.SIGKILL:
        assert jobs("obligations.draw_consequences") == [], f"killed at statement {steps}"
        assert jobs("notices.tell_all") == []
        steps += 1
    assert steps >= 3, "the entries are read, and each task is queued by a statement"
    assert len(jobs("obligations.draw_consequences")) == 3
    assert len(jobs("notices.tell_all")) == 1
