"""Writes that a busy step makes each time in the same words: put into SQL once, run many times.

`add` and `change` do what `save` does for one row whose values are plain, and tell `post_save`. A
step from the call to the closed file makes some two hundred of them (docs/adr/0022).
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import DatabaseError, connection
from django.db.models import AutoField, Model
from django.db.models.signals import post_save
from django.db.transaction import mark_for_rollback_on_error

from sanbao.apps.accounts.prepared import planned_once

Statement = tuple[str, tuple[Any, ...]]


def add(row: Model) -> None:
    """Insert a new row, which then knows its key."""
    sql, fields = adding(type(row))
    values = [prepared_for(field, row, is_new=True) for field in fields]
    with mark_for_rollback_on_error(connection.alias), planned_once() as cursor:
        cursor.execute(sql, values)
        (row.pk,) = cursor.fetchone()
    row._state.adding, row._state.db = False, connection.alias
    tell(row, None)


def change(row: Model, *names: str) -> None:
    """Save the fields named. Raises DatabaseError where the row is not there any more."""
    sql, fields = changing(type(row), names)
    values = [*(prepared_for(field, row, is_new=False) for field in fields), row.pk]
    with mark_for_rollback_on_error(connection.alias), planned_once() as cursor:
        cursor.execute(sql, values)
        if cursor.rowcount == 0:
            raise DatabaseError("the row to change is not there")
    tell(row, names)


@cache
def adding(model: type[Model]) -> Statement:
    """Its fields are all that the database does not make."""
    meta: Any = model._meta
    fields = tuple(
        field
        for field in meta.local_concrete_fields
        if not (field.generated or isinstance(field, AutoField))
    )
    names = ", ".join(quoted(field.column) for field in fields)
    marks = ", ".join(mark_of(field) for field in fields)
    table, key = quoted(meta.db_table), quoted(meta.pk.column)
    return f"INSERT INTO {table} ({names}) VALUES ({marks}) RETURNING {key}", fields  # noqa: S608 - names of ours


@cache
def changing(model: type[Model], names: tuple[str, ...]) -> Statement:
    meta: Any = model._meta
    fields = tuple(meta.get_field(name) for name in names)
    values = ", ".join(f"{quoted(field.column)} = {mark_of(field)}" for field in fields)
    sql = f"UPDATE {quoted(meta.db_table)} SET {values} WHERE {quoted(meta.pk.column)} = %s"  # noqa: S608
    return sql, fields


def quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def mark_of(field: Any) -> str:
    """Where the value stands, with its type where the database could not tell (arrays)."""
    placed = getattr(field, "get_placeholder", None)
    return str(placed(None, None, connection)) if placed else "%s"


def prepared_for(field: Any, row: Model, *, is_new: bool) -> Any:
    return field.get_db_prep_save(field.pre_save(row, is_new), connection)


def tell(row: Model, names: Sequence[str] | None) -> None:
    post_save.send(
        sender=type(row),
        instance=row,
        created=names is None,
        update_fields=names and frozenset(names),
        raw=False,
        using=connection.alias,
    )
