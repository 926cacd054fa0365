"""OR-Tools' SCIP: the best choice among tours that were found somewhere, each job once.

Set partitioning over a pool of tours (Balinski and Quandt 1964); what no tour of the choice does is
left out at its price.
"""

from collections.abc import Mapping, Sequence

from ortools.linear_solver import pywraplp

from sanbao.planning.pool import Candidate


def chosen(
    pool: Sequence[Candidate],
    free: Sequence[int],
    left: Mapping[str, int],
    *,
    start: frozenset[int] = frozenset(),
    seconds: float,
) -> list[int]:
    """Positions in `pool` of the cheapest choice found in `seconds`, on one thread.

    free: how many engineers of each kind there are. left: what it costs to leave out each job.
    start: a choice to begin with. Empty when nothing was found.
    """
    solver = pywraplp.Solver.CreateSolver("SCIP")
    takes = [solver.BoolVar("") for _ in pool]
    leaves = {key: solver.BoolVar("") for key in left}
    jobs = {key: solver.Constraint(1.0, 1.0) for key in left}
    kinds = [solver.Constraint(0.0, float(number)) for number in free]
    aim = solver.Objective()
    aim.SetMinimization()
    for candidate, take in zip(pool, takes, strict=True):
        aim.SetCoefficient(take, float(candidate.price))
        kinds[candidate.kind].SetCoefficient(take, 1.0)
        for key in candidate.keys:
            jobs[key].SetCoefficient(take, 1.0)
    for key, leave in leaves.items():
        aim.SetCoefficient(leave, float(left[key]))
        jobs[key].SetCoefficient(leave, 1.0)
    done = {key for number in start for key in pool[number].keys}
    solver.SetHint(
        [*takes, *leaves.values()],
        [
            *(float(n in start) for n in range(len(takes))),
            *(float(key not in done) for key in left),
        ],
    )
    solver.SetSolverSpecificParametersAsString("limits/gap = 0")
    solver.SetTimeLimit(max(1, round(seconds * 1000)))
    status = solver.Solve()
    if status not in (pywraplp.Solver.OPTIMAL, pywraplp.Solver.FEASIBLE):
        return []
    return [number for number, take in enumerate(takes) if take.solution_value() > 1 / 2]
