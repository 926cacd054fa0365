"""Jobs of the dealer's side. Each may run twice: what is done stays done."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from sanbao.apps.dealers import actions
from sanbao.apps.journal import queries as journal

AGAIN = RetryStrategy(max_attempts=10, exponential_wait=2)


@app.task(name="dealers.complete_order", retry=AGAIN)
def complete_order(entry_id: int) -> None:
    """A case works again: the order that the dealer accepted for it is done."""
    entry = journal.entry(entry_id)
    actions.complete_for_case(entry.subject_code, entry.provider_id, by=entry.by, at=entry.at)
