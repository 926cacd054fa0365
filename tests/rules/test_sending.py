"""Whom to send: what forbids it, and when somebody has time."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbao.rules.certificate import Lack, Need
from sanbao.rules.sending import (
    Chance,
    Rule,
    Sending,
    Shift,
    Taken,
    gaps,
    quarter_after,
    refusal,
    refusals,
    spans,
    way_takes,
)

CHINA = ZoneInfo("Asia/Shanghai")
MONDAY = date(2026, 1, 5)
OFFICE = Shift(days=frozenset(range(5)))


def at(hour: float, day: date = MONDAY) -> datetime:
    return datetime.combine(day, time(), CHINA) + timedelta(hours=hour)


def asked(start: float, end: float, **more: object) -> Sending:
    return Sending(at(start), at(end), CHINA, **{"shift": OFFICE, **more})  # type: ignore[arg-type]


LACK = Lack(Need("service", "上岗证", "7.4"), MONDAY)
JOB = Taken(at(10), at(12), "GD-1")
AWAY = Taken(at(13), at(61), "病假")


@pytest.mark.parametrize(
    ("sending", "rule", "words"),
    [
        pytest.param(asked(9, 11), None, "", id="nothing"),
        pytest.param(asked(11, 14), None, "", id="over lunch"),
        pytest.param(asked(16, 18), None, "", id="until the end of the day"),
        pytest.param(asked(9, 11, lack=LACK), Rule.CERTIFICATE, "上岗证", id="certificate"),
        pytest.param(asked(9, 11, served_by="合肥站"), Rule.TERRITORY, "合肥站", id="territory"),
        pytest.param(asked(7, 9), Rule.HOURS, "from 08:00 to 18:00", id="too early"),
        pytest.param(asked(17, 19), Rule.HOURS, "from 08:00 to 18:00", id="too late"),
        pytest.param(asked(17, 32), Rule.HOURS, "from 08:00 to 18:00", id="over night"),
        pytest.param(asked(-39, -37), Rule.HOURS, "01-03", id="a Saturday"),
        pytest.param(asked(12, 14, absences=[AWAY]), Rule.ABSENCE, "01-05 13:00", id="absence"),
        pytest.param(asked(11, 13, booked=[JOB]), Rule.BOOKED, "GD-1", id="booked"),
        pytest.param(asked(12, 13, booked=[JOB]), None, "", id="right after a job"),
    ],
)
def test_what_forbids_sending(sending: Sending, rule: Rule | None, words: str) -> None:
    found = refusal(sending)
    assert (found[0] if found else None) == rule
    assert found is None or words in str(found[1].reason)


def test_every_reason_is_told_and_the_clause_with_it() -> None:
    found = dict(refusals(asked(7, 11, lack=LACK, booked=[JOB])))
    assert list(found) == [Rule.CERTIFICATE, Rule.HOURS, Rule.BOOKED]
    assert found[Rule.CERTIFICATE].clause == "7.4"


def test_by_the_calendar_a_make_up_sunday_is_worked_and_a_holiday_is_not() -> None:
    by_calendar = Shift(by_calendar=True)
    assert by_calendar.is_worked(date(2026, 1, 4))
    assert not by_calendar.is_worked(date(2026, 1, 1))


def test_the_gaps_of_a_day_leave_out_lunch_and_jobs() -> None:
    found = list(gaps(spans(OFFICE, MONDAY, CHINA), [JOB], earliest=at(8.5)))
    assert found == [(at(8.5), at(10)), (at(13), at(18))]
    assert spans(OFFICE, date(2026, 1, 3), CHINA) == []


def test_who_is_in_time_goes_first_then_the_lightest() -> None:
    near = Chance(timedelta(hours=4), 10_000, 2, is_late=False)
    far = Chance(timedelta(hours=1), 90_000, 0, is_late=False)
    late = Chance(timedelta(hours=1), 1_000, 0, is_late=True)
    assert sorted([late, far, near], key=lambda one: one.weight) == [near, far, late]
    assert near.weight == (False, 12 + 30 + 24)


def test_ways_and_quarters() -> None:
    assert way_takes(50_000) == timedelta(hours=1)
    assert quarter_after(at(9)) == at(9)
    assert quarter_after(at(9) + timedelta(seconds=1)) == at(9.25)


HOURS = st.integers(0, 96).map(lambda quarters: quarters / 4)


@given(st.lists(st.tuples(HOURS, HOURS), max_size=5), HOURS)
def test_no_gap_meets_what_is_taken(pairs: list[tuple[float, float]], earliest: float) -> None:
    taken = sorted(
        (Taken(at(min(pair)), at(max(pair))) for pair in pairs), key=lambda one: one.starts_at
    )
    for starts_at, ends_at in gaps(spans(OFFICE, MONDAY, CHINA), taken, earliest=at(earliest)):
        assert at(earliest) <= starts_at < ends_at
        real = (one for one in taken if one.starts_at < one.ends_at)
        assert not any(one.meets(starts_at, ends_at) for one in real)
