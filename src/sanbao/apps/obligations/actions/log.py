"""Writing the log of an obligation and deriving its cached columns from it."""

from collections.abc import Mapping
from datetime import datetime

from sanbao.apps.accounts.access import User
from sanbao.apps.journal import actions as journal
from sanbao.apps.obligations import queries
from sanbao.apps.obligations.actions.watching import WATCHED, watch
from sanbao.apps.obligations.models import LogLine, Obligation
from sanbao.rules.obligation import Kind, span_of, standing

DERIVED = ("state", "starts_at", "due_at", "met_at", "span")


def locked(pk: int) -> Obligation:
    return Obligation.objects.select_for_update().get(pk=pk)


def write(
    obligation: Obligation,
    kind: Kind,
    *,
    at: datetime,
    by: User | None,
    reason: str = "",
    note: str = "",
) -> None:
    LogLine.objects.create(
        obligation=obligation, kind=kind.value, at=at, by=by, reason=reason, note=note
    )


def settle(obligation: Obligation, *, at: datetime) -> None:
    """Derive the cached columns anew. A line from a clock ahead of ours counts all the same."""
    log = queries.lines_of(obligation)
    span = span_of(log, roll=obligation.roll)
    found = standing(span, log, now=max(at, *(line.at for line in log)))
    obligation.span = span.iso if span else ""
    obligation.state = found.state.value
    obligation.starts_at, obligation.due_at, obligation.met_at = (
        found.starts_at,
        found.due_at,
        found.met_at,
    )
    watch(obligation, found, log)
    obligation.save(update_fields=(*DERIVED, *WATCHED))


def record(
    happening: str,
    obligation: Obligation,
    *,
    at: datetime,
    by: User | None,
    was: str = "",
    more: Mapping[str, object] | None = None,
) -> None:
    """One entry in the journal, with what a reader of the subject's history needs, and `more`."""
    journal.record(
        happening,
        obligation.code,
        provider=obligation.provider_id,
        at=at,
        by=by,
        was=was,
        now=obligation.state,
        details={
            "what": obligation.what,
            "clause": obligation.clause,
            "subject": [obligation.subject_kind, obligation.subject_code],
            "due_at": obligation.due_at.isoformat() if obligation.due_at else None,
            **(more or {}),
        },
    )
