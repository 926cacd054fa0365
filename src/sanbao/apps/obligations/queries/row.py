"""One obligation as a page shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import prefetch_related_objects

from sanbao.apps.obligations.models import Obligation, ObligationState
from sanbao.apps.obligations.queries.replay import standing_of
from sanbao.apps.obligations.queries.time_left import Left, due_words, left
from sanbao.apps.obligations.queries.words import promise
from sanbao.rules.obligation import MOVES


@dataclass(frozen=True, slots=True)
class Owed:
    """What follows from a miss: what is owed then, by which clause."""

    promise: str
    clause: str


@dataclass(frozen=True, slots=True)
class Row:
    """due_at: where it stands now; in a pause where it would be if resumed now."""

    obligation: Obligation
    promise: str
    due_at: datetime | None
    due: str
    left: Left
    consequences: tuple[Owed, ...]

    @property
    def steps(self) -> frozenset[str]:
        """The steps that the state allows: which buttons a page shows."""
        return frozenset(MOVES.next.get(self.obligation.state, {}))


def rows_of(obligations: Iterable[Obligation], *, zone: str, at: datetime) -> list[Row]:
    """One query more if any of them is paused, however many there are."""
    found = list(obligations)
    paused = [row for row in found if row.state == ObligationState.PAUSED]
    prefetch_related_objects(paused, "log")
    return [row_of(obligation, zone=zone, at=at) for obligation in found]


def row_of(obligation: Obligation, *, zone: str, at: datetime) -> Row:
    due_at = obligation.due_at
    if obligation.state == ObligationState.PAUSED:
        due_at = standing_of(obligation, at=at).due_at
    return Row(
        obligation=obligation,
        promise=promise(obligation.what),
        due_at=due_at,
        due=due_words(due_at, zone),
        left=left(obligation, due_at, at=at),
        consequences=tuple(
            Owed(promise(owed["what"]), owed["clause"]) for owed in obligation.consequences
        ),
    )
