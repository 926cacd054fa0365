"""Jobs that follow from what others did. Each may run twice: what it makes is made once."""

from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from sanbao.apps.claims import actions
from sanbao.apps.journal import queries as journal

AGAIN = RetryStrategy(max_attempts=10, exponential_wait=2)
# A database that is away for a moment is no reason to give up; a fault of ours is.
AWAY = (OperationalError, InterfaceError)
ATTEMPTS = 6
WHILE_AWAY = RetryStrategy(max_attempts=ATTEMPTS, exponential_wait=2, retry_exceptions=AWAY)


@app.task(name="claims.draft_sheet", retry=AGAIN)
def draft_sheet(entry_id: int) -> None:
    """The visit of a dealer's engineer was reported: its sheet is drafted."""
    actions.draft(journal.entry(entry_id))


@app.task(name="claims.waive_sheets", retry=AGAIN)
def waive_sheets(entry_id: int) -> None:
    """A consequence was drawn: after months without sheets their fees are waived."""
    actions.waive_drawn(journal.entry(entry_id))


@app.task(name="claims.restore_sheets", retry=AGAIN)
def restore_sheets(entry_id: int) -> None:
    """A month without sheets was excused: what was waived for it stands again."""
    actions.restore_excused(journal.entry(entry_id))


@app.task(name=actions.CARRY_OUT, retry=WHILE_AWAY, pass_context=True)
def carry_out_import(context: JobContext, import_id: int) -> None:
    """A dealer's file of sheets: nobody waits for ever, what broke is said to have failed."""
    if not connection.in_atomic_block:
        # A worker's thread may hold a connection that died since its last job.
        close_old_connections()
    try:
        actions.carry_out(import_id, at=timezone.now(), is_watched=True)
    except Exception as error:
        if not isinstance(error, AWAY) or context.job.attempts >= ATTEMPTS:
            actions.give_up(import_id)
        raise
