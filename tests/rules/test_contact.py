"""Who may do what with a contact, who is told that somebody waits, and what counts as solved."""

from datetime import UTC, datetime, timedelta

import pytest

from sanbao.rules.contact import (
    MOVES,
    Facts,
    State,
    Step,
    Way,
    goes_on,
    is_solved_at_first,
    tell_at,
)
from sanbao.rules.moves import Refused

MINE = Facts(is_mine=True)
AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("state", "step", "facts", "then"),
    [
        pytest.param(State.WAITING, Step.TAKE, Facts(), State.HELD, id="the first opener has it"),
        pytest.param(State.HELD, Step.TAKE, MINE, State.HELD, id="taken again by the same"),
        pytest.param(State.HELD, Step.GIVE_BACK, MINE, State.WAITING, id="given back"),
        pytest.param(
            State.HELD,
            Step.GIVE_BACK,
            Facts(held_by="梅", may_free=True),
            State.WAITING,
            id="left lying, given back by the manager",
        ),
        pytest.param(State.HELD, Step.REPLY, MINE, State.HELD, id="answered and kept"),
        pytest.param(State.WAITING, Step.MISS, Facts(), State.MISSED, id="hung up"),
        pytest.param(State.MISSED, Step.TAKE, Facts(), State.HELD, id="called back"),
        pytest.param(State.HELD, Step.TO_SALES, MINE, State.PASSED_ON, id="to sales"),
        pytest.param(
            State.HELD, Step.SOLVE, Facts(is_mine=True, answer="x"), State.SOLVED, id="solved"
        ),
        pytest.param(State.SOLVED, Step.WRITE, Facts(), State.WAITING, id="a further mail"),
        pytest.param(State.PASSED_ON, Step.WRITE, Facts(), State.PASSED_ON, id="asks sales again"),
    ],
)
def test_where_a_step_leads(state: State, step: Step, facts: Facts, then: State) -> None:
    assert MOVES.advance(state, step, facts) == then


@pytest.mark.parametrize(
    ("state", "step", "facts", "why"),
    [
        pytest.param(
            State.HELD, Step.TAKE, Facts(held_by="梅"), "梅 has this contact", id="second"
        ),
        pytest.param(
            State.HELD, Step.REPLY, Facts(held_by="梅"), "梅 has this contact", id="reply"
        ),
        pytest.param(
            State.HELD, Step.GIVE_BACK, Facts(held_by="梅"), "梅 has this contact", id="not his"
        ),
        pytest.param(State.WAITING, Step.REPLY, Facts(), "not possible", id="not taken"),
        pytest.param(State.HELD, Step.SOLVE, MINE, "say what was answered", id="no answer"),
        pytest.param(
            State.PASSED_ON, Step.TAKE, Facts(is_about_price=True), "by sales", id="not sales"
        ),
        pytest.param(
            State.HELD,
            Step.SOLVE,
            Facts(is_mine=True, is_about_price=True, answer="八千"),
            "by sales",
            id="a price",
        ),
        pytest.param(State.HELD, Step.MISS, MINE, "not possible", id="answered, then hung up"),
    ],
)
def test_why_a_step_is_refused(state: State, step: Step, facts: Facts, why: str) -> None:
    with pytest.raises(Refused, match=why):
        MOVES.advance(state, step, facts)


@pytest.mark.parametrize(
    ("channel", "told", "after"),
    [("chat", 0, 2), ("chat", 1, 10), ("chat", 2, None), ("phone", 0, 15), ("mail", 0, 240)],
)
def test_when_the_next_one_up_the_line_is_told(channel: str, told: int, after: int | None) -> None:
    expected = None if after is None else AT + timedelta(minutes=after)
    assert tell_at(channel, AT, told) == expected


@pytest.mark.parametrize(
    ("channel", "hours", "goes"),
    [
        ("chat", None, True),
        ("chat", 2, True),
        ("chat", 2.1, False),
        ("mail", 7 * 24, True),
        ("mail", 7 * 24 + 1, False),
        ("web", 1000, True),
    ],
)
def test_what_is_written_a_while_after_the_end_is_a_new_contact(
    channel: str, hours: float | None, goes: bool
) -> None:
    done_at = None if hours is None else AT - timedelta(hours=hours)
    assert goes_on(channel, done_at, AT) is goes


@pytest.mark.parametrize("name", ["was_missed", "was_passed_on", "came_again", "with_order"])
def test_what_is_not_solved_at_first(name: str) -> None:
    assert is_solved_at_first(Way())
    assert not is_solved_at_first(Way(**{name: True}))
