"""The life of an obligation, replayed from its log."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbao.rules.moves import Refused
from sanbao.rules.obligation import (
    MOVES,
    PAUSE_REASONS,
    Facts,
    Kind,
    State,
    Step,
)
from sanbao.rules.replay import Line, span_of, standing, trail
from sanbao.rules.span import Span, Unit

START = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
DAY = Span(24, Unit.HOURS)


def after(hours: float) -> datetime:
    return START + timedelta(hours=hours)


def line(kind: Kind, hours: float, reason: str = "") -> Line:
    return Line(kind, after(hours), reason)


RAISED = line(Kind.RAISED, 0, "PT24H")
STARTED = line(Kind.STARTED, 0)


@pytest.mark.parametrize(
    ("log", "now", "state", "due"),
    [
        pytest.param([RAISED], 1, State.WAITING, None, id="it waits for what starts it"),
        pytest.param([RAISED, STARTED], 1, State.RUNNING, 24, id="it runs"),
        pytest.param([RAISED, STARTED], 24, State.RUNNING, 24, id="the due instant is in time"),
        pytest.param([RAISED, STARTED], 24.01, State.MISSED, 24, id="a moment later is not"),
        pytest.param(
            [RAISED, STARTED, line(Kind.PAUSED, 2)],
            10,
            State.PAUSED,
            32,
            id="in a pause the due time moves with the clock",
        ),
        pytest.param(
            [RAISED, STARTED, line(Kind.PAUSED, 2), line(Kind.RESUMED, 5)],
            10,
            State.RUNNING,
            27,
            id="a pause moves it by what it lasted",
        ),
        pytest.param(
            [RAISED, STARTED, line(Kind.PAUSED, 2)],
            1000,
            State.PAUSED,
            1022,
            id="what is paused is never missed",
        ),
        pytest.param(
            [RAISED, STARTED, line(Kind.MET, 24)], 30, State.MET, 24, id="done at the last instant"
        ),
        pytest.param(
            [RAISED, STARTED, line(Kind.MET, 25)], 30, State.MISSED, 24, id="done late is missed"
        ),
        pytest.param(
            [RAISED, STARTED, line(Kind.MISSED, 25), line(Kind.MET, 23)],
            30,
            State.MET,
            24,
            id="a late report of timely work makes it met",
        ),
        pytest.param([RAISED, line(Kind.MET, 1)], 2, State.MET, None, id="done before it started"),
        pytest.param(
            [RAISED, STARTED, line(Kind.EXCUSED, 30)], 40, State.EXCUSED, 24, id="excused"
        ),
        pytest.param(
            [RAISED, STARTED, line(Kind.CANCELLED, 3)], 40, State.CANCELLED, 24, id="cancelled"
        ),
        pytest.param(
            [RAISED, STARTED, line(Kind.STARTED, -5)],
            1,
            State.RUNNING,
            19,
            id="a correction may move the start back",
        ),
        pytest.param(
            [RAISED, STARTED, line(Kind.CHANGED, 3, "PT48H")],
            4,
            State.RUNNING,
            48,
            id="the time allowed was changed",
        ),
    ],
)
def test_how_it_stands(log: Sequence[Line], now: float, state: State, due: float | None) -> None:
    written = [one for one in log if one.at <= after(now)]
    found = standing(span_of(written, roll=True), log, now=after(now))
    assert found.state is state
    assert found.due_at == (None if due is None else after(due))


def test_a_standing_duty_never_falls_due() -> None:
    log = [line(Kind.RAISED, 0), STARTED]
    found = standing(span_of(log, roll=True), log, now=after(100_000))
    assert (found.state, found.due_at) == (State.RUNNING, None)


def test_a_replay_gives_what_was_true_then() -> None:
    log = [RAISED, STARTED, line(Kind.PAUSED, 2), line(Kind.RESUMED, 5), line(Kind.MET, 20)]
    states = [standing(DAY, log, now=after(hours)).state for hours in (1, 3, 6, 21)]
    assert states == [State.RUNNING, State.PAUSED, State.RUNNING, State.MET]


def test_met_in_a_pause_ends_the_pause() -> None:
    log = [RAISED, STARTED, line(Kind.PAUSED, 2), line(Kind.MET, 90)]
    found = standing(DAY, log, now=after(100))
    assert found.state is State.MET
    assert [pause.end for pause in found.pauses] == [after(90)]


def test_the_trail_says_what_each_line_did_to_the_due_time() -> None:
    log = [
        RAISED,
        STARTED,
        line(Kind.PAUSED, 2, "part"),
        line(Kind.RESUMED, 5),
        line(Kind.CHANGED, 6, "PT12H"),
    ]
    dues = [turn.standing.due_at for turn in trail(log, roll=True)]
    assert dues == [None, after(24), after(24), after(27), after(15)]


@pytest.mark.parametrize("reason", PAUSE_REASONS)
def test_it_is_paused_for_a_listed_reason(reason: str) -> None:
    assert MOVES.advance(State.RUNNING, Step.PAUSE, Facts(reason)) == State.PAUSED


@pytest.mark.parametrize("reason", ["", "because"])
def test_no_other_reason_stops_the_clock(reason: str) -> None:
    with pytest.raises(Refused, match="from the list"):
        MOVES.advance(State.RUNNING, Step.PAUSE, Facts(reason))


@pytest.mark.parametrize("step", [Step.EXCUSE, Step.CANCEL])
def test_ending_it_needs_a_reason(step: Step) -> None:
    assert MOVES.blocked(State.RUNNING, step, Facts(" ")) is not None
    assert MOVES.blocked(State.RUNNING, step, Facts("洪水")) is None


def test_a_miss_can_be_excused_but_not_cancelled_nor_paused() -> None:
    assert MOVES.possible(State.MISSED, Facts("洪水")) == {Step.HAPPEN, Step.EXCUSE}


@pytest.mark.parametrize("state", [State.MET, State.EXCUSED, State.CANCELLED])
def test_what_is_over_is_over(state: State) -> None:
    assert MOVES.possible(state, Facts("part")) == frozenset()


def test_what_a_miss_drew_is_void_though_it_was_done() -> None:
    drawn = Facts("洪水", is_drawn=True)
    assert MOVES.advance(State.MET, Step.VOID, drawn) == State.CANCELLED
    assert MOVES.blocked(State.MET, Step.VOID, Facts(is_drawn=True)) is not None
    done = [RAISED, STARTED, line(Kind.MET, 1), line(Kind.CANCELLED, 2)]
    assert standing(None, done, now=after(3)).state == State.CANCELLED


@st.composite
def pauses(draw: st.DrawFn) -> list[tuple[int, int]]:
    """Pauses in minutes after the start, one after the other."""
    edges = draw(st.lists(st.integers(0, 6000), max_size=12).map(sorted))
    return list(zip(edges[::2], edges[1::2], strict=False))


def logged(stops: Sequence[tuple[int, int]]) -> list[Line]:
    turns = [
        Line(kind, START + timedelta(minutes=minute))
        for stop in stops
        for kind, minute in zip((Kind.PAUSED, Kind.RESUMED), stop, strict=True)
    ]
    return [RAISED, STARTED, *turns]


def counted(stops: Sequence[tuple[int, int]], minutes: int) -> datetime:
    """The slow counter: minute by minute, those inside a pause do not count."""
    minute = 0
    while minutes > 0:
        if not any(start <= minute < end for start, end in stops):
            minutes -= 1
        minute += 1
    return START + timedelta(minutes=minute)


@given(pauses())
def test_the_due_time_agrees_with_counting_minute_by_minute(
    stops: list[tuple[int, int]],
) -> None:
    found = standing(DAY, logged(stops), now=START + timedelta(minutes=6001))
    assert found.due_at == counted(stops, 24 * 60)


@given(pauses(), st.integers(0, 9000))
def test_what_is_written_later_never_changes_what_was_true_before(
    stops: list[tuple[int, int]], minutes: int
) -> None:
    now = START + timedelta(minutes=minutes)
    log = logged(stops)
    known = [one for one in log if one.at <= now]
    assert standing(DAY, log, now=now) == standing(DAY, known, now=now)
