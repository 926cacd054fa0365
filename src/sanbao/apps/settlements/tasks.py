"""Jobs of the settlements."""

from django.utils import timezone
from procrastinate import JobContext
from procrastinate.contrib.django import app

from sanbao.apps.accounts.awaited import answering, while_away
from sanbao.apps.settlements import actions

# A run takes no file from anybody and goes on where it was: it may wait out a longer outage.
ATTEMPTS = 10


@app.task(name=actions.CARRY_OUT, retry=while_away(ATTEMPTS), pass_context=True)
def carry_out(context: JobContext, run_id: int) -> None:
    """Make the statements of a run; killed and begun again it goes on where it was."""

    def give_up() -> None:
        actions.fail(run_id, at=timezone.now())

    with answering(give_up, attempts=context.job.attempts, most=ATTEMPTS):
        actions.carry_out(run_id, at=timezone.now())
