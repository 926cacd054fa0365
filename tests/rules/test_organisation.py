"""What a service organisation has to have, and what it lacks."""

from datetime import date

import pytest

from sanbao import templates
from sanbao.rules.agreement import fill, parse
from sanbao.rules.organisation import (
    Lack,
    Register,
    lack_words,
    organisations,
    shortfalls,
    staff_needed,
    told_late,
)
from sanbao.rules.sentence import sentence, told

GEAR = frozenset({"phone", "vehicle", "tools", "instruments"})


def term_of(slug: str, **values: str):
    (found,) = organisations(fill(parse(templates.read(slug)), values).terms)
    return found


SOLAR = term_of("solar-dealer", warranty_months="12", valid_years="1")
TRUCKS = term_of("fuel-truck-dealer", service_line="400-000-0000")


@pytest.mark.parametrize(
    ("term", "register", "lacks"),
    [
        pytest.param(SOLAR, Register(True, 2, 2, gear=GEAR), [], id="all that is asked for"),
        pytest.param(SOLAR, Register(True, 5, 2, gear=GEAR), [], id="untrained ones beside them"),
        pytest.param(
            SOLAR,
            Register(gear=GEAR),
            [(Lack.HEAD, 1, 0), (Lack.STAFF, 2, 0)],
            id="nobody is named",
        ),
        pytest.param(
            SOLAR, Register(True, 2, 1, gear=GEAR), [(Lack.TRAINED, 2, 1)], id="one is untrained"
        ),
        pytest.param(
            SOLAR,
            Register(True, 1, 0, gear=GEAR),
            [(Lack.STAFF, 2, 1), (Lack.TRAINED, 1, 0)],
            id="one is missing and the other untrained",
        ),
        pytest.param(
            SOLAR,
            Register(True, 2, 2, gear=GEAR - {"vehicle"}),
            [(Lack.EQUIPMENT, 1, 0)],
            id="no vehicle",
        ),
        pytest.param(TRUCKS, Register(staff=2, trained=2, units=1), [], id="two for one truck"),
        pytest.param(
            TRUCKS, Register(staff=5, trained=5, units=3), [(Lack.STAFF, 6, 5)], id="three trucks"
        ),
        pytest.param(TRUCKS, Register(), [(Lack.STAFF, 2, 0)], id="before the first truck"),
    ],
)
def test_what_an_organisation_lacks(term, register, lacks) -> None:
    found = shortfalls(term, register)
    assert [(one.lack, one.needed, one.there) for one in found] == lacks
    assert {one.clause for one in found} <= {"2.1"}


@pytest.mark.parametrize(
    ("told_on", "late"),
    [
        pytest.param(date(2026, 11, 2), False, id="the same day"),
        pytest.param(date(2026, 11, 9), False, id="on the seventh day"),
        pytest.param(date(2026, 11, 10), True, id="a day later"),
        pytest.param(None, True, id="never"),
    ],
)
def test_a_change_is_told_within_seven_days(told_on, late) -> None:
    assert told_late(SOLAR, changed_on=date(2026, 11, 2), told_on=told_on) is late


def test_without_a_time_any_telling_is_in_time() -> None:
    assert not told_late(TRUCKS, changed_on=date(2020, 1, 1), told_on=date(2026, 1, 1))
    assert told_late(TRUCKS, changed_on=date(2020, 1, 1), told_on=None)


def test_each_lack_is_said() -> None:
    everything = shortfalls(SOLAR, Register(staff=1))
    said = [str(lack_words(one)) for one in everything]
    assert said[:3] == [
        "no head of repair is named",
        "1 of 2 repair staff are named",
        "0 of 1 repair staff are trained",
    ]
    assert said[3:] == [
        "missing: measuring instruments",
        "missing: a service phone",
        "missing: repair tools",
        "missing: a service vehicle",
    ]


def test_the_term_is_told_in_a_sentence() -> None:
    assert told(sentence(SOLAR, {}), str).startswith("The dealer has at least: a head of repair")
    assert "2 trained repair staff for each unit sold" in str(sentence(TRUCKS, {}))
    assert staff_needed(SOLAR, Register(units=9)) == 2
