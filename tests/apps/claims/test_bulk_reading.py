"""What a file of sheets says, read from text and from the cells of Excel."""

import io
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from openpyxl import Workbook

from sanbao.apps.claims.actions.bulk import reading
from sanbao.apps.claims.models import Sheet
from sanbao.apps.products import queries as products
from tests.apps.world import World

from .sheets import repaired_on
from .test_bulk import problems, row, take

ONE = timedelta(days=1)
LAST = datetime.combine(date.max, time(23, 59, 59, 600_000))
pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("paper")
def test_a_cell_of_excel_keeps_its_time(world: World) -> None:
    """Also where Excel is off by a fraction of a second, or the day stands in another column."""
    day = repaired_on(world)
    told = row(world, "A-1", started_at="", finished_at="")
    book = Workbook()
    book.active.append(list(told))
    for number, begun, ended in (
        (
            "A-1",
            datetime.combine(day, time(9, 5)),
            datetime.combine(day, time(10, 29, 59, 999_600)),
        ),
        ("A-2", time(9, 5), "10:30"),
        ("A-3", f"{day} 09:05", f"{day}T10:30:00"),
        ("A-4", "9 点", time(10, 30)),
        ("A-5", datetime.combine(day, time()), LAST),
        ("A-6", datetime.combine(day - ONE, time(23, 59, 59, 999_600)), None),
    ):
        cells = {**told, "number": number, "started_at": begun, "finished_at": ended}
        cells["signed_on"] = datetime.combine(day, time(11))
        book.active.append(list(cells.values()))
    kept = io.BytesIO()
    book.save(kept)
    with products.opened(kept, has_times=True) as rows:
        take(world, rows)
    assert problems() == [("sheets", 5, "started_at"), ("sheets", 6, "finished_at")]
    last = Sheet.objects.filter(number="A-6")
    midnight = datetime.combine(day, time(), ZoneInfo("Asia/Shanghai"))
    assert list(last.values_list("started_at", flat=True)) == [midnight]
    last.delete()
    expected = tuple(
        datetime.combine(day, at, ZoneInfo("Asia/Shanghai")) for at in (time(9, 5), time(10, 30))
    )
    assert set(Sheet.objects.values_list("started_at", "finished_at", "signed_on")) == {
        (*expected, day)
    }


@pytest.mark.parametrize(
    ("told", "day", "minute"),
    [
        ("2026-02-28", "2026-02-28", "2026-02-28 00:00"),
        ("2026-02-29", None, None),
        ("2028/2/29", "2028-02-29", "2028-02-29 00:00"),
        ("2026.12.31", "2026-12-31", "2026-12-31 00:00"),
        ("2026-13-01", None, None),
        ("2026-04-31", None, None),
        ("0000-00-00", None, None),
        ("1989-12-31", None, None),
        (" 2026-10-12 09:05 ", "2026-10-12", "2026-10-12 09:05"),
        ("2026/10/12 9:05", "2026-10-12", "2026-10-12 09:05"),
        ("2026-10-12T23:59:59", "2026-10-12", "2026-10-12 23:59:59"),
        ("2026-10-12 24:00", "2026-10-12", None),
        ("9:05", None, "2026-10-01 09:05"),
        ("9:60", None, None),
        ("23:59:60", None, None),
        ("昨天", None, None),
        ("2026-10-12 9 点", None, None),
        ("-1", None, None),
        ("", None, None),
    ],
)
def test_days_and_times_are_read_as_people_write_them(
    told: str, day: str | None, minute: str | None
) -> None:
    """A time alone is of the day of the repair, here the first of October."""
    at = reading.instant("started_at", "date '2026-10-01'")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {reading.day('signed_on')}, {at} AT TIME ZONE 'Asia/Shanghai'"
            f" FROM (SELECT {reading.shaped('signed_on')} AS signed_on,"
            f" {reading.shaped('started_at')} AS started_at"
            " FROM (SELECT %(told)s AS signed_on, %(told)s AS started_at) AS s OFFSET 0) AS s",
            {"told": told},
        )
        found = cursor.fetchone()
    assert found == (
        day and date.fromisoformat(day),
        minute and datetime.fromisoformat(minute),
    )


def test_the_last_moment_that_excel_knows_is_read_as_its_day() -> None:
    book = Workbook()
    book.active.append([LAST, datetime.combine(date(2026, 10, 11), time(23, 59, 59, 999_600))])
    kept = io.BytesIO()
    book.save(kept)
    with products.opened(kept) as rows:
        assert list(rows) == [["9999-12-31", "2026-10-12"]]
