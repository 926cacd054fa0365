"""`due_at` and `last_day` against the slow counter, over random spans, starts and pauses."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest

from sanbao.rules.deadline import Pause, due_at
from sanbao.rules.span import Span, Unit, last_day

from . import slow_counter as slow

FIRST = datetime(2023, 1, 1, tzinfo=UTC)
SEEDS = range(25)


def drawn_start(draw: random.Random) -> datetime:
    return FIRST + draw.randrange(6 * 365 * 24 * 60) * slow.ONE_MINUTE


def drawn_pauses(draw: random.Random, start: datetime) -> list[tuple[datetime, datetime]]:
    """Up to four pauses, often overlapping, some before the start."""
    pauses = []
    for _ in range(draw.randrange(5)):
        begin = start + draw.randrange(-300, 2400) * slow.ONE_MINUTE
        pauses.append((begin, begin + draw.randrange(1, 900) * slow.ONE_MINUTE))
    return pauses


@pytest.mark.parametrize("seed", SEEDS)
def test_hours_are_discounted_once_for_overlapping_pauses(seed: int) -> None:
    draw = random.Random(seed)
    start, hours = drawn_start(draw), draw.randrange(1, 49)
    pauses = drawn_pauses(draw, start)
    due = due_at(Span(hours, Unit.HOURS), start, [Pause(*pause) for pause in pauses])
    assert due == slow.after_minutes(start, hours * 60, pauses)


@pytest.mark.parametrize("seed", SEEDS[:12])
def test_working_hours_pass_only_in_the_office(seed: int) -> None:
    draw = random.Random(seed)
    start, hours = drawn_start(draw), draw.randrange(1, 30)
    pauses = drawn_pauses(draw, start)
    due = due_at(Span(hours, Unit.WORKING_HOURS), start, [Pause(*pause) for pause in pauses])
    assert due == slow.after_minutes(start, hours * 60, pauses, office_only=True)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_time_to_act_ends_at_midnight_and_rolls_unless_told_not_to(seed: int) -> None:
    draw = random.Random(seed)
    start, amount = drawn_start(draw), draw.randrange(1, 40)
    local = start.astimezone(slow.CHINA).date()
    lasts = {
        Unit.DAYS: slow.after_days(local, amount),
        Unit.WORKING_DAYS: slow.after_working_days(local, amount),
        Unit.MONTHS: slow.after_months(local, amount),
        Unit.YEARS: slow.after_months(local, 12 * amount),
    }
    for unit, last in lasts.items():
        assert due_at(Span(amount, unit), start) == slow.midnight_ending(slow.rolled(last))
        assert due_at(Span(amount, unit, roll=False), start) == slow.midnight_ending(last)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_last_day_of_a_period_is_never_rolled(seed: int) -> None:
    draw = random.Random(seed)
    day = date(2023, 1, 1) + timedelta(days=draw.randrange(2500))
    for months in (1, 3, 12, 18, 24, 36):
        assert last_day(day, Span(months, Unit.MONTHS)) == slow.after_months(day, months)
