"""Jobs of the obligations: the sweep each minute, and what follows from a miss."""

from django.utils import timezone
from procrastinate.contrib.django import app

from sanbao.apps.obligations import actions


@app.periodic(cron="* * * * *")
@app.task(name="obligations.sweep", queueing_lock="obligations.sweep")
def sweep(timestamp: int) -> None:
    """Mark what has fallen due. A sweep that was left out is made good by the next one."""
    actions.sweep(timezone.now())


@app.task(name="obligations.draw_consequences")
def draw_consequences(entry_id: int) -> None:
    """Raise what a miss makes owed by its clause; may run twice."""
    actions.draw(entry_id)
