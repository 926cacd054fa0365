"""Warning of what has used up a stated share of its time: read from the partial index alone."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction

from sanbao.apps.obligations import queries
from sanbao.apps.obligations.actions.log import record
from sanbao.apps.obligations.actions.watching import WATCHED, watch
from sanbao.apps.obligations.models import LogLine, Obligation
from sanbao.rules import warning
from sanbao.rules.obligation import Kind
from sanbao.rules.replay import span_of, standing

BATCH = 500

# What has fallen due meanwhile belongs to the other sweep.
DUE_FOR_WARNING = """
    SELECT id FROM obligations_obligation
    WHERE state = 'running' AND warn_at IS NOT NULL AND warn_at <= %(at)s
        AND (due_at IS NULL OR due_at >= %(at)s)
    ORDER BY warn_at LIMIT %(batch)s FOR UPDATE SKIP LOCKED
"""


def warn(at: datetime) -> int:
    """Warn of every running obligation whose mark has gone by; returns how many were looked at.

    Each gets one log line and one journal entry for the largest share gone by, in the transaction
    of its batch, and the instant of its next warning. Run twice, or two at once, it warns once.
    """
    total = 0
    while (count := warn_batch(at)) == BATCH:
        total += count
    return total + count


@transaction.atomic
def warn_batch(at: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(DUE_FOR_WARNING, {"at": at, "batch": BATCH})
        ids = [pk for (pk,) in cursor.fetchall()]
    if not ids:
        return 0
    rows = list(watched_rows(ids))
    policies = queries.policies_of(row.provider_id for row in rows)
    for row in rows:
        warn_of(row, policies, at=at)
    Obligation.objects.bulk_update(rows, WATCHED)
    return len(rows)


def watched_rows(ids: Iterable[int]) -> Iterable[Obligation]:
    """The rows just locked, in their order, each with its log."""
    return Obligation.objects.filter(pk__in=ids).prefetch_related("log").order_by("id")


def warn_of(obligation: Obligation, policies: queries.Policies, *, at: datetime) -> None:
    """Write that a share of the time is used up, if one is, and see when to look again."""
    log = queries.lines_of(obligation)
    span = span_of(log, roll=obligation.roll)
    found = standing(span, log, now=max(at, *(line.at for line in log)))
    share = warning.reached(policies.of(obligation), found, span, log, now=at)
    if share:
        line = LogLine.objects.create(
            obligation=obligation, kind=Kind.WARNED.value, at=at, reason=str(share)
        )
        log = [*log, queries.line_of(line)]
        was = obligation.state
        record("obligation.warned", obligation, at=at, by=None, was=was, more={"share": share})
    watch(obligation, found, log, policies=policies)
