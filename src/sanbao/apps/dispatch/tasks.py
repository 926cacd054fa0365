"""Jobs of dispatch."""

from django.db import close_old_connections, connection
from django.utils import timezone
from procrastinate.contrib.django import app

from sanbao.apps.dispatch import actions, queries
from sanbao.apps.journal import queries as journal


@app.task(name="dispatch.make_plan")
def make_plan(entry_id: int) -> None:
    """Plan the day that was asked for (plan.asked); a second time nothing happens."""
    if not connection.in_atomic_block:
        close_old_connections()
    entry = journal.entry(entry_id)
    run = queries.plan_of(entry.provider_id, entry.subject_code)
    try:
        actions.carry_out(run.pk, at=timezone.now())
    except Exception:
        actions.fail(run.pk, at=timezone.now())
        raise
