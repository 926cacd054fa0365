"""PyVRP: iterated local search over the whole day (Wouda, Lan and Kool 2024).

Skills are one profile (a pair of matrices) for each kind of engineer: who may not do a job has no
way to it. Fetching is a reload. Whoever times the tours puts in the breaks, which PyVRP does not
know, and finds the better place for the fetch.
"""

import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import Any, cast

import numpy
import numpy.typing
import pyvrp
import pyvrp.exceptions

from sanbao.planning.kinds import Kind, kinds
from sanbao.planning.order import Order
from sanbao.planning.plan import Does, Plan, price_of_leaving
from sanbao.planning.plan import Stop as Stay
from sanbao.planning.problem import Job, Problem, Window

Matrix = numpy.typing.NDArray[numpy.int64]
# No way: longer than any day, yet far from the largest number.
NO_WAY = 10**10
# Every so many steps the search says where it is; on the way stand good tours that no end has.
LOOK_EVERY = 40
# A search gets better when it costs less than this share of what it did.
WORTH_WAITING = 0.9995


class Stop:
    """A stopping criterion: the time is up, somebody asks for an end, or nothing got better for a
    while. patience: how long that is, in seconds.
    """

    def __init__(
        self, until: float, asked: Callable[[], bool], patience: float = float("inf")
    ) -> None:
        self.until, self.asked, self.patience = until, asked, patience
        self.best, self.since = float("inf"), time.monotonic()

    def __call__(self, best_cost: float) -> bool:
        now = time.monotonic()
        if best_cost < self.best * WORTH_WAITING:
            self.best, self.since = best_cost, now
        return now >= self.until or now >= self.since + self.patience or self.asked()


