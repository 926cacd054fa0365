"""The cheapest choice of tours for some jobs and engineers, while tours are made for the choice.

In turns, the cheapest mixture of the tours known says what each job is worth, and tours are made
that are worth more than they cost, until there are none (Dantzig and Wolfe 1960, Desrosiers and
Lübbecke 2005). Then tours that cost little more are added, and the choice is made among all.
"""

import heapq
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from sanbao.planning.growth import tours_within
from sanbao.planning.plan import NEVER, price_of_leaving
from sanbao.planning.pool import Candidate, Pool
from sanbao.planning.pricing import Pricing
from sanbao.planning.solvers import scip
from sanbao.planning.solvers.glop import Mixture, Worth

# So many tours are made for each kind of engineer in a turn, at most, and for one kind alone.
MADE, MADE_ALONE = 12, 240
# So many tours of the pool are added in a turn; more than the second number, and none is made.
ADDED, ENOUGH = 400, 60
# Turns that make the mixture less than this share cheaper, one after the other, are the last.
LITTLE, PATIENCE = 0.0005, 5
# The choice is made among so many tours, in this share of the time, and in these seconds at least
# and at most.
LARGEST_CHOICE, CHOOSING, SHORTEST, LONGEST = 3000, 0.45, 0.2, 3.0
# Tours that cost up to this share more than their worth, of what the whole costs, are added.
NEARLY = 0.01
EPSILON = 1e-6
# Leaving out what must be done costs so many times the dearest tour: in a mixture, and in a choice.
DEAR, DEAREST = 2, 20
# For so many ways from job to job, all kinds together, the ways are worked out once for all.
WAYS = 3_000_000


@dataclass(frozen=True, slots=True)
class Patch:
    """What is planned anew. free: engineers of each kind. standing: their tours up to now, of the
    engineers named.
    """

    jobs: frozenset[str]
    free: tuple[int, ...]
    standing: tuple[Candidate, ...]
    engineers: frozenset[str]


@dataclass(slots=True)
class Workshop:
    """Where tours are made: one for all patches of a plan."""

    pool: Pool
    pricings: dict[int, Pricing] = field(init=False, default_factory=dict)
    only: frozenset[str] | None = field(init=False, default=None)

    @property
    def has_room(self) -> bool:
        """Whether the ways of all jobs can be kept in mind."""
        return len(self.pool.desk.jobs) ** 2 * len(self.pool.names) <= WAYS

    def open(self, patch: Patch) -> None:
        """Make room for a patch, where there is none for the whole day."""
        self.only = None if self.has_room else patch.jobs
        if not self.has_room:
            self.pricings.clear()

    def pricing(self, kind: int) -> Pricing:
        desk = self.pool.desk
        if kind not in self.pricings:
            engineer = desk.engineers[self.pool.names[kind][0]]
            self.pricings[kind] = Pricing(desk.problem, engineer, self.only)
        return self.pricings[kind]

    def made(
        self, kind: int, worth: Worth, *, slack: float, at_most: int, asked: Callable[[], bool]
    ) -> list[Candidate]:
        """New tours of a kind that cost less than `slack` beyond their worth."""
        pricing = self.pricing(kind)
        gains = [worth.jobs.get(job.key, 0.0) for job in pricing.jobs]
        day = worth.kinds[kind]
        found = tours_within(pricing, gains, slack=day + slack, at_most=at_most, asked=asked)
        return [
            tour
            for keys in found
            if not asked() and (tour := self.pool.take(kind, keys)) is not None
        ]


