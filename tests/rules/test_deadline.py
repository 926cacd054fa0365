"""Due times by name; `test_slow_deadlines` counts them a second time."""

from datetime import UTC, date, datetime, timedelta

import pytest

from sanbao.rules.deadline import CHINA_TIME, Pause, due_at, due_day
from sanbao.rules.span import Span


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA_TIME)


@pytest.mark.parametrize(
    ("span", "start", "due"),
    [
        pytest.param("PT24H", "2026-02-27 22:30", "2026-02-28 22:30", id="hours cross midnight"),
        pytest.param("PT24H", "2026-09-30 10:00", "2026-10-01 10:00", id="hours never roll"),
        pytest.param("P3D", "2026-03-02 10:00", "2026-03-06 00:00", id="days end at 24:00"),
        pytest.param("P3D", "2026-03-04 10:00", "2026-03-10 00:00", id="Saturday rolls to Monday"),
        pytest.param("P1M", "2026-09-01 09:00", "2026-10-09 00:00", id="National Day rolls"),
        pytest.param("P2D", "2026-02-26 09:00", "2026-03-01 00:00", id="a make-up Saturday stays"),
        pytest.param("P2WD", "2026-02-13 09:00", "2026-02-25 00:00", id="14 February is made up"),
        pytest.param("PT4WH", "2026-03-06 16:00", "2026-03-09 11:00", id="the office sleeps"),
        pytest.param("PT1WH", "2026-03-07 12:00", "2026-03-09 10:00", id="it opens on Monday"),
    ],
)
def test_when_a_promise_falls_due(span, start, due):
    assert due_at(Span.parse(span), local(start)) == local(due)


def test_a_term_may_say_that_it_does_not_roll():
    span = Span.parse("P3D", roll=False)
    assert due_day(span, local("2026-03-04 10:00")) == date(2026, 3, 7)


def test_an_instant_in_utc_belongs_to_its_day_in_china():
    start = datetime(2026, 3, 2, 16, 30, tzinfo=UTC)
    assert due_day(Span.parse("P1D"), start) == date(2026, 3, 4)


HOUR = timedelta(hours=1)
START = local("2026-03-02 10:00")


@pytest.mark.parametrize(
    ("pauses", "later"),
    [
        pytest.param([(1, 3)], 2, id="a pause of two hours"),
        pytest.param([(1, 3), (2, 4)], 3, id="what overlaps counts once"),
        pytest.param([(2, 4), (1, 3)], 3, id="in any order"),
        pytest.param([(-5, 1)], 1, id="what lies before the start does not count"),
        pytest.param([(23, 25)], 2, id="a pause over the due time"),
        pytest.param([(24, 30)], 0, id="a pause from the due time on changes nothing"),
        pytest.param([(1, 3), (25, 27)], 4, id="a pause that the first one brought within reach"),
    ],
)
def test_hours_in_a_pause_do_not_count(pauses, later):
    given = [Pause(START + a * HOUR, START + b * HOUR) for a, b in pauses]
    assert due_at(Span.parse("PT24H"), START, given) == START + (24 + later) * HOUR


@pytest.mark.parametrize(
    ("span", "start", "end", "due"),
    [
        pytest.param("P3D", "2026-03-03 00:00", "2026-03-04 00:00", date(2026, 3, 6), id="a day"),
        pytest.param("P3D", "2026-03-03 09:00", "2026-03-03 18:00", date(2026, 3, 5), id="none"),
        pytest.param("P2WD", "2026-03-03 12:00", "2026-03-03 23:00", date(2026, 3, 4), id="hours"),
        pytest.param(
            "P5WD", "2026-03-06 12:00", "2026-03-09 09:00", date(2026, 3, 10), id="only Friday"
        ),
    ],
)
def test_days_move_by_the_midnights_in_a_pause(span, start, end, due):
    pause = Pause(local(start), local(end))
    assert due_day(Span.parse(span), START, [pause]) == due


def test_a_naive_instant_is_refused():
    with pytest.raises(ValueError, match="offset"):
        due_at(Span.parse("PT1H"), datetime(2026, 3, 2))  # noqa: DTZ001
    with pytest.raises(ValueError, match="offset"):
        due_at(Span.parse("P1D"), datetime(2026, 3, 2))  # noqa: DTZ001


def test_a_pause_must_be_closed_and_run_forwards():
    with pytest.raises(ValueError, match="closed"):
        due_at(Span.parse("PT1H"), START, [Pause(START)])
    with pytest.raises(ValueError, match="before it starts"):
        due_at(Span.parse("P1D"), START, [Pause(START, START - HOUR)])
