"""A spreadsheet as rows of text, whatever kind of file it came in: read as a stream."""

import csv
import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import IO, Any

from sanbao.rules.message import Message

COLUMNS_AT_MOST = 100
CELL_AT_MOST = 1000
# An Excel file is a zip: a small one can unfold to more than a machine holds.
UNFOLDED_AT_MOST = 400 * 1024 * 1024
SNIFFED = 64 * 1024
CSV_LINE_AT_MOST = 200_000
DIGITS_EXCEL_KEEPS = 15
HALF_A_SECOND = timedelta(microseconds=500_000)

Row = list[str]


class SheetError(Exception):
    """The file cannot be read as a table. Says why, to a person."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


@contextmanager
def opened(file: IO[bytes], *, has_times: bool = False) -> Iterator[Iterator[Row]]:
    """The rows of an .xlsx or .csv file, told apart by what is in it, not by its name.

    CSV may be UTF-8 with or without a byte order mark, or GB18030; its cells may be parted by
    commas, semicolons or tabs. has_times: whether a cell of Excel that holds a day and a time keeps
    its time; where only days are read, the day alone is given.

    Raises SheetError, here or while rows are read.
    """
    file.seek(0)
    head = file.read(SNIFFED)
    file.seek(0)
    if head.startswith(b"PK\x03\x04"):
        with workbook_rows(file, has_times=has_times) as rows:
            yield rows
        return
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise SheetError(
            Message("this is the old Excel format or a protected file; save it as .xlsx")
        )
    with csv_rows(file, head) as rows:
        yield rows


def row_count(file: IO[bytes]) -> int:
    """About how many rows the file has below its header: quick, for a progress bar."""
    file.seek(0)
    if not zipfile.is_zipfile(file):
        file.seek(0)
        return max(0, sum(piece.count(b"\n") for piece in pieces(file)) - 1)
    with zipfile.ZipFile(file) as archive:
        parts = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        if not parts:
            return 0
        with archive.open(min(parts, key=len)) as sheet:
            return max(0, sum(piece.count(b"<row ") for piece in pieces(sheet)) - 1)


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    return iter(lambda: file.read(SNIFFED), b"")


@contextmanager
def workbook_rows(file: IO[bytes], *, has_times: bool) -> Iterator[Iterator[Row]]:
    # Reading Excel loads numpy: only a process that does so waits for it.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    refuse_if_no_workbook(file)
    with warnings.catch_warnings():
        # openpyxl warns about styles and extensions that it does not need.
        warnings.simplefilter("ignore")
        try:
            book = load_workbook(file, read_only=True, data_only=True)
        except (InvalidFileException, KeyError, ValueError, OSError, zipfile.BadZipFile) as problem:
            raise SheetError(Message("the Excel file is damaged")) from problem
        try:
            first = book.worksheets[0] if book.worksheets else None
            yield cells_of(first, has_times=has_times)
        finally:
            book.close()


def refuse_if_no_workbook(file: IO[bytes]) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as problem:
        raise SheetError(Message("the Excel file is damaged")) from problem
    file.seek(0)
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise SheetError(Message("this is not an Excel or CSV file"))
    if sum(part.file_size for part in parts) > UNFOLDED_AT_MOST:
        raise SheetError(Message("the Excel file is too large; split it"))


def cells_of(sheet: Any, *, has_times: bool) -> Iterator[Row]:
    if sheet is None:
        return
    # A file may claim a size that it has not, and rows of 16,384 cells.
    sheet.reset_dimensions()
    try:
        for row in sheet.iter_rows(values_only=True):
            cells = row[: COLUMNS_AT_MOST + 1]
            yield narrow([text_of(cell, has_times=has_times) for cell in cells])
    except (KeyError, ValueError, SyntaxError, EOFError, zipfile.BadZipFile) as problem:
        raise SheetError(Message("the Excel file is damaged")) from problem


@contextmanager
def csv_rows(file: IO[bytes], head: bytes) -> Iterator[Iterator[Row]]:
    text = io.TextIOWrapper(file, encoding=encoding_of(file, head), newline="")
    sample = head.decode(text.encoding, "ignore").partition("\n")[0]
    parted_by = max(",;\t", key=sample.count)
    csv.field_size_limit(CSV_LINE_AT_MOST)
    try:
        yield lines_of(text, parted_by)
    finally:
        text.detach()


def lines_of(text: io.TextIOWrapper, parted_by: str) -> Iterator[Row]:
    try:
        for row in csv.reader(text, delimiter=parted_by):
            yield narrow([cell.strip() for cell in row[: COLUMNS_AT_MOST + 1]])
    except csv.Error as problem:
        raise SheetError(Message("this is not an Excel or CSV file")) from problem


def encoding_of(file: IO[bytes], head: bytes) -> str:
    """UTF-8 if the whole file is, else GB18030 if it can be; anything else is not text."""
    if b"\x00" in head:
        raise SheetError(Message("this is not an Excel or CSV file"))
    for encoding in ("utf-8-sig", "gb18030"):
        if decodes(file, encoding):
            return encoding
    raise SheetError(Message("the characters of this file are neither UTF-8 nor GB18030"))


def decodes(file: IO[bytes], encoding: str) -> bool:
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    try:
        while text.read(SNIFFED):
            pass
    except UnicodeDecodeError:
        return False
    finally:
        text.detach()
        file.seek(0)
    return True


# A spreadsheet takes a cell that begins so for a formula; a Chinese one also the wide signs.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(cell: Any) -> Any:
    """Text that a spreadsheet would take for a formula is marked as text."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def csv_lines(lines: Iterable[Sequence[Any]]) -> bytes:
    """Lines of a CSV file, no text of them a formula."""
    kept = io.StringIO()
    csv.writer(kept).writerows([harmless(cell) for cell in line] for line in lines)
    return kept.getvalue().encode()


def narrow(row: Row) -> Row:
    """The row without empty cells at its end. Raises SheetError for one that is too wide."""
    while row and not row[-1]:
        row.pop()
    if len(row) > COLUMNS_AT_MOST:
        raise SheetError(Message("more than %(most)s columns", {"most": COLUMNS_AT_MOST}))
    return [plain(cell[:CELL_AT_MOST]) for cell in row]


def plain(cell: str) -> str:
    """Without the ' by which a cell says that it is text and no formula, as Excel's own users and
    our list of bad rows put it there; and without what no database keeps.
    """
    text = cell.replace("\x00", "")
    return text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA) else text


def text_of(cell: object, *, has_times: bool = False) -> str:
    """A cell as it would be typed: whole numbers without a point, dates as 2026-01-31."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        told = to_the_second(cell)
        is_day = not has_times or told.time() == time()
        return told.date().isoformat() if is_day else told.isoformat(sep=" ")
    if isinstance(cell, time):
        return cell.isoformat(timespec="seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 10**DIGITS_EXCEL_KEEPS:
        return str(int(cell))
    return str(cell).strip()


def to_the_second(cell: datetime) -> datetime:
    """Excel keeps a fraction of a day, which is a moment off its minute."""
    is_last = cell.date() == date.max  # after which no day comes
    return (cell if is_last else cell + HALF_A_SECOND).replace(microsecond=0)


def pasted(text: str) -> Iterator[Row]:
    """Rows copied from a spreadsheet (parted by tabs), or typed with commas."""
    for line in text.splitlines():
        parted_by = "\t" if "\t" in line else ","
        yield [cell.strip() for cell in line.replace("，", ",").split(parted_by)]
