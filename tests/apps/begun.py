"""A job as the worker begins it, and work that breaks."""

from types import SimpleNamespace
from typing import Any


def begun(attempts: int = 0) -> Any:
    """The context of a job that was begun `attempts` times before."""
    return SimpleNamespace(job=SimpleNamespace(attempts=attempts))


def broken(*_given: Any, **_more: Any) -> Any:
    raise ZeroDivisionError
