"""`sanbao plan`: an instance file in, a plan out. Knows no Django and no database."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from sanbao.planning.checker import broken
from sanbao.planning.files.opening import read
from sanbao.planning.files.reading import BadFile, Instance
from sanbao.planning.plan import Plan, cost_of
from sanbao.planning.solve import planned
from sanbao.rules.message import Message
from sanbao.site.rule_words import translator

DONE, SOME_LEFT, CANNOT_START = 0, 1, 2


def plan_command(path: Path, *, seconds: float, seed: int, as_json: bool, lang: str) -> int:
    """Plan the file, print the plan, and give the exit status.

    0: every job has its place; 1: some are left out, or the checker rejects the plan (a bug);
    2: the file cannot be read, and one line says why. Better plans on the way are told on standard
    error.
    """
    say = translator(lang)
    try:
        instance = read(path)
    except BadFile as why:
        print(f"sanbao plan: {path}: {why}", file=sys.stderr)
        return CANNOT_START

    def told(plan: Plan) -> None:
        print(say(summed_up(instance, plan)), file=sys.stderr)

    plan = planned(instance.problem, seconds=seconds, seed=seed, told=told)
    wrong = broken(instance.problem, plan)
    if as_json:
        print(json.dumps(as_data(instance, plan, [each.why for each in wrong])))
    else:
        for line in (*tours(instance, plan), say(summed_up(instance, plan))):
            print(line)
    for each in wrong:
        print(f"sanbao plan: {each}", file=sys.stderr)
    return SOME_LEFT if plan.left or wrong else DONE


def summed_up(instance: Instance, plan: Plan) -> Message:
    cost = cost_of(instance.problem, plan)
    return Message(
        "%(tours)s tours, %(jobs)s jobs done, %(left)s left out, distance %(distance)s",
        {
            "tours": len(plan.tours),
            "jobs": sum(len(tour.jobs) for tour in plan.tours),
            "left": len(plan.left),
            "distance": f"{cost.distance / instance.scale:.1f}",
        },
    )


def tours(instance: Instance, plan: Plan) -> Iterator[str]:
    for tour in plan.tours:
        stops = " ".join(
            f"{stop.job or stop.does.value}@{stop.begins / instance.scale:g}" for stop in tour.stops
        )
        yield f"{tour.engineer}: {stops}"


def as_data(instance: Instance, plan: Plan, wrong: list[str]) -> dict[str, object]:
    """The plan in the file's own units."""
    return {
        "name": instance.name,
        "form": instance.form,
        "scale": instance.scale,
        "cost": asdict(cost_of(instance.problem, plan)),
        "tours": [
            {
                "engineer": tour.engineer,
                "starts": tour.starts / instance.scale,
                "ends": tour.ends / instance.scale,
                "stops": [
                    {
                        "does": stop.does.value,
                        "job": stop.job,
                        "begins": stop.begins / instance.scale,
                        "ends": stop.ends / instance.scale,
                    }
                    for stop in tour.stops
                ],
            }
            for tour in plan.tours
        ],
        "left": list(plan.left),
        "broken": wrong,
    }
