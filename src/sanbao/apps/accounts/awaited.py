"""Work of the worker before which somebody waits: it tells how far it is, and its end is told."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import (
    InterfaceError,
    OperationalError,
    close_old_connections,
    connection,
    connections,
)
from procrastinate import RetryStrategy

from sanbao.rules.message import Message

Tell = Callable[[int], None]
BROKEN_OFF = Message("it broke off and nothing was imported; please upload the file again")
# A database that is away for a moment is no reason to give up; a fault of ours is.
AWAY = (OperationalError, InterfaceError)
ATTEMPTS = 6


def while_away(most: int) -> RetryStrategy:
    """Begin anew after 2, 4, 8 ... seconds, at most so many times."""
    return RetryStrategy(max_attempts=most, exponential_wait=2, retry_exceptions=AWAY)


WHILE_AWAY = while_away(ATTEMPTS)


@contextmanager
def answering(
    give_up: Callable[[], object], *, attempts: int, most: int = ATTEMPTS
) -> Iterator[None]:
    """Nobody waits for ever: what cannot be retried is said by `give_up` to have failed.

    attempts: how often the job was begun before. most: how often it may be begun anew.
    """
    drop_dead_connections()
    try:
        yield
    except Exception as error:
        if not isinstance(error, AWAY) or attempts >= most:
            # What it broke off by may have been its connection.
            drop_dead_connections()
            give_up()
        raise


def drop_dead_connections() -> None:
    """A worker's thread may hold a connection that died, since its last job or in this one."""
    if not connection.in_atomic_block:
        close_old_connections()


@contextmanager
def telling(table: str, column: str, pk: int) -> Iterator[Tell]:
    """Write how far it is while the transaction is still open: by a connection of its own."""
    teller = connections.create_connection("default")

    def tell(done: int) -> None:
        with teller.cursor() as cursor:
            cursor.execute(
                f"UPDATE {table} SET {column} = %s WHERE id = %s",  # noqa: S608 - names of ours
                [done, pk],
            )

    try:
        yield tell
    finally:
        teller.close()
