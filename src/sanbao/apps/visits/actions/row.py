"""The row of a visit: locked, moved, and what happened to it said."""

from datetime import datetime
from typing import Any

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.prepared import held
from sanbao.apps.journal import actions as journal
from sanbao.apps.visits.models import Visit
from sanbao.rules.visit import MOVES

# Planned once for each connection: one more join costs less than asking for its row later.
row = held(Visit, "provider", "engineer", "signature", "order__case__asset", "order__case__version")


def lock(visit: Visit) -> Visit:
    """The visit as it stands now, held until the transaction ends."""
    return row(visit.pk)


def say(
    happening: str, visit: Visit, *, by: User | None, at: datetime, was: str, **details: Any
) -> None:
    journal.record(
        happening,
        visit.code,
        provider=visit.provider_id,
        at=at,
        by=by,
        was=was,
        now=visit.state,
        details=details,
    )


def possible(visit: Visit) -> dict[str, bool]:
    """The steps that the state allows: what a page offers as buttons (facts are asked later)."""
    return dict.fromkeys(MOVES.next[visit.state], True)
