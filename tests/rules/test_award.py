"""The service award: five criteria, each to the last one; who is worthy; who stands first."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sanbao import templates
from sanbao.rules.agreement import fill, parse
from sanbao.rules.award import Year, criteria, is_worthy, judged, percent, ranked
from sanbao.rules.sentence import sentence
from sanbao.rules.terms import Measured

PAPER = fill(parse(templates.read("solar-dealer")), {"warranty_months": "12", "valid_years": "1"})
TERMS = {term.measured: term for term in criteria(PAPER.terms)}
BEST = Year(0, 1001, 49, 50, 0, 12, 12, 0)


@pytest.mark.parametrize(
    ("measured", "change", "is_met", "clause"),
    [
        pytest.param("complaints", {"complaints": 1}, True, "9.1", id="1 of 1001 is below"),
        pytest.param(
            "complaints", {"complaints": 1, "units": 1000}, False, "9.1", id="1 of 1000 is not"
        ),
        pytest.param("complaints", {"units": 0}, False, "9.1", id="nothing sold"),
        pytest.param("complaints", {"units": -3}, False, "9.1", id="more came back than was sold"),
        pytest.param("satisfaction", {}, True, "9.2", id="49 of 50 are 98 %"),
        pytest.param("satisfaction", {"content": 48}, False, "9.2", id="48 of 50"),
        pytest.param("satisfaction", {"content": 0, "asked": 0}, False, "9.2", id="nobody asked"),
        pytest.param("organisation", {}, True, "9.3", id="nothing is lacking"),
        pytest.param("organisation", {"lacks": 1}, False, "9.3", id="one thing is lacking"),
        pytest.param("feedback", {"reported": 9, "owed": 10}, True, "9.4", id="9 of 10"),
        pytest.param("feedback", {"reported": 10}, False, "9.4", id="10 of 12"),
        pytest.param("exposure", {"exposures": 1}, False, "9.5", id="once in the news"),
    ],
)
def test_a_criterion_is_met_or_not(measured, change, is_met, clause) -> None:
    found = judged(TERMS[Measured(measured)], replace(BEST, **change))
    assert (found.is_met, found.clause) == (is_met, clause)


def test_who_meets_all_five_is_worthy_and_nobody_without_criteria() -> None:
    found = [judged(term, BEST) for term in TERMS.values()]
    assert len(found) == 5
    assert is_worthy(found)
    assert not is_worthy([])
    one_less = [judged(term, replace(BEST, exposures=1)) for term in TERMS.values()]
    assert not is_worthy(one_less)


def test_the_ranking_goes_by_criteria_then_satisfaction_complaints_feedback_number() -> None:
    years = {
        "D1": BEST,
        "D2": replace(BEST, content=50),
        "D3": replace(BEST, exposures=1, content=50),
        "D4": replace(BEST, units=5000),
        "D5": replace(BEST, content=50, complaints=1, units=5000),
        "D6": BEST,
    }
    told = {
        code: (year, [judged(term, year) for term in TERMS.values()])
        for code, year in years.items()
    }
    assert ranked(told) == ["D2", "D5", "D1", "D4", "D6", "D3"]


@given(some.integers(0, 40), some.integers(1, 40_000))
def test_a_complaint_rate_is_compared_without_rounding(complaints: int, units: int) -> None:
    found = judged(TERMS[Measured.COMPLAINTS], replace(BEST, complaints=complaints, units=units))
    assert found.is_met is (complaints * 1000 < units)
    assert found.is_met is (Fraction(complaints, units) < Fraction(1, 1000))


def test_what_a_page_shows_is_rounded_once() -> None:
    assert f"{percent(11, 12)}" == "91.67"
    assert percent(0, 0) is None
    assert percent(1, None) is None
    assert "below 0.1%" in str(sentence(TERMS[Measured.COMPLAINTS], {}))
