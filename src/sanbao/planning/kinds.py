"""Engineers that are alike in everything: whoever can drive a tour, the others of the kind can."""

from dataclasses import dataclass

from sanbao.planning.problem import Depot, Engineer, Job, Problem
from sanbao.planning.schedule import first_beyond_van, may_do


@dataclass(frozen=True, slots=True)
class Kind:
    """Engineers that are alike in everything: one type of vehicle. depot: where they may fetch."""

    like: Engineer
    keys: tuple[str, ...]
    depot: Depot | None

    def may_do(self, job: Job) -> bool:
        return may_do(self.like, job) and all(self.can_have(tool) for tool in job.tools)

    def can_have(self, tool: str) -> bool:
        return tool in self.like.tools or self.finds(tool)

    def finds(self, tool: str) -> bool:
        """Whether the tool is at the depot."""
        return self.depot is not None and (self.depot.tools is None or tool in self.depot.tools)

    def after_fetching(self, part: str, whole: int) -> int:
        """So many of a part can be had in all; at most as many as all jobs need together."""
        van = self.like.parts.get(part, 0)
        if self.depot is None:
            return van
        return van + (whole if self.depot.parts is None else self.depot.parts.get(part, 0))


def kinds(problem: Problem) -> list[Kind]:
    """Engineers grouped by all that matters; whoever has a promised job, or had one before,
    stands alone.
    """
    promised = {job.lock.engineer for job in problem.jobs if job.lock}
    promised |= {job.before.engineer for job in problem.jobs if job.before}
    groups: dict[object, list[Engineer]] = {}
    for each in problem.engineers:
        alike = (
            each.start,
            each.end,
            each.shift,
            each.skills,
            each.tools,
            tuple(sorted(each.parts.items())),
            each.capacity,
            each.rests,
            place_of(each.depot),
            each.key if each.key in promised else "",
        )
        groups.setdefault(alike, []).append(each)
    return [
        Kind(
            group[0],
            tuple(each.key for each in group),
            problem.depot_of(group[0]) if lacks_something(problem, group[0]) else None,
        )
        for group in groups.values()
    ]


def place_of(depot: Depot | None) -> object:
    """A depot as something to compare by."""
    if depot is None:
        return None
    parts = None if depot.parts is None else tuple(sorted(depot.parts.items()))
    return depot.place, parts, depot.tools


def lacks_something(problem: Problem, engineer: Engineer) -> bool:
    """Whether some of the jobs that the engineer may do need more than what is on the van."""
    able = [job for job in problem.jobs if may_do(engineer, job)]
    return first_beyond_van(engineer, able) is not None
