"""A plan while it is being made: for each engineer the order of the jobs, times still open."""

from collections.abc import Mapping, Sequence

from sanbao.planning.plan import Plan, Tour, tour_cost
from sanbao.planning.problem import Engineer, Job, Problem
from sanbao.planning.schedule import scheduled

Order = Mapping[str, Sequence[str]]
# So many tours are kept in mind; then it begins anew.
MOST_TIMED = 200_000


class Desk:
    """The rows of a problem by their keys, and the tours that were timed before."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.jobs: dict[str, Job] = {job.key: job for job in problem.jobs}
        self.engineers: dict[str, Engineer] = {each.key: each for each in problem.engineers}
        self.timed: dict[tuple[str, tuple[str, ...]], Tour | None] = {}

    def tour(self, engineer: str, keys: Sequence[str]) -> Tour | None:
        """The best tour over these jobs in this order, or None."""
        asked = (engineer, tuple(keys))
        if asked not in self.timed:
            if len(self.timed) >= MOST_TIMED:
                self.timed.clear()
            jobs = [self.jobs[key] for key in keys]
            self.timed[asked] = scheduled(self.problem, self.engineers[engineer], jobs)
        return self.timed[asked]

    def price(self, engineer: str, keys: Sequence[str]) -> int | None:
        """What the tour over these jobs costs, left-out jobs aside; None when there is none."""
        tour = self.tour(engineer, keys)
        if tour is None:
            return None
        return tour_cost(self.problem, self.engineers[engineer], self.jobs, tour).total

    def plan(self, order: Order) -> Plan:
        """The plan of an order; an order that cannot be driven loses jobs until it can."""
        tours = [
            tour
            for engineer, keys in order.items()
            if keys and (tour := self.driven(engineer, keys))
        ]
        done = {key for tour in tours for key in tour.jobs}
        return Plan(tuple(tours), tuple(key for key in self.jobs if key not in done))

    def driven(self, engineer: str, keys: Sequence[str]) -> Tour | None:
        """The tour, without the jobs that cannot be driven after those before them."""
        kept: list[str] = []
        whole = self.tour(engineer, keys)
        if whole is not None:
            return whole
        for key in keys:
            if self.tour(engineer, [*kept, key]) is not None:
                kept.append(key)
        return self.tour(engineer, kept) if kept else None


def order_of(plan: Plan) -> dict[str, tuple[str, ...]]:
    """The order that a plan has."""
    return {tour.engineer: tour.jobs for tour in plan.tours}
