"""Technician routing and scheduling (Pillac, Gueret and Medaglia 2013).

Each technician starts and ends at home, has skills, tools, which are kept, and spare parts, which
are used up; the central depot, row 0, has all of both. Distances are Euclidean and are the travel
times; a thousand of our units are one of the file's, travel rounded up.
"""

import math
import re
from dataclasses import dataclass
from pathlib import Path

from sanbao.planning.files.reading import BadFile, Instance, lines_of, numbers
from sanbao.planning.problem import Engineer, Job, Problem, Window

SCALE = 1000
LIST = re.compile(r"\[([^\]]*)\]")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file: the depot, a technician's home, or a request."""

    number: int
    x: float
    y: float
    window: Window
    service: int
    skills: frozenset[str]
    tools: frozenset[str]
    parts: dict[str, int]


def read(path: Path) -> Instance:
    """Raises BadFile."""
    rows = lines_of(path)
    crew = next((n for n, row in enumerate(rows) if row.startswith("CREW COUNT")), None)
    table = next((n for n, row in enumerate(rows) if row.startswith("ID ")), None)
    if crew is None or table is None:
        raise BadFile("no CREW COUNT, or no table that begins with ID")
    technicians = int(numbers(rows[crew + 1], 1, crew + 2)[0])
    points = [
        row_of(row, n) for n, row in enumerate(rows[table + 1 :], start=table + 2) if row.strip()
    ]
    if len(points) < technicians + 1:
        raise BadFile(f"{technicians} technicians expected, {len(points) - 1} rows", crew + 2)
    ways = tuple(
        tuple(math.ceil(math.hypot(a.x - b.x, a.y - b.y) * SCALE - 1e-6) for b in points)
        for a in points
    )
    engineers = tuple(
        Engineer(
            f"t{home.number}",
            place,
            home.window,
            end=place,
            skills=home.skills,
            tools=home.tools,
            parts=home.parts,
        )
        for place, home in enumerate(points[: technicians + 1])
        if place
    )
    jobs = tuple(
        Job(
            str(row.number),
            place,
            (row.window,),
            service=row.service,
            skills=row.skills,
            tools=row.tools,
            parts=row.parts,
        )
        for place, row in enumerate(points)
        if place > technicians
    )
    return Instance(path.stem, "trsp", Problem(jobs, engineers, ways, ways, depot=0), SCALE)


def row_of(line: str, at: int) -> Row:
    number, x, y, opens, closes, service = numbers(line, 6, at)
    lists = [
        [word.strip() for word in found.split(",") if word.strip()] for found in LIST.findall(line)
    ]
    if len(lists) != 3:
        raise BadFile("three lists in brackets expected: skills, tools, spare parts", at)
    skills, tools, parts = lists
    return Row(
        int(number),
        x,
        y,
        Window(int(opens) * SCALE, int(closes) * SCALE),
        int(service * SCALE),
        frozenset(skills),
        frozenset(tools),
        {str(part): int(count) for part, count in enumerate(parts)},
    )
