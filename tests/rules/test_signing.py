"""The life of an agreement."""

from dataclasses import replace
from datetime import date

import pytest

from sanbao.rules.moves import Refused
from sanbao.rules.signing import MOVES, Facts, State, Step

SIGNED = Facts(
    starts_on=date(2026, 1, 1),
    ends_on=date(2026, 12, 31),
    signed_for_provider="马经理",
    signed_for_counterparty="李代表",
)
ENDED = Facts(ended_on=date(2026, 6, 30), reason="停产", follows_from=date(2026, 1, 1))


def test_signed_by_both_with_all_blanks_filled_it_is_in_force() -> None:
    assert MOVES.advance(State.DRAFT, Step.PUT_IN_FORCE, SIGNED) == State.IN_FORCE


def test_one_day_is_a_term_and_no_end_is_one_too() -> None:
    for ends_on in (SIGNED.starts_on, None):
        facts = replace(SIGNED, ends_on=ends_on)
        assert MOVES.blocked(State.DRAFT, Step.PUT_IN_FORCE, facts) is None


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        pytest.param({"open_blanks": ("质保月数", "城市")}, "质保月数, 城市", id="open blanks"),
        pytest.param({"starts_on": None}, "first day is missing", id="no first day"),
        pytest.param({"ends_on": date(2025, 12, 31)}, "before the first", id="ends too soon"),
        pytest.param({"follows_from": date(2026, 1, 2)}, "2026-01-02", id="before the last one"),
        pytest.param({"signed_for_provider": ""}, "both sides", id="we have not signed"),
        pytest.param({"signed_for_counterparty": " "}, "both sides", id="they have not signed"),
    ],
)
def test_why_it_cannot_come_into_force(changed: dict[str, object], why: str) -> None:
    with pytest.raises(Refused, match=why):
        MOVES.advance(State.DRAFT, Step.PUT_IN_FORCE, replace(SIGNED, **changed))


def test_the_next_version_may_start_on_the_day_of_the_one_before() -> None:
    facts = replace(SIGNED, follows_from=SIGNED.starts_on)
    assert MOVES.blocked(State.IN_FORCE, Step.PUT_IN_FORCE, facts) is None


def test_it_ends_with_a_day_and_a_reason() -> None:
    assert MOVES.advance(State.IN_FORCE, Step.END, ENDED) == State.ENDED


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        pytest.param({"reason": " "}, "a reason is needed", id="no reason"),
        pytest.param({"ended_on": None}, "last day is missing", id="no day"),
        pytest.param({"ended_on": date(2025, 12, 31)}, "before the first", id="before it began"),
    ],
)
def test_why_it_cannot_end(changed: dict[str, object], why: str) -> None:
    with pytest.raises(Refused, match=why):
        MOVES.advance(State.IN_FORCE, Step.END, replace(ENDED, **changed))


@pytest.mark.parametrize("step", [Step.REVISE, Step.END])
def test_a_draft_is_neither_revised_nor_ended(step: Step) -> None:
    assert MOVES.blocked(State.DRAFT, step, ENDED) is not None


def test_what_has_ended_stays_ended() -> None:
    assert MOVES.possible(State.ENDED, SIGNED) == frozenset()
