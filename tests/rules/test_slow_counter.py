"""Deadlines and last days of `sanbao decide` against a counter that goes minute by minute.

The instants are drawn with a fixed seed, so that a failure comes back.
"""

import random
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from . import slow_counter as slow
from .decide_stream import decided

CITY = {"province": "江苏", "area": "city"}
COUNTY = {"province": "甘肃省", "area": "county"}


def instants(count: int, *, seed: int, last_year: int = 2030) -> list[datetime]:
    draw = random.Random(seed)
    first = datetime(2023, 1, 1, tzinfo=slow.CHINA)
    minutes = int((datetime(last_year, 6, 1, tzinfo=slow.CHINA) - first) / slow.ONE_MINUTE)
    return [first + draw.randrange(minutes) * slow.ONE_MINUTE for _ in range(count)]


def in_utc(instant: datetime) -> str:
    return (instant - timedelta(hours=8)).replace(tzinfo=None).isoformat() + "Z"


def fault(at: datetime, dates: dict[str, str], **event: Any) -> dict[str, Any]:
    told = {"kind": "fault_reported", "at": in_utc(at), **event}
    return {"id": at.isoformat(), "asset": {"dates": dates}, "event": told}


def due(decision: dict[str, Any], what: str) -> str | None:
    found = [duty["due"] for duty in decision["obligations"] if duty["what"] == what]
    return found[0] if found else None


@pytest.mark.parametrize(
    ("slug", "date_name", "place", "what", "hours"),
    [
        ("scale-supplier", "commissioned", CITY, "on_site", 24),
        ("scale-supplier", "commissioned", COUNTY, "on_site", 48),
        ("solar-dealer", "sold", CITY, "resolved", 24),
        ("solar-dealer", "sold", COUNTY, "resolved", 48),
        ("fire-door", "accepted", CITY, "on_site", 4),
        ("integrated-equipment", "accepted", CITY, "on_site", 1),
        ("integrated-equipment", "accepted", COUNTY, "resolved", 12),
    ],
)
def test_promised_hours(
    slug: str, date_name: str, place: dict[str, str], what: str, hours: int
) -> None:
    drawn = instants(12, seed=hours)
    facts = [fault(at, {date_name: "2023-01-01"}, place=place) for at in drawn]
    for at, decision in zip(drawn, decided(slug, facts), strict=True):
        told = due(decision, what)
        assert told is not None
        assert datetime.fromisoformat(told) == slow.after_minutes(at, hours * 60)


@pytest.mark.parametrize(
    ("slug", "component", "date_name", "months"),
    [
        ("scale-supplier", "whole", "commissioned", 18),
        ("scale-supplier", "body", "accepted", 36),
        ("scale-supplier", "electrical", "accepted", 18),
        ("fire-door", "whole", "accepted", 24),
        ("fuel-truck-dealer", "whole", "delivered", 12),
        ("fuel-truck-dealer", "fuel_dispenser", "delivered", 24),
        ("integrated-equipment", "whole", "accepted", 36),
        ("tablet-dealer", "whole", "invoiced", 12),
    ],
)
def test_the_last_covered_day(slug: str, component: str, date_name: str, months: int) -> None:
    drawn = [at.date() for at in instants(60, seed=months)]
    drawn += [
        date(2024, 2, 29),
        date(2025, 2, 28),
        date(2025, 8, 31),
        date(2026, 8, 31),
    ]
    at = datetime(2026, 3, 2, 9, tzinfo=slow.CHINA)
    facts = [
        fault(at, {date_name: day.isoformat()}, place=CITY, claimant="customer") for day in drawn
    ]
    for one in facts:
        one["asset"]["component"] = component
    for day, decision in zip(drawn, decided(slug, facts), strict=True):
        last = slow.after_months(day, months)
        assert decision["warranty"]["ends_on"] == last.isoformat()
        assert decision["warranty"]["in_period"] is (day <= at.date() <= last)


def test_an_application_is_answered_within_two_working_days() -> None:
    drawn = instants(200, seed=2)
    facts = [fault(at, {"picked_up": "2023-01-01"}, claimant="dealer", quantity=10) for at in drawn]
    for one in facts:
        one["event"]["kind"] = "defect_application_received"
    for at, decision in zip(drawn, decided("tablet-dealer", facts), strict=True):
        last = slow.after_working_days(at.date(), 2)
        assert due(decision, "replied") == last.isoformat()
        assert ("calendar" in decision) is (last.year > slow.LAST_NOTICE)


def test_an_early_fault_is_replaced_within_three_working_days_and_a_later_one_not() -> None:
    draw = random.Random(7)
    drawn = [(at, at.date() - timedelta(days=draw.randrange(20))) for at in instants(200, seed=3)]
    facts = [fault(at, {"delivered": day.isoformat()}) for at, day in drawn]
    for (at, day), decision in zip(drawn, decided("bid-supply", facts), strict=True):
        early = at.date() <= slow.after_working_days(day, 7)
        replaced_by = slow.after_working_days(at.date(), 3).isoformat() if early else None
        assert due(decision, "replaced") == replaced_by


def test_a_return_is_in_time_for_the_promised_days() -> None:
    draw = random.Random(5)
    drawn = [(at, at.date() - timedelta(days=draw.randrange(12))) for at in instants(100, seed=5)]
    facts = [fault(at, {"delivered": day.isoformat()}, reason="unusable") for at, day in drawn]
    for one in facts:
        one["event"]["kind"] = "return_requested"
    for (at, day), decision in zip(
        drawn, decided("full-process", facts, {"return_days": "7"}), strict=True
    ):
        refunded = "refund" in {remedy["what"] for remedy in decision["remedies"]}
        assert refunded is (at.date() <= slow.after_days(day, 7))


@pytest.mark.parametrize(
    ("slug", "date_name", "event"),
    [
        ("solar-dealer", "sold", {"place": CITY}),
        ("tablet-dealer", "picked_up", {"claimant": "dealer"}),
        ("bid-supply", "delivered", {}),
    ],
)
def test_a_period_that_the_paper_leaves_blank_ends_with_its_day(
    slug: str, date_name: str, event: dict[str, Any]
) -> None:
    dates = {date_name: "2024-08-31"}
    start = datetime(2024, 8, 31, tzinfo=slow.CHINA)
    [first] = decided(slug, [fault(start, dates, **event)])
    last = slow.midnight_ending(date.fromisoformat(first["warranty"]["ends_on"]))
    second = timedelta(seconds=1)
    facts = [fault(at, dates, **event) for at in (start - second, start, last - second, last)]
    told = [decision["warranty"]["covered"] for decision in decided(slug, facts)]
    assert told == [False, True, True, False]
