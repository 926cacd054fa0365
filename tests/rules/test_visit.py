"""The life of a visit: appointment, arrival, work, signature, report, in this order only."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from sanbao.rules.certificate import Lack, Need
from sanbao.rules.moves import Refused
from sanbao.rules.visit import MOVES, Facts, State, Step

LACK = Lack(Need("service", "上岗资格证"), date(2026, 9, 7))
READY = Facts(
    certificate_shown="SG-1",
    price_list_shown=True,
    is_checklist_complete=True,
    is_cause_known=True,
    finding="电源板烧坏",
    measure="更换电源板",
    signer_name="钱一",
    has_signature=True,
    reason="客户改期",
    summary="已修复",
)
POSSIBLE = {
    (State.AGREED, Step.MOVE): State.AGREED,
    (State.AGREED, Step.ARRIVE): State.ARRIVED,
    (State.AGREED, Step.ABANDON): State.ABANDONED,
    (State.ARRIVED, Step.WORK): State.WORKED,
    (State.ARRIVED, Step.ABANDON): State.ABANDONED,
    (State.WORKED, Step.WORK): State.WORKED,
    (State.WORKED, Step.SIGN): State.SIGNED,
    (State.WORKED, Step.GO_BACK): State.ARRIVED,
    (State.SIGNED, Step.GO_BACK): State.WORKED,
    (State.SIGNED, Step.REPORT): State.REPORTED,
}


@pytest.mark.parametrize(("state", "step"), list(product(State, Step)))
def test_only_the_moves_drawn_are_possible(state: State, step: Step) -> None:
    if (state, step) in POSSIBLE:
        assert MOVES.advance(state, step, READY) == POSSIBLE[state, step]
    else:
        with pytest.raises(Refused, match="not possible in the state"):
            MOVES.advance(state, step, READY)


MISSING = "the certificate “上岗资格证” is missing"


@pytest.mark.parametrize(
    ("step", "change", "reason"),
    [
        (
            Step.ARRIVE,
            {"lack": LACK},
            f"{MISSING}: give the visit up with this reason, and have somebody else sent",
        ),
        (
            Step.WORK,
            {"certificate_shown": ""},
            "the certificate has not been shown to the customer",
        ),
        (
            Step.WORK,
            {"price_list_shown": False},
            "the price list has not been shown to the customer",
        ),
        (
            Step.WORK,
            {"is_checklist_complete": False},
            "the checklist has points without an answer",
        ),
        (Step.WORK, {"is_cause_known": False}, "the cause has not been established"),
        (
            Step.WORK,
            {"measure": " "},
            "what was found and what was done must both be written down",
        ),
        (Step.WORK, {"is_priced": False}, "a charge has no price in the price list"),
        (Step.SIGN, {"signer_name": " "}, "the customer has not signed"),
        (Step.SIGN, {"has_signature": False}, "the customer has not signed"),
        (
            Step.SIGN,
            {"is_restored": True, "does_not_apply": frozenset({"working_order_shown"})},
            "it works again: show that to the customer, and tick it off",
        ),
        (
            Step.SIGN,
            {"is_restored": True, "owes": True, "does_not_apply": frozenset({"receipt_given"})},
            "the customer pays: give a receipt, and tick it off",
        ),
        (
            Step.WORK,
            {"signed_result": True},
            "the customer has signed the result: whether it works again stays as it is",
        ),
        (Step.GO_BACK, {"reason": " "}, "a reason is needed"),
        (Step.GO_BACK, {"later_visit": "SM-2"}, "visit SM-2 follows on this one already"),
        (Step.REPORT, {"summary": ""}, "the report is empty"),
        (Step.MOVE, {"reason": ""}, "a reason is needed"),
        (Step.ABANDON, {"reason": ""}, "a reason is needed"),
    ],
)
def test_each_thing_left_out_is_named(step: Step, change: dict[str, object], reason: str) -> None:
    state = next(state for state, taken in POSSIBLE if taken is step)
    no = MOVES.blocked(state, step, replace(READY, **change))
    assert no is not None
    assert str(no.reason) == reason


def test_what_does_not_apply_may_be_said_so_where_nothing_works_yet_or_is_paid() -> None:
    points = frozenset({"working_order_shown", "receipt_given"})
    given = replace(READY, does_not_apply=points)
    assert MOVES.blocked(State.WORKED, Step.SIGN, replace(given, owes=True)) is None
    free = replace(READY, is_restored=True, does_not_apply=frozenset({"receipt_given"}))
    assert MOVES.blocked(State.WORKED, Step.SIGN, free) is None