class Generation:
    """One patch of a plan on its way to a better one."""

    def __init__(
        self, workshop: Workshop, patch: Patch, *, until: float, asked: Callable[[], bool]
    ) -> None:
        self.workshop, self.patch, self.until, self.asked = workshop, patch, until, asked
        now = time.monotonic()
        self.making_until = now + (until - now) * (1 - CHOOSING)
        workshop.open(patch)
        # The fewer kinds there are, the more is made for each.
        self.kinds = [kind for kind, number in enumerate(patch.free) if number]
        self.at_most = max(MADE, MADE_ALONE // max(1, len(self.kinds)))
        self.left = self.leaving(DEAREST)
        self.mixture = Mixture(patch.free, self.leaving(DEAR))
        self.mixture.add(patch.standing)
        known = set(patch.standing)
        self.tours = list(patch.standing)
        done = {key for tour in patch.standing for key in tour.keys}
        self.price = sum(tour.price for tour in patch.standing) + sum(
            price for key, price in self.left.items() if key not in done
        )
        self.waiting = [
            tour
            for tour in workshop.pool.tours.values()
            if patch.free[tour.kind] and patch.jobs.issuperset(tour.keys) and tour not in known
        ]

    def leaving(self, dear: int) -> dict[str, int]:
        """What it costs to leave out each job: what must be done, so many times the dearest tour
        and more than anything that may be left out.
        """
        pool = self.workshop.pool
        jobs = [job for job in pool.desk.jobs.values() if job.key in self.patch.jobs]
        stated = {job.key: price_of_leaving(job) for job in jobs}
        done = {key for tour in self.patch.standing for key in tour.keys}
        alone = [self.alone(key) for key in stated if key not in done]
        dearest = max(1, *(tour.price for tour in self.patch.standing), *alone, 1)
        most = max((2 * price for price in stated.values() if price != NEVER), default=0)
        most = max(most, dear * dearest)
        return {key: most if price == NEVER else price for key, price in stated.items()}

    def alone(self, key: str) -> int:
        """The price of the cheapest tour that does only this, 0 when nobody can."""
        pool = self.workshop.pool
        prices = [pool.desk.price(pool.names[kind][0], (key,)) for kind in self.kinds]
        return min((price for price in prices if price is not None), default=0)

    @property
    def is_over(self) -> bool:
        return time.monotonic() > self.making_until or self.asked()

    def take(self, tours: Iterable[Candidate]) -> None:
        new = list(tours)
        self.tours += new
        self.mixture.add(new)

    def worth(self) -> Worth | None:
        """What each job is worth at last, or when the time is up."""
        worth, patience = self.mixture.worth(), PATIENCE
        while worth is not None and patience and not self.is_over:
            added = self.from_pool(worth)
            if added < ENOUGH:
                added += self.make(worth, 0.0, self.at_most)
            if not added:
                break
            before, worth = worth.least, self.mixture.worth()
            is_cheaper = worth is not None and worth.least < before * (1 - LITTLE)
            patience = PATIENCE if is_cheaper else patience - 1
        return worth

    def from_pool(self, worth: Worth) -> int:
        """Add the tours of the pool that gain most; how many there were."""
        gaining = [
            (gain, n) for n, t in enumerate(self.waiting) if (gain := worth.gain(t)) > EPSILON
        ]
        taken = {n for _gain, n in heapq.nlargest(ADDED, gaining)}
        self.take(self.waiting[n] for n in sorted(taken))
        self.waiting = [tour for n, tour in enumerate(self.waiting) if n not in taken]
        return len(taken)

    def make(self, worth: Worth, slack: float, at_most: int) -> int:
        """Add new tours of every kind; how many."""
        size = len(self.tours)
        for kind in self.kinds:
            if self.is_over:
                break
            new = self.workshop.made(
                kind, worth, slack=slack - EPSILON, at_most=at_most, asked=lambda: self.is_over
            )
            self.take(new)
        return len(self.tours) - size

    def choice(self) -> list[Candidate]:
        """The cheapest choice found. Empty when nothing better is to be had."""
        worth = self.worth()
        if worth is None or self.price - worth.least <= EPSILON * self.price:
            return []
        nearly = min(self.price - worth.least, NEARLY * worth.least)
        self.make(worth, nearly, max(MADE, LARGEST_CHOICE // max(1, len(self.kinds))))
        if self.asked():
            return []
        tours = self.able(self.mixture.worth() or worth)
        taken = scip.chosen(
            tours,
            self.patch.free,
            self.left,
            start=frozenset(range(len(self.patch.standing))),
            seconds=min(LONGEST, max(SHORTEST, self.until - time.monotonic())),
        )
        return [tours[n] for n in taken]

    def able(self, worth: Worth) -> list[Candidate]:
        """The standing tours, and those that can be part of something cheaper, the best first."""
        standing = set(self.patch.standing)
        gap = self.price - worth.least
        able = [
            tour
            for tour in (*self.tours, *self.waiting)
            if worth.gain(tour) > -gap and tour not in standing
        ]
        return [*self.patch.standing, *heapq.nlargest(LARGEST_CHOICE, able, key=worth.gain)]
