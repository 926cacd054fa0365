"""Lengths of time as clauses state them, and the last day that the Civil Code gives them."""

from datetime import date

import pytest

from sanbao.rules.span import Span, Unit, last_day


@pytest.mark.parametrize(
    ("written", "span"),
    [
        ("PT24H", Span(24, Unit.HOURS)),
        ("PT8WH", Span(8, Unit.WORKING_HOURS)),
        ("P3D", Span(3, Unit.DAYS)),
        ("P3WD", Span(3, Unit.WORKING_DAYS)),
        ("P18M", Span(18, Unit.MONTHS)),
        ("P2Y", Span(2, Unit.YEARS)),
    ],
)
def test_a_span_is_read_as_it_is_written(written, span):
    assert Span.parse(written) == span
    assert span.iso == written


@pytest.mark.parametrize("text", ["", "P", "24H", "P24H", "PT3D", "P-3D", "P1.5M", "PT3WD", "P٣D"])
def test_what_is_no_span_is_refused(text):
    with pytest.raises(ValueError, match="not a span"):
        Span.parse(text)


@pytest.mark.parametrize(
    ("start", "written", "last"),
    [
        pytest.param(date(2025, 8, 31), "P18M", date(2027, 2, 28), id="no 31st in February"),
        pytest.param(date(2026, 8, 31), "P18M", date(2028, 2, 29), id="a leap February has a 29th"),
        pytest.param(date(2024, 2, 29), "P1Y", date(2025, 2, 28), id="a leap day, a year on"),
        pytest.param(date(2024, 2, 29), "P4Y", date(2028, 2, 29), id="a leap day, four years on"),
        pytest.param(date(2025, 2, 28), "P12M", date(2026, 2, 28), id="not the month's last day"),
        pytest.param(date(2026, 1, 31), "P1M", date(2026, 2, 28), id="January's last day"),
        pytest.param(date(2025, 12, 15), "P1M", date(2026, 1, 15), id="over the turn of the year"),
        pytest.param(
            date(2026, 2, 27), "P2D", date(2026, 3, 1), id="the day itself is not counted"
        ),
        pytest.param(date(2026, 9, 30), "P1WD", date(2026, 10, 8), id="over National Day"),
    ],
)
def test_the_last_day_is_the_corresponding_day(start, written, last):
    assert last_day(start, Span.parse(written)) == last


def test_hours_have_no_last_day():
    with pytest.raises(ValueError, match="no last day"):
        last_day(date(2026, 1, 1), Span(24, Unit.HOURS))


def test_the_calendar_has_an_end():
    with pytest.raises(OverflowError):
        last_day(date(9999, 1, 1), Span(1, Unit.YEARS))
