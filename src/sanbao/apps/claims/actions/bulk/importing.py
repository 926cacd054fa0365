"""The whole way of a file: staged, read, judged, inserted; in one transaction, or not at all."""

from dataclasses import dataclass
from datetime import datetime
from typing import IO

from django.db import connection, transaction

from sanbao.apps.accounts.access import Provider, User
from sanbao.apps.accounts.awaited import Tell
from sanbao.apps.claims.actions.bulk import judging, staging
from sanbao.apps.claims.actions.bulk.inserting import insert
from sanbao.apps.claims.actions.bulk.reading import read_lines, read_sheets
from sanbao.apps.claims.actions.bulk.staging import Rows
from sanbao.apps.claims.actions.bulk.terms import write_reigns, write_terms
from sanbao.apps.claims.facts.columns import LINE_COLUMNS, SHEET_COLUMNS
from sanbao.apps.journal import actions as journal
from sanbao.apps.parties import queries as parties
from sanbao.rules.deadline import china_day

TABLES = (
    "staged_sheet",
    "staged_line",
    "sheet_read",
    "line_read",
    "problem",
    "reign",
    "sheet_good",
    "sheet_ready",
    "line_sum",
    "term",
)


@dataclass(frozen=True, slots=True)
class Imported:
    """How many sheets were new, changed, the same, bad. bad: sheets, and lines that nobody knows
    the sheet or the dealer of.
    """

    total: int
    new: int
    changed: int
    same: int
    bad: int


Given = Rows | IO[bytes]
# Copied, read and judged, decided, and what was good taken in.
STEPS = 4
NO_LINES: Rows = (tuple(column.name for column in LINE_COLUMNS),)


@transaction.atomic
def import_sheets(
    sheets: Given,
    lines: Given = NO_LINES,
    *,
    provider: Provider,
    dealer: parties.Dealer | None = None,
    by: User | None,
    at: datetime,
    tell: Tell | None = None,
) -> Imported:
    """Take in sheets and what they claim. Good sheets come in whole, bad ones not at all.

    sheets, lines: rows with the heading first, or an open file of CSV in UTF-8 (copied as it is);
    joined by the dealer's number and the sheet's. dealer: whose file it is; None: of anybody.
    The same file again changes nothing. Raises products.SheetError for what is no such table.
    """
    prepare(sheets, lines, provider=provider, dealer=dealer, by=by, at=at, tell=tell, is_held=True)
    insert(provider.pk, by=by, at=at)
    found = told()
    journal.record(
        "sheet_import.done",
        dealer.code if dealer else provider.slug,
        provider=provider,
        at=at,
        by=by,
        details={"new": found.new, "changed": found.changed, "bad": found.bad},
    )
    return found


@transaction.atomic
def look_through(
    sheets: Given,
    lines: Given = NO_LINES,
    *,
    provider: Provider,
    dealer: parties.Dealer | None = None,
    by: User | None = None,
    at: datetime,
    tell: Tell | None = None,
) -> Imported:
    """The same without taking anything in: what it would do.

    Every bad row stands in the table `problem` until the end of the caller's transaction.
    """
    prepare(sheets, lines, provider=provider, dealer=dealer, by=by, at=at, tell=tell)
    return told()


def prepare(
    sheets: Given,
    lines: Given,
    *,
    provider: Provider,
    dealer: parties.Dealer | None,
    at: datetime,
    by: User | None = None,
    tell: Tell | None = None,
    is_held: bool = False,
) -> None:
    tell = tell or silent
    staging.make_room()
    staging.drop(*TABLES)
    staging.stage("staged_sheet", sheets, SHEET_COLUMNS)
    staging.stage("staged_line", lines, LINE_COLUMNS)
    tell(1)
    dealer_id = dealer.pk if dealer else None
    read_sheets(provider.pk, dealer_id)
    read_lines(provider.pk, dealer_id)
    judging.judge(today=china_day(at), by=by, is_of_one=dealer_id is not None)
    tell(2)
    write_reigns(provider.pk, dealer_id)
    judging.decide(by=by)
    write_terms()
    judging.finish(provider.pk, is_held=is_held)
    tell(3)


def silent(step: int) -> None:
    """Nobody waits."""


def told() -> Imported:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM sheet_read),"
            " count(*) FILTER (WHERE verdict = 'new'),"
            " count(*) FILTER (WHERE verdict = 'changed'),"
            " count(*) FILTER (WHERE verdict = 'same'),"
            " (SELECT count(DISTINCT (file, place)) FROM problem"
            "  WHERE file = 'sheets' OR field IN ('dealer_code', 'number')) FROM sheet_ready"
        )
        total, new, changed, same, bad = cursor.fetchone() or (0, 0, 0, 0, 0)
    return Imported(total, new, changed, same, bad)
