"""Files of sheets that were brought, and their bad rows."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.accounts.wording import said
from sanbao.apps.claims.facts.columns import LINE_COLUMNS, SHEET_COLUMNS, heading
from sanbao.apps.claims.facts.reasons import REASONS
from sanbao.apps.claims.models import SheetImport, SheetProblem
from sanbao.apps.claims.queries.sheet import is_inside
from sanbao.apps.parties import queries as parties
from sanbao.apps.products import queries as products

COLUMNS = {"sheets": SHEET_COLUMNS, "lines": LINE_COLUMNS}
# So many are read at a time while the file is made.
PIECE = 2000


def imports_for(user: User) -> QuerySet[SheetImport]:
    """Those of the company, or of one's own."""
    rows = SheetImport.objects.filter(provider_id=user.provider_id)
    rows = rows.select_related("dealer", "brought_by")
    if is_inside(user):
        return rows
    dealer = parties.dealer_of(user) if user.has_role(Role.DEALER) else None
    return rows.filter(dealer=dealer) if dealer else rows.none()


def problems_of(row: SheetImport) -> QuerySet[SheetProblem]:
    """In the order of the files, sheets first, as their ids follow on each other."""
    return SheetProblem.objects.filter(batch=row).exclude(reason="")


def bad_rows(row: SheetImport, file: str) -> Iterator[bytes]:
    """The bad rows of one of its files as CSV, each as it was given and, before it, what is wrong
    with which of its fields: mended it can be brought as it is. Nothing is said of the good lines
    of a bad sheet, which come along so that it claims all again. Read piece by piece.
    """
    # The mark tells Excel that it is UTF-8.
    heads = [
        _("Row"),
        _("Column"),
        _("Problem"),
        *(heading(column.name) for column in COLUMNS[file]),
    ]
    yield b"\xef\xbb\xbf" + products.csv_lines([heads])
    last = 0
    while found := rows_after(row, file, last):
        told = groupby(found, key=lambda one: one.row)
        yield products.csv_lines(
            [line_of(file, number, list(problems)) for number, problems in told]
        )
        last = found[-1].row


def line_of(file: str, number: int, problems: Sequence[SheetProblem]) -> list[str]:
    cells = [problems[0].raw.get(column.name, "") for column in COLUMNS[file]]
    fields = [heading(one.field) for one in problems if one.field]
    words = [said(REASONS[one.reason]) for one in problems if one.reason]
    return [f"{number}", "；".join(fields), "；".join(words), *cells]


def rows_after(row: SheetImport, file: str, last: int) -> Sequence[SheetProblem]:
    """The problems of the next rows, of each row all of them."""
    rest = SheetProblem.objects.filter(batch=row, file=file, row__gt=last).order_by("row", "id")
    found = list(rest[:PIECE])
    if len(found) == PIECE and found[0].row != found[-1].row:
        return [one for one in found if one.row != found[-1].row]
    return found
