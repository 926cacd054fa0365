"""Ways by road from a routing server that speaks as OSRM does (`/table/v1/driving/…`)."""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

import httpx

from sanbao.apps.dispatch.queries.ways import NoRoads, Roads, Way
from sanbao.rules.geography import Point

SECONDS = 5.0
# An OSRM takes a hundred coordinates in one question unless it is told otherwise.
BLOCK = 50


class RoutingServer:
    """Asked for the ways between points; the same points again are not asked for twice."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self.known: dict[tuple[Point, Point], Way] = {}

    def __call__(self, points: Sequence[Point]) -> Roads:
        """Raises NoRoads with the reason where the server does not answer, or not so."""
        new = [point for point in points if (point, point) not in self.known]
        if not new:
            return self.known
        try:
            with httpx.Client(timeout=SECONDS) as client:
                for rows, columns in product(blocks(points), repeat=2):
                    self.known |= self.asked(client, rows, columns)
        except (httpx.HTTPError, httpx.InvalidURL) as broken:
            raise NoRoads(f"{type(broken).__name__}: {broken}"[:200]) from broken
        self.known |= {(point, point): Way(0, 0) for point in points}
        return self.known

    def asked(self, client: httpx.Client, rows: Sequence[Point], columns: Sequence[Point]) -> Roads:
        both = [*rows, *columns]
        where = ";".join(f"{point.longitude:.6f},{point.latitude:.6f}" for point in both)
        sources = ";".join(str(number) for number in range(len(rows)))
        ends = ";".join(str(number) for number in range(len(rows), len(both)))
        answer = client.get(
            f"{self.url}/table/v1/driving/{where}",
            params={
                "sources": sources,
                "destinations": ends,
                "annotations": "duration,distance",
            },
        )
        return dict(read(answer, rows, columns))


def blocks(points: Sequence[Point]) -> list[Sequence[Point]]:
    return [points[begin : begin + BLOCK] for begin in range(0, len(points), BLOCK)]


def read(
    answer: httpx.Response, rows: Sequence[Point], columns: Sequence[Point]
) -> Iterator[tuple[tuple[Point, Point], Way]]:
    """The ways of an answer; where there is none between two points it says null."""
    try:
        told: dict[str, Any] = answer.json()
        if told.get("code") != "Ok":
            raise NoRoads(
                f"{answer.status_code} {told.get('code')} {told.get('message', '')}"[:200]
            )
        tables = zip(told["durations"], told["distances"], strict=True)
        for one, (durations, distances) in zip(rows, tables, strict=True):
            lines = zip(columns, durations, distances, strict=True)
            for two, seconds, metres in lines:
                if seconds is not None and metres is not None:
                    yield (one, two), Way(round(metres), round(seconds))
    except (ValueError, KeyError, TypeError, AttributeError) as strange:
        raise NoRoads(f"{answer.status_code}: no table of ways") from strange
