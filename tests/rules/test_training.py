"""The life of a training session, who finds a place, who passes, and who pays."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from sanbao.rules.moves import Refused
from sanbao.rules.training import MOVES, Due, Facts, State, Step, due, has_room, passes

AT = datetime(2026, 10, 20, 1, tzinfo=UTC)
READY = Facts(
    at=AT, starts_at=AT, present=3, signer_name="周讲师", has_signature=True, reason="停电"
)
POSSIBLE = {
    (State.PLANNED, Step.CHANGE): State.PLANNED,
    (State.PLANNED, Step.SIGN_UP): State.PLANNED,
    (State.PLANNED, Step.HOLD): State.HELD,
    (State.PLANNED, Step.CANCEL): State.CANCELLED,
}


@pytest.mark.parametrize(("state", "step"), list(product(State, Step)))
def test_only_the_moves_drawn_are_possible(state: State, step: Step) -> None:
    before = step is Step.CHANGE
    facts = replace(READY, at=AT - timedelta(hours=1)) if before else READY
    if (state, step) in POSSIBLE:
        assert MOVES.advance(state, step, facts) == POSSIBLE[state, step]
    else:
        with pytest.raises(Refused, match="not possible in the state"):
            MOVES.advance(state, step, facts)


@pytest.mark.parametrize(
    ("step", "change", "reason"),
    [
        (Step.CHANGE, {}, "the session has begun already"),
        (Step.HOLD, {"at": AT - timedelta(minutes=1)}, "the session has not begun yet"),
        (Step.HOLD, {"present": 0}, "nobody was present; call the session off"),
        (Step.HOLD, {"unmarked": 2}, "the test result of 2 is missing"),
        (Step.HOLD, {"has_signature": False}, "who held the session has to sign"),
        (Step.CANCEL, {"reason": " "}, "a reason is needed"),
    ],
)
def test_a_guard_says_why_not(step: Step, change: dict[str, object], reason: str) -> None:
    no = MOVES.blocked(State.PLANNED, step, replace(READY, **change))  # type: ignore[arg-type]
    assert no is not None
    assert str(no.reason) == reason


def test_without_a_limit_everybody_finds_a_place() -> None:
    assert has_room(500, None)
    assert has_room(11, 12)
    assert not has_room(12, 12)


@pytest.mark.parametrize(
    ("mark", "pass_mark", "expected"),
    [(None, None, True), (60, 60, True), (59, 60, False), (None, 60, False)],
)
def test_who_passes(mark: int | None, pass_mark: int | None, expected: bool) -> None:
    assert passes(mark, pass_mark) is expected


@pytest.mark.parametrize(
    ("owed", "granted", "clause", "given", "expected"),
    [
        pytest.param("2.1", 0, "2.1", 1, Due(True, "2.1", 2), id="May's and October's are free"),
        pytest.param("", 0, "2.1", 2, Due(False, "2.1", 3), id="a third of the year is charged"),
        pytest.param("", 1, "5.2", 0, Due(True, "5.2", 1), id="who cannot operate it: once free"),
        pytest.param("", 1, "5.2", 1, Due(False, "5.2", 2), id="later ones are charged"),
        pytest.param("", 0, "", 0, Due(False, "", 1), id="no clause speaks of trainings"),
    ],
)
def test_who_pays(owed: str, granted: int, clause: str, given: int, expected: Due) -> None:
    assert due(owed=owed, granted=granted, clause=clause, given=given) == expected
