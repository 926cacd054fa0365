"""Hours in which nobody is reached."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from sanbao.rules.quiet import QuietHours, next_time

CHINA = ZoneInfo("Asia/Shanghai")
NIGHT = QuietHours(time(22), time(7, 30))
NOON = QuietHours(time(12), time(13))


def local(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("hours", "at", "over"),
    [
        pytest.param(NIGHT, local(3, 21, 59), None, id="before the night"),
        pytest.param(NIGHT, local(3, 22), local(4, 7, 30), id="the first minute is quiet"),
        pytest.param(NIGHT, local(4, 0), local(4, 7, 30), id="after midnight"),
        pytest.param(NIGHT, local(4, 7, 29), local(4, 7, 30), id="the last minute"),
        pytest.param(NIGHT, local(4, 7, 30), None, id="the end itself is not quiet"),
        pytest.param(NOON, local(4, 12, 30), local(4, 13), id="inside a day"),
        pytest.param(NOON, local(4, 22), None, id="outside, inside a day"),
        pytest.param(QuietHours(time(8), time(8)), local(4, 8), None, id="equal times mean none"),
    ],
)
def test_when_the_quiet_is_over(hours: QuietHours, at: datetime, over: datetime | None) -> None:
    assert hours.over_at(at, zone=CHINA) == over


def test_an_instant_told_elsewhere_is_read_on_the_wall_here() -> None:
    at = datetime(2026, 11, 3, 16, tzinfo=UTC)  # midnight in China
    assert NIGHT.over_at(at, zone=CHINA) == local(4, 7, 30)


def test_a_naive_instant_is_no_instant() -> None:
    with pytest.raises(ValueError, match="offset"):
        NIGHT.over_at(datetime(2026, 11, 3, 23), zone=CHINA)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("after", "found"),
    [
        pytest.param(local(3, 7, 59), local(3, 8), id="later that day"),
        pytest.param(local(3, 8), local(4, 8), id="the instant itself is past"),
        pytest.param(local(3, 23), local(4, 8), id="the next day"),
        pytest.param(datetime(2026, 11, 3, 23, tzinfo=UTC), local(4, 8), id="told elsewhere"),
    ],
)
def test_the_next_time_that_the_clock_on_the_wall_shows(after: datetime, found: datetime) -> None:
    assert next_time(after, time(8), zone=CHINA) == found


def test_a_leap_day_has_its_morning() -> None:
    eve = datetime(2028, 2, 28, 20, tzinfo=CHINA)
    assert next_time(eve, time(8), zone=CHINA) == datetime(2028, 2, 29, 8, tzinfo=CHINA)


def test_a_naive_instant_has_no_next_time() -> None:
    with pytest.raises(ValueError, match="offset"):
        next_time(datetime(2026, 11, 3, 23), time(8), zone=CHINA)  # noqa: DTZ001
