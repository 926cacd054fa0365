"""Writing the log of an obligation and deriving its cached columns from it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.stored import add, change
from sanbao.apps.journal import actions as journal
from sanbao.apps.obligations import queries
from sanbao.apps.obligations.actions.watching import WATCHED, watch
from sanbao.apps.obligations.models import LogLine, Obligation
from sanbao.rules.obligation import Kind
from sanbao.rules.replay import Line, span_of, standing

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
    line = LogLine(obligation=obligation, kind=kind.value, at=at, by=by, reason=reason, note=note)
    add(line)


def settle(obligation: Obligation, *, at: datetime) -> None:
    """Derive the cached columns anew. A line from a clock ahead of ours counts all the same."""
    derive(obligation, queries.lines_of(obligation), at=at)
    change(obligation, *DERIVED, *WATCHED)


def derive(
    obligation: Obligation,
    log: Sequence[Line],
    *,
    at: datetime,
    policies: queries.Policies | None = None,
) -> None:
    span = span_of(log, roll=obligation.roll)
    found = standing(span, log, now=max(at, *(line.at for line in log)))
    obligation.span = span.iso if span else ""
    obligation.state = found.state.value
    obligation.starts_at, obligation.due_at, obligation.met_at = (
        found.starts_at,
        found.due_at,
        found.met_at,
    )
    watch(obligation, found, log, policies=policies)


def settle_all(
    obligations: Sequence[Obligation], *, at: datetime, also: Sequence[str] = ()
) -> None:
    """`settle` for many: one query for their logs, one to write. also: other columns to save."""
    if not obligations:
        return
    for obligation in obligations:
        # What was fetched before the last lines were written is stale.
        getattr(obligation, "_prefetched_objects_cache", {}).pop("log", None)
    prefetch_related_objects(list(obligations), "log")
    policies = queries.policies_of(obligation.provider_id for obligation in obligations)
    for obligation in obligations:
        derive(obligation, queries.lines_of(obligation), at=at, policies=policies)
    Obligation.objects.bulk_update(obligations, [*DERIVED, *WATCHED, *also])


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
        details=told_of(obligation) | dict(more or {}),
    )


def record_all(
    happening: str,
    obligations: Sequence[Obligation],
    *,
    at: datetime,
    by: User | None,
    was: Sequence[str] | None = None,
) -> None:
    """`record` for many obligations of one provider. was: their states before, in their order."""
    if not obligations:
        return
    before = was or [""] * len(obligations)
    journal.record_all(
        happening,
        [
            journal.Told(
                obligation.code, was=state, now=obligation.state, details=told_of(obligation)
            )
            for obligation, state in zip(obligations, before, strict=True)
        ],
        provider=obligations[0].provider_id,
        at=at,
        by=by,
    )


def told_of(obligation: Obligation) -> dict[str, Any]:
    """What the journal keeps of it: enough for the figures by clause, place and party."""
    return {
        "what": obligation.what,
        "clause": obligation.clause,
        "kind": obligation.kind,
        "period": obligation.period,
        "subject": [obligation.subject_kind, obligation.subject_code],
        "due_at": obligation.due_at.isoformat() if obligation.due_at else None,
        "owed_by": obligation.owed_by,
        "agreement": queries.agreement_code(obligation.version_id),
        "province": obligation.province,
        "station": obligation.station,
        "dealer": obligation.dealer,
        "product": obligation.product,
        "customer": obligation.customer,
    }
