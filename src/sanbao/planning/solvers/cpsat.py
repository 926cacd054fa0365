"""OR-Tools CP-SAT: the best choice among tours that were found somewhere, each job once.

Set partitioning over a pool of tours (Balinski and Quandt 1964); what no tour of the choice does is
left out at its price.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model


@dataclass(frozen=True, slots=True)
class Candidate:
    """A tour that can be driven by any engineer of the kind. price: whole, left-out jobs aside."""

    kind: int
    keys: tuple[str, ...]
    price: int


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
    model = cp_model.CpModel()
    takes = [model.new_bool_var("") for _ in pool]
    leaves = {key: model.new_bool_var("") for key in left}
    of_job: dict[str, list[cp_model.IntVar]] = {key: [] for key in left}
    of_kind: list[list[cp_model.IntVar]] = [[] for _ in free]
    for candidate, take in zip(pool, takes, strict=True):
        of_kind[candidate.kind].append(take)
        for key in candidate.keys:
            of_job[key].append(take)
    for key, several in of_job.items():
        model.add_exactly_one([*several, leaves[key]])
    for several, number in zip(of_kind, free, strict=True):
        model.add(sum(several) <= number)
    model.minimize(
        sum(candidate.price * take for candidate, take in zip(pool, takes, strict=True))
        + sum(price * leaves[key] for key, price in left.items())
    )
    done = {key for number in start for key in pool[number].keys}
    for number, take in enumerate(takes):
        model.add_hint(take, number in start)
    for key, leave in leaves.items():
        model.add_hint(leave, key not in done)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 1
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return []
    return [number for number, take in enumerate(takes) if solver.value(take)]
