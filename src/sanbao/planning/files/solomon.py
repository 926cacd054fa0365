"""Vehicle routing with time windows (Solomon 1987; Gehring and Homberger 1999).

Distances are Euclidean, cut off after one decimal, and are the travel times: ten of our units are
one of the file's.
"""

import math
from pathlib import Path

from sanbao.planning.files.reading import BadFile, Instance, lines_of, numbers
from sanbao.planning.problem import Engineer, Job, Problem, Window

SCALE = 10


def read(path: Path) -> Instance:
    """Raises BadFile."""
    rows = lines_of(path)
    try:
        vehicles = next(n for n, row in enumerate(rows) if row.split()[:1] == ["NUMBER"])
        customers = next(n for n, row in enumerate(rows) if row.split()[:1] == ["CUST"])
    except StopIteration:
        raise BadFile("no table of vehicles or customers") from None
    number, capacity = numbers(rows[vehicles + 1], 2, vehicles + 2)
    points = [
        numbers(row, 7, n)
        for n, row in enumerate(rows[customers + 1 :], start=customers + 2)
        if row.strip()
    ]
    if not points:
        raise BadFile("no customers", customers + 1)
    ways = tuple(
        tuple(int(math.hypot(a[1] - b[1], a[2] - b[2]) * SCALE) for b in points) for a in points
    )
    day = Window(int(points[0][4]) * SCALE, int(points[0][5]) * SCALE)
    engineers = tuple(
        Engineer(f"v{n + 1}", 0, day, end=0, capacity=int(capacity)) for n in range(int(number))
    )
    jobs = tuple(
        Job(
            str(int(point[0])),
            place,
            (Window(int(point[4]) * SCALE, int(point[5]) * SCALE),),
            service=int(point[6]) * SCALE,
            load=int(point[3]),
        )
        for place, point in enumerate(points)
        if place
    )
    return Instance(path.stem, "vrptw", Problem(jobs, engineers, ways, ways), SCALE)
