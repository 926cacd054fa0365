"""Ways by road from a routing server: asked in blocks, read strictly, and done without."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest

from sanbao.apps.dispatch import actions, queries
from sanbao.apps.dispatch.actions.routing import BLOCK, RoutingServer
from sanbao.apps.dispatch.queries.ways import NoRoads, Places, Way
from sanbao.apps.parties.models import Station
from sanbao.rules.geography import Point
from tests.apps.notices.post_office import free_port

NANJING, HEFEI, SUZHOU = Point(32.06, 118.8), Point(31.82, 117.23), Point(31.3, 120.58)


@contextmanager
def osrm(*, null: bool = False, answer: bytes | None = None) -> Iterator[tuple[str, list[str]]]:
    """As OSRM answers; here every way is as long. null: there are no ways."""
    asked: list[str] = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            parts = urlsplit(self.path)
            told = parse_qs(parts.query)
            count = parts.path.count(";") + 1
            rows, ends = (
                [int(one) for one in told[name][0].split(";")]
                for name in ("sources", "destinations")
            )
            assert count <= 2 * BLOCK
            cell = [[None if null else 1200.4 for _ in ends] for _ in rows]
            metres = [[None if null else 23456.7 for _ in ends] for _ in rows]
            body = {"code": "Ok", "durations": cell, "distances": metres}
            self.send_response(200)
            self.end_headers()
            self.wfile.write(answer if answer is not None else json.dumps(body).encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", asked
    finally:
        server.shutdown()
        server.server_close()


def test_ways_are_asked_once_longitude_first_in_both_directions() -> None:
    with osrm() as (url, asked):
        server = RoutingServer(url)
        roads = server([NANJING, HEFEI])
        assert roads[NANJING, HEFEI] == roads[HEFEI, NANJING] == Way(23457, 1200)
        assert roads[NANJING, NANJING] == Way(0, 0)
        assert server([HEFEI]) is server.known
    (path,) = asked
    assert path.startswith("/table/v1/driving/118.800000,32.060000;117.230000,31.820000;")
    assert "annotations=duration%2Cdistance" in path


def test_many_places_are_asked_for_in_blocks() -> None:
    points = [Point(30 + number / 100, 120.0) for number in range(BLOCK + 10)]
    with osrm() as (url, asked):
        roads = RoutingServer(url)(points)
    assert len(asked) == 4
    assert len(roads) == len(points) ** 2


def test_where_there_is_no_road_the_line_stands_in() -> None:
    places = Places()
    for point in (NANJING, HEFEI):
        places.row(point)
    by_line = places.way(NANJING, HEFEI)
    with osrm(null=True) as (url, _asked):
        places.ask(RoutingServer(url))
    assert places.way(NANJING, HEFEI) == by_line
    with osrm() as (url, _asked):
        places.ask(RoutingServer(url))
    durations, distances = places.matrices()
    assert (durations[1][2], distances[1][2]) == (1200, 235)
    assert places.way(NANJING, SUZHOU).metres > 200_000, "asked for later: by the line"


@pytest.mark.parametrize(
    "answer",
    [
        b"<html>",
        b"[]",
        b'{"code": "TooBig", "message": "Too many table coordinates"}',
        b'{"code": "Ok", "durations": [[1]], "distances": [[1]]}',
        b'{"code": "Ok", "durations": null, "distances": null}',
    ],
)
def test_what_is_no_table_is_no_answer(answer: bytes) -> None:
    with osrm(answer=answer) as (url, _asked), pytest.raises(NoRoads):
        RoutingServer(url)([NANJING, HEFEI])


def plan(desk) -> dict:
    desk.place(desk.order(), 1)
    wish = actions.PlanWish(desk.at.date(), seconds=1)
    run = actions.ask(desk.world.provider, wish, today=desk.at.date(), by=desk.by, at=desk.at)
    offer: dict = actions.carry_out(run.pk, at=desk.at).offer
    return offer


def test_a_plan_goes_by_road(desk, settings, client) -> None:
    Station.objects.update(latitude=HEFEI.latitude, longitude=HEFEI.longitude)
    with osrm() as (url, asked):
        settings.ROUTES_URL = url
        offer = plan(desk)
    assert asked
    assert (offer["by_road"], offer["no_roads"]) == (True, "")
    # There and back again.
    assert offer["cost"]["km"] == 47
    client.force_login(desk.by)
    code = queries.plans_for(desk.by).get().code
    assert "路网" in client.get(f"/dispatch/plans/{code}/").content.decode()


def test_while_the_server_is_away_a_plan_goes_by_the_line_and_says_so(
    desk, settings, client
) -> None:
    settings.ROUTES_URL = f"http://127.0.0.1:{free_port()}"
    offer = plan(desk)
    assert offer["by_road"] is False
    assert "ConnectError" in offer["no_roads"]
    client.force_login(desk.by)
    code = queries.plans_for(desk.by).get().code
    assert "路径服务未响应" in client.get(f"/dispatch/plans/{code}/").content.decode()
