"""Jobs of the obligations: the sweep each minute, and what follows from a miss."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from sanbao.apps.journal import queries as journal
from sanbao.apps.obligations import actions, queries


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
    """End what still runs from an agreement that is over; a case opened before keeps its own, and
    what the law gives for a product goes on.
    """
    entry = journal.entry(entry_id)
    actions.end_with_agreement(
        entry.details["agreement"],
        reason=entry.details["reason"],
        at=entry.at,
        by=None,
        sparing=("case", "product"),
    )


AGAIN = RetryStrategy(max_attempts=10, exponential_wait=2)


@app.periodic(cron="5 */6 * * *")
@app.task(name="obligations.raise_ahead", queueing_lock="obligations.raise_ahead")
def raise_ahead(timestamp: int) -> None:
    """Four times a day, what the coming quarter brings: a run that was left out is made good."""
    for provider_id in queries.providers_with_agreements():
        raise_provider.defer(provider_id=provider_id)


@app.task(name="obligations.raise_provider", retry=AGAIN)
def raise_provider(provider_id: int) -> None:
    """What is owed for dealers and agreements."""
    actions.raise_agreements(queries.signed_agreements(provider_id), at=timezone.now())


@app.task(name="obligations.raise_for_agreement", retry=AGAIN)
def raise_for_agreement(entry_id: int) -> None:
    """An agreement has come into force, or ends: what it owes by itself and for its dealers."""
    entry = journal.entry(entry_id)
    found = [
        agreement
        for agreement in queries.signed_agreements(entry.provider_id)
        if agreement.code == entry.subject_code
    ]
    actions.raise_agreements(found, at=timezone.now())


@app.task(name="obligations.raise_after_deed", retry=AGAIN)
def raise_after_deed(entry_id: int) -> None:
    """What was done starts what the other side owes: sheets handed in are paid for."""
    actions.raise_after_deed(journal.entry(entry_id), at=timezone.now())


# A database that went away for a moment must not cost a customer the loaner.
@app.task(
    name="obligations.draw_consequences",
    retry=RetryStrategy(max_attempts=10, exponential_wait=2),
)
def draw_consequences(entry_id: int) -> None:
    """Raise what a miss makes owed by its clause; may run twice."""
    actions.draw(entry_id)
