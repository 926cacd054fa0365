"""OR-Tools' routing with guided local search, as a planner beside ours: windows, skills, capacity,
jobs left out at their price. It knows neither tools and parts nor breaks.
"""

from collections.abc import Sequence

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from sanbao.planning.plan import price_of_leaving
from sanbao.planning.problem import Problem


def order_of_gls(problem: Problem, *, seconds: float) -> dict[str, tuple[str, ...]]:
    """The order that guided local search finds in `seconds`, on one thread."""
    jobs, crew = problem.jobs, problem.engineers
    # Nodes: the jobs, then each engineer's start, then each engineer's end.
    places = [job.place for job in jobs]
    places += [each.start for each in crew]
    places += [each.start if each.end is None else each.end for each in crew]
    starts = [len(jobs) + n for n in range(len(crew))]
    ends = [len(jobs) + len(crew) + n for n in range(len(crew))]
    manager = pywrapcp.RoutingIndexManager(len(places), len(crew), starts, ends)
    routing = pywrapcp.RoutingModel(manager)

    def way(a: int, b: int) -> int:
        one, two = manager.IndexToNode(a), manager.IndexToNode(b)
        return problem.distances[places[one]][places[two]] * problem.distance_price

    def lasts(a: int, b: int) -> int:
        one, two = manager.IndexToNode(a), manager.IndexToNode(b)
        service = jobs[one].service if one < len(jobs) else 0
        return problem.durations[places[one]][places[two]] + service

    routing.SetArcCostEvaluatorOfAllVehicles(routing.RegisterTransitCallback(way))
    horizon = max(each.shift.closes for each in crew)
    timing = routing.RegisterTransitCallback(lasts)
    routing.AddDimension(timing, horizon, horizon, False, "time")
    keep_times(problem, manager, routing, starts, ends)
    if any(job.load for job in jobs):
        load = routing.RegisterUnaryTransitCallback(
            lambda a: jobs[n].load if (n := manager.IndexToNode(a)) < len(jobs) else 0
        )
        rooms = [10**9 if each.capacity is None else each.capacity for each in crew]
        routing.AddDimensionWithVehicleCapacity(load, 0, rooms, True, "load")
    wanted = pywrapcp.DefaultRoutingSearchParameters()
    wanted.first_solution_strategy = (
        routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    )
    wanted.local_search_metaheuristic = (
        routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    )
    wanted.time_limit.FromMilliseconds(round(seconds * 1000))
    found = routing.SolveWithParameters(wanted)
    return {} if found is None else tours(problem, manager, routing, found)


def keep_times(
    problem: Problem,
    manager: pywrapcp.RoutingIndexManager,
    routing: pywrapcp.RoutingModel,
    starts: Sequence[int],
    ends: Sequence[int],
) -> None:
    """Windows, shifts, who may do what, and what leaving a job out costs."""
    clock = routing.GetDimensionOrDie("time")
    for number, job in enumerate(problem.jobs):
        index = manager.NodeToIndex(number)
        clock.CumulVar(index).SetRange(job.windows[0].opens, job.windows[-1].closes)
        able = [n for n, each in enumerate(problem.engineers) if job.skills <= each.skills]
        routing.VehicleVar(index).SetValues([-1, *able])
        routing.AddDisjunction([index], min(price_of_leaving(job), 10**8))
    for number, each in enumerate(problem.engineers):
        for index in (routing.Start(number), routing.End(number)):
            clock.CumulVar(index).SetRange(each.shift.opens, each.shift.closes)


def tours(
    problem: Problem,
    manager: pywrapcp.RoutingIndexManager,
    routing: pywrapcp.RoutingModel,
    found: pywrapcp.Assignment,
) -> dict[str, tuple[str, ...]]:
    order = {}
    for number, each in enumerate(problem.engineers):
        keys, index = [], found.Value(routing.NextVar(routing.Start(number)))
        while not routing.IsEnd(index):
            keys.append(problem.jobs[manager.IndexToNode(index)].key)
            index = found.Value(routing.NextVar(index))
        if keys:
            order[each.key] = tuple(keys)
    return order
