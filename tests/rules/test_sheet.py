"""What a repair sheet needs to be complete, and how it may move."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbao.rules.moves import Refused
from sanbao.rules.sheet import FIELDS, MOVES, Ask, Facts, Lack, State, Step, Told, lacks

WHOLE = Told(fields=dict.fromkeys(FIELDS, "…"), lines=2, parts=1, parts_back=1, is_signed=True)
P7 = dict.fromkeys(Ask, "5.5")
P2 = {Ask.SIGNATURE: "4.2", Ask.FIELDS: "10.1"}


def told(**changed: object) -> Told:
    return replace(WHOLE, has_voucher=True, **changed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sheet", "asked", "missing"),
    [
        pytest.param(told(), P7, {}, id="complete"),
        pytest.param(told(is_signed=False), P7, {Lack.SIGNATURE: "5.5"}, id="not signed"),
        pytest.param(
            replace(WHOLE, within_term=True), P7, {}, id="serial within the term is a voucher"
        ),
        pytest.param(WHOLE, P7, {Lack.VOUCHER: "5.5"}, id="neither voucher nor term"),
        pytest.param(told(parts_back=0), P7, {Lack.MATERIAL: "5.5"}, id="old part kept"),
        pytest.param(told(parts_back=0, material_returned=True), P7, {}, id="sent as a whole"),
        pytest.param(told(parts=0, parts_back=0), P7, {}, id="no part used"),
        pytest.param(told(lines=0), P7, {Lack.LINES: "5.5"}, id="nothing claimed"),
        pytest.param(WHOLE, P2, {}, id="the other agreement asks for no voucher"),
        pytest.param(
            replace(WHOLE, is_signed=False, lines=0),
            P2,
            {Lack.LINES: "10.1", Lack.SIGNATURE: "4.2"},
            id="each lack by its own clause",
        ),
    ],
)
def test_what_is_missing(
    sheet: Told, asked: Mapping[Ask, str], missing: Mapping[Lack, str]
) -> None:
    assert lacks(sheet, asked) == missing


@given(
    empty=st.sets(st.sampled_from(FIELDS)),
    asked=st.sets(st.sampled_from(list(Ask))),
    is_signed=st.booleans(),
)
def test_every_empty_field_is_named_and_nothing_else(
    empty: set[Lack], asked: set[Ask], is_signed: bool
) -> None:
    fields = {name: " " if name in empty else "…" for name in FIELDS}
    found = lacks(told(fields=fields, is_signed=is_signed), dict.fromkeys(asked, "1"))
    expected = {name for name in empty if Ask.FIELDS in asked}
    if not is_signed and Ask.SIGNATURE in asked:
        expected.add(Lack.SIGNATURE)
    assert set(found) == expected


GOOD = Facts(lacking={}, reason="因由")


@pytest.mark.parametrize(
    ("state", "step", "facts"),
    [
        (State.DRAFTED, Step.CONFIRM, Facts({Lack.SIGNATURE: "4.2"})),
        (State.DRAFTED, Step.CONFIRM, Facts({}, is_repairer=True)),
        (State.CONFIRMED, Step.SUBMIT, Facts({Lack.FAULT: "10.1"})),
        (State.SUBMITTED, Step.VERIFY, Facts({Lack.FAULT: "10.1"})),
        (State.SUBMITTED, Step.VERIFY, Facts({}, is_repairer=True)),
        (State.SUBMITTED, Step.VERIFY, Facts({}, is_confirmer=True)),
        (State.SUBMITTED, Step.CHECK, Facts({}, is_confirmer=True)),
        (State.SUBMITTED, Step.VERIFY, Facts({}, is_wrong=True)),
        (State.SUBMITTED, Step.VERIFY, Facts({}, needs_word="4.3")),
        (State.SUBMITTED, Step.RETURN, Facts({})),
        (State.SUBMITTED, Step.WAIVE, GOOD),
        (State.REFUSED, Step.WRITE, GOOD),
        (State.SETTLED, Step.REFUSE, GOOD),
    ],
)
def test_what_may_not_be(state: State, step: Step, facts: Facts) -> None:
    with pytest.raises(Refused):
        MOVES.advance(state, step, facts)


def test_the_straight_way() -> None:
    state = State.DRAFTED.value
    for step in (Step.CONFIRM, Step.SUBMIT, Step.CHECK, Step.VERIFY, Step.SETTLE):
        state = MOVES.advance(state, step, GOOD)
    assert state == State.SETTLED


def test_sent_back_it_is_confirmed_anew_before_it_comes_in_again() -> None:
    state = MOVES.advance(State.SUBMITTED, Step.RETURN, GOOD)
    assert MOVES.advance(state, Step.WRITE, GOOD) == State.DRAFTED
    assert not MOVES.possible(state, GOOD) & {Step.SUBMIT, Step.VERIFY}


def test_what_is_settled_never_moves_again() -> None:
    assert MOVES.possible(State.SETTLED, GOOD) == frozenset()
