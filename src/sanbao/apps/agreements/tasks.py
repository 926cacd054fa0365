"""Jobs of the agreements: what the calendar does to them, and what a draft would change."""

from functools import partial

from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from sanbao.apps.accounts.awaited import WHILE_AWAY, answering
from sanbao.apps.agreements import actions
from sanbao.rules.deadline import china_day


@app.periodic(cron="3 * * * *")
@app.task(
    name="agreements.turn_of_the_day",
    queueing_lock="agreements.turn_of_the_day",
    retry=RetryStrategy(max_attempts=10, exponential_wait=2),
)
def turn_of_the_day(timestamp: int) -> None:
    """Expiring, expired, over: each is written down once. Hourly, lest a late worker lose a day."""
    now = timezone.now()
    actions.turn_of_the_day(on=china_day(now), at=now)


@app.task(name=actions.TRY_OUT, retry=WHILE_AWAY, pass_context=True)
def try_draft(context: JobContext, trial_id: int, run: int) -> None:
    """Decide past cases anew by a draft. What cannot be tried again is said to have failed."""
    with answering(partial(actions.give_up_trial, trial_id, run), attempts=context.job.attempts):
        actions.run_trial(trial_id, run)
