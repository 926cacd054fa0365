"""Jobs of the money: what follows from a miss in figures is booked once."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from sanbao.apps.journal import queries as journal
from sanbao.apps.money import actions


@app.task(name="money.book_deduction", retry=RetryStrategy(max_attempts=10, exponential_wait=2))
def book_deduction(entry_id: int) -> None:
    """A consequence was drawn: a deduction whose amount is known is booked; may run twice."""
    actions.book_deduction(journal.entry(entry_id))
