"""Reads that a busy page makes each time in the same words: put into SQL once, run many times.

Django writes the SQL of a query anew whenever it runs. On a page of fifteen queries with their
joins that costs several times what the database does (docs/adr/0018).
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any, Generic, ParamSpec, TypeVar
from uuid import UUID

from django.db import connection
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators

P = ParamSpec("P")
M = TypeVar("M", bound=Model)

# Stand for the values in the SQL: numbers, texts, keys, days and instants that no row holds.
NUMBER, TEXT = -7_000_000_000_000_000_000, "\ue000 value "
DAY, INSTANT = date(7777, 7, 7), datetime(7777, 7, 7, tzinfo=UTC)
KEY = 0xE000_0000_0000_0000


def prepared(build: Callable[P, QuerySet[M]]) -> Callable[P, list[M]]:
    """Decorate a function that makes a query of numbers, texts, keys, days, instants, and tuples.

    What the function does must depend on the lengths of its tuples alone: it is called once for
    each, with values that stand for those to come.
    """
    written: dict[Any, Written[M]] = {}
    # Marks are of the types of the values, which no type can say.
    from_marks: Callable[..., QuerySet[M]] = build

    def read(*args: P.args, **kwargs: P.kwargs) -> list[M]:
        if kwargs:
            raise TypeError("values are told by their place")
        shape = shape_of(args)
        if shape not in written:
            written[shape] = Written(from_marks, args)
        return written[shape].rows(list(leaves(args)))

    return read


def held(model: type[M], *joined: str) -> Callable[[int], M]:
    """A reader of one row by its key: locked, then read together with what it refers to.

    It is read only once it is held: a join in the locking statement would still show what the row
    pointed to before the wait.
    """
    written: list[tuple[Written[M], Written[M]]] = []

    def read(pk: int) -> M:
        if not written:
            # Whole before any other thread sees it; written twice, the first one counts.
            written.append(locking(model, joined))
        lock, reading = written[0]
        if not lock.answer([pk]):
            raise model.DoesNotExist  # type: ignore[attr-defined]
        return reading.rows([pk])[0]

    return read


def locking(model: type[M], joined: Sequence[str]) -> "tuple[Written[M], Written[M]]":
    """The two statements of `held`."""
    rows, one = model._base_manager.all(), (NUMBER,)
    return (
        Written(lambda key: rows.select_for_update().only("pk").filter(pk=key), one),
        Written(lambda key: rows.select_related(*joined).filter(pk=key), one),
    )


def planned_once() -> Any:
    """A cursor whose statement the database plans once for each connection.

    Planning a join of six tables takes it several times as long as reading one row of them.
    """
    connection.ensure_connection()
    cursor = ServerBindingCursor(connection.connection)  # type: ignore[call-arg]
    return connection._prepare_cursor(cursor)  # type: ignore[attr-defined]


def shape_of(value: Any) -> Any:
    return tuple(shape_of(part) for part in value) if isinstance(value, tuple) else type(value)


def leaves(value: Any) -> Iterator[Any]:
    if not isinstance(value, tuple):
        yield value
        return
    for part in value:
        yield from leaves(part)


def marks_for(value: Any, number: Iterator[int]) -> Any:
    """The same with a mark in the place of each value."""
    if isinstance(value, tuple):
        return tuple(marks_for(part, number) for part in value)
    place = next(number)
    if isinstance(value, str):
        return f"{TEXT}{place}"
    if isinstance(value, UUID):
        return UUID(int=KEY + place)
    if isinstance(value, datetime):
        return INSTANT + timedelta(days=place)
    return DAY + timedelta(days=place) if isinstance(value, date) else NUMBER + place


class Written(Generic[M]):
    """The SQL of one shape of values, and how rows become objects."""

    def __init__(self, build: Callable[..., QuerySet[M]], args: tuple[Any, ...]) -> None:
        marks = marks_for(args, count())
        self.compiler = build(*marks).query.get_compiler(connection=connection)
        self.sql, params = self.compiler.as_sql()
        place_of = {mark: place for place, mark in enumerate(leaves(marks))}
        self.params = [(place_of.get(param), param) for param in params]
        self.making: Making[M] | None = None

    def answer(self, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """What the database says, as it says it."""
        params = [fixed if place is None else values[place] for place, fixed in self.params]
        with planned_once() as cursor:
            cursor.execute(self.sql, params)
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found

    def rows(self, values: Sequence[Any]) -> list[M]:
        answer = self.answer(values)
        if self.making is None:
            # Whole before any other thread sees it; made twice, either will do.
            self.making = Making(self.compiler)
        return self.making.objects(answer)


class Making(Generic[M]):
    """How the rows of one statement become objects: what Django finds out anew for each query."""

    def __init__(self, compiler: Any) -> None:
        select, klass = compiler.select, compiler.klass_info
        fields = klass["select_fields"]
        self.compiler, self.model = compiler, klass["model"]
        self.converters = compiler.get_converters([chosen[0] for chosen in select])
        self.start, self.end = fields[0], fields[-1] + 1
        self.names = [chosen[0].target.attname for chosen in select[self.start : self.end]]
        self.joined = get_related_populators(klass, select, connection.alias)  # type: ignore[call-arg]
        self.added = list(compiler.annotation_col_map.items())

    def objects(self, rows: list[tuple[Any, ...]]) -> list[M]:
        if self.converters:
            rows = list(map(tuple, self.compiler.apply_converters(rows, self.converters)))
        return [self.object(row) for row in rows]

    def object(self, row: tuple[Any, ...]) -> M:
        made: M = self.model.from_db(connection.alias, self.names, row[self.start : self.end])
        for populator in self.joined:
            populator.populate(row, made)
        for name, place in self.added:
            setattr(made, name, row[place])
        return made
