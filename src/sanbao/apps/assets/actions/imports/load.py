"""Importing what was checked: everything in one transaction, or nothing."""

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice

from django.db import connection, transaction

from sanbao.apps.accounts.awaited import Tell, telling
from sanbao.apps.assets.actions.imports.check import CHUNK, COUNTED_AS
from sanbao.apps.assets.actions.imports.judge import misdated, strangers
from sanbao.apps.assets.actions.imports.known import look_up
from sanbao.apps.assets.actions.imports.queue import queue_check
from sanbao.apps.assets.actions.imports.write import Under, write
from sanbao.apps.assets.actions.search import refresh_search
from sanbao.apps.assets.facts.row import Values
from sanbao.apps.assets.models import Asset, Import, ImportState, Verdict
from sanbao.apps.journal import actions as journal
from sanbao.rules.deadline import china_day

log = logging.getLogger(__name__)
# The first half of the lock's number; the second is the import's.
LOCK = 20_001


class Stale(Exception):
    """A row that was good is not any more."""


def load(batch_id: int, *, at: datetime) -> None:
    """Import what the check found good. Called again after it is done, it does nothing.

    What no longer holds since the check (a product gone, a unit sold on) imports nothing: the
    file is checked anew, and somebody looks at it again.
    """
    try:
        with transaction.atomic(), telling("assets_import", "rows_done", batch_id) as tell:
            load_all(batch_id, tell=tell, at=at)
    except Stale:
        log.info("import %s is checked anew: the records have changed", batch_id)
        check_again(batch_id)


def load_all(batch_id: int, *, tell: Tell, at: datetime) -> None:
    # An advisory lock, not a row lock: the progress is written by another connection meanwhile.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, batch_id])
    batch = Import.objects.select_related("provider", "uploaded_by").get(pk=batch_id)
    if batch.state != ImportState.IMPORTING:
        return
    under = Under(batch.provider_id, batch.agreement_id, at)
    customers: set[int] = set()
    done = 0
    for chunk in chunks(batch):
        customers |= load_chunk(chunk, under=under)
        done += len(chunk)
        tell(done)
    # Units that the file does not name are found by their customer's new name as well.
    refresh_search(Asset.objects.filter(customer_id__in=customers))
    Import.objects.filter(pk=batch.pk).update(state=ImportState.DONE, rows_done=done)
    journal.record(
        "import.done",
        batch.code,
        provider=batch.provider_id,
        at=at,
        by=batch.uploaded_by,
        details={name: getattr(batch, name) for name in COUNTED_AS.values()},
    )


def chunks(batch: Import) -> Iterator[Sequence[Values]]:
    rows = batch.rows.filter(verdict__in=[Verdict.NEW, Verdict.CHANGED]).order_by("number")
    stream = rows.values_list("values", flat=True).iterator(chunk_size=CHUNK)
    while chunk := list(islice(stream, CHUNK)):
        yield chunk


def load_chunk(rows: Sequence[Values], *, under: Under) -> set[int]:
    known = look_up(rows, provider_id=under.provider_id)
    on = china_day(under.at)
    if any(strangers(row, known) or misdated(row, known, on=on) for row in rows):
        raise Stale
    return write(rows, known, under=under)


@transaction.atomic
def check_again(batch_id: int) -> None:
    turn = Import.objects.filter(pk=batch_id, state=ImportState.IMPORTING)
    if turn.update(state=ImportState.CHECKING, rows_done=0):
        queue_check(batch_id)
