"""What has fallen due without being done becomes missed: read from the partial index alone."""

from datetime import datetime

from django.db import connection, transaction

from sanbao.apps.obligations.actions.log import record
from sanbao.apps.obligations.models import Obligation, ObligationState

BATCH = 500

# One statement: whoever holds a row (somebody just finishing it, another sweep) keeps it, and the
# next sweep looks again. `due_at` of a running row is what its log says: nothing is replayed.
MISS = """
    WITH fallen AS (
        SELECT id FROM obligations_obligation
        WHERE state = 'running' AND due_at < %(at)s
        ORDER BY due_at LIMIT %(batch)s FOR UPDATE SKIP LOCKED
    ), missed AS (
        UPDATE obligations_obligation o
        SET state = 'missed', warn_at = NULL, escalate_at = o.due_at
        FROM fallen WHERE o.id = fallen.id AND o.state = 'running'
        RETURNING o.id
    ), written AS (
        INSERT INTO obligations_logline (obligation_id, kind, at, reason, note)
        SELECT id, 'missed', %(at)s, '', '' FROM missed
    )
    SELECT id FROM missed
"""


def sweep(at: datetime) -> int:
    """Mark every running obligation due before `at` as missed; returns how many.

    One journal entry each, in the same transaction as its batch. Two sweeps at once, or one run
    twice, mark each obligation once.
    """
    total = 0
    while count := sweep_batch(at):
        total += count
    return total


@transaction.atomic
def sweep_batch(at: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(MISS, {"at": at, "batch": BATCH})
        fallen = [pk for (pk,) in cursor.fetchall()]
    for obligation in Obligation.objects.filter(pk__in=fallen).order_by("due_at", "id"):
        record("obligation.missed", obligation, at=at, by=None, was=ObligationState.RUNNING)
    return len(fallen)
