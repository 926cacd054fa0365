"""A plan of the machine as people read it: what changes, what it costs, what is left and why."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sanbao.apps.dispatch.queries.day import PlanningDay
from sanbao.apps.dispatch.queries.day_job import Doing
from sanbao.planning.plan import Does, Plan, Stop, Tour, cost_of, distance_along
from sanbao.planning.problem import Engineer, Job
from sanbao.planning.why_left import hindrances

CENT = 100
NEAREST = 3


@dataclass(frozen=True, slots=True)
class Change:
    """One job of the plan that is not there already, with what it adds to the way of its tour."""

    doing: Doing
    engineer: str
    stop: Stop
    added_km: float
    late_minutes: int


def offer_of(day: PlanningDay, plan: Plan) -> dict[str, Any]:
    """All that a page shows, as JSON holds it; instants in ISO form, money in yuan."""
    changes = [change for tour in plan.tours for change in changes_of(day, tour)]
    cost = cost_of(day.problem, plan)
    return {
        "changes": [told(day, change) for change in changes],
        "kept": sum(len(tour.jobs) for tour in plan.tours) - len(changes),
        "left": [left(day, plan, key) for key in plan.left],
        "cost": {
            "km": round(cost.distance / 10),
            "late_minutes": round(cost.late / 60),
            "moved": cost.moved,
            "moved_yuan": cost.moved_price // CENT,
            "left": cost.left,
            "yuan": cost.total // CENT,
        },
        "tours": [tour_told(day, tour) for tour in plan.tours],
        "by_road": day.by_road,
        "no_roads": day.no_roads,
    }


def changes_of(day: PlanningDay, tour: Tour) -> list[Change]:
    engineer = day.problem.engineer(tour.engineer)
    found = []
    for number, stop in enumerate(tour.stops):
        if stop.does is not Does.JOB or stop.job not in day.doing:
            continue
        doing, job = day.doing[stop.job], day.problem.job(stop.job)
        if stands(day, doing, tour.engineer, stop):
            continue
        added = added_way(day, engineer, tour, number) / 10
        found.append(Change(doing, tour.engineer, stop, added, late_minutes(job, stop)))
    return found


def stands(day: PlanningDay, doing: Doing, engineer: str, stop: Stop) -> bool:
    """Whether the job is there already."""
    booking = doing.booking
    if booking is None or booking.engineer.username != engineer:
        return False
    return booking.starts_at == instant(day, stop.begins)


def added_way(day: PlanningDay, engineer: Engineer, tour: Tour, number: int) -> int:
    """By how much the tour is longer for this stop."""
    without = Tour(tour.engineer, 0, 0, (*tour.stops[:number], *tour.stops[number + 1 :]))
    whole = distance_along(day.problem, engineer, tour)
    return whole - (distance_along(day.problem, engineer, without) if without.jobs else 0)


def late_minutes(job: Job, stop: Stop) -> int:
    return 0 if job.due is None else max(0, round((stop.ends - job.due) / 60))


def instant(day: PlanningDay, second: int) -> datetime:
    return day.midnight + timedelta(seconds=second)


def told(day: PlanningDay, change: Change) -> dict[str, Any]:
    doing, booking = change.doing, change.doing.booking
    return {
        "order": doing.order.code,
        "customer": doing.order.case.customer.name,
        "engineer": change.engineer,
        "name": day.crew[change.engineer].name,
        "starts_at": instant(day, change.stop.begins).isoformat(),
        "ends_at": instant(day, change.stop.ends).isoformat(),
        "added_km": round(change.added_km),
        "late_minutes": change.late_minutes,
        "was": ""
        if booking is None
        else f"{booking.engineer} {booking.starts_at.astimezone(day.zone):%m-%d %H:%M}",
        "is_agreed": booking is not None and booking.state == "agreed",
        "seen": doing.seen,
    }


def left(day: PlanningDay, plan: Plan, key: str) -> dict[str, Any]:
    """Why nobody does it: the engineers who came nearest, each with the rule in the way."""
    doing = day.doing[key]
    return {
        "order": doing.order.code,
        "customer": doing.order.case.customer.name,
        "due_at": doing.due_at.isoformat() if doing.due_at else "",
        "nearest": [
            {
                "name": day.crew[each.engineer].name,
                "rule": each.rule.value,
                "missing": list(each.missing),
            }
            for each in hindrances(day.problem, plan, key)[:NEAREST]
        ],
    }


def tour_told(day: PlanningDay, tour: Tour) -> dict[str, Any]:
    engineer = day.problem.engineer(tour.engineer)
    return {
        "name": day.crew[tour.engineer].name,
        "km": round(distance_along(day.problem, engineer, tour) / 10),
        "jobs": len(tour.jobs),
        "fetch": fetch_told(day, engineer, tour),
    }


def fetch_told(day: PlanningDay, engineer: Engineer, tour: Tour) -> dict[str, Any] | None:
    """When he calls at his station, and for what: all that the day needs beyond his van."""
    fetch = next((stop for stop in tour.stops if stop.does is Does.FETCH), None)
    if fetch is None:
        return None
    jobs = [day.problem.job(key) for key in tour.jobs]
    used: Counter[str] = Counter()
    for job in jobs:
        used.update(job.parts)
    parts = used - Counter(engineer.parts)
    tools = frozenset().union(*(job.tools for job in jobs)) - engineer.tools
    what = [f"{part} × {count}" for part, count in sorted(parts.items())]
    return {"at": instant(day, fetch.begins).isoformat(), "what": [*what, *sorted(tools)]}
