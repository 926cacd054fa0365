"""Tables of moves: what may be done now, and why not."""

from dataclasses import dataclass

import pytest

from sanbao.rules import case, obligation, signing, visit, workorder
from sanbao.rules.message import Message
from sanbao.rules.moves import Moves, No, Refused


@dataclass(frozen=True, slots=True)
class Door:
    has_key: bool = True
    is_clear: bool = True


def no_key(door: Door) -> No | None:
    return None if door.has_key else No(Message("the key is missing"), clause="9.9")


def blocked_way(door: Door) -> No | None:
    return None if door.is_clear else No(Message("somebody stands in the way"))


DOOR: Moves[Door] = Moves(
    next={"shut": {"open": "open"}, "open": {"shut": "shut", "swing": "open"}},
    guards={"open": (no_key, blocked_way)},
    state_words={"shut": Message("shut"), "open": Message("standing open")},
)


def test_a_step_of_the_table_leads_to_the_next_state() -> None:
    assert DOOR.advance("shut", "open", Door()) == "open"
    assert DOOR.advance("open", "shut", Door()) == "shut"


def test_a_step_that_is_not_in_the_table_is_refused_in_words_of_the_state() -> None:
    with pytest.raises(Refused, match="not possible in the state “standing open”"):
        DOOR.advance("open", "open", Door())


def test_a_guard_refuses_with_its_reason_and_clause() -> None:
    with pytest.raises(Refused) as refused:
        DOOR.advance("shut", "open", Door(has_key=False))
    assert (str(refused.value), refused.value.clause) == ("the key is missing", "9.9")


def test_guards_are_asked_in_order_and_the_first_no_answers() -> None:
    no = DOOR.blocked("shut", "open", Door(has_key=False, is_clear=False))
    assert no == No(Message("the key is missing"), clause="9.9")


def test_nothing_blocks_what_may_be_done() -> None:
    assert DOOR.blocked("shut", "open", Door()) is None


def test_possible_steps_are_those_that_no_guard_blocks() -> None:
    assert DOOR.possible("shut", Door()) == {"open"}
    assert DOOR.possible("shut", Door(is_clear=False)) == frozenset()
    assert DOOR.possible("open", Door(has_key=False)) == {"shut", "swing"}


def test_an_unknown_state_offers_nothing() -> None:
    assert DOOR.possible("melted", Door()) == frozenset()


@pytest.mark.parametrize(
    "moves",
    [case.MOVES, obligation.MOVES, signing.MOVES, visit.MOVES, workorder.MOVES],
    ids=["case", "obligation", "signing", "visit", "workorder"],
)
def test_every_table_of_the_product_is_whole(moves: Moves[object]) -> None:
    """Each step leads to a state of the table, each state has words, each guard a step."""
    steps = {step for taken in moves.next.values() for step in taken}
    reached = {state for taken in moves.next.values() for state in taken.values()}
    assert reached <= moves.next.keys()
    assert moves.next.keys() == moves.state_words.keys()
    assert moves.guards.keys() <= steps
