"""Reading an uploaded file through and judging each row, with progress, before anything is kept."""

import logging
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import islice

from django.db import transaction
from django.db.models import F

from sanbao.apps.accounts.awaited import BROKEN_OFF
from sanbao.apps.assets.actions.imports.judge import Seen, clashes, misdated, strangers, verdict_on
from sanbao.apps.assets.actions.imports.known import look_up
from sanbao.apps.assets.facts.columns import Header, read_header
from sanbao.apps.assets.facts.problem import stored
from sanbao.apps.assets.facts.row import understand
from sanbao.apps.assets.models import Import, ImportRow, ImportState, Verdict
from sanbao.apps.products import queries as products
from sanbao.rules.deadline import china_day
from sanbao.rules.message import Message

log = logging.getLogger(__name__)
CHUNK = 500
ROWS_AT_MOST = 100_000
COUNTED_AS = {
    Verdict.NEW: "rows_new",
    Verdict.CHANGED: "rows_changed",
    Verdict.SAME: "rows_same",
    Verdict.BAD: "rows_bad",
}


class NotMyTurn(Exception):
    """This attempt was given up for dead, and another works on the import."""


def check(batch_id: int, *, at: datetime) -> None:
    """Judge every row. Called again, by a worker that follows a dead one, it begins anew."""
    batch = begin(batch_id)
    if batch is None:
        return
    try:
        read_through(batch, on=china_day(at))
    except products.SheetError as error:
        fail(batch, error.message)
    except NotMyTurn:
        log.info("import %s is in other hands", batch.code)


@transaction.atomic
def begin(batch_id: int) -> Import | None:
    """The import with nothing judged yet, or None when it is not to be checked (any more)."""
    batch = Import.objects.select_for_update().get(pk=batch_id)
    if batch.state != ImportState.CHECKING:
        return None
    batch.rows.all().delete()
    for counter in ("rows_total", "rows_done", *COUNTED_AS.values()):
        setattr(batch, counter, 0)
    batch.run += 1
    batch.save()
    return batch


def read_through(batch: Import, *, on: date) -> None:
    with batch.file.open("rb") as file:
        expected = min(products.row_count(file), ROWS_AT_MOST)
        with products.opened(file) as rows:
            numbered = ((number, row) for number, row in enumerate(rows, start=1) if any(row))
            header = first_of(row for _, row in numbered)
            mine(batch, rows_total=expected, ignored=list(header.ignored))
            seen = Seen()
            while chunk := list(islice(numbered, CHUNK)):
                take(batch, header, chunk, seen=seen, on=on)
                batch.rows_done += len(chunk)
                refuse_endless(batch.rows_done)
    refuse_empty(batch.rows_done)
    mine(batch, state=ImportState.CHECKED, rows_total=batch.rows_done)


def first_of(rows: Iterator[products.Row]) -> Header:
    """The header: the first row that says anything. Raises SheetError when it will not do."""
    header = read_header(next((row for row in rows if any(row)), []))
    if isinstance(header, Message):
        raise products.SheetError(header)
    return header


def refuse_empty(total: int) -> None:
    if total == 0:
        raise products.SheetError(Message("there is no row below the header"))


def refuse_endless(total: int) -> None:
    if total > ROWS_AT_MOST:
        raise products.SheetError(
            Message("more than %(most)s rows; split the file", {"most": ROWS_AT_MOST})
        )


@transaction.atomic
def take(
    batch: Import,
    header: Header,
    chunk: Sequence[tuple[int, products.Row]],
    *,
    seen: Seen,
    on: date,
) -> None:
    """Judge a chunk of rows, keep them with their verdicts, and move the progress on."""
    cut = [(number, header.cells(row)) for number, row in chunk]
    read = [(number, cells, *understand(cells)) for number, cells in cut]
    known = look_up([values for _, _, values, _ in read], provider_id=batch.provider_id)
    kept = []
    for number, cells, values, misread in read:
        problems = [
            *misread,
            *clashes(values, number, seen),
            *strangers(values, known),
            *misdated(values, known, on=on),
        ]
        kept.append(
            ImportRow(
                batch=batch,
                number=number,
                serial=values.get("serial", ""),
                raw=cells if problems else {},
                values=values,
                problems=problems,
                verdict=Verdict.BAD
                if problems
                else verdict_on(values, known, agreement_id=batch.agreement_id),
            )
        )
    ImportRow.objects.bulk_create(kept)
    counts = {
        name: F(name) + sum(row.verdict == verdict for row in kept)
        for verdict, name in COUNTED_AS.items()
    }
    mine(batch, rows_done=F("rows_done") + len(kept), **counts)


def mine(batch: Import, **fields: object) -> None:
    """Write `fields`, if it is still this attempt's turn."""
    turn = Import.objects.filter(pk=batch.pk, run=batch.run, state=ImportState.CHECKING)
    if turn.update(**fields) != 1:
        raise NotMyTurn


def fail(batch: Import, reason: Message) -> None:
    """Nothing can be made of the file: say why."""
    turn = Import.objects.filter(pk=batch.pk, run=batch.run, state=ImportState.CHECKING)
    turn.update(state=ImportState.FAILED, problem=stored(reason))


def give_up(batch_id: int) -> None:
    """An import under way came to nothing by a fault of ours."""
    under_way = Import.objects.filter(
        pk=batch_id, state__in=[ImportState.CHECKING, ImportState.IMPORTING]
    )
    under_way.update(state=ImportState.FAILED, problem=stored(BROKEN_OFF))
