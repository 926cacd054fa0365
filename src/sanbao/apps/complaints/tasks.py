"""Jobs that open complaints by themselves. Each may run twice: what it makes is made once."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from sanbao.apps.complaints import actions
from sanbao.apps.journal import queries as journal

AGAIN = RetryStrategy(max_attempts=10, exponential_wait=2)


@app.task(name="complaints.open_for_case", retry=AGAIN)
def open_for_case(entry_id: int) -> None:
    """A case was opened: if it is a complaint, it is looked into as one."""
    entry = journal.entry(entry_id)
    actions.open_for_case(entry.provider_id, entry.subject_code, at=entry.at)


@app.task(name="complaints.open_for_contradictions", retry=AGAIN)
def open_for_contradictions(entry_id: int) -> None:
    """A follow-up was answered: a charge or a gift opens a complaint."""
    entry = journal.entry(entry_id)
    actions.open_for_contradictions(entry.provider_id, entry.subject_code, at=entry.at)
