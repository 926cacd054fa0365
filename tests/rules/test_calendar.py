"""Working days: weekends, holidays, make-up weekends, and years without a notice."""

from datetime import date, timedelta

import pytest
from chinese_calendar import is_workday

from sanbao.rules.calendar import CHINA, WorkCalendar


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        pytest.param(date(2026, 3, 2), True, id="an ordinary Monday"),
        pytest.param(date(2026, 3, 7), False, id="an ordinary Saturday"),
        pytest.param(date(2026, 2, 28), True, id="a make-up Saturday after the Spring Festival"),
        pytest.param(date(2025, 9, 28), True, id="a make-up Sunday before National Day"),
        pytest.param(date(2026, 10, 1), False, id="National Day"),
        pytest.param(date(2031, 10, 3), False, id="a fixed day of a year without a notice"),
        pytest.param(date(2031, 10, 6), True, id="the rest of that week is worked provisionally"),
        pytest.param(date(2031, 5, 2), False, id="2 May of a year without a notice"),
        pytest.param(date(2032, 1, 1), False, id="New Year's Day of a year without a notice"),
        pytest.param(date(2031, 10, 11), False, id="no make-up weekend is known yet"),
    ],
)
def test_whether_a_day_is_worked(day, worked):
    assert CHINA.is_working_day(day) is worked


def test_every_day_of_the_known_years_is_as_the_notices_say():
    day = date(CHINA.first_year, 1, 1)
    while day.year <= CHINA.last_year:
        assert CHINA.is_working_day(day) is is_workday(day)
        day += timedelta(days=1)


def test_a_year_without_a_notice_is_provisional():
    assert not CHINA.provisional(date(CHINA.last_year, 12, 31))
    assert CHINA.provisional(date(CHINA.last_year + 1, 1, 1))
    assert CHINA.provisional(date(CHINA.first_year - 1, 12, 31))


def test_the_next_working_day_is_the_day_itself_when_it_is_worked():
    assert CHINA.next_working_day(date(2026, 3, 6)) == date(2026, 3, 6)
    assert CHINA.next_working_day(date(2026, 3, 7)) == date(2026, 3, 9)
    assert CHINA.next_working_day(date(2026, 10, 1)) == date(2026, 10, 8)


@pytest.mark.parametrize("count", [0, 1, 3, 7, 30, 300])
@pytest.mark.parametrize("start", [date(2025, 12, 30), date(2026, 2, 13), date(2026, 12, 25)])
def test_working_days_are_those_that_one_counts_on_fingers(start, count):
    day, left = start, count
    while left:
        day += timedelta(days=1)
        left -= CHINA.is_working_day(day)
    assert CHINA.add_working_days(start, count) == day


def test_working_days_do_not_run_backwards():
    with pytest.raises(ValueError, match="negative"):
        CHINA.add_working_days(date(2026, 3, 2), -1)


def test_a_calendar_of_ones_own_knows_its_holidays():
    calendar = WorkCalendar([date(2026, 3, 3)], workdays=[date(2026, 3, 7)])
    assert calendar.add_working_days(date(2026, 3, 2), 1) == date(2026, 3, 4)
    assert calendar.is_working_day(date(2026, 3, 7))