class Model:
    """One problem as PyVRP knows it.

    Parts and tools are loads. A tool is a part of which each job uses one and the van has as many
    as there are jobs. What the van lacks of what can be had after fetching is its load before: it
    is put down at the depot. So the search is allowed more than there is where the depot has only
    so many: before and after the fetch together. Whoever times the tours takes the rest out again.
    No job is required: one that fits nowhere would keep the search from ever finding anything.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.kinds = kinds(problem)
        self.kind_of = {key: number for number, kind in enumerate(self.kinds) for key in kind.keys}
        self.visits = [(job, window) for job in problem.jobs for window in windows_of(job)]
        self.parts = sorted({p for job in problem.jobs for p, used in job.parts.items() if used})
        self.tools = sorted({tool for job in problem.jobs for tool in job.tools})
        ends = {each.start for each in problem.engineers}
        ends |= {each.end for each in problem.engineers if each.end is not None}
        self.ends = sorted(ends)
        self.fetches = sorted({kind.depot.place for kind in self.kinds if kind.depot is not None})
        self.data = self.built()

    def built(self) -> pyvrp.ProblemData:
        places = [*(job.place for job, _window in self.visits), *self.ends, *self.fetches]
        base = [
            numpy.array(matrix, dtype=numpy.int64)
            for matrix in (self.problem.distances, self.problem.durations)
        ]
        pairs = [self.ways(kind, base, places) for kind in self.kinds]
        clients, groups = self.clients()
        first = len(self.visits)
        homes = [pyvrp.Depot(first + n) for n in range(len(self.ends))]
        nowhere = pyvrp.Depot(len(places))
        depots = [
            pyvrp.Depot(first + len(homes) + n, service_duration=self.problem.fetching)
            for n in range(len(self.fetches))
        ]
        return pyvrp.ProblemData(
            locations=[pyvrp.Location(0, 0) for _ in range(len(places) + 1)],
            clients=clients,
            depots=[*homes, nowhere, *depots],
            vehicle_types=[self.vehicle(n) for n in range(len(self.kinds))],
            # Their types are of an older numpy.
            distance_matrices=cast("Any", [far for far, _long in pairs]),
            duration_matrices=cast("Any", [long for _far, long in pairs]),
            groups=groups,
        )

    def ways(
        self, kind: Kind, base: Sequence[Matrix], places: Sequence[int]
    ) -> tuple[Matrix, Matrix]:
        """Distances and durations of a kind between jobs, ends of tours, depots, and nowhere, where
        tours end that end anywhere.
        """
        size = len(places)
        found = []
        for whole in base:
            wide = numpy.full((size + 1, size + 1), NO_WAY, dtype=numpy.int64)
            wide[:size, :size] = whole[numpy.ix_(places, places)]
            wide[:, size] = 0
            for at, (job, _window) in enumerate(self.visits):
                if not kind.may_do(job):
                    wide[:, at] = wide[at, :] = NO_WAY
            numpy.fill_diagonal(wide, 0)
            found.append(wide)
        return found[0], found[1]

    def clients(self) -> tuple[list[pyvrp.Client], list[pyvrp.ClientGroup]]:
        """A client for each window of a job; of those of one job, at most one is visited."""
        groups: list[pyvrp.ClientGroup] = []
        of_job: dict[str, int] = {}
        for job in self.problem.jobs:
            several = [n for n, (each, _w) in enumerate(self.visits) if each.key == job.key]
            if len(several) > 1:
                of_job[job.key] = len(groups)
                groups.append(pyvrp.ClientGroup(several, required=False))
        clients = [
            pyvrp.Client(
                number,
                delivery=[
                    job.load,
                    *(job.parts.get(part, 0) for part in self.parts),
                    *(int(tool in job.tools) for tool in self.tools),
                ],
                service_duration=job.service,
                tw_early=window.opens,
                tw_late=window.closes,
                prize=price_of_leaving(job),
                required=False,
                group=of_job.get(job.key),
            )
            for number, (job, window) in enumerate(self.visits)
        ]
        return clients, groups

    def vehicle(self, number: int) -> pyvrp.VehicleType:
        kind = self.kinds[number]
        engineer, jobs = kind.like, self.problem.jobs
        has, lacks = self.loads(kind)
        load = sum(job.load for job in jobs) if engineer.capacity is None else engineer.capacity
        nowhere = len(self.ends)
        at = None if kind.depot is None else nowhere + 1 + self.fetches.index(kind.depot.place)
        return pyvrp.VehicleType(
            num_available=len(kind.keys),
            capacity=[load, *has],
            initial_load=[0, *lacks],
            start_depot=self.ends.index(engineer.start),
            end_depot=nowhere if engineer.end is None else self.ends.index(engineer.end),
            reload_depots=[] if at is None else [at],
            max_reloads=0 if at is None else 1,
            tw_early=engineer.shift.opens,
            tw_late=engineer.shift.closes,
            unit_distance_cost=self.problem.distance_price,
            unit_duration_cost=self.problem.duration_price,
            profile=number,
        )

    def loads(self, kind: Kind) -> tuple[list[int], list[int]]:
        """Of each part and tool, what can be had at last, and what of it is not on the van."""
        jobs, van = self.problem.jobs, kind.like
        has, lacks = [], []
        for part in self.parts:
            whole = sum(job.parts.get(part, 0) for job in jobs)
            most = min(whole, kind.after_fetching(part, whole))
            has.append(most)
            lacks.append(most - min(most, van.parts.get(part, 0)))
        for tool in self.tools:
            needed = sum(tool in job.tools for job in jobs)
            has.append(needed)
            lacks.append(0 if tool in van.tools else needed)
        return has, lacks

    def search(
        self,
        start: Plan,
        *,
        seconds: float,
        seed: int,
        seen: Callable[[Order], None],
        asked: Callable[[], bool],
        patience: float = float("inf"),
    ) -> Order:
        """The best order found in `seconds`; `seen` is told of others on the way.

        start: where to begin; without tours: anywhere. patience: after so many seconds in which
        nothing got better it ends.
        """
        listener = Listener(self, seen)
        params = pyvrp.SolveParams(ils=pyvrp.IteratedLocalSearchParams(callbacks=listener))
        with warnings.catch_warnings():
            # That a penalty is at its highest is no news on a tight day.
            warnings.simplefilter("ignore", pyvrp.exceptions.PenaltyBoundWarning)
            result = pyvrp.solve(
                self.data,
                Stop(time.monotonic() + seconds, asked, patience),
                seed=seed,
                collect_stats=False,
                params=params,
                initial_solution=self.solution(start) if start.tours else None,
            )
        return self.order(result.best)

    def solution(self, plan: Plan) -> pyvrp.Solution:
        """A plan as PyVRP knows it. A job that is late there stands in no window here."""
        routes = []
        for tour in plan.tours:
            number = self.kind_of[tour.engineer]
            visits = []
            for stop in tour.stops:
                if stop.does is Does.JOB:
                    visits.append(pyvrp.Activity(pyvrp.ActivityType.CLIENT, self.visit(stop)))
                elif stop.does is Does.FETCH and stop.place in self.fetches:
                    at = len(self.ends) + 1 + self.fetches.index(stop.place)
                    visits.append(pyvrp.Activity(pyvrp.ActivityType.DEPOT, at))
            routes.append(pyvrp.Route(self.data, visits, number))
        return pyvrp.Solution(self.data, routes)

    def visit(self, stop: Stay) -> int:
        """The job in the window in which it begins, else in its first."""
        numbers = [n for n, (job, _window) in enumerate(self.visits) if job.key == stop.job]
        for number in numbers:
            window = self.visits[number][1]
            if window.opens <= stop.begins <= window.closes:
                return number
        return numbers[0]

    def order(self, solution: pyvrp.Solution) -> Order:
        """Back again: the engineers of a kind take its routes in turn."""
        free = [list(kind.keys) for kind in self.kinds]
        order: dict[str, tuple[str, ...]] = {}
        for route in solution.routes():
            keys = tuple(self.visits[each.idx][0].key for each in route if each.is_client())
            if keys and free[route.vehicle_type()]:
                order[free[route.vehicle_type()].pop(0)] = keys
        return order


class Listener(pyvrp.IteratedLocalSearchCallbacks):
    """Passes on what the search finds: every best one, and now and then where it is."""

    def __init__(self, model: Model, seen: Callable[[Order], None]) -> None:
        self.model, self.seen, self.steps = model, seen, 0

    def on_best(self, best: pyvrp.Solution) -> None:
        self.seen(self.model.order(best))

    def on_iteration(
        self,
        current: pyvrp.Solution,
        candidate: pyvrp.Solution,
        best: pyvrp.Solution,
        cost_evaluator: pyvrp.CostEvaluator,
    ) -> None:
        self.steps += 1
        if self.steps % LOOK_EVERY == 0 and current.is_feasible():
            self.seen(self.model.order(current))


def windows_of(job: Job) -> Iterator[Window]:
    """The windows that the search sees: a promised time, or those that still keep the promise."""
    if job.lock is not None and job.lock.at is not None:
        yield Window(job.lock.at, job.lock.at)
        return
    due = None if job.due is None else job.due - job.service
    in_time = [
        Window(window.opens, window.closes if due is None else min(window.closes, due))
        for window in job.windows
        if due is None or window.opens <= due
    ]
    yield from in_time or job.windows
