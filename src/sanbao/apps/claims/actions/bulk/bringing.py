"""Files of sheets are brought, worked through by the worker or at once, each bad row is kept."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.files.base import File
from django.db import IntegrityError, transaction
from procrastinate.contrib.django import app

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.awaited import BROKEN_OFF, Tell, telling
from sanbao.apps.assets.facts.problem import stored
from sanbao.apps.claims.actions.bulk.importing import (
    NO_LINES,
    STEPS,
    Imported,
    import_sheets,
    look_through,
)
from sanbao.apps.claims.actions.bulk.staging import execute
from sanbao.apps.claims.facts import FILES_MB_AT_MOST, too_large
from sanbao.apps.claims.facts.columns import LINE_COLUMNS, SHEET_COLUMNS, Column, header_of
from sanbao.apps.claims.models import SheetImport, SheetImportState
from sanbao.apps.journal import actions as journal
from sanbao.apps.parties import queries as parties
from sanbao.apps.products import queries as products
from sanbao.rules.deadline import china_day
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

CARRY_OUT = "claims.carry_out_import"
PREFIX = "WD"
MEGABYTE = 1024 * 1024
# The first half of the lock's number; the second is the import's.
LOCK = 20_002
GOING = (SheetImportState.WAITING, SheetImportState.RUNNING)
FILES: tuple[tuple[str, str, tuple[Column, ...]], ...] = (
    ("sheets", "staged_sheet", SHEET_COLUMNS),
    ("lines", "staged_line", LINE_COLUMNS),
)


@dataclass(frozen=True, slots=True)
class Brought:
    """key: made by the sender, so that a repeated request brings nothing twice. is_taken: whether
    the good sheets are taken in, or all are only looked through.
    """

    sheets: "File[Any]"
    lines: "File[Any] | None"
    is_taken: bool
    key: UUID


@transaction.atomic
def bring(given: Brought, *, dealer: parties.Dealer, by: User, at: datetime) -> SheetImport:
    """Keep the files, and hand them to the worker. Raises Refused, naming which, for one that is no
    such table.
    """
    if (first := found(given.key, dealer)) is not None:
        return first
    refuse_large(given)
    refuse_unreadable(given.sheets, "sheets", SHEET_COLUMNS)
    if given.lines is not None:
        refuse_unreadable(given.lines, "lines", LINE_COLUMNS)
    row = SheetImport(
        provider_id=dealer.provider_id,
        code=journal.next_code(PREFIX, provider=dealer.provider_id, on=china_day(at)),
        key=given.key,
        dealer=dealer,
        file_name=(given.sheets.name or "")[-160:],
        is_taken=given.is_taken,
        brought_at=at,
        brought_by=by,
    )
    # The names under which they are kept tell nothing and cannot lead anywhere else.
    row.sheets_file.save(f"{uuid4().hex}.table", given.sheets, save=False)
    if given.lines is not None:
        row.lines_file.save(f"{uuid4().hex}.table", given.lines, save=False)
    if (first := kept(row)) is not row:
        return first
    say("sheet_import.brought", row, by=by, at=at)
    queue(row)
    return row


def kept(row: SheetImport) -> SheetImport:
    """Save it, unless the same request came in at this very moment: then give that one."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        for file in (row.sheets_file, row.lines_file):
            if file:
                file.delete(save=False)
        if (first := found(row.key, row.dealer)) is None:
            raise
        return first
    return row


def found(key: UUID, dealer: parties.Dealer) -> SheetImport | None:
    first = SheetImport.objects.filter(key=key).first()
    if first is not None and first.dealer_id != dealer.pk:
        message = Message("this was sent for something else before; reload the page and try again")
        raise Refused(message, field="key")
    return first


def refuse_large(given: Brought) -> None:
    size = given.sheets.size + (given.lines.size if given.lines is not None else 0)
    if size > FILES_MB_AT_MOST * MEGABYTE:
        raise Refused(too_large(FILES_MB_AT_MOST), field="sheets")


def refuse_unreadable(file: "File[Any]", field: str, columns: tuple[Column, ...]) -> None:
    if not file.size:
        raise Refused(Message("the file is empty"), field=field)
    try:
        with products.opened(file.file) as rows:  # type: ignore[arg-type]
            header_of(next((row for row in rows if any(row)), []), columns)
    except products.SheetError as error:
        raise Refused(error.message, field=field) from error
    file.seek(0)


@transaction.atomic
def take_in(row: SheetImport, *, by: User, at: datetime) -> SheetImport:
    """What was only looked through is taken in: the good sheets of it. Again: nothing."""
    row = SheetImport.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.is_taken:
        return row
    if row.state != SheetImportState.DONE:
        raise Refused(Message("the file has not been checked yet"))
    row.is_taken, row.state, row.step = True, SheetImportState.WAITING, 0
    row.save(update_fields=["is_taken", "state", "step"])
    say("sheet_import.confirmed", row, by=by, at=at)
    queue(row)
    return row


