"""Two who bring one new number at the same moment: the second is told by a named row."""

from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from time import monotonic, sleep
from typing import Any

import pytest
from django.db import connection, connections, transaction

from sanbao.apps.claims import actions
from sanbao.apps.claims.models import Sheet
from sanbao.rules.moves import Refused
from tests.apps.world import World, build

from .sheets import drafted, paper_with
from .test_bulk import PART, lines, row, table, take

WAITING = "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)"


@pytest.fixture
def world(transactional_db: None) -> World:
    world = build(datetime.now(UTC).replace(second=0, microsecond=0))
    paper_with(world.ours, world)
    return world


def during(work: Any, first: Any) -> Any:
    """What comes of `work` on a connection of its own, begun while what `first` did is not yet
    committed, and waiting for it.
    """

    def alone() -> Any:
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as other:
        with transaction.atomic():
            first()
            second: Future[Any] = other.submit(alone)
            until = monotonic() + 20
            while not second.done() and monotonic() < until and not is_waited_for():
                sleep(0.02)
        return second.result(timeout=20)


def is_waited_for() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return bool((cursor.fetchone() or (False,))[0])


def test_two_files_at_once(world: World) -> None:
    ours = [row(world, "A-1"), row(world, "A-2")]
    theirs = [row(world, "A-0"), row(world, "A-2"), row(world, "A-1", fault="漏水")]
    found = during(
        lambda: take(world, table(theirs), lines(PART)), lambda: take(world, table(ours))
    )
    assert isinstance(found, actions.Imported)
    assert (found.new, found.same, found.bad) == (1, 1, 1)
    assert sorted(Sheet.objects.values_list("number", "fault")) == [
        ("A-0", "不制热"),
        ("A-1", "不制热"),
        ("A-2", "不制热"),
    ]
    assert not Sheet.objects.get(number="A-1").lines.exists(), "a bad row brings no line"
    again = take(world, table([row(world, "A-1"), row(world, "A-2")]))
    assert again.same == 2


def test_the_same_file_twice_at_once(world: World) -> None:
    told = table([row(world, "A-1")])
    found = during(lambda: take(world, told), lambda: take(world, told))
    assert (found.new, found.same, found.bad) == (0, 1, 0)


def test_a_sheet_is_written_while_a_file_brings_it(world: World) -> None:
    def write() -> Any:
        try:
            return drafted(world, "A-1")
        except Refused as refused:
            return refused

    found = during(write, lambda: take(world, table([row(world, "A-1")])))
    assert isinstance(found, Refused)
    assert found.field == "number"
