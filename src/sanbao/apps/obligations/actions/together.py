"""One step taken by many obligations at once: their lines, their columns, their entries."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.obligations import queries
from sanbao.apps.obligations.actions.log import record_all, settle_all
from sanbao.apps.obligations.models import OPEN_STATES, LogLine, Obligation, ObligationKind
from sanbao.rules.obligation import MOVES, Facts, Kind, Step

BATCH = 1000


def cancel_together(
    rows: Sequence[Obligation], *, reason: str, at: datetime, by: User | None
) -> list[Obligation]:
    """End locked open rows with one reason. Raises Refused without one."""
    if not rows:
        return []
    before = [row.state for row in rows]
    for state in set(before):
        MOVES.advance(state, Step.CANCEL, Facts(reason=reason))
    LogLine.objects.bulk_create(
        LogLine(
            obligation=row, kind=Kind.CANCELLED.value, at=at, by=by, reason=reason.strip()[:200]
        )
        for row in rows
    )
    settle_all(rows, at=at)
    record_all("obligation.cancelled", rows, at=at, by=by, was=before)
    return list(rows)


@transaction.atomic
def end_with_agreement(
    agreement_id: int,
    *,
    reason: str,
    at: datetime,
    by: User | None,
    sparing: Collection[str] = (),
) -> int:
    """End every open obligation raised from an agreement, each with the reason; returns how many.

    sparing: kinds of subject whose obligations go on, as those of a case do that was opened before.
    What by its term outlives the agreement goes on too. Run twice it finds nothing left to end.
    """
    ended = 0
    rows = Obligation.objects.select_for_update(of=("self",)).filter(
        version__agreement_id=agreement_id, state__in=OPEN_STATES
    )
    rows = rows.exclude(subject_kind__in=sparing)
    for version, term in queries.outliving(agreement_id):
        rows = rows.exclude(
            version=version, kind=ObligationKind.UPKEEP, clause=term.clause, what=str(term.what)
        )
    while batch := list(rows.order_by("id")[:BATCH]):
        ended += len(cancel_together(batch, reason=reason, at=at, by=by))
    return ended
