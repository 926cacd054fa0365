"""Several people doing something at the same moment, each on a connection of his own."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connections

from sanbao.rules.moves import Refused


def together(actions: Sequence[Callable[[], Any]]) -> tuple[list[Any], list[str]]:
    """What came out for those who succeeded, and what the others were told."""
    start = Barrier(len(actions))

    def run(action: Callable[[], Any]) -> Any:
        try:
            start.wait(timeout=20)
            return action()
        except Refused as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(actions)) as people:
        answers = list(people.map(run, actions))
    told = [str(answer) for answer in answers if isinstance(answer, Refused)]
    return [answer for answer in answers if not isinstance(answer, Refused)], told
