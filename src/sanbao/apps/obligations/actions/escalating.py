"""Telling of a miss up a line of people: read from the partial index alone."""

from datetime import datetime

from django.db import connection, transaction

from sanbao.apps.accounts.prepared import planned_once
from sanbao.apps.obligations import queries
from sanbao.apps.obligations.actions.log import record
from sanbao.apps.obligations.actions.sweeping import sweep
from sanbao.apps.obligations.actions.warning import BATCH, warn, watched_rows
from sanbao.apps.obligations.actions.watching import WATCHED, watch
from sanbao.apps.obligations.models import LogLine, Obligation
from sanbao.rules import warning
from sanbao.rules.obligation import Kind
from sanbao.rules.replay import span_of, standing

DUE_FOR_TELLING = """
    SELECT id FROM obligations_obligation
    WHERE state = 'missed' AND escalate_at IS NOT NULL AND escalate_at <= %(at)s
    ORDER BY escalate_at LIMIT %(batch)s FOR UPDATE SKIP LOCKED
"""

# Each is the first row of a partial index.
WAITING = """
    SELECT
        EXISTS (SELECT FROM obligations_obligation WHERE state = 'running' AND due_at < %(at)s),
        EXISTS (
            SELECT FROM obligations_obligation
            WHERE state = 'missed' AND escalate_at IS NOT NULL AND escalate_at <= %(at)s
        ),
        EXISTS (
            SELECT FROM obligations_obligation
            WHERE state = 'running' AND warn_at IS NOT NULL AND warn_at <= %(at)s
        )
"""


def sweep_and_tell(at: datetime) -> int:
    """All that time brings by itself: what fell due is missed, misses go up the line, what is left
    is warned of. Returns how many have ended.
    """
    has_fallen, has_step, has_mark = waiting(at)
    ended = sweep(at) if has_fallen else 0
    if ended or has_step:
        escalate(at)
    if has_mark:
        warn(at)
    return ended


def waiting(at: datetime) -> tuple[bool, bool, bool]:
    """Whether anything has fallen due, is to be told of, or to be warned of: mostly nothing is."""
    with planned_once() as cursor:
        cursor.execute(WAITING, {"at": at})
        has_fallen, has_step, has_mark = cursor.fetchone() or (True, True, True)
    return has_fallen, has_step, has_mark


def escalate(at: datetime) -> int:
    """Take every missed obligation whose next step is due one step up; returns how many steps.

    Each step has one log line and one journal entry that names its level and who is told, in the
    transaction of its batch. Steps left out while nothing ran follow one another at once. Run
    twice, or two at once, each step is taken once.
    """
    total = 0
    while count := escalate_batch(at):
        total += count
    return total


@transaction.atomic
def escalate_batch(at: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(DUE_FOR_TELLING, {"at": at, "batch": BATCH})
        ids = [pk for (pk,) in cursor.fetchall()]
    if not ids:
        return 0
    rows = list(watched_rows(ids))
    policies = queries.policies_of(row.provider_id for row in rows)
    for row in rows:
        climb(row, policies, at=at)
    Obligation.objects.bulk_update(rows, WATCHED)
    return len(rows)


def climb(obligation: Obligation, policies: queries.Policies, *, at: datetime) -> None:
    """Write that the next step is told, if it is due, and see when to look again."""
    log = queries.lines_of(obligation)
    span = span_of(log, roll=obligation.roll)
    found = standing(span, log, now=max(at, *(line.at for line in log)))
    level, due_at = warning.climbed(log), found.due_at
    step = warning.next_rung(policies.of(obligation), level, due_at) if due_at else None
    if step is not None and step[0] <= at:
        told = {"level": level + 1, "to": step[1].to}
        line = LogLine.objects.create(
            obligation=obligation,
            kind=Kind.ESCALATED.value,
            at=at,
            reason=str(level + 1),
            note=step[1].to,
        )
        log = [*log, queries.line_of(line)]
        was = obligation.state
        record("obligation.escalated", obligation, at=at, by=None, was=was, more=told)
    watch(obligation, found, log, policies=policies)
