"""Jobs of the settlements."""

from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from sanbao.apps.settlements import actions

# A database that is away for a moment is no reason to give up; a fault of ours is.
AWAY = (OperationalError, InterfaceError)
AGAIN = RetryStrategy(max_attempts=10, exponential_wait=2, retry_exceptions=AWAY)


@app.task(name=actions.CARRY_OUT, retry=AGAIN)
def carry_out(run_id: int) -> None:
    """Make the statements of a run; killed and begun again it goes on where it was."""
    if not connection.in_atomic_block:
        close_old_connections()
    try:
        actions.carry_out(run_id, at=timezone.now())
    except AWAY:
        raise
    except Exception:
        actions.fail(run_id, at=timezone.now())
        raise
