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
