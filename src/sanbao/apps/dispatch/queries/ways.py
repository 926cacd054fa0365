"""How far it is between the places of a day, and how long the way takes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sanbao.rules.geography import Point, road_m
from sanbao.rules.sending import way_takes

# From and to a place of which nothing is known.
UNKNOWN_M = 20_000
# Nobody promises a customer 8:24.
STEP = 300
Matrix = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Way:
    """metres and seconds of one way."""

    metres: int
    seconds: int


# Ways by road between points, as a routing server knows them: what it does not know is left out.
Roads = Mapping[tuple[Point, Point], Way]
AskRoads = Callable[[Sequence[Point]], Roads]


class NoRoads(Exception):
    """The routing server did not answer; the text says why."""


class Places:
    """Points as rows of the matrices, each once; the first is one of which nothing is known."""

    def __init__(self) -> None:
        self.points: list[Point | None] = [None]
        self.known: dict[Point | None, int] = {None: 0}
        self.roads: Roads = {}

    def row(self, point: Point | None) -> int:
        if point not in self.known:
            self.known[point] = len(self.points)
            self.points.append(point)
        return self.known[point]

    def ask(self, roads: AskRoads) -> None:
        """Ways by road between all points so far; what comes later goes by the line."""
        self.roads = roads([point for point in self.points if point is not None])

    def matrices(self) -> tuple[Matrix, Matrix]:
        """Durations in seconds, to the next five minutes; distances in hundreds of metres."""
        ways = [[self.way(one, two) for two in self.points] for one in self.points]
        durations = tuple(tuple(stepped(each.seconds) for each in row) for row in ways)
        return durations, tuple(tuple(round(each.metres / 100) for each in row) for row in ways)

    def takes(self, one: Point | None, two: Point | None) -> timedelta:
        """As the matrix has it."""
        return timedelta(seconds=stepped(self.way(one, two).seconds))

    def way(self, one: Point | None, two: Point | None) -> Way:
        """By road where that is known, else by the line over the earth times its factor."""
        if one is two or one == two:
            return Way(0, 0)
        if one is None or two is None:
            return by_line(UNKNOWN_M)
        return self.roads.get((one, two)) or by_line(road_m(one, two))


def stepped(seconds: int) -> int:
    return -(-seconds // STEP) * STEP


def by_line(metres: int) -> Way:
    return Way(metres, int(way_takes(metres).total_seconds()))
