"""Warnings before a promise falls due, and the line of people after a miss."""

from datetime import UTC, datetime, timedelta

import pytest

from sanbao.apps.accounts.access import Role
from sanbao.rules.moves import Refused
from sanbao.rules.obligation import Kind
from sanbao.rules.replay import Line, standing
from sanbao.rules.span import Span
from sanbao.rules.warning import (
    DEFAULTS,
    TOLD,
    Policy,
    Rung,
    checked,
    climbed,
    default,
    mark,
    next_rung,
    next_warning,
    reached,
    warned,
)

# A Monday, 09:00 in China.
START = datetime(2026, 3, 2, 1, tzinfo=UTC)
HALF_AND_MORE = Policy((50, 80), ())


def after(hours: float) -> datetime:
    return START + timedelta(hours=hours)


def log_of(span: str, *lines: Line) -> list[Line]:
    return [Line(Kind.RAISED, START, span), Line(Kind.STARTED, START), *lines]


def next_of(span: str, *lines: Line, now: float = 0) -> datetime | None:
    log = log_of(span, *lines)
    allowed = Span.parse(span)
    return next_warning(HALF_AND_MORE, standing(allowed, log, now=after(now)), allowed, log)


PAUSED = (Line(Kind.PAUSED, after(4), "customer"), Line(Kind.RESUMED, after(14)))


@pytest.mark.parametrize(
    ("span", "lines", "at"),
    [
        pytest.param("PT10H", (), after(5), id="half of the hours"),
        pytest.param("PT10H", PAUSED, after(15), id="a pause before moves it"),
        pytest.param(
            "PT10H",
            (Line(Kind.WARNED, after(5), "50"),),
            after(8),
            id="once half is told, four fifths come next",
        ),
        pytest.param(
            "PT10H",
            (
                Line(Kind.WARNED, after(5), "50"),
                Line(Kind.PAUSED, after(6), "part"),
                Line(Kind.RESUMED, after(16)),
            ),
            after(18),
            id="a pause after does not warn of half again",
        ),
        pytest.param(
            "PT10H", (Line(Kind.WARNED, after(8), "80"),), None, id="nothing left to warn of"
        ),
        pytest.param(
            "PT10H",
            (Line(Kind.WARNED, after(5), "50"), Line(Kind.CHANGED, after(6), "PT20H")),
            after(5),
            id="a changed time is warned of anew",
        ),
        # Nine working hours a day: half of 18 is used up at the end of the first day.
        pytest.param("PT18WH", (), after(9), id="working hours count as they are worked"),
        # Two days end at 24:00 on the 4th, 63 hours after the start: half is 31.5 hours.
        pytest.param("P2D", (), after(31.5), id="a share of days is measured in time"),
    ],
)
def test_when_to_warn_next(span: str, lines: tuple[Line, ...], at: datetime | None) -> None:
    assert next_of(span, *lines, now=20) == at


def test_days_with_a_pause_leave_the_paused_time_out() -> None:
    log = log_of("P2D", Line(Kind.PAUSED, after(1), "part"), Line(Kind.RESUMED, after(25)))
    span = Span.parse("P2D")
    found = standing(span, log, now=after(30))
    assert found.due_at == after(63 + 24)
    assert mark(found, span, 50) == after(63 + 24 - 31.5)


def test_a_duty_without_an_end_has_nothing_to_warn_of() -> None:
    log = log_of("")
    assert next_warning(HALF_AND_MORE, standing(None, log, now=START), None, log) is None


def test_of_two_shares_gone_by_only_the_larger_is_told() -> None:
    log, span = log_of("PT10H"), Span.parse("PT10H")
    found = standing(span, log, now=after(9))
    assert reached(HALF_AND_MORE, found, span, log, now=after(9)) == 80
    assert reached(HALF_AND_MORE, found, span, log, now=after(6)) == 50
    assert reached(HALF_AND_MORE, found, span, log, now=after(4)) == 0


def test_what_was_warned_of_changes_nothing_else() -> None:
    """Replay of the log is unaffected by what was said about it."""
    span = Span.parse("PT10H")
    bare = log_of("PT10H", *PAUSED)
    told = [*bare, Line(Kind.WARNED, after(15), "50"), Line(Kind.ESCALATED, after(21), "1")]
    assert standing(span, told, now=after(22)) == standing(span, bare, now=after(22))
    assert (warned(told), climbed(told)) == (50, 1)


def test_the_line_is_climbed_step_by_step() -> None:
    policy = Policy((), (Rung(0, "owner"), Rung(2, "dispatcher")))
    assert next_rung(policy, 0, START) == (START, Rung(0, "owner"))
    assert next_rung(policy, 1, START) == (after(2), Rung(2, "dispatcher"))
    assert next_rung(policy, 2, START) is None


def test_a_policy_is_kept_in_order() -> None:
    kept = checked([80, 50], [Rung(8, "manager"), Rung(0, "owner")])
    assert kept == Policy((50, 80), (Rung(0, "owner"), Rung(8, "manager")))


@pytest.mark.parametrize(
    ("shares", "line", "field"),
    [
        pytest.param([0], [], "shares", id="no time used"),
        pytest.param([100], [], "shares", id="all time used is a miss"),
        pytest.param([50, 50], [], "shares", id="twice the same"),
        pytest.param([10, 20, 30, 40, 50, 60], [], "shares", id="too many"),
        pytest.param([], [Rung(0, "nobody")], "line", id="nobody of that name"),
        pytest.param([], [Rung(-1, "owner")], "line", id="before the miss"),
        pytest.param([], [Rung(9000, "owner")], "line", id="over a year after"),
        pytest.param([], [Rung(1, "owner"), Rung(1, "owner")], "line", id="twice the same step"),
        pytest.param([], [Rung(n, "owner") for n in range(9)], "line", id="a line too long"),
    ],
)
def test_a_policy_that_cannot_be_kept_names_its_field(
    shares: list[int], line: list[Rung], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        checked(shares, line)
    assert refused.value.field == field


@pytest.mark.parametrize("kind", DEFAULTS)
def test_every_default_is_a_policy_that_may_be_kept(kind: str) -> None:
    policy = default(kind)
    assert checked(policy.shares, policy.line) == policy


def test_whoever_is_told_by_role_holds_a_role() -> None:
    assert TOLD.keys() - {"owner", "station", "dealer"} <= {role.value for role in Role} - {
        Role.CUSTOMER,
        Role.ENGINEER,
        Role.AUDITOR,
    }
