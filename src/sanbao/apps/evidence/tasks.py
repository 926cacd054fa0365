"""Jobs of the evidence: files that stopped on their way are not kept for ever."""

from django.utils import timezone
from procrastinate.contrib.django import app

from sanbao.apps.evidence import actions


@app.periodic(cron="40 3 * * *")
@app.task(name="evidence.sweep", queueing_lock="evidence.sweep")
def sweep(timestamp: int) -> None:
    actions.sweep(at=timezone.now())
