"""What keeps an agreement from binding, each reason by the clause that asks for it."""

from dataclasses import replace
from datetime import date

import pytest

from sanbao.rules.binding import Asked, Facts, Formalities, Main, Seal, Side, Signed
from sanbao.rules.moves import Refused
from sanbao.rules.signing import MOVES, State, Step

ID_CARD = "11010519491231002X"
OURS = Signed(Side.PROVIDER, "马经理")
THEIRS = Signed(Side.COUNTERPARTY, "李代表", id_card=ID_CARD)
ALL = Formalities({asked: f"{place}" for place, asked in enumerate(Asked, start=1)}, copies=2)
READY = Facts(
    starts_on=date(2026, 1, 1),
    ends_on=date(2027, 1, 1),
    valid_until=date(2027, 1, 1),
    signatures=(OURS, THEIRS),
    formalities=ALL,
    holders=2,
    seat="济南",
    liable=1,
    main=Main("主协议", date(2026, 1, 1)),
)


def force(facts: Facts) -> str:
    return MOVES.advance(State.SIGNED, Step.PUT_IN_FORCE, facts)


def test_with_everything_there_it_binds() -> None:
    assert force(READY) == State.IN_FORCE
    assert MOVES.reasons(Step.PUT_IN_FORCE, READY) == ()


def test_without_any_formality_two_signatures_are_enough() -> None:
    unsealed = tuple(replace(one, seal=Seal.MISSING) for one in READY.signatures)
    assert force(Facts(starts_on=date(2026, 1, 1), signatures=unsealed)) == State.IN_FORCE


UNSEALED = replace(THEIRS, seal=Seal.MISSING)


@pytest.mark.parametrize(
    ("changed", "why", "asked"),
    [
        pytest.param({"open_blanks": ("月数", "城市")}, "月数, 城市", None, id="open blanks"),
        pytest.param({"contradictions": ("3.1 / 5.2",)}, "3.1 / 5.2", None, id="contradiction"),
        pytest.param({"starts_on": None}, "first day is missing", None, id="no first day"),
        pytest.param({"ends_on": date(2025, 12, 31)}, "before the first", None, id="ends too soon"),
        pytest.param({"follows_from": date(2026, 1, 2)}, "2026-01-02", None, id="before the last"),
        pytest.param({"ends_on": date(2028, 1, 1)}, "2027-01-01", Asked.VALID, id="other term"),
        pytest.param({"ends_on": None}, "2027-01-01", Asked.VALID, id="no term at all"),
        pytest.param({"signatures": (THEIRS,)}, "both sides", Asked.SEAL, id="we have not signed"),
        pytest.param({"signatures": (OURS,)}, "both sides", Asked.SEAL, id="they have not signed"),
        pytest.param({"signatures": (OURS, UNSEALED)}, "other party's", Asked.SEAL, id="no seal"),
        pytest.param(
            {"signatures": (replace(OURS, seal=Seal.MISSING), THEIRS)},
            "our seal",
            Asked.SEAL,
            id="no seal of ours",
        ),
        pytest.param({"holders": 1}, "2 copies", Asked.COPIES, id="a copy without a holder"),
        pytest.param({"holders": 3}, "2 copies", Asked.COPIES, id="a copy too many"),
        pytest.param({"open_roles": ("执行",)}, "执行", Asked.ROLES, id="a role not named"),
        pytest.param({"seat": " "}, "seat", Asked.COURT, id="no seat, no court"),
        pytest.param({"liable": 0}, "liable", Asked.LIABLE, id="nobody liable"),
        pytest.param({"main": None}, "not named", Asked.MAIN, id="no main agreement"),
        pytest.param({"main": Main("主", None)}, "not in force", Asked.MAIN, id="no force"),
        pytest.param(
            {"main": Main("主", date(2026, 1, 2))}, "2026-01-02", Asked.MAIN, id="before the main"
        ),
    ],
)
def test_why_it_cannot_come_into_force(
    changed: dict[str, object], why: str, asked: Asked | None
) -> None:
    with pytest.raises(Refused, match=why) as refused:
        force(replace(READY, **changed))
    assert refused.value.clause == (ALL.clauses[asked] if asked else "")


def test_everything_that_is_missing_is_told_at_once() -> None:
    facts = replace(READY, holders=0, seat="", liable=0)
    assert len(MOVES.reasons(Step.PUT_IN_FORCE, facts)) == 3


def test_a_private_person_without_a_seal_is_known_by_the_card() -> None:
    person = replace(THEIRS, seal=Seal.NONE)
    assert force(replace(READY, signatures=(OURS, person))) == State.IN_FORCE


@pytest.mark.parametrize(
    ("signature", "changed", "why"),
    [
        pytest.param(replace(OURS, name=" "), {}, "name of the signer", id="nameless"),
        pytest.param(OURS, {"signatures": (OURS,)}, "signed already", id="twice"),
        pytest.param(OURS, {"open_blanks": ("城市",)}, "城市", id="open blanks"),
        pytest.param(OURS, {"signer": "肖", "is_signer": False}, "肖 signs for us", id="not he"),
        pytest.param(replace(THEIRS, id_card=""), {}, "number is missing", id="no card"),
        pytest.param(replace(THEIRS, id_card="1"), {}, "17 digits", id="no number of a card"),
        pytest.param(replace(OURS, proved=False), {}, "drawn signature", id="no proof"),
        pytest.param(
            replace(THEIRS, seal=Seal.NONE, id_card=""),
            {"formalities": Formalities()},
            "number is missing",
            id="a private person without a card",
        ),
    ],
)
def test_why_a_side_cannot_sign(signature: Signed, changed: dict[str, object], why: str) -> None:
    facts = replace(Facts(formalities=ALL, signature=signature), **changed)
    with pytest.raises(Refused, match=why):
        MOVES.advance(State.IN_REVIEW, Step.SIGN, facts)


def test_where_no_clause_asks_a_company_signs_without_a_card() -> None:
    facts = Facts(signature=replace(THEIRS, id_card=""))
    assert MOVES.advance(State.IN_REVIEW, Step.SIGN, facts) == State.SIGNED_BY_ONE


def test_it_ends_with_a_day_and_a_reason() -> None:
    ended = Facts(ended_on=date(2026, 6, 30), reason="停产", follows_from=date(2026, 1, 1))
    for changed, why in (
        ({"reason": " "}, "a reason is needed"),
        ({"ended_on": None}, "last day is missing"),
        ({"ended_on": date(2025, 12, 31)}, "before the first"),
    ):
        with pytest.raises(Refused, match=why):
            MOVES.advance(State.IN_FORCE, Step.TERMINATE, replace(ended, **changed))
