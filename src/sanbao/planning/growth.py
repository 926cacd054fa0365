"""Tours that are worth more than they cost, once it is known what each job is worth.

Partial tours grow job by job in the order of time; of those that stand at one job only the few that
are cheapest or earliest count. What comes out is a proposal: whoever times the tours says whether
it can be driven and what it costs. Labels: Desrochers, Desrosiers and Solomon 1992.
"""

import heapq
from collections.abc import Callable, Sequence
from itertools import count
from typing import NamedTuple

from sanbao.planning.plan import never
from sanbao.planning.pricing import UNBOUNDED, Amounts, Call, Pricing

# So many partial tours that stand at one job are kept.
KEPT = 6


class Label(NamedTuple):
    """A partial tour. ends: when it stands at its last job, done. cost: beyond what its jobs are
    worth. rests: how many breaks were taken. used: load and parts. done: its jobs, a bit for each.
    """

    ends: int
    number: int
    cost: float
    at: int
    fetched: bool
    rests: int
    used: Amounts
    done: int
    before: "Label | None"


class Open(NamedTuple):
    """A way as it is taken. closes: of the job it leads to. bit: of that job. adds: to the cost."""

    to: int
    bit: int
    long: int
    closes: int
    fetched: bool
    adds: float


class Growth:
    """Partial tours on their way. gains: what each job is worth. slack: what a tour may cost."""

    def __init__(self, pricing: Pricing, gains: Sequence[float], slack: float) -> None:
        self.pricing, self.gains, self.slack = pricing, gains, slack
        self.duration_price = pricing.problem.duration_price
        self.kept: dict[tuple[int, bool], list[tuple[float, int]]] = {}
        self.ways: dict[tuple[int, bool], list[Open]] = {}
        # What costs as much as another that stands there as early as can be is not worth a look.
        self.ceilings = [[float("inf")] * len(gains) for _ in (False, True)]
        self.whole: list[tuple[float, Label]] = []
        self.heap: list[Label] = []
        self.numbers = count(1)

    def begin(self) -> Label:
        none = (0,) * (1 + len(self.pricing.parts))
        return Label(
            self.pricing.engineer.shift.opens,
            0,
            0.0,
            len(self.pricing.jobs),
            False,
            0,
            none,
            0,
            None,
        )

    def keys(self, label: Label) -> tuple[str, ...]:
        found: list[str] = []
        now: Label | None = label
        while now is not None and now.before is not None:
            found.append(self.pricing.jobs[now.at].key)
            now = now.before
        return tuple(reversed(found))

    def grow(self, label: Label) -> None:
        ends, done, cost = label.ends, label.done, label.cost
        ceilings = self.ceilings
        for way in self.open_ways(label.at, label.fetched):
            to, bit, long, closes, fetched, adds = way
            if done & bit or ends + long > closes or cost + adds >= ceilings[fetched][to]:
                continue
            self.go(label, to, long, fetched, cost + adds)

    def open_ways(self, at: int, fetched: bool) -> list[Open]:  # noqa: FBT001
        """The ways to jobs that are worth something, without a second fetch."""
        if (at, fetched) not in self.ways:
            calls, gains = self.pricing.calls, self.gains
            self.ways[at, fetched] = [
                Open(
                    to,
                    1 << to,
                    long,
                    calls[to].windows[-1][1],
                    fetched or fetches,
                    price - gains[to],
                )
                for to, long, price, fetches in self.pricing.ways[at]
                if gains[to] > 0
                and not (fetches and fetched)
                and (fetches or fetched or not calls[to].lacks_tool)
            ]
        return self.ways[at, fetched]

    def go(self, label: Label, to: int, long: int, fetched: bool, cost: float) -> None:  # noqa: FBT001
        """The label with one more job, if that can be and is worth keeping."""
        call = self.pricing.calls[to]
        begins, rests = self.beginning(label, long, call)
        ends = begins + call.service
        if ends > call.latest:
            return
        since = begins - long if label.before is None else label.ends
        cost += (ends - since) * self.duration_price
        if ends > call.due:
            cost += (ends - call.due) * call.late_price
        used = label.used
        if self.pricing.is_limited:
            used = tuple(map(int.__add__, used, call.needs))
            if any(map(int.__gt__, used, self.pricing.limits[fetched])):
                return
        if self.counts(to, fetched, cost, ends):
            if begins == call.windows[0][0]:
                self.ceilings[fetched][to] = cost
            done = label.done | 1 << to
            number = next(self.numbers)
            after = Label(ends, number, cost, to, fetched, rests, used, done, label)
            heapq.heappush(self.heap, after)
            if cost + call.home_price < self.slack:
                self.whole.append((cost + call.home_price, after))

    def beginning(self, label: Label, long: int, call: Call) -> tuple[int, int]:
        """When the next job begins, and how many breaks are behind it then."""
        rests = self.pricing.engineer.rests
        begins = in_window(call, label.ends + long)
        if label.rests == len(rests):
            return begins, label.rests
        rest = rests[label.rests]
        if begins + call.service <= rest.closes:
            return begins, label.rests
        if label.ends > rest.closes:
            return UNBOUNDED, label.rests
        after = max(label.ends, rest.opens) + rest.lasts
        return in_window(call, after + long), label.rests + 1

    def counts(self, at: int, fetched: bool, cost: float, ends: int) -> bool:  # noqa: FBT001
        """Whether none that stands there is both cheaper and earlier, nor enough are cheaper."""
        others = self.kept.get((at, fetched))
        if others is None:
            self.kept[at, fetched] = [(cost, ends)]
            return True
        for other_cost, other_ends in others:
            if other_cost <= cost and other_ends <= ends:
                return False
        others[:] = [each for each in others if each[0] < cost or each[1] < ends]
        if len(others) >= KEPT:
            dearest = max(others)
            if dearest[0] <= cost:
                return False
            others.remove(dearest)
        others.append((cost, ends))
        return True

    def is_kept(self, label: Label) -> bool:
        return (label.cost, label.ends) in self.kept[label.at, label.fetched]


def in_window(call: Call, there: int) -> int:
    """The earliest beginning, far off when there is none."""
    for opens, closes in call.windows:
        if there <= closes:
            return opens if opens > there else there
    return UNBOUNDED


def tours_within(
    pricing: Pricing,
    gains: Sequence[float],
    *,
    slack: float,
    at_most: int,
    asked: Callable[[], bool] = never,
) -> list[tuple[str, ...]]:
    """The tours found that cost less than `slack` beyond what their jobs are worth, cheapest first.

    gains: what each of the engineer's jobs is worth. asked: whether to stop now.
    """
    growth = Growth(pricing, gains, slack)
    growth.grow(growth.begin())
    while growth.heap and not asked():
        label = heapq.heappop(growth.heap)
        if growth.is_kept(label):
            growth.grow(label)
    found = heapq.nsmallest(at_most, growth.whole, key=lambda each: each[0])
    return [growth.keys(label) for _total, label in found]
