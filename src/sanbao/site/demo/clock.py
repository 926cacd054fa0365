"""The demo's own clock: cases run side by side, each step at its instant, none before its turn."""

import heapq
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count
from random import Random
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")
OPENS, SHUTS = time(8, 30), time(18, 0)

T = TypeVar("T")
# A story yields the instant of its next step, and takes the step when it is called again. Part
# of a story gives its value to the story that it is told in.
Part = Generator[datetime, None, T]
Story = Part[None]


@dataclass(frozen=True, slots=True)
class Clock:
    """today: the day that everything is told from. now: where the telling ends."""

    today: date
    now: datetime
    chance: Random

    def ago(self, days: int, *, hour: float = 9.0) -> datetime:
        """That many days before today at an hour of the day in China."""
        day = datetime.combine(self.today - timedelta(days=days), time(), CHINA)
        return day + timedelta(hours=hour)

    def call_time(self, days: int) -> datetime:
        """Somewhere in the working hours of a day, in which most calls come in."""
        return self.ago(days, hour=self.chance.randrange(9 * 60, 15 * 60) / 60)

    def phone(self) -> str:
        return f"1300000{self.chance.randrange(10_000):04}"

    def key(self) -> UUID:
        """What a form's page would have made."""
        return UUID(int=self.chance.getrandbits(128), version=4)

    def minutes(self, least: int, most: int) -> timedelta:
        return timedelta(minutes=self.chance.randint(least, most))


def evening_of(day: date) -> datetime:
    return datetime.combine(day, SHUTS, CHINA)


def in_daytime(at: datetime) -> datetime:
    """`at`, or early on the next morning when nobody would ring at that hour."""
    local = at.astimezone(CHINA)
    if OPENS <= local.time() <= SHUTS:
        return at
    day = local.date() + timedelta(days=local.time() > SHUTS)
    minute = local.minute % 25
    return datetime.combine(day, OPENS, CHINA) + timedelta(minutes=minute)


def run(
    stories: Iterable[Story], *, until: datetime, after_each: Callable[[datetime], None]
) -> None:
    """Take the steps of all stories in the order of time, up to `until`.

    after_each: called with the instant after each step: what is overdue, what follows.
    """
    order = count()
    queue = [(first, next(order), story) for story in stories for first in begin(story)]
    heapq.heapify(queue)
    while queue:
        at, _, story = heapq.heappop(queue)
        if at > until:
            story.close()
            continue
        after_each(at)
        for following in begin(story):
            heapq.heappush(queue, (max(at, following), next(order), story))
    after_each(until)


def begin(story: Story) -> list[datetime]:
    """Run the story to its next instant: that instant, or nothing when it is told."""
    try:
        return [next(story)]
    except StopIteration:
        return []
