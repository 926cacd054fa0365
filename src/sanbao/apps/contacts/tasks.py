"""Jobs of the contacts: each minute the roster and whoever waits."""

from django.utils import timezone
from procrastinate.contrib.django import app

from sanbao.apps.contacts import actions


@app.periodic(cron="* * * * *")
@app.task(name="contacts.watch", queueing_lock="contacts.watch")
def watch(timestamp: int) -> None:
    """Gaps in the roster are told ahead and at once, and whoever waits too long goes up the line.

    A run that was left out is made good by the next one.
    """
    actions.watch(timezone.now())
