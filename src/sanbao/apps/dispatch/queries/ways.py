"""How far it is between the places of a day."""

from sanbao.rules.geography import Point, road_m
from sanbao.rules.sending import way_takes

# From and to a place of which nothing is known.
UNKNOWN_M = 20_000
# Nobody promises a customer 8:24.
STEP = 300
Matrix = tuple[tuple[int, ...], ...]


class Places:
    """Points as rows of the matrices, each once; the first is one of which nothing is known."""

    def __init__(self) -> None:
        self.points: list[Point | None] = [None]
        self.known: dict[Point | None, int] = {None: 0}

    def row(self, point: Point | None) -> int:
        if point not in self.known:
            self.known[point] = len(self.points)
            self.points.append(point)
        return self.known[point]

    def matrices(self) -> tuple[Matrix, Matrix]:
        """Durations in seconds, to the next five minutes; distances in hundreds of metres."""
        metres = [[self.metres(one, two) for two in self.points] for one in self.points]
        durations = tuple(
            tuple(-(-int(way_takes(each).total_seconds()) // STEP) * STEP for each in row)
            for row in metres
        )
        return durations, tuple(tuple(round(each / 100) for each in row) for row in metres)

    @staticmethod
    def metres(one: Point | None, two: Point | None) -> int:
        if one is two or one == two:
            return 0
        return UNKNOWN_M if one is None or two is None else road_m(one, two)
