"""When duties over time fall due."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from sanbao.rules.rhythm import (
    Bounds,
    Occurrence,
    ahead_of,
    day_before,
    first_after,
    lacks_anchor,
    month_of,
    occurrence,
    occurrences,
    upkeep_days,
)
from sanbao.rules.span import Span, Unit
from sanbao.rules.terms import OneOff, Rhythm, Share, Term, Upkeep

from . import slow_rhythm as slow

TERM: TypeAdapter[Term] = TypeAdapter(Term)
ALL_YEAR = list(range(1, 13))


def rhythm(**given: Any) -> Rhythm:
    stated = {"kind": "rhythm", "clause": "1", "what": "inspected", "by": "provider"}
    found = TERM.validate_python({**stated, "each": "agreement", **given})
    assert isinstance(found, Rhythm)
    return found


SHEETS = rhythm(months=ALL_YEAR, opens_day=15, day=20, about_last_month=True)
SHARE = TERM.validate_python(
    {
        "kind": "share",
        "clause": "1",
        "what": "followed_up",
        "by": "dealer",
        "each": "dealer",
        "least": "0.25",
    }
)


def days(
    term: Rhythm | Share, anchor: date, since: date, until: date, **bounds: Any
) -> list[tuple[str, str]]:
    within = Bounds(**{"first": anchor, "anchor": anchor, **bounds})
    found = occurrences(term, within, since=since, until=until)
    return [(one.period, one.due_on.isoformat()) for one in found]


def only(term: Rhythm | Share, bounds: Bounds, period: str) -> Occurrence:
    found = occurrence(term, bounds, period)
    assert found is not None
    return found


YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("term", "anchor", "expected"),
    [
        pytest.param(
            rhythm(every="P6M"),
            date(2025, 9, 10),
            [("1", "2026-03-10"), ("2", "2026-09-10")],
            id="each half year",
        ),
        pytest.param(
            rhythm(every="P1M", roll=False),
            date(2025, 11, 30),
            [("2", "2026-01-30"), ("3", "2026-02-28"), ("4", "2026-03-30")],
            id="a short month takes nothing from the next",
        ),
        pytest.param(
            rhythm(every="P1Y", roll=False),
            date(2024, 2, 29),
            [("2", "2026-02-28")],
            id="a leap day ends on the 28th of other years",
        ),
        pytest.param(
            rhythm(months=[5, 10]),
            date(2020, 1, 1),
            # 31 May 2026 is a Sunday; 31 October 2026 a Saturday.
            [("2026-05", "2026-06-01"), ("2026-10", "2026-11-02")],
            id="in May and October, rolled to a working day",
        ),
        pytest.param(
            rhythm(months=[2], day=31, roll=False),
            date(2020, 1, 1),
            [("2026-02", "2026-02-28")],
            id="day 31 of a short month is its last",
        ),
    ],
)
def test_when_it_falls_due(term: Rhythm, anchor: date, expected: list[tuple[str, str]]) -> None:
    assert days(term, anchor, *YEAR)[: len(expected)] == expected


def test_the_sheets_of_a_month_are_handed_in_from_the_15th_to_the_20th_of_the_next() -> None:
    found = only(SHEETS, Bounds(date(2026, 1, 1)), "2026-11")
    assert (found.opens_on, found.due_on) == (date(2026, 12, 15), date(2026, 12, 21))
    assert found.bare_on == date(2026, 12, 20), "a Sunday, so Monday is in time"


def test_sheets_are_owed_for_every_month_in_which_the_agreement_held() -> None:
    bounds = Bounds(date(2026, 3, 20), date(2026, 6, 10))
    found = occurrences(SHEETS, bounds, since=date(2026, 1, 1), until=date(2027, 1, 1))
    assert [one.period for one in found] == ["2026-03", "2026-04", "2026-05", "2026-06"]


def test_each_time_opens_the_day_after_the_one_before() -> None:
    bounds = Bounds(date(2025, 9, 10), anchor=date(2025, 9, 10))
    second = only(rhythm(every="P6M"), bounds, "2")
    assert second.opens_on == date(2026, 3, 11)


def test_the_warranty_bounds_what_runs_only_within_or_only_after_it() -> None:
    anchor, covered = date(2026, 1, 10), date(2026, 7, 31)
    asked = (anchor, date(2026, 1, 1), date(2026, 12, 31))
    within = days(rhythm(every="P3M", runs="covered"), *asked, covered_until=covered)
    after = days(rhythm(every="P3M", runs="outside"), *asked, covered_until=covered)
    assert [period for period, _due in within] == ["1", "2"]
    assert [period for period, _due in after] == ["3"]
    assert days(rhythm(every="P3M", runs="covered"), *asked) == []
    assert len(days(rhythm(every="P3M", runs="outside"), *asked)) == 3


def test_a_span_without_its_date_gives_nothing_and_says_so() -> None:
    term = rhythm(every="P6M")
    bounds = Bounds(date(2026, 1, 1))
    assert lacks_anchor(term, bounds)
    assert list(occurrences(term, bounds, since=date(2026, 1, 1), until=date(2030, 1, 1))) == []
    assert occurrence(term, bounds, "1") is None
    assert not lacks_anchor(SHEETS, bounds)


def test_a_year_without_a_notice_is_provisional() -> None:
    bounds = Bounds(date(2026, 1, 1))
    assert not only(SHEETS, bounds, "2026-05").provisional
    assert only(SHEETS, bounds, "2031-05").provisional


def test_a_share_of_a_month_is_reached_by_the_end_of_the_next() -> None:
    assert isinstance(SHARE, Share)
    found = only(SHARE, Bounds(date(2026, 1, 1)), "2026-10")
    assert (found.opens_on, found.due_on) == (date(2026, 10, 1), date(2026, 11, 30))


@pytest.mark.parametrize("period", ["", "0", "-1", "x", "2026-13", "2026", "٣"])
def test_a_period_that_is_none_is_not_owed(period: str) -> None:
    bounds = Bounds(date(2026, 1, 1), anchor=date(2026, 1, 1))
    assert occurrence(SHEETS, bounds, period) is None
    if period != "2026":
        assert occurrence(rhythm(every="P6M"), bounds, period) is None


def test_what_is_kept_up_has_a_first_and_perhaps_a_last_day() -> None:
    def upkeep(**given: Any) -> Upkeep:
        stated = {"kind": "upkeep", "clause": "1", "what": "parts_available", "by": "provider"}
        found = TERM.validate_python({**stated, "each": "asset", **given})
        assert isinstance(found, Upkeep)
        return found

    leap = Bounds(date(2020, 1, 1), date(2030, 1, 1), anchor=date(2024, 2, 29))
    assert upkeep_days(upkeep(start="sold", span="P15Y", outlives=True), leap) == (
        date(2024, 2, 29),
        date(2039, 2, 28),
    )
    assert upkeep_days(upkeep(start="sold", span="P15Y"), leap) == (
        date(2024, 2, 29),
        date(2030, 1, 1),
    )
    assert upkeep_days(upkeep(start="sold", span="P1Y"), leap)[1] == date(2025, 2, 28)
    assert upkeep_days(upkeep(start="sold"), leap) == (date(2024, 2, 29), date(2030, 1, 1))
    with pytest.raises(ValueError, match="first day"):
        upkeep_days(upkeep(start="sold"), Bounds(date(2020, 1, 1)))


@pytest.mark.parametrize(
    ("span", "before"),
    [
        ("P7D", date(2026, 3, 13)),
        # 20 March 2026 is a Friday.
        ("P5WD", date(2026, 3, 13)),
        ("P1M", date(2026, 2, 20)),
        ("P1Y", date(2025, 3, 20)),
    ],
)
def test_a_duty_ahead_is_counted_back_and_never_rolled(span: str, before: date) -> None:
    stated = {"kind": "one_off", "clause": "1", "what": "notified", "by": "provider"}
    term = TERM.validate_python({**stated, "after": "visit_agreed", "before": span})
    assert isinstance(term, OneOff)
    assert ahead_of(term, date(2026, 3, 20)) == before


def test_back_from_a_long_month_to_a_short_one_is_its_last_day() -> None:
    assert day_before(date(2026, 3, 31), Span(1, Unit.MONTHS)) == date(2026, 2, 28)


def test_months_by_their_names() -> None:
    assert month_of("2026-11") == (2026, 11)
    assert first_after("2026-12") == date(2027, 1, 1)


DAYS = st.dates(date(2015, 1, 1), date(2026, 12, 31))


@settings(max_examples=60, deadline=None)
@given(
    anchor=DAYS,
    months=st.sampled_from([1, 2, 3, 6, 12]),
    offset=st.integers(0, 900),
    roll=st.booleans(),
)
def test_spans_agree_with_the_slow_counter(
    anchor: date, months: int, offset: int, roll: bool
) -> None:
    since = anchor + timedelta(days=offset)
    until = since + timedelta(days=400)
    term = rhythm(every=f"P{months}M", roll=roll)
    bounds = Bounds(anchor, anchor=anchor)
    found = [
        (one.period, one.bare_on, one.due_on)
        for one in occurrences(term, bounds, since=since, until=until)
    ]
    assert found == list(slow.counted(anchor, months, since=since, until=until, roll=roll))


@settings(max_examples=60, deadline=None)
@given(
    since=DAYS,
    months=st.sets(st.integers(1, 12), min_size=1),
    day=st.integers(1, 31),
    roll=st.booleans(),
)
def test_days_of_months_agree_with_the_slow_counter(
    since: date, months: set[int], day: int, roll: bool
) -> None:
    until = since + timedelta(days=800)
    term = rhythm(months=sorted(months), day=day, roll=roll)
    bounds = Bounds(date(2010, 1, 1))
    found = [
        (one.period, one.due_on) for one in occurrences(term, bounds, since=since, until=until)
    ]
    assert found == list(slow.on_days(months, day, since=since, until=until, roll=roll))


@settings(max_examples=80, deadline=None)
@given(
    anchor=DAYS,
    every=st.sampled_from(["P7D", "P30D", "P10WD", "P1M", "P3M", "P6M", "P1Y"]),
    cut=st.integers(1, 700),
)
def test_two_stretches_of_days_hold_what_the_whole_holds(
    anchor: date, every: str, cut: int
) -> None:
    term = rhythm(every=every)
    bounds = Bounds(anchor, anchor=anchor)
    end, middle = anchor + timedelta(days=800), anchor + timedelta(days=cut)
    whole = list(occurrences(term, bounds, since=anchor, until=end))
    first = list(occurrences(term, bounds, since=anchor, until=middle))
    second = list(occurrences(term, bounds, since=middle + timedelta(days=1), until=end))
    assert first + second == whole
    assert all(occurrence(term, bounds, one.period) == one for one in whole)
    assert all(one.opens_on <= one.bare_on <= one.due_on for one in whole)
