"""Rounds of inspection: what goes together, who may lead, and what keeps one from being signed."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbao.rules.certificate import Lack, Need
from sanbao.rules.inspection import (
    MOVES,
    UNIT_MOVES,
    Due,
    Facts,
    State,
    Step,
    UnitFacts,
    UnitState,
    UnitStep,
    monday,
    route_weeks,
)
from sanbao.rules.moves import Refused

TODAY = date(2026, 9, 7)  # a Monday
LACK = Lack(Need("service", "上岗资格证"), date(2026, 9, 7))
READY = Facts(
    today=TODAY,
    on=TODAY,
    has_designer=True,
    designer_until=date(2027, 1, 1),
    reason="客户停产检修",
    told="卫工",
    inspected=1,
    opinions=1,
    signer_name="卫工",
    has_signature=True,
)
POSSIBLE = {
    (State.PROPOSED, Step.PLAN): State.PLANNED,
    (State.PROPOSED, Step.CANCEL): State.CANCELLED,
    (State.PLANNED, Step.MOVE): State.PLANNED,
    (State.PLANNED, Step.NOTIFY): State.PLANNED,
    (State.PLANNED, Step.START): State.UNDER_WAY,
    (State.PLANNED, Step.CANCEL): State.CANCELLED,
    (State.UNDER_WAY, Step.SIGN): State.DONE,
}


@pytest.mark.parametrize(("state", "step"), list(product(State, Step)))
def test_only_the_moves_drawn_are_possible(state: State, step: Step) -> None:
    if (state, step) in POSSIBLE:
        assert MOVES.advance(state, step, READY) == POSSIBLE[state, step]
    else:
        with pytest.raises(Refused, match="not possible in the state"):
            MOVES.advance(state, step, READY)


@pytest.mark.parametrize(
    ("state", "step", "change", "reason"),
    [
        ("proposed", Step.PLAN, {"on": None}, "choose the day"),
        ("proposed", Step.PLAN, {"on": date(2026, 9, 6)}, "the day lies in the past"),
        ("proposed", Step.PLAN, {"has_lead": False}, "choose who leads the inspection"),
        ("proposed", Step.PLAN, {"lead_lack": LACK}, "the certificate “上岗资格证” is missing"),
        (
            "proposed",
            Step.PLAN,
            {"needs_designer": True, "has_designer": False, "clause": "4.1"},
            "a design engineer takes part in this inspection",
        ),
        ("proposed", Step.PLAN, {"designer_until": None}, "no design engineer on 2026-09-07"),
        ("planned", Step.MOVE, {"reason": " "}, "a reason is needed"),
        ("planned", Step.NOTIFY, {"told": ""}, "say who was told"),
        ("planned", Step.START, {"lead_lack": LACK}, "is missing"),
        ("under_way", Step.SIGN, {"open_units": 2}, "2 units are neither inspected nor called off"),
        ("under_way", Step.SIGN, {"inspected": 0}, "no unit has been inspected"),
        ("under_way", Step.SIGN, {"opinions": 0}, "ask the customer's maintenance staff"),
        ("under_way", Step.SIGN, {"has_signature": False}, "the customer has not signed"),
    ],
)
def test_a_guard_says_why_not(state: str, step: Step, change: dict, reason: str) -> None:
    no = MOVES.blocked(state, step, replace(READY, **change))
    assert no is not None
    assert reason in str(no.reason)
    assert no.clause == change.get("clause", "")


def test_nobody_had_an_opinion_is_an_answer_too() -> None:
    facts = replace(READY, opinions=0, nobody_spoke=True)
    assert MOVES.advance("under_way", Step.SIGN, facts) == State.DONE


@pytest.mark.parametrize(
    ("state", "step", "facts", "becomes"),
    [
        ("planned", UnitStep.CHECK, UnitFacts(), "checked"),
        ("checked", UnitStep.CHECK, UnitFacts(), "checked"),
        ("checked", UnitStep.FINISH, UnitFacts(), "done"),
        ("planned", UnitStep.CALL_OFF, UnitFacts(reason="停机"), "called_off"),
        ("planned", UnitStep.CHECK, UnitFacts(round_state="planned"), "has not begun"),
        ("planned", UnitStep.CALL_OFF, UnitFacts(), "a reason is needed"),
        (
            "planned",
            UnitStep.CALL_OFF,
            UnitFacts(reason="停机", faults=1),
            "faults have been found",
        ),
        ("done", UnitStep.CHECK, UnitFacts(), "not possible in the state"),
    ],
)
def test_the_inspection_of_one_unit(state, step, facts, becomes) -> None:
    if becomes in list(UnitState):
        assert UNIT_MOVES.advance(state, step, facts) == becomes
    else:
        with pytest.raises(Refused, match=becomes):
            UNIT_MOVES.advance(state, step, facts)


def due(unit: str, day: date, *, site: int = 1, opens: date | None = None) -> Due:
    return Due(unit, site, day, opens)


@pytest.mark.parametrize(
    ("dues", "weeks"),
    [
        pytest.param(
            [due("A", date(2026, 9, 30)), due("B", date(2026, 10, 9))],
            {(1, date(2026, 9, 28)): ["A", "B"]},
            id="a unit due nine days later goes along",
        ),
        pytest.param(
            [due("A", date(2026, 9, 30)), due("B", date(2026, 9, 30), site=2)],
            {(1, date(2026, 9, 28)): ["A"], (2, date(2026, 9, 28)): ["B"]},
            id="each site has its own",
        ),
        pytest.param(
            [due("A", date(2026, 9, 30)), due("B", date(2026, 11, 9))],
            {(1, date(2026, 9, 28)): ["A"], (1, date(2026, 11, 9)): ["B"]},
            id="six weeks later is another trip",
        ),
        pytest.param(
            [
                due("A", date(2026, 9, 30)),
                due("B", date(2026, 10, 9), opens=date(2026, 10, 5)),
            ],
            {(1, date(2026, 9, 28)): ["A"], (1, date(2026, 10, 5)): ["B"]},
            id="not before it may be inspected",
        ),
        pytest.param(
            [due("A", date(2026, 8, 1))],
            {(1, date(2026, 9, 7)): ["A"]},
            id="what is overdue goes this week",
        ),
    ],
)
def test_what_goes_together(dues, weeks) -> None:
    found = route_weeks(dues, today=TODAY)
    assert {key: [one.unit for one in group] for key, group in found.items()} == weeks


@given(
    st.lists(
        st.builds(
            Due,
            unit=st.sampled_from(("A", "B", "C")),
            site=st.integers(1, 3),
            due=st.dates(date(2026, 7, 1), date(2027, 7, 1)),
        ),
        max_size=30,
    )
)
def test_each_inspection_goes_once_and_none_after_its_week(dues: list[Due]) -> None:
    found = route_weeks(dues, today=TODAY)
    going = [(week, one) for (_site, week), group in found.items() for one in group]
    assert len(going) == len(dues)
    for week, one in going:
        assert week == monday(week)
        assert week <= max(one.due, TODAY)
        assert one.due - (week + timedelta(days=6)) <= timedelta(weeks=3)
