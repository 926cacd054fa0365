"""Jobs of the desk: whether somebody looks after each agreement that promises it."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from sanbao.apps.desk import actions
from sanbao.apps.journal import queries as journal
from sanbao.apps.obligations import queries as obligations

AGAIN = RetryStrategy(max_attempts=10, exponential_wait=2)


@app.periodic(cron="45 */6 * * *")
@app.task(name="desk.look", queueing_lock="desk.look")
def look(timestamp: int) -> None:
    """Four times a day: somebody may have left the company."""
    for provider_id in obligations.providers_with_agreements():
        actions.check_dedicated(provider_id, at=timezone.now())


@app.task(name="desk.check_dedicated", retry=AGAIN)
def check_dedicated(entry_id: int) -> None:
    """Somebody else is named, or nobody any more."""
    entry = journal.entry(entry_id)
    actions.check_dedicated(entry.provider_id, at=entry.at)
