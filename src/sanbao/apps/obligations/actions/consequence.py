"""What follows from a miss by the clause, drawn exactly once."""

from datetime import datetime

from django.db import transaction

from sanbao.apps.journal import queries as journal
from sanbao.apps.obligations.actions.raising import add, current, like
from sanbao.apps.obligations.models import Obligation, ObligationState
from sanbao.rules.answer import Duty
from sanbao.rules.obligation import OWED_UNTIL_KEPT


@transaction.atomic
def draw(entry_id: int) -> list[Obligation]:
    """Raise what the miss told by the journal entry makes owed. Run twice it raises nothing more.

    The rows of the subject are locked in their order, so that two runs at once, or runs for two
    misses of one subject, follow one another; the database keeps `caused_by` and promise unique
    besides. Nothing is drawn from what turned out to be met
    or was excused, nor what is owed only until the promise is kept, once it has been.
    """
    entry = journal.entry(entry_id)
    told = Obligation.objects.get(provider_id=entry.provider_id, code=entry.subject_code)
    standing = current(told)
    missed = next((row for row in standing.values() if row.pk == told.pk), told)
    if missed.state != ObligationState.MISSED:
        return []
    drawn = {(row.what, row.clause) for row in Obligation.objects.filter(caused_by=missed)}
    drawn |= standing.keys()
    return [
        follow(missed, owed, at=entry.at)
        for owed in missed.consequences
        if (owed["what"], owed["clause"]) not in drawn and is_owed(missed, owed["what"])
    ]


def is_owed(missed: Obligation, what: str) -> bool:
    return missed.met_at is None or what not in OWED_UNTIL_KEPT


def follow(missed: Obligation, owed: dict[str, str], *, at: datetime) -> Obligation:
    """A standing duty that starts with the miss: the clause names no time for it."""
    duty = Duty(
        what=owed["what"],
        by=owed["by"],
        clause=owed["clause"],
        span=None,
        starts_at=at,
        after=None,
        due=None,
        consequence=(),
    )
    consequence = like(missed)
    consequence.caused_by = missed
    consequence.due_at = consequence.met_at = consequence.starts_at = None
    return add(consequence, duty, at=at, by=None)
