"""The plan of a day in a stated time: VROOM begins, PyVRP improves, CP-SAT chooses among all tours.

Each round is a search with a seed of its own; the tours of all rounds lie in one pool, from which
the cheapest choice is made after each; jobs that no tour of the choice does are put where they cost
least. The best plan so far is told as soon as it is known, and whoever asks for a stop gets it.
"""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from sanbao.planning.ejection import never, with_room
from sanbao.planning.insertion import filled
from sanbao.planning.order import Desk, order_of
from sanbao.planning.plan import Does, Plan, cost_of, price_of_leaving
from sanbao.planning.problem import Problem
from sanbao.planning.schedule import first_beyond_van, may_do
from sanbao.planning.solvers import cpsat, pyvrp, vroom

# Shares of the time: VROOM's at most, and CP-SAT's of each round.
BEGINNING, CHOOSING = 0.1, 0.12
# While jobs are left out: as much of each round as is needed for giving them room.
MAKING_ROOM = 0.3
ROUNDS = 4
OTHERWISE = 0.1
# So many tours CP-SAT looks through within its share.
LARGEST_POOL = 12_000
SHORTEST_ROUND = 0.3


def ignored(plan: Plan) -> None:
    """Nobody wants to hear of plans on the way."""


@dataclass(slots=True)
class Pool:
    """Every tour that a search drove: the cheapest order of each set of jobs, by kind."""

    desk: Desk
    kind_of: dict[str, int]
    tours: dict[tuple[int, frozenset[str]], cpsat.Candidate] = field(default_factory=dict)

    def add(self, order: pyvrp.Order) -> None:
        for engineer, keys in order.items():
            kind, of_set = self.kind_of[engineer], frozenset(keys)
            known = self.tours.get((kind, of_set))
            if known is not None and known.keys == keys:
                continue
            price = self.desk.price(engineer, keys)
            if price is not None and (known is None or price < known.price):
                self.tours[kind, of_set] = cpsat.Candidate(kind, keys, price)

    def newest(self, kept: pyvrp.Order) -> list[cpsat.Candidate]:
        """As many as CP-SAT can look through, those of the best order among them."""
        own = {(self.kind_of[engineer], frozenset(keys)) for engineer, keys in kept.items()}
        first = [self.tours[each] for each in own if each in self.tours]
        rest = [tour for each, tour in self.tours.items() if each not in own]
        return [*first, *rest[-(LARGEST_POOL - len(first)) :]]


@dataclass(slots=True)
class Search:
    """One plan in the making. best: the cheapest order so far, with its price."""

    problem: Problem
    until: float
    told: Callable[[Plan], None]
    asked: Callable[[], bool]
    desk: Desk = field(init=False)
    names: list[tuple[str, ...]] = field(init=False)
    pool: Pool = field(init=False)
    plan: Plan = field(init=False)
    price: int = field(init=False)

    def __post_init__(self) -> None:
        self.desk = Desk(self.problem)
        kinds = pyvrp.kinds(self.problem, frozenset())
        self.names = [kind.keys for kind in kinds]
        self.pool = Pool(self.desk, {key: n for n, keys in enumerate(self.names) for key in keys})
        self.plan = Plan((), tuple(self.desk.jobs))
        self.price = cost_of(self.problem, self.plan).total

    @property
    def remains(self) -> float:
        return max(0.0, self.until - time.monotonic())

    def offer(self, order: pyvrp.Order) -> None:
        """Take the order if it is the cheapest so far, jobs put in that it leaves out."""
        plan = self.desk.plan(order)
        if plan.left:
            plan = self.desk.plan(filled(self.desk, order_of(plan)))
        price = cost_of(self.problem, plan).total
        if price < self.price:
            self.plan, self.price = plan, price
            self.told(plan)
        self.pool.add(order_of(plan))

    def choose(self, seconds: float) -> None:
        """The cheapest choice among all tours known."""
        order = order_of(self.plan)
        tours = self.pool.newest(order)
        now = {(self.pool.kind_of[each], frozenset(keys)) for each, keys in order.items()}
        start = frozenset(n for n, t in enumerate(tours) if (t.kind, frozenset(t.keys)) in now)
        free = [len(keys) for keys in self.names]
        left = {key: price_of_leaving(job.left_price) for key, job in self.desk.jobs.items()}
        taken = cpsat.chosen(tours, free, left, start=start, seconds=seconds)
        names = [list(keys) for keys in self.names]
        if taken:
            self.offer({names[tours[n].kind].pop(0): tours[n].keys for n in taken})

    def make_room(self, seconds: float) -> None:
        """Where jobs are left out: let others give way to them."""
        if self.plan.left:
            until, order = time.monotonic() + seconds, order_of(self.plan)
            self.offer(with_room(self.desk, order, self.plan, until=until, asked=self.asked))


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
    search = Search(problem, time.monotonic() + seconds, told, asked)
    if not problem.jobs or not problem.engineers:
        return search.plan
    search.offer(standing(problem))
    search.offer(vroom.first_order(problem, seconds=max(0.2, seconds * BEGINNING)))
    stocked = needing_more(problem)
    rounds = ROUNDS * 2 if stocked else ROUNDS
    for number in range(rounds):
        each = search.remains / (rounds - number)
        if each < SHORTEST_ROUND or asked():
            break
        choosing = each * CHOOSING
        model = pyvrp.Model(problem, fetching(search.plan, stocked, number, seed))
        found = model.search(
            search.plan,
            seconds=each - choosing,
            seed=seed + number,
            seen=search.pool.add,
            asked=asked,
        )
        search.offer(found)
        search.choose(min(choosing, search.remains))
        search.make_room(min(each * MAKING_ROOM, search.remains))
    search.make_room(search.remains)
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


def needing_more(problem: Problem) -> frozenset[str]:
    """The engineers for whom some job needs more than what is on the van."""
    return frozenset(
        each.key
        for each in problem.engineers
        if problem.depot_of(each) is not None
        and first_beyond_van(each, [job for job in problem.jobs if may_do(each, job)]) is not None
    )


def fetching(plan: Plan, stocked: frozenset[str], number: int, seed: int) -> frozenset[str]:
    """Who fetches in this round: all whom it helps, then who does in the plan so far, and in turns.

    A part of them is told otherwise, another one each time, so that no round repeats the last.
    """
    if number % 4 == 0:
        return stocked
    rnd = random.Random(seed * 1000 + number)  # noqa: S311 - the same again from the same seed
    settled = {
        tour.engineer
        for tour in plan.tours
        if not any(stop.does is Does.FETCH for stop in tour.stops)
    }
    return frozenset(
        key for key in sorted(stocked) if (key not in settled) != (rnd.random() < OTHERWISE)
    )
