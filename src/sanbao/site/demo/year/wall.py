"""The clock on the wall of a process that tells a year: jobs that ask it hear the story's time."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone


@dataclass(slots=True)
class Wall:
    now: datetime


@contextmanager
def hung(at: datetime) -> Iterator[Wall]:
    """For the block `timezone.now()` says what the wall says; move it by setting `now`."""
    wall, real = Wall(at), timezone.now
    timezone.now = lambda: wall.now
    try:
        yield wall
    finally:
        timezone.now = real
