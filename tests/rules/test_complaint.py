"""How a complaint moves, what stands in its way, and which answers open one by themselves."""

import pytest

from sanbao.rules.complaint import (
    MOVES,
    WISHES,
    Facts,
    Handling,
    State,
    Step,
    Topic,
    Verdict,
    Wish,
    WishFacts,
    contradictions,
    signs,
)
from sanbao.rules.moves import Refused

OURS = Facts(topic=Topic.ATTITUDE, verdict=Verdict.OURS, finding="属实", clause="10")


def test_a_complaint_goes_its_way() -> None:
    state = MOVES.advance(State.RECEIVED, Step.PLAN, Facts(plan="明日上门"))
    state = MOVES.advance(state, Step.INVESTIGATE, OURS)
    whole = Facts(
        topic=Topic.ATTITUDE,
        verdict=Verdict.OURS,
        finding="属实",
        measure="重新培训",
        discipline="通报批评",
        reply="向您道歉",
    )
    state = MOVES.advance(state, Step.ANSWER, whole)
    assert state == State.ANSWERED
    assert MOVES.advance(state, Step.REOPEN, Facts(reason="仍不满意")) == State.RECEIVED
    state = MOVES.advance(state, Step.VERIFY, Facts())
    assert MOVES.advance(state, Step.CLOSE, Facts()) == State.CLOSED
    assert MOVES.next[State.CLOSED] == {}


@pytest.mark.parametrize(
    ("state", "step", "facts", "words"),
    [
        pytest.param("received", "investigate", Facts(), "must both be said", id="nothing found"),
        pytest.param("received", "answer", Facts(), "not possible", id="not investigated"),
        pytest.param(
            "received",
            "investigate",
            Facts(finding="属实", verdict="ours", is_about_me=True),
            "nobody judges",
            id="own judge",
        ),
        pytest.param("investigated", "answer", OURS, "the measure", id="no measure"),
        pytest.param(
            "investigated",
            "answer",
            Facts(topic=Topic.GIFT, verdict="ours", measure="退还"),
            "disciplined",
            id="nobody disciplined",
        ),
        pytest.param(
            "investigated",
            "answer",
            Facts(topic=Topic.PRODUCT, verdict="ours", measure="换新"),
            "apology",
            id="a product has nobody to discipline, but an apology is owed",
        ),
        pytest.param(
            "investigated", "answer", Facts(verdict="not_ours"), "explanation", id="not ours"
        ),
        pytest.param("received", "plan", Facts(plan=" "), "plan is missing", id="empty plan"),
        pytest.param("answered", "close", Facts(), "not possible", id="not verified"),
        pytest.param("received", "withdraw", Facts(), "a reason", id="withdrawn why"),
    ],
)
def test_what_stands_in_the_way(state: str, step: str, facts: Facts, words: str) -> None:
    no = MOVES.blocked(state, step, facts)
    assert no is not None
    assert words in str(no.reason)


def test_a_refusal_names_the_clause_of_the_agreement() -> None:
    with pytest.raises(Refused) as refused:
        MOVES.advance(State.INVESTIGATED, Step.ANSWER, OURS)
    assert refused.value.clause == "10"


def test_a_suggestion_needs_an_owner_and_an_answer() -> None:
    for facts in (WishFacts(answer="好"), WishFacts(has_owner=True)):
        assert WISHES.blocked(Wish.RECEIVED, Handling.ANSWER, facts)
    both = WishFacts(has_owner=True, answer="下批改")
    assert WISHES.advance(Wish.RECEIVED, Handling.ANSWER, both) == Wish.ANSWERED


def test_answers_that_contradict_the_checklist() -> None:
    assert contradictions({"extra_charge": "no", "gift": "no", "works": "no"}) == ()
    assert contradictions({"extra_charge": "yes", "gift": "yes"}) == ("extra_charge", "gift")
    assert contradictions({"rules_kept": "no"}) == ("rules_kept",)


def test_bad_scores_open_one_complaint_unless_a_contradiction_does() -> None:
    assert signs({"attitude": "3", "satisfaction": "3"}) == ()
    (sign,) = signs({"attitude": "2", "satisfaction": "1"})
    assert (sign.name, sign.topic, sign.grade) == ("attitude", Topic.ATTITUDE, "slight")
    (sign,) = signs({"attitude": "", "satisfaction": "2"})
    assert (sign.name, sign.topic) == ("satisfaction", Topic.REPAIR)
    assert [sign.name for sign in signs({"gift": "yes", "satisfaction": "1"})] == ["gift"]
