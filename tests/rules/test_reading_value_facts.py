"""From JSON values to facts: every field by its type. Covers reading, value and facts."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from sanbao.rules.facts import (
    ORDER,
    Area,
    Cause,
    Claimant,
    Code,
    DateName,
    EventKind,
    FactError,
    in_order,
)
from sanbao.rules.message import Message
from sanbao.rules.reading import parse_facts, sketch

LEAST = {"event": {"kind": "fault_reported", "at": "2026-03-02T09:30:00+08:00"}}


def with_fact(path: str, value: object) -> dict[str, object]:
    """The least facts with one more at a dotted path."""
    given: dict[str, object] = {"event": dict(LEAST["event"])}
    *parents, last = path.split(".")
    place = given
    for name in parents:
        place = place.setdefault(name, {})
    place[last] = value
    return given


def test_what_is_left_out_has_its_meaning():
    facts = parse_facts(LEAST)
    assert facts.id is None
    assert facts.component == "whole"
    assert facts.dates == {}
    assert facts.cause is Cause.UNKNOWN
    assert facts.authorised is True
    assert (facts.quantity, facts.failed_repairs) == (1, 0)
    assert facts.claimant is Claimant.CUSTOMER
    assert facts.exclusions == frozenset()


def test_all_facts_are_read():
    facts = parse_facts(
        {
            "id": "a",
            "asset": {
                "component": "body",
                "dates": {"sold": "2024-02-29"},
                "price": "1999.00",
                "tier": "member",
                "failed_repairs": 2,
                "exclusions": ["misuse", "shell", "misuse"],
            },
            "event": {
                "kind": "goods_received",
                "at": "2026-03-02T01:30:00Z",
                "on_site_at": "2026-03-02T12:00:00+08:00",
                "cause": "transit",
                "place": {"province": "江苏省", "area": "county"},
                "reason": "insists",
                "authorised": False,
                "quantity": 10,
                "claimant": "dealer",
            },
        }
    )
    assert facts.dates == {DateName.SOLD: date(2024, 2, 29)}
    assert facts.price == Decimal("1999.00")
    assert facts.exclusions == {Code.MISUSE, Code.SHELL}
    assert facts.kind is EventKind.GOODS_RECEIVED
    assert facts.at == datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
    assert (facts.province, facts.area) == ("江苏", Area.COUNTY)
    assert (facts.authorised, facts.quantity, facts.claimant) == (False, 10, Claimant.DEALER)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("id", 7),
        ("asset", []),
        ("asset.component", 1),
        ("asset.dates", "2026-01-01"),
        ("asset.dates.sold", "2026-02-30"),
        ("asset.dates.sold", "20260101"),
        ("asset.dates.sold", "2026-1-1"),
        ("asset.dates.sold", "1899-12-31"),
        ("asset.dates.sold", "3000-01-01"),
        ("asset.dates.sold", "２０２６-01-01"),
        ("asset.dates.sold", 20260101),
        ("asset.price", 1999.0),
        ("asset.price", 1999),
        ("asset.price", "1,999"),
        ("asset.price", "1e3"),
        ("asset.price", "-1"),
        ("asset.price", "NaN"),
        ("asset.price", "Infinity"),
        ("asset.price", "١"),
        ("asset.price", "9" * 13),
        ("asset.tier", "gold"),
        ("asset.failed_repairs", -1),
        ("asset.failed_repairs", 1.0),
        ("asset.failed_repairs", True),
        ("asset.failed_repairs", "2"),
        ("asset.failed_repairs", 10**30),
        ("asset.exclusions", "misuse"),
        ("asset.exclusions", ["rust"]),
        ("asset.exclusions", [["misuse"]]),
        ("asset.exclusions", [None]),
        ("event.kind", "fault"),
        ("event.kind", None),
        ("event.at", None),
        ("event.at", "2026-03-02T09:30:00"),
        ("event.at", "2026-03-02"),
        ("event.at", 1772415000),
        ("event.at", "2026-03-02T24:30:00Z"),
        ("event.on_site_at", "soon"),
        ("event.cause", "lightning"),
        ("event.place", "江苏"),
        ("event.place.province", 32),
        ("event.place.area", "village"),
        ("event.reason", ""),
        ("event.authorised", "false"),
        ("event.authorised", 0),
        ("event.quantity", 0),
        ("event.claimant", "maker"),
    ],
)
def test_a_bad_field_is_named(path, value):
    with pytest.raises(FactError) as raised:
        parse_facts(with_fact(path, value))
    assert raised.value.field == path


@pytest.mark.parametrize("path", [path for path in ORDER if path.count(".") and "kind" not in path])
def test_null_counts_as_left_out(path):
    if path != "event.at":
        parse_facts(with_fact(path, None))


@pytest.mark.parametrize(
    "written", ["江苏", "江苏省", " 江苏 ", "上海市", "新疆维吾尔自治区", "内蒙古自治区"]
)
def test_a_province_is_known_with_or_without_its_ending(written):
    facts = parse_facts(with_fact("event.place.province", written))
    assert facts.province in {"江苏", "上海", "新疆", "内蒙古"}


def test_keys_that_nobody_knows_are_ignored():
    assert parse_facts({**LEAST, "colour": "red"}) == parse_facts(LEAST)


def test_a_sketch_tells_every_problem_in_the_order_of_the_table():
    given = with_fact("asset.price", 1)
    given["id"] = 7
    given["event"] = {"kind": "x", "at": "y", "cause": "z", "claimant": []}
    facts, problems = sketch(given)
    assert [problem.field for problem in problems] == [
        "id",
        "asset.price",
        "event.kind",
        "event.at",
        "event.cause",
        "event.claimant",
    ]
    assert facts.kind is EventKind.QUESTION_ASKED


def test_problems_are_told_in_the_order_of_the_table():
    told = in_order(FactError(field, Message("bad")) for field in reversed(ORDER))
    assert [problem.field for problem in told] == list(ORDER)
