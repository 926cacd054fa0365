"""Jobs of the settlements."""

from django.db import close_old_connections, connection
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from sanbao.apps.settlements import actions

ATTEMPTS = 5
AGAIN = RetryStrategy(max_attempts=ATTEMPTS, exponential_wait=2)


@app.task(name=actions.CARRY_OUT, retry=AGAIN, pass_context=True)
def carry_out(context: object, run_id: int) -> None:
    """Make the statements of a run; killed and begun again it goes on where it was."""
    if not connection.in_atomic_block:
        close_old_connections()
    try:
        actions.carry_out(run_id, at=timezone.now())
    except Exception:
        if attempts_of(context) >= ATTEMPTS - 1:
            actions.fail(run_id, at=timezone.now())
        raise


def attempts_of(context: object) -> int:
    return int(getattr(getattr(context, "job", None), "attempts", 0))
