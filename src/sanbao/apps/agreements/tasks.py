"""Jobs of the agreements: what the calendar does to them."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from sanbao.apps.agreements import actions, queries


@app.periodic(cron="3 * * * *")
@app.task(
    name="agreements.turn_of_the_day",
    queueing_lock="agreements.turn_of_the_day",
    retry=RetryStrategy(max_attempts=10, exponential_wait=2),
)
def turn_of_the_day(timestamp: int) -> None:
    """Expiring, expired, over: each is written down once. Hourly, lest a late worker lose a day."""
    now = timezone.now()
    actions.turn_of_the_day(on=queries.local_day(now), at=now)
