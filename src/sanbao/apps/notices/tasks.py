"""Jobs of the notices: telling of an entry, and sending one message."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from sanbao.apps.journal import queries as journal
from sanbao.apps.notices import actions, queries


# A database that went away for a moment must not cost anybody the news.
@app.task(name="notices.tell", retry=RetryStrategy(max_attempts=10, exponential_wait=2))
def tell(entry_id: int) -> None:
    """Tell everybody and every program that an entry concerns; may run twice."""
    actions.tell(journal.entry(entry_id), at=timezone.now())


@app.task(name="notices.tell_all", retry=RetryStrategy(max_attempts=10, exponential_wait=2))
def tell_all(entry_ids: list[int]) -> None:
    """The same for many entries in one job: what is nobody's news is left out by one look."""
    actions.tell_all(queries.worth_telling(journal.entries(entry_ids)), at=timezone.now())


@app.task(
    name="notices.send",
    queue="outgoing",
    retry=RetryStrategy(max_attempts=10, exponential_wait=2),
)
def send(delivery_id: int) -> None:
    """Try to send one message; what fails comes back by a job of its own, later each time."""
    actions.deliver(delivery_id, at=timezone.now())
