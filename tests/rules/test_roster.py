"""When a line is promised, and where nobody is on duty."""

from datetime import datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from sanbao.rules.roster import Hours, Stretch, gaps, promised

CHINA = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 9, 7, tzinfo=CHINA)
OFFICE = Hours(frozenset({1, 2, 3, 4, 5}), time(9), time(18))
NIGHT = Hours(opens=time(20), closes=time(8))


def hour(number: float) -> datetime:
    return MONDAY + timedelta(hours=number)


def stretch(start: float, end: float) -> Stretch:
    return Stretch(hour(start), hour(end))


@pytest.mark.parametrize(
    ("hours", "since", "until", "found"),
    [
        pytest.param(Hours(), 5, 77, [(5, 77)], id="around the clock is one stretch"),
        pytest.param(OFFICE, 0, 48, [(9, 18), (33, 42)], id="office hours"),
        pytest.param(OFFICE, 96, 168, [(105, 114)], id="not at the weekend"),
        pytest.param(NIGHT, 0, 24, [(0, 8), (20, 24)], id="a night begun the day before"),
        pytest.param(OFFICE, 10, 11, [(10, 11)], id="cut to what is asked"),
        pytest.param(OFFICE, 19, 20, [], id="closed"),
    ],
)
def test_when_a_line_is_promised(hours, since, until, found) -> None:
    spans = promised(hours, since=hour(since), until=hour(until), zone=CHINA)
    assert spans == [stretch(*one) for one in found]


@pytest.mark.parametrize(
    ("shifts", "least", "found"),
    [
        pytest.param([(8, 20)], 1, [], id="covered and more"),
        pytest.param([(9, 12), (12, 18)], 1, [], id="handed over on the minute"),
        pytest.param([(9, 12), (13, 18)], 1, [(12, 13)], id="nobody at noon"),
        pytest.param([], 1, [(9, 18)], id="nobody at all"),
        pytest.param([(9, 18), (9, 13)], 2, [(13, 18)], id="two are asked for"),
        pytest.param([(9, 13), (11, 18)], 1, [], id="overlapping"),
    ],
)
def test_where_nobody_is_on_duty(shifts, least, found) -> None:
    wanted = [stretch(9, 18)]
    missing = gaps(wanted, [stretch(*one) for one in shifts], least=least)
    assert missing == [stretch(*one) for one in found]


@pytest.mark.parametrize("seed", range(40))
def test_gaps_agree_with_counting_hour_by_hour(seed: int) -> None:
    chance = Random(seed)
    least, starts = chance.choice([1, 2]), [chance.randrange(48) for _ in range(seed % 7)]
    shifts = [stretch(start, start + chance.randint(1, 24)) for start in starts]
    wanted = promised(OFFICE, since=hour(0), until=hour(48), zone=CHINA)
    missing = gaps(wanted, shifts, least=least)
    for number in range(48):
        instant = hour(number)
        there = sum(one.start <= instant < one.end for one in shifts)
        asked = any(one.start <= instant < one.end for one in wanted)
        is_gap = any(one.start <= instant < one.end for one in missing)
        assert is_gap == (asked and there < least)
