"""Rows of a file copied into a table of this transaction's own, as they are written.

Such a table is not logged and goes with the transaction. Memory does not grow with the rows.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import IO, Any, cast

import psycopg
from django.db import Error, connection

from sanbao.apps.claims.facts.columns import Column, header_of
from sanbao.apps.products import queries as products
from sanbao.rules.message import Message

Rows = Iterable[Sequence[str]]
PIECE = 1 << 20
WORK_MEMORY = "64MB"
# `place` counts the rows of the file, the heading being the first.
FIRST_ROW = 2


def stage(table: str, given: Rows | IO[bytes], columns: tuple[Column, ...]) -> None:
    """Copy a file into the new table `table`, one text column for each known heading.

    given: rows, the heading first, or an open file of CSV in UTF-8, which is copied as it is.
    Raises SheetError for a file that is no such table.
    """
    try:
        if hasattr(given, "read"):
            copy_file(table, cast("IO[bytes]", given), columns)
        else:
            copy_rows(table, given, columns)
    except (psycopg.Error, Error) as error:
        cause = error if isinstance(error, psycopg.Error) else error.__cause__
        said = getattr(getattr(cause, "diag", None), "message_primary", None) or str(error)
        message = Message("the file cannot be read: %(why)s", {"why": said})
        raise products.SheetError(message) from error


def copy_file(table: str, file: IO[bytes], columns: tuple[Column, ...]) -> None:
    first = file.readline().decode("utf-8-sig")
    names = create(table, next(csv.reader([first]), []), columns)
    with connection.cursor() as cursor, cursor.copy(copying(table, names, "csv")) as copy:
        while piece := file.read(PIECE):
            copy.write(piece)


def copy_rows(table: str, rows: Rows, columns: tuple[Column, ...]) -> None:
    told = iter(rows)
    first = next((row for row in told if any(row)), [])
    names = create(table, first, columns)
    with connection.cursor() as cursor, cursor.copy(copying(table, names, "text")) as copy:
        for row in padded(told, len(names)):
            copy.write_row(row)


def padded(rows: Iterator[Sequence[str]], width: int) -> Iterator[list[str]]:
    """Each row as wide as the heading: a cell that is not there is empty; a blank row too, so that
    the rows keep their numbers.
    """
    for row in rows:
        cells = chain(row, [""] * (width - len(row)))
        yield [cell.replace("\x00", "") for cell, _ in zip(cells, range(width), strict=False)]


def create(table: str, heading: Sequence[str], columns: tuple[Column, ...]) -> list[str]:
    """Make the table; gives the columns in the order of the file, with names for unknown ones."""
    found = header_of(heading, columns)
    names = [name or f"ignored_{place}" for place, name in enumerate(found)]
    absent = [column.name for column in columns if column.name not in names]
    fields = ", ".join(f"{name} text NOT NULL DEFAULT ''" for name in (*names, *absent))
    place = f"place bigint GENERATED ALWAYS AS IDENTITY (START WITH {FIRST_ROW})"
    execute(f"CREATE TEMPORARY TABLE {table} ({place}, {fields}) ON COMMIT DROP")
    return names


def copying(table: str, names: Sequence[str], form: str) -> str:
    # An empty cell is an empty text, not nothing.
    options = f"FORMAT csv, FORCE_NOT_NULL ({', '.join(names)})" if form == "csv" else "FORMAT text"
    return f"COPY {table} ({', '.join(names)}) FROM STDIN WITH ({options})"


def execute(sql: str, params: Any = None) -> int:
    """How many rows it was about."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return int(cursor.rowcount)


def make_room() -> None:
    """Sort and join in memory as far as a large file does; and compile nothing, as each statement
    runs once and would be compiled longer than it runs.
    """
    execute(f"SET LOCAL work_mem = '{WORK_MEMORY}'")
    execute("SET LOCAL jit = off")


def drop(*tables: str) -> None:
    """For a second import in the same transaction."""
    for table in tables:
        execute(f"DROP TABLE IF EXISTS {table}")
