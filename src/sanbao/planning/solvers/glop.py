"""OR-Tools' GLOP: what each job is worth, and each engineer's day, at the cheapest mixture of the
tours known.

The linear relaxation of the choice that SCIP makes. Its dual values say which tours would make
the choice cheaper (Dantzig and Wolfe 1960), and which can never be part of a better one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ortools.linear_solver import pywraplp

from sanbao.planning.pool import Candidate


@dataclass(frozen=True, slots=True)
class Worth:
    """jobs: of having each job done. kinds: of another engineer of each kind, zero or less.
    least: what no choice among the tours known costs less than.
    """

    jobs: Mapping[str, float]
    kinds: Sequence[float]
    least: float

    def gain(self, tour: Candidate) -> float:
        """What the tour is worth beyond its price; a tour of the best mixture has none."""
        return sum(self.jobs[key] for key in tour.keys) + self.kinds[tour.kind] - tour.price


class Mixture:
    """Tours are added and stay. free: engineers of each kind. left: what it costs to leave out each
    job.
    """

    def __init__(self, free: Sequence[int], left: Mapping[str, int]) -> None:
        self.solver = pywraplp.Solver.CreateSolver("GLOP")
        self.aim = self.solver.Objective()
        self.aim.SetMinimization()
        infinite = self.solver.infinity()
        self.jobs = {key: self.solver.Constraint(1.0, infinite) for key in left}
        self.kinds = [self.solver.Constraint(-infinite, float(number)) for number in free]
        for key, price in left.items():
            self.jobs[key].SetCoefficient(self.column(price), 1.0)

    def column(self, price: float) -> pywraplp.Variable:
        found = self.solver.NumVar(0.0, self.solver.infinity(), "")
        self.aim.SetCoefficient(found, float(price))
        return found

    def add(self, tours: Iterable[Candidate]) -> None:
        for tour in tours:
            column = self.column(tour.price)
            self.kinds[tour.kind].SetCoefficient(column, 1.0)
            for key in tour.keys:
                self.jobs[key].SetCoefficient(column, 1.0)

    def worth(self) -> Worth | None:
        """None when the mixture could not be found."""
        if self.solver.Solve() != pywraplp.Solver.OPTIMAL:
            return None
        return Worth(
            {key: row.dual_value() for key, row in self.jobs.items()},
            [row.dual_value() for row in self.kinds],
            self.aim.Value(),
        )
