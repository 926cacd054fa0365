"""The sweep: what has fallen due without being done."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from sanbao.apps.journal.models import Entry
from sanbao.apps.obligations import actions
from sanbao.apps.obligations.actions.sweeping import BATCH, MISS
from sanbao.apps.obligations.models import LogLine, Obligation, ObligationState

from ..world import World
from .promises import raised

HOUR = timedelta(hours=1)


@pytest.mark.django_db
def test_what_fell_due_is_missed_and_what_has_time_left_is_not(world: World) -> None:
    raised(world, world.at)
    swept = actions.sweep(world.at + 2 * HOUR)
    states = dict(Obligation.objects.values_list("what", "state"))
    assert states["on_site"] == ObligationState.MISSED
    assert states["resolved"] == ObligationState.RUNNING
    assert swept == list(states.values()).count(ObligationState.MISSED)


@pytest.mark.django_db
def test_the_due_instant_itself_is_not_yet_too_late(world: World) -> None:
    raised(world, world.at)
    actions.sweep(world.at + HOUR)
    assert Obligation.objects.get(what="on_site").state == ObligationState.RUNNING


@pytest.mark.django_db
def test_each_miss_has_one_log_line_and_one_entry_and_sweeping_again_adds_none(
    world: World,
) -> None:
    raised(world, world.at)
    at = world.at + 13 * HOUR
    count = actions.sweep(at)
    assert count > 0
    assert actions.sweep(at) == 0
    assert LogLine.objects.filter(kind="missed", at=at).count() == count
    assert Entry.objects.filter(happening="obligation.missed").count() == count


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_mark_each_obligation_once(world: World) -> None:
    for number in range(20):
        raised(world, world.at, code=f"GD-{number}")
    due = Obligation.objects.filter(state="running").count()

    def sweep(_: int) -> int:
        try:
            return actions.sweep(world.at + 13 * HOUR)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        counts = list(pool.map(sweep, range(2)))
    assert sum(counts) == due
    assert Entry.objects.filter(happening="obligation.missed").count() == due
    assert LogLine.objects.filter(kind="missed").count() == due


@pytest.mark.django_db
def test_the_sweep_reads_the_partial_index_of_what_falls_due_next(world: World) -> None:
    raised(world, world.at)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN " + MISS, {"at": world.at + HOUR, "batch": BATCH})
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "obligation_due_next" in plan
