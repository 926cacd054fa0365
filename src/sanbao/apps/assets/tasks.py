"""What the worker does about units. A task that runs twice changes nothing the second time."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from sanbao.apps.assets import actions
from sanbao.apps.assets.actions.imports import check, load, queue
from sanbao.apps.journal import queries as journal
from sanbao.rules.message import Message

BROKEN_OFF = Message("it broke off and nothing was imported; please upload the file again")
# A database that is away for a moment is no reason to give up; a fault of ours is.
AWAY = (OperationalError, InterfaceError)
ATTEMPTS = 6
AGAIN = RetryStrategy(max_attempts=ATTEMPTS, exponential_wait=2, retry_exceptions=AWAY)


@app.task(name=queue.CHECK, retry=AGAIN, pass_context=True)
def check_import(context: JobContext, batch_id: int) -> None:
    with answering_for(batch_id, attempts=context.job.attempts):
        check.check(batch_id, at=timezone.now())


@app.task(name=queue.LOAD, retry=AGAIN, pass_context=True)
def load_import(context: JobContext, batch_id: int) -> None:
    with answering_for(batch_id, attempts=context.job.attempts):
        load.load(batch_id, at=timezone.now())


@contextmanager
def answering_for(batch_id: int, *, attempts: int) -> Iterator[None]:
    """Nobody waits for ever before a progress bar: what cannot be retried is said to have failed.

    attempts: how often the job was begun before.
    """
    if not connection.in_atomic_block:
        # A worker's thread may hold a connection that died since its last job.
        close_old_connections()
    try:
        yield
    except Exception as error:
        if not isinstance(error, AWAY) or attempts >= ATTEMPTS:
            check.give_up(batch_id, BROKEN_OFF)
        raise


@app.task(name="assets.refresh_customer")
def refresh_customer(entry_id: int) -> None:
    """A customer or a site was changed: his units are found by the new words (customer.changed)."""
    entry = journal.entry(entry_id)
    actions.refresh_customer(entry.subject_code, provider_id=entry.provider_id)
