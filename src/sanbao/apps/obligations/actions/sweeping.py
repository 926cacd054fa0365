"""What has fallen due without being done becomes missed: read from the partial index alone."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from django.db import connection, transaction

from sanbao.apps.obligations.actions.log import record_all
from sanbao.apps.obligations.models import Obligation, ObligationState

BATCH = 500

# One statement: whoever holds a row (somebody just finishing it, another sweep) keeps it, and the
# next sweep looks again. `due_at` of a running row is what its log says: nothing is replayed.
# What was kept up until its end has been kept, and so has a share that is reached by its due day.
MISS = """
    WITH fallen AS (
        SELECT id, kind = 'upkeep' OR (
            kind = 'share' AND base IS NOT NULL AND done >= ceil(least * base)
        ) AS kept
        FROM obligations_obligation
        WHERE state = 'running' AND due_at < %(at)s
        ORDER BY due_at LIMIT %(batch)s FOR UPDATE SKIP LOCKED
    ), ended AS (
        UPDATE obligations_obligation o
        SET state = CASE WHEN kept THEN 'met' ELSE 'missed' END,
            met_at = CASE WHEN kept THEN o.due_at END,
            warn_at = NULL,
            escalate_at = CASE WHEN kept THEN NULL ELSE o.due_at END
        FROM fallen WHERE o.id = fallen.id AND o.state = 'running'
        RETURNING o.id, o.state, o.due_at
    ), written AS (
        INSERT INTO obligations_logline (obligation_id, kind, at, reason, note)
        SELECT id, state, CASE WHEN state = 'met' THEN due_at ELSE %(at)s END, '', '' FROM ended
    )
    SELECT id FROM ended
"""


def sweep(at: datetime) -> int:
    """Mark every running obligation due before `at` as missed; returns how many have ended.

    One journal entry each, in the same transaction as its batch. Two sweeps at once, or one run
    twice, mark each obligation once.
    """
    total = 0
    while (count := sweep_batch(at)) == BATCH:
        total += count
    return total + count


@transaction.atomic
def sweep_batch(at: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(MISS, {"at": at, "batch": BATCH})
        fallen = [pk for (pk,) in cursor.fetchall()]
    rows = Obligation.objects.filter(pk__in=fallen).order_by("provider_id", "due_at", "id")
    for _provider_id, group in groupby(rows, attrgetter("provider_id")):
        tell(group, at=at)
    return len(fallen)


def tell(ended: Iterable[Obligation], *, at: datetime) -> None:
    rows = list(ended)
    for state in (ObligationState.MET, ObligationState.MISSED):
        told = [row for row in rows if row.state == state]
        was = [str(ObligationState.RUNNING)] * len(told)
        record_all(f"obligation.{state}", told, at=at, by=None, was=was)
