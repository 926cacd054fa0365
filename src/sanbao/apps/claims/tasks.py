"""Jobs that follow from what others did. Each may run twice: what it makes is made once."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

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
