"""Jobs that follow from what others did. Each may run twice: what it makes is made once."""

from functools import partial

from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from sanbao.apps.accounts.awaited import WHILE_AWAY, answering
from sanbao.apps.claims import actions
from sanbao.apps.journal import queries as journal

AGAIN = RetryStrategy(max_attempts=10, exponential_wait=2)


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
    with answering(partial(actions.give_up, import_id), attempts=context.job.attempts):
        actions.carry_out(import_id, at=timezone.now())
