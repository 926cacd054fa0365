"""The sweep: what has fallen due without being done."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from sanbao.apps.journal.models import Entry
from sanbao.apps.obligations import actions
from sanbao.apps.obligations.actions.escalating import DUE_FOR_TELLING, WAITING
from sanbao.apps.obligations.actions.sweeping import BATCH, MISS
from sanbao.apps.obligations.actions.warning import DUE_FOR_WARNING
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


# As many as a company of middle size has open; every twentieth was missed and is told of.
OPEN = """
    INSERT INTO obligations_obligation (provider_id, code, kind, what, owed_by, clause, version_id,
        subject_kind, subject_code, subject_label, period, province, station, dealer, product,
        customer, span, roll, after, starts_at, due_at, warn_at, escalate_at, state, consequences,
        escalation)
    SELECT o.provider_id, 'MANY-' || n, o.kind, o.what, o.owed_by, o.clause, o.version_id,
        'case', 'MANY-' || n, '', '', '', '', '', '', '', 'PT24H', true, '', %(at)s,
        %(at)s + n * interval '1 minute',
        CASE WHEN n %% 20 > 0 THEN %(at)s + n * interval '30 seconds' END,
        CASE WHEN n %% 20 = 0 THEN %(at)s + n * interval '2 minutes' END,
        CASE WHEN n %% 20 = 0 THEN 'missed' ELSE 'running' END, '[]', 0
    FROM (SELECT * FROM obligations_obligation ORDER BY id LIMIT 1) o, generate_series(1, 20000) n
"""


@pytest.mark.django_db
def test_each_sweep_reads_its_partial_index_by_its_own_choice(world: World) -> None:
    """Nothing forces PostgreSQL here: among so many rows it chooses the index itself."""
    raised(world, world.at)
    at = world.at + HOUR
    plans = []
    with connection.cursor() as cursor:
        cursor.execute(OPEN, {"at": world.at})
        cursor.execute("ANALYZE obligations_obligation")
        for statement in (MISS, DUE_FOR_WARNING, DUE_FOR_TELLING, WAITING):
            cursor.execute("EXPLAIN " + statement, {"at": at, "batch": BATCH})
            plans.append("\n".join(line for (line,) in cursor.fetchall()))
    missing, warning, telling, waiting = plans
    assert "obligation_due_next" in missing
    assert "obligation_warned_next" in warning
    assert "obligation_escalated_next" in telling
    assert waiting.count("obligation_due_next") == 1
    assert waiting.count("obligation_warned_next") == 1
    assert waiting.count("obligation_escalated_next") == 1
    assert not [plan for plan in plans if "Seq Scan on obligations_obligation" in plan]


@pytest.mark.django_db
def test_where_nothing_is_due_a_sweep_asks_once(
    world: World, django_assert_num_queries: Any
) -> None:
    raised(world, world.at)
    with django_assert_num_queries(1):
        assert actions.sweep_and_tell(world.at) == 0
