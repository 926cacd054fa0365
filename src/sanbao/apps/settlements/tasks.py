"""Jobs of the settlements."""

from django.utils import timezone
from procrastinate import JobContext
from procrastinate.contrib.django import app

from sanbao.apps.accounts.awaited import WHILE_AWAY, answering
from sanbao.apps.settlements import actions


@app.task(name=actions.CARRY_OUT, retry=WHILE_AWAY, pass_context=True)
def carry_out(context: JobContext, run_id: int) -> None:
    """Make the statements of a run; killed and begun again it goes on where it was."""

    def give_up() -> None:
        actions.fail(run_id, at=timezone.now())

    with answering(give_up, attempts=context.job.attempts):
        actions.carry_out(run_id, at=timezone.now())
