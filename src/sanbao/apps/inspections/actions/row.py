"""The row of a round: locked, and what happened to it said."""

from datetime import datetime
from typing import Any

from sanbao.apps.accounts.access import User
from sanbao.apps.inspections import queries
from sanbao.apps.inspections.models import Inspection, Round
from sanbao.apps.journal import actions as journal


def lock(round_: Round) -> Round:
    """The round as it stands now, held until the transaction ends (read once it is held)."""
    held = Round.objects.select_for_update().only("pk").get(pk=round_.pk)
    return queries.whole(Round.objects.filter(pk=held.pk)).get()


def lock_unit(inspection: Inspection) -> tuple[Round, Inspection]:
    """The round first, then the unit on it: always in this order."""
    round_ = lock(inspection.round)
    rows = Inspection.objects.select_related("asset__product", "asset__provider", "asset__site")
    return round_, rows.get(pk=inspection.pk)


def say(
    happening: str, round_: Round, *, by: User | None, at: datetime, was: str = "", **details: Any
) -> None:
    journal.record(
        happening,
        round_.code,
        provider=round_.provider_id,
        at=at,
        by=by,
        was=was,
        now=round_.state,
        details=details,
    )
