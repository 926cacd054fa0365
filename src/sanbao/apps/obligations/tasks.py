"""Jobs of the obligations: the sweep each minute, and what follows from a miss."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from sanbao.apps.journal import queries as journal
from sanbao.apps.obligations import actions


@app.periodic(cron="* * * * *")
@app.task(name="obligations.sweep", queueing_lock="obligations.sweep")
def sweep(timestamp: int) -> None:
    """Mark what has fallen due, tell of misses up the line, warn of what is left.

    A sweep that was left out is made good by the next one.
    """
    actions.sweep_and_tell(timezone.now())


@app.task(
    name="obligations.follow_policy",
    lock="obligations.follow_policy",
    retry=RetryStrategy(max_attempts=10, exponential_wait=2),
)
def follow_policy(provider_id: int) -> None:
    """Have what is open warned of, and told of, as its provider has now stated."""
    actions.follow_policy(provider_id, at=timezone.now())


@app.task(
    name="obligations.end_with_agreement",
    retry=RetryStrategy(max_attempts=10, exponential_wait=2),
)
def end_with_agreement(entry_id: int) -> None:
    """End what still runs from an agreement that is over; a case opened before keeps its own."""
    entry = journal.entry(entry_id)
    actions.end_with_agreement(
        entry.details["agreement"],
        reason=entry.details["reason"],
        at=entry.at,
        by=None,
        sparing=("case",),
    )


# A database that went away for a moment must not cost a customer the loaner.
@app.task(
    name="obligations.draw_consequences",
    retry=RetryStrategy(max_attempts=10, exponential_wait=2),
)
def draw_consequences(entry_id: int) -> None:
    """Raise what a miss makes owed by its clause; may run twice."""
    actions.draw(entry_id)
