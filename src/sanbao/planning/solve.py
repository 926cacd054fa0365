"""The plan of a day in a stated time: VROOM begins, PyVRP improves, SCIP chooses among all tours.

The tours of every search lie in one pool. From it the cheapest choice is made, and tours are made
for the choice (`generation`): for patches of the day that lie together, small ones, then larger, at
last for the whole. Search and choice take turns; whichever gained more goes on. The best plan so
far is told as soon as it is known, and whoever asks for a stop gets it.
"""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from sanbao.planning.generation import Generation, Patch, Workshop
from sanbao.planning.insertion import filled
from sanbao.planning.order import Desk, Order, order_of
from sanbao.planning.patches import patches_of
from sanbao.planning.plan import Plan, cost_of, never
from sanbao.planning.pool import Candidate, Pool
from sanbao.planning.problem import Problem
from sanbao.planning.solvers import pyvrp, vroom

# Shares of the time: VROOM's at most, and of a turn of one way of improving.
BEGINNING, TURN = 0.1, 0.12
LONGEST_BEGINNING = 3.0
# With more jobs than this a search from nothing takes too long.
COLD = 150
# A turn shorter than this, in seconds, finds nothing.
SHORTEST = 0.2
# So many jobs make a patch, and so many seconds it gets at most; larger ones when none helps, at
# last the whole day.
SIZES = ((28, 2.0), (48, 4.0), (72, 6.0))


def ignored(plan: Plan) -> None:
    """Nobody wants to hear of plans on the way."""


@dataclass(slots=True)
class Search:
    """One plan in the making. plan: the cheapest so far, with its price."""

    problem: Problem
    until: float
    told: Callable[[Plan], None]
    asked: Callable[[], bool]
    seed: int
    model: pyvrp.Model = field(init=False)
    desk: Desk = field(init=False)
    pool: Pool = field(init=False)
    workshop: Workshop = field(init=False)
    plan: Plan = field(init=False)
    price: int = field(init=False)
    patches: Iterator[tuple[Patch, float]] = field(init=False)
    has_looked: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        self.model = pyvrp.Model(self.problem)
        self.desk = Desk(self.problem)
        self.pool = Pool(self.desk, [kind.keys for kind in self.model.kinds])
        self.workshop = Workshop(self.pool)
        self.plan = Plan((), tuple(self.desk.jobs))
        self.price = cost_of(self.problem, self.plan).total
        self.patches = self.all_patches()

    @property
    def remains(self) -> float:
        return max(0.0, self.until - time.monotonic())

    @property
    def is_over(self) -> bool:
        return self.remains < SHORTEST or self.asked()

    def offer(self, order: Order) -> None:
        """Take the order if it is the cheapest so far, jobs put in that it leaves out."""
        plan = self.desk.plan(order)
        if plan.left:
            plan = self.desk.plan(filled(self.desk, order_of(plan), lambda: self.is_over))
        self.pool.add(order_of(plan))
        plan = self.desk.plan(self.pool.cheapest(order_of(plan)))
        price = cost_of(self.problem, plan).total
        if price < self.price:
            self.plan, self.price = plan, price
            self.told(plan)

    def look(self, seconds: float) -> None:
        """Search the whole day until nothing gets better for so long; first from nothing, then from
        the best so far on.
        """
        if self.remains < SHORTEST:
            return
        nothing = Plan((), tuple(self.desk.jobs))
        found = self.model.search(
            self.plan if self.has_looked or len(self.desk.jobs) > COLD else nothing,
            seconds=self.remains,
            patience=seconds,
            seed=self.seed,
            seen=self.pool.add,
            asked=self.asked,
        )
        self.seed += 1
        self.has_looked = True
        self.offer(found)

    def choose(self, patch: Patch, *, seconds: float) -> None:
        """Plan a patch anew."""
        until = min(self.until, time.monotonic() + seconds)
        found = Generation(self.workshop, patch, until=until, asked=self.asked).choice()
        if found:
            self.offer(self.with_tours(patch, found))

    def with_tours(self, patch: Patch, tours: list[Candidate]) -> Order:
        """The plan with these tours instead of those of the patch."""
        order = {
            engineer: keys
            for engineer, keys in order_of(self.plan).items()
            if engineer not in patch.engineers
        }
        free = [[name for name in names if name not in order] for names in self.pool.names]
        for tour in tours:
            order[free[tour.kind].pop(0)] = tour.keys
        return order

    def gained(self, way: Callable[[float], None], seconds: float) -> float:
        """How much cheaper the plan got by one turn, for each second."""
        since, price = time.monotonic(), self.price
        way(seconds)
        return (price - self.price) / max(1e-9, time.monotonic() - since)

    def whole(self) -> Patch:
        free = tuple(len(names) for names in self.pool.names)
        order = order_of(self.plan)
        standing = tuple(self.pool.of(order))
        return Patch(frozenset(self.desk.jobs), free, standing, frozenset(order))

    def rebuild(self, seconds: float) -> None:
        """Plan patches anew, one after the other; those of one size until none gets cheaper."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and not self.is_over:
            patch, at_most = next(self.patches)
            self.choose(patch, seconds=at_most)

    def all_patches(self) -> Iterator[tuple[Patch, float]]:
        """Without end: the patches of each size in turn, again from the start where one got
        cheaper, each with the seconds that it is worth.
        """
        rnd = random.Random(self.seed)  # noqa: S311 - the same again from the same seed
        while True:
            for size, at_most in SIZES:
                plan: Plan | None = None
                while plan is not self.plan:
                    plan = self.plan
                    for patch in patches_of(self.pool, plan, rnd, size):
                        yield patch, at_most
                        if plan is not self.plan:
                            break
            if self.workshop.has_room:
                yield self.whole(), 2 * SIZES[-1][1]


def planned(
    problem: Problem,
    *,
    seconds: float,
    seed: int = 1,
    told: Callable[[Plan], None] = ignored,
    asked: Callable[[], bool] = never,
) -> Plan:
    """The best plan found in about `seconds`, on one thread.

    told: hears every better plan. asked: whether to stop now; the best so far is the answer.
    The same seed gives the same plan as far as the time given suffices for the same steps.
    """
    if not problem.jobs or not problem.engineers:
        return Plan((), tuple(job.key for job in problem.jobs))
    search = Search(problem, time.monotonic() + seconds, told, asked, seed)
    beginning = min(LONGEST_BEGINNING, max(SHORTEST, seconds * BEGINNING))
    search.offer(vroom.first_order(problem, seconds=beginning))
    if order := standing(problem):
        search.offer(order)
    turn = max(SHORTEST, seconds * TURN)
    ways: tuple[Callable[[float], None], ...] = (search.look, search.rebuild)
    while not search.is_over:
        gained = [search.gained(way, turn) for way in ways]
        best = gained.index(max(gained))
        while gained[best] > 0 and gained[best] == max(gained) and not search.is_over:
            gained[best] = search.gained(ways[best], turn)
    return search.plan


def standing(problem: Problem) -> dict[str, tuple[str, ...]]:
    """The order of what is promised, and of what stood in the plan before: a new job put into it
    moves the fewest.
    """
    found: dict[str, list[tuple[int, str]]] = {}
    for job in problem.jobs:
        if job.lock is not None and job.lock.at is not None:
            found.setdefault(job.lock.engineer, []).append((job.lock.at, job.key))
        elif job.before is not None:
            found.setdefault(job.before.engineer, []).append((job.before.at, job.key))
    known = {engineer.key for engineer in problem.engineers}
    return {
        engineer: tuple(key for _at, key in sorted(keys))
        for engineer, keys in found.items()
        if engineer in known
    }