def queue(row: SheetImport) -> None:
    """Hand it to the worker: one file of a dealer at a time."""
    lock = f"sheet-import-{row.dealer_id}"
    app.configure_task(CARRY_OUT, lock=lock).defer(import_id=row.pk)


def carry_out(import_id: int, *, at: datetime) -> SheetImport:
    """Look through, or take in; all in one transaction, while whoever waits is told how far it is.
    Done already it stays as it is; broken off it is begun anew.
    """
    rows = SheetImport.objects.filter(pk=import_id)
    rows.filter(state__in=GOING).update(state=SheetImportState.RUNNING, step=0)
    try:
        with transaction.atomic(), telling("claims_sheetimport", "step", import_id) as tell:
            execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, import_id])
            row = rows.select_related("provider", "dealer", "brought_by").get()
            if row.state == SheetImportState.RUNNING:
                told = work_through(row, tell, at=at)
                rows.update(state=SheetImportState.DONE, step=STEPS, problem={}, **counts(told))
    except products.SheetError as error:
        rows.update(state=SheetImportState.FAILED, problem=stored(error.message))
    return rows.get()


def work_through(row: SheetImport, tell: Tell, *, at: datetime) -> Imported:
    with ExitStack() as open_files:
        sheets = open_files.enter_context(rows_of(open_files, row.sheets_file))
        lines: Any = NO_LINES
        if row.lines_file:
            lines = open_files.enter_context(rows_of(open_files, row.lines_file))
        given: dict[str, Any] = {
            "provider": row.provider,
            "dealer": row.dealer,
            "by": row.brought_by,
            "at": at,
            "tell": tell,
        }
        told = (import_sheets if row.is_taken else look_through)(sheets, lines, **given)
    keep_problems(row)
    return told


def rows_of(open_files: ExitStack, file: Any) -> AbstractContextManager[Iterator[products.Row]]:
    stored = open_files.enter_context(file.open("rb"))
    return products.opened(stored, has_times=True)


def counts(told: Imported) -> dict[str, int]:
    return {
        "sheets_total": told.total,
        "sheets_new": told.new,
        "sheets_changed": told.changed,
        "sheets_same": told.same,
        "rows_bad": told.bad,
    }


# A sheet is brought back with all that it claims, or it would come in for less.
LINES_OF_BAD_SHEETS = """
INSERT INTO claims_sheetproblem (batch_id, file, row, field, reason, raw)
SELECT %(batch)s, 'lines', s.place, '', '', jsonb_build_object({cells})
FROM (
  SELECT DISTINCT r.dealer_id, r.number FROM problem p JOIN sheet_read r ON r.place = p.place
  WHERE p.file = 'sheets') AS bad
JOIN line_read l ON l.dealer_id = bad.dealer_id AND l.number = bad.number
JOIN staged_line s ON s.place = l.place
WHERE NOT EXISTS (SELECT FROM problem p WHERE p.file = 'lines' AND p.place = l.place)
ORDER BY s.place
"""


def cells_of(columns: tuple[Column, ...]) -> str:
    return ", ".join(f"'{column.name}', s.{column.name}" for column in columns)


def keep_problems(row: SheetImport) -> None:
    """Every bad row as it was given, and the good lines of bad sheets, by three statements."""
    row.problems.all().delete()
    for file, table, columns in FILES:
        execute(
            f"""
            INSERT INTO claims_sheetproblem (batch_id, file, row, field, reason, raw)
            SELECT %(batch)s, p.file, p.place, p.field, p.reason,
              jsonb_build_object({cells_of(columns)})
            FROM problem p JOIN {table} s ON s.place = p.place WHERE p.file = %(file)s
            ORDER BY p.place, p.field
            """,  # noqa: S608 - columns of ours
            {"batch": row.pk, "file": file},
        )
    execute(LINES_OF_BAD_SHEETS.format(cells=cells_of(LINE_COLUMNS)), {"batch": row.pk})


def give_up(import_id: int) -> None:
    """It came to nothing by a fault of ours."""
    going = SheetImport.objects.filter(pk=import_id, state__in=GOING)
    going.update(state=SheetImportState.FAILED, problem=stored(BROKEN_OFF))


def say(happening: str, row: SheetImport, *, by: User, at: datetime) -> None:
    journal.record(
        happening,
        row.code,
        provider=row.provider_id,
        at=at,
        by=by,
        details={"dealer": row.dealer.code, "file": row.file_name, "is_taken": row.is_taken},
    )
