"""How good plans are: ours beside plain PyVRP, plain VROOM and OR-Tools, on published instances.

Each plans every instance in the same time on one thread, in one run, one after the other. All
orders are timed by our schedule and judged by our checker, which shares nothing with any of them;
what cannot be driven counts as left out. Shown is the gap to the best known distance in per cent,
or, where none is published (STRSP), the cost; in brackets the jobs left out. Plain PyVRP and VROOM
get our own model of the problem without pool and choice; OR-Tools (guided local search) knows no
tools and parts and is left out there. Below stands what the goals ask for; they are goals of the
30 seconds alone. Files: Solomon and
Gehring-Homberger (`vrptw`), TRSP and STRSP, in the folder that is named, or in `SANBAO_INSTANCES`;
without them nothing is run.

    python -m benchmarks.planning FOLDER --seconds 30 5 --only R101 C101
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.rival import order_of_gls
from sanbao.planning.checker import broken
from sanbao.planning.files.opening import read
from sanbao.planning.files.reading import Instance
from sanbao.planning.order import Desk, Order
from sanbao.planning.plan import Plan, cost_of, never
from sanbao.planning.problem import Problem
from sanbao.planning.solve import planned
from sanbao.planning.solvers import pyvrp, vroom

SEED = 1
# Best known distances in the units of the files: Solomon and Gehring-Homberger from CVRPLIB, cut to
# one decimal; TRSP from Pillac's dissertation.
BEST = {
    "C101": 827.3,
    "R101": 1637.7,
    "R112": 948.6,
    "R201": 1143.2,
    "RC101": 1619.8,
    "RC201": 1261.8,
    "c1_2_1": 2698.6,
    "r1_2_1": 4667.2,
    "rc2_2_1": 2797.4,
    "r1_4_1": 10305.8,
    "C101.100_25-5-5-5": 1719.057,
    "C201.100_25-5-5-5": 1193.344,
    "R101.100_25-5-5-5": 1950.115,
    "R201.100_25-5-5-5": 1616.663,
    "RC101.100_25-5-5-5": 1830.657,
    "RC201.100_25-5-5-5": 1685.053,
}
PATTERNS = ("vrptw/*.txt", "trsp/*.txt", "strsp/tasks_*.txt")
NONE = "–"


@dataclass(frozen=True, slots=True)
class Answer:
    """distance: in the units of the file. cost: with what is left out, at its price."""

    distance: float
    cost: float
    left: int
    is_sound: bool


Answers = Mapping[str, Answer | None]


def ours(problem: Problem, seconds: float) -> Plan:
    return planned(problem, seconds=seconds, seed=SEED)


def by_order(find: Callable[[Problem, float], Order]) -> Callable[[Problem, float], Plan]:
    return lambda problem, seconds: Desk(problem).plan(find(problem, seconds))


def plain_pyvrp(problem: Problem, seconds: float) -> Order:
    """One search from nothing."""
    start = Plan((), tuple(job.key for job in problem.jobs))
    return pyvrp.Model(problem).search(start, seconds=seconds, seed=SEED, seen=ignored, asked=never)


def ignored(order: Order) -> None:
    """Nobody wants to hear of orders on the way."""


PLANNERS: dict[str, Callable[[Problem, float], Plan]] = {
    "ours": ours,
    "PyVRP": by_order(plain_pyvrp),
    "VROOM": by_order(
        lambda problem, seconds: vroom.first_order(problem, seconds=seconds, exploration=5)
    ),
    "OR-Tools": by_order(lambda problem, seconds: order_of_gls(problem, seconds=seconds)),
}


def answer(instance: Instance, planner: str, seconds: float) -> Answer | None:
    if planner == "OR-Tools" and instance.form == "trsp":
        return None
    plan = PLANNERS[planner](instance.problem, seconds)
    cost = cost_of(instance.problem, plan)
    sound = not broken(instance.problem, plan)
    scale = instance.scale
    return Answer(cost.distance / scale, cost.total / scale, cost.left, sound)


def gap(instance: Instance, found: Answer) -> float | None:
    """To the best known distance, in per cent."""
    best = BEST.get(instance.name)
    return None if best is None else 100 * (found.distance / best - 1)


def told(instance: Instance, found: Answer | None) -> str:
    """One cell of the table."""
    if found is None:
        return NONE
    far = gap(instance, found)
    words = f"{found.cost:.1f}" if far is None else f"{far:+.2f} %"
    if found.left:
        words += f" ({found.left} left)"
    return words if found.is_sound else f"**unsound** {words}"


def goals(results: Sequence[tuple[Instance, Answers]]) -> Iterator[str]:
    """A line for each thing that is asked of the plans of one length."""
    windows = [(each, found) for each, found in results if each.form == "vrptw"]
    yield from told_mean("windows", windows, 1)
    solved = [(each, found) for each, found in windows if is_whole(found["OR-Tools"])]
    mine, rivals = mean_gap(solved, "ours"), mean_gap(solved, "OR-Tools")
    if mine is not None and rivals is not None:
        share = f"{rivals / mine:.0f} times as far off" if mine > 0 else "ours is at the best"
        yield (
            f"- windows, the {len(solved)} that OR-Tools solves: ours {mine:.3f} %, OR-Tools"
            f" {rivals:.2f} %: {share} (goal 15 times)"
        )
    yield from told_mean(
        "TRSP", [(each, found) for each, found in results if each.form == "trsp"], 3
    )
    for each, found in results:
        rival_costs = [
            answered.cost
            for name, answered in found.items()
            if answered is not None and answered.is_sound and name != "ours"
        ]
        if each.form == "strsp" and rival_costs and found["ours"] is not None:
            less = 100 * (1 - found["ours"].cost / min(rival_costs))
            yield f"- {each.name}: {less:.2f} % cheaper than the best of the others (goal 0)"


def told_mean(what: str, results: Sequence[tuple[Instance, Answers]], goal: int) -> Iterator[str]:
    far = mean_gap(results, "ours")
    if far is not None:
        left = sum(found["ours"].left for _each, found in results if found["ours"] is not None)
        yield f"- {what}: mean gap {far:.2f} % (goal {goal}), {left} jobs left out"


def is_whole(found: Answer | None) -> bool:
    return found is not None and found.is_sound and not found.left


def mean_gap(results: Sequence[tuple[Instance, Answers]], planner: str) -> float | None:
    """Over all that have a best known distance and were answered; None without any."""
    gaps = [
        far
        for instance, found in results
        if (answered := found[planner]) is not None and (far := gap(instance, answered)) is not None
    ]
    return sum(gaps) / len(gaps) if gaps else None


def instances(folder: Path, only: list[str]) -> Iterator[Instance]:
    for pattern in PATTERNS:
        for path in sorted(folder.glob(pattern)):
            if not only or any(word in path.stem for word in only):
                yield read(path)


def main() -> int:
    asked = argparse.ArgumentParser()
    asked.add_argument("folder", nargs="?", default=os.environ.get("SANBAO_INSTANCES", ""))
    asked.add_argument("--seconds", nargs="*", type=float, default=[30.0, 5.0])
    asked.add_argument("--only", nargs="*", default=[])
    given = asked.parse_args()
    found = list(instances(Path(given.folder), given.only)) if given.folder else []
    if not found:
        print("Not run: name the folder of the instances, or set SANBAO_INSTANCES.")
        return 0
    sound = True
    for seconds in given.seconds:
        results = []
        print(f"\n| {seconds:g} s each | best known | {' | '.join(PLANNERS)} |")
        print("| --- | ---: |" + " ---: |" * len(PLANNERS))
        for instance in found:
            answers = {name: answer(instance, name, seconds) for name in PLANNERS}
            cells = " | ".join(told(instance, each) for each in answers.values())
            best = BEST.get(instance.name, NONE)
            print(f"| {instance.form} {instance.name} | {best} | {cells} |", flush=True)
            sound &= answers["ours"] is not None and answers["ours"].is_sound
            results.append((instance, answers))
        print("", *goals(results), sep="\n", flush=True)
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
