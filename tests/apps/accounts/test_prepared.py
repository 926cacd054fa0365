"""Reads put into SQL once give what their query gives, whatever the values."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from sanbao.apps.accounts.columns import joined, named, shown
from sanbao.apps.accounts.prepared import Written, held, prepared
from sanbao.apps.journal import actions as journal
from sanbao.apps.journal.models import Entry
from sanbao.apps.journal.queries import history

from ..world import World

pytestmark = pytest.mark.django_db
Subjects = tuple[tuple[str, str], ...]
CALLS: list[Subjects] = []
SHAPE = '%"journal_entry"."happening" = $%ORDER BY "journal_entry"."id" DESC%'


def query(provider_id: int, subjects: Subjects) -> QuerySet[Entry]:
    return joined(history(provider_id, *subjects), *named("by"))


@prepared
def told(provider_id: int, subjects: Subjects) -> QuerySet[Entry]:
    CALLS.append(subjects)
    return query(provider_id, subjects)


@prepared
def latest(provider_id: int, happening: str) -> QuerySet[Entry]:
    rows = Entry.objects.filter(provider_id=provider_id, happening=happening).order_by("-id")
    return shown(rows, "subject_code", "by__display_name")[:1]


@pytest.fixture
def things(world: World) -> World:
    for number in range(3):
        journal.record(
            "case.noted",
            f"N-{number}",
            provider=world.provider,
            at=world.at,
            by=world.mei() if number else None,
            details={"text": "百分之百 100 %", "n": [number, None]},
        )
    journal.record("case.noted", "N-0", provider=world.theirs.provider, at=world.at, by=None)
    return world


def values(rows: Sequence[Entry]) -> list[Any]:
    return [(row.pk, row.subject_code, row.at, row.details, str(row.by)) for row in rows]


def subjects(*numbers: int) -> Subjects:
    return tuple(("case", f"N-{number}") for number in numbers)


@pytest.mark.parametrize("numbers", [(0,), (1,), (0, 2), (2, 1), (0, 1, 2), (7,)])
def test_the_same_rows_come_as_from_the_query(things: World, numbers: tuple[int, ...]) -> None:
    asked = (things.provider.pk, subjects(*numbers))
    assert values(told(*asked)) == values(list(query(*asked)))
    assert len(told(*asked)) == len([number for number in numbers if number < 3])


def test_rows_of_another_company_come_to_that_company_alone(things: World) -> None:
    assert [row.by for row in told(things.theirs.provider.pk, subjects(0))] == [None]
    assert told(things.theirs.provider.pk, subjects(1)) == []


def test_a_query_is_made_once_for_each_length(things: World) -> None:
    told(things.provider.pk, subjects(0, 1))
    CALLS.clear()
    told(things.provider.pk, subjects(1, 2))
    assert CALLS == []


def test_people_come_along_in_the_one_query(things: World) -> None:
    with CaptureQueriesContext(connection) as made:
        names = [str(row.by) for row in told(things.provider.pk, subjects(0, 1, 2))]
    assert names == ["None", str(things.mei()), str(things.mei())]
    assert len(made) == 1


def test_a_limit_and_few_columns_hold(things: World) -> None:
    (row,) = latest(things.provider.pk, "case.noted")
    assert row.subject_code == "N-2"
    assert "details" in row.get_deferred_fields()


def test_values_are_told_by_their_place(things: World) -> None:
    with pytest.raises(TypeError, match="place"):
        latest(things.provider.pk, happening="case.noted")


def test_days_and_instants_are_values_too(world: World) -> None:
    @prepared
    def recorded(since: datetime, on: date) -> QuerySet[Entry]:
        return Entry.objects.filter(at__gte=since, at__date__gte=on).order_by("id")

    journal.record("case.noted", "N-1", provider=world.provider, at=world.at, by=None)
    assert [row.subject_code for row in recorded(world.at, world.on)] == ["N-1"]
    later = world.at + timedelta(days=2)
    assert recorded(later, later.date()) == []


def test_a_row_is_held_first_and_read_then(world: World, django_assert_num_queries: Any) -> None:
    read = held(Entry, "by", "provider")
    entry = journal.record("case.noted", "N", provider=world.provider, at=world.at, by=world.mei())
    for _again in range(2):
        with django_assert_num_queries(2) as captured:
            row = read(entry.pk)
            assert (row.pk, row.by, row.provider.slug) == (
                entry.pk,
                world.mei(),
                world.provider.slug,
            )
        locking, reading = (query["sql"] for query in captured.captured_queries)
        assert locking.endswith("FOR UPDATE")
        assert "JOIN" not in locking
        assert "JOIN" in reading
    with pytest.raises(Entry.DoesNotExist):
        read(0)


def test_the_database_keeps_the_plan_of_what_is_read_often(world: World) -> None:
    for _again in range(4):
        latest(world.provider.pk, "case.noted")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", [SHAPE]
        )
        assert cursor.fetchone() == (1,)


def test_no_thread_reads_a_row_before_the_lock_is_written(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another thread's read is stood for by one while the first is still writing its SQL."""
    row = journal.record("case.noted", "RACE", provider=world.provider, at=world.at, by=None)
    read, write, nested = held(Entry, "provider"), Written.__init__, list[int]()

    def meanwhile(self: Written[Entry], build: Any, args: tuple[Any, ...]) -> None:
        if not nested:
            nested.append(row.pk)
            nested.append(read(row.pk).pk)
        write(self, build, args)

    asked: list[str] = []

    def asking(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    monkeypatch.setattr(Written, "__init__", meanwhile)
    with connection.execute_wrapper(asking):
        assert read(row.pk) == row
        assert read(row.pk) == row
    assert nested == [row.pk, row.pk]
    assert [sql.count("FOR UPDATE") for sql in asked] == [1, 0] * 3
