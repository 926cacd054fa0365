"""Which tests commit what they write, for other connections to see."""

from collections.abc import Callable

import pytest

# Ends whatever is kept in an open transaction from one test to the next.
UNDO: list[Callable[[], None]] = []


def commits(request: pytest.FixtureRequest) -> bool:
    """Asked for by its mark or by a fixture; all others undo at their end what they wrote."""
    if {"transactional_db", "live_server"} & set(request.fixturenames):
        return True
    mark = request.node.get_closest_marker("django_db")
    return bool(mark and (mark.kwargs.get("transaction") or mark.args[:1] == (True,)))
