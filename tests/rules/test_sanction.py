"""What follows misses: which terms ask, and how long a run has to be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbao.rules.agreement import fill, parse
from sanbao.rules.sanction import run_around, sanctions, still_owed

AGREEMENT = """
slug: small
title: {zh: 小协议, en: Small}
components: {whole: {zh: 整机, en: Whole}}
clauses:
  - {id: "1", area: dealer, zh: 一。, en: One.}
terms:
  - {kind: rhythm, clause: "1", what: sheets_submitted, by: dealer, each: dealer, months: [1]}
  - {kind: promise, clause: "1", what: resolved, by: dealer, within: PT4H,
     events: [fault_reported]}
  - {kind: consequence, clause: "1", if_missed: sheets_submitted, what: waiver, in_a_row: 3}
  - {kind: consequence, clause: "1", if_missed: any, missed_by: dealer, what: termination,
     times: 3, within: P1Y, by: provider}
"""


def asked(what: str, by: str) -> list[str]:
    return [str(term.what) for term in sanctions(fill(parse(AGREEMENT), {}), what, by)]


def test_any_stands_for_duties_over_time_and_not_for_the_promises_of_cases() -> None:
    assert asked("sheets_submitted", "dealer") == ["waiver", "termination"]
    assert asked("resolved", "dealer") == []


def test_whose_misses_count_is_asked() -> None:
    assert asked("sheets_submitted", "provider") == ["waiver"]


@pytest.mark.parametrize(
    ("missed", "place", "run"),
    [
        pytest.param([True, True, True], 2, range(3), id="three in a row"),
        pytest.param([True, False, True], 2, range(2, 3), id="a gap"),
        pytest.param([True, True, True], 1, range(3), id="the one between missed last"),
        pytest.param([True, False, True], 1, range(1, 1), id="what was kept is in no run"),
    ],
)
def test_the_run_around_a_miss(missed: list[bool], place: int, run: range) -> None:
    assert run_around(missed, place) == run


@given(st.lists(st.booleans(), min_size=1, max_size=30), st.data())
def test_a_run_is_unbroken_and_cannot_be_longer(missed: list[bool], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(missed) - 1))
    run = run_around(missed, place)
    if not missed[place]:
        assert not run
        return
    assert place in run
    assert all(missed[number] for number in run)
    assert run.start == 0 or not missed[run.start - 1]
    assert run.stop == len(missed) or not missed[run.stop]


def test_seven_in_a_row_by_threes_draw_two() -> None:
    assert [still_owed(7, each=3, drawn=drawn) for drawn in range(4)] == [True, True, False, False]
