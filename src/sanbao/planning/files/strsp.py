"""Service technician routing without teams (Kovacs, Parragh, Doerner and Hartl 2012).

A task needs so many technicians of a level at least, domain by domain; without teams one technician
has to have them all. A task that nobody does is outsourced at 200 + (sum of what it needs) ^ 1.5.
Two files: `tasks_NAME.txt` and `technicians_NAME.txt` beside it. A hundred of our units are one of
the file's, travel rounded up.
"""

import math
from collections.abc import Sequence
from pathlib import Path

from sanbao.planning.files.reading import BadFile, Instance, lines_of, numbers
from sanbao.planning.problem import Engineer, Job, Problem, Window

SCALE = 100
# Nobody has it: a task for two at once is outsourced.
TEAM = "a team"
COORDINATES = 7


def read(path: Path) -> Instance:
    """Raises BadFile. path: of the tasks."""
    rows = lines_of(path)
    head = next((n for n, row in enumerate(rows) if row.startswith("CUST NO.")), None)
    if head is None:
        raise BadFile("no table that begins with CUST NO.")
    names = rows[head].replace("CUST NO.", "").split()
    columns = [name for name in names if name[0] == "d" and name[1:].isdigit()]
    count = 1 + COORDINATES + len(columns)
    tasks = [
        numbers(row, count, n) for n, row in enumerate(rows[head + 1 :], head + 2) if row.strip()
    ]
    technicians = technicians_of(path.with_name(path.name.replace("tasks_", "technicians_")))
    ways = tuple(
        tuple(math.ceil(math.hypot(a[1] - b[1], a[2] - b[2]) * SCALE - 1e-6) for b in tasks)
        for a in tasks
    )
    day = Window(int(tasks[0][4]) * SCALE, int(tasks[0][5]) * SCALE)
    engineers = tuple(Engineer(name, 0, day, end=0, skills=skills) for name, skills in technicians)
    jobs = tuple(job_of(task, place, columns) for place, task in enumerate(tasks) if place)
    return Instance(path.stem, "strsp", Problem(jobs, engineers, ways, ways), SCALE)


def job_of(task: Sequence[float], place: int, columns: Sequence[str]) -> Job:
    needs = dict(zip(columns, task[1 + COORDINATES :], strict=True))
    skills = {name for name, number in needs.items() if number}
    if any(number > 1 for number in needs.values()):
        skills = {*skills, TEAM}
    return Job(
        str(int(task[0])),
        place,
        (Window(int(task[4]) * SCALE, int(task[5]) * SCALE),),
        service=int(task[6]) * SCALE,
        skills=frozenset(skills),
        left_price=round((200 + sum(needs.values()) ** 1.5) * SCALE),
    )


def technicians_of(path: Path) -> list[tuple[str, frozenset[str]]]:
    """The name of each technician, and every level up to the own one in each domain."""
    rows = lines_of(path)
    head = next((n for n, row in enumerate(rows) if row.startswith("ID")), None)
    if head is None:
        raise BadFile(f"no table that begins with ID in {path.name}")
    domains = len(rows[head].split()) - 1
    found = []
    for number, row in enumerate(rows[head + 1 :], head + 2):
        if row.strip():
            name, *levels = numbers(row, 1 + domains, number)
            skills = {
                f"d{domain}{level}"
                for domain, best in enumerate(levels, start=1)
                for level in range(1, int(best) + 1)
            }
            found.append((f"t{int(name)}", frozenset(skills)))
    return found
