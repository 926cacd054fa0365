"""What a decision says of itself: its reasons, and its form as JSON."""

import json

import pytest

from sanbao.rules.decision import decide_given

from .situations import decide_by, fault, small


@pytest.mark.parametrize(
    ("event", "words"),
    [
        ({"cause": "unknown"}, "still to be established"),
        ({"cause": "human_damage"}, "damage done by people (clause 5.2)"),
        ({"at": "2029-01-01T00:00:00Z"}, "ended with 2027-07-01"),
        ({"at": "2025-01-01T00:00:00Z"}, "before the start"),
    ],
)
def test_the_reason_says_what_decided(event, words):
    asset = {"dates": {"commissioned": "2026-01-01"}}
    told = decide_by("scale-supplier", asset, {**fault("2026-03-02T09:30:00Z"), **event})
    assert words in told.as_json("en")["warranty"]["why"]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("misuse", "Found: misuse (clause 3.1)"),
        ("human_damage", "Found: damage done by people (clause 3.1)"),
        ("force_majeure", "Found: force majeure (clause 3.1)"),
    ],
)
def test_what_was_found_is_not_told_as_what_is_claimed_though_both_are_spelt_alike(code, words):
    agreement = small(
        "{kind: warranty, clause: '3.1', start: accepted, span: P12M}",
        f"{{kind: exclusion, clause: '3.1', codes: [{code}], causes: [{code}]}}",
    )
    event, dates = fault("2026-03-02T09:30:00Z"), {"dates": {"accepted": "2026-01-01"}}
    claimed, found = (
        decide_given(agreement, facts).as_json("en")["warranty"]["why"]
        for facts in (
            {"asset": dates, "event": {**event, "cause": code}},
            {"asset": {**dates, "exclusions": [code]}, "event": event},
        )
    )
    assert "The cause is" in claimed
    assert words in found
    assert "The cause is" not in found


def test_an_agreement_without_a_period_says_so():
    warranty = decide_by("full-process", {}, fault("2026-03-02T09:30:00Z")).warranty
    assert (warranty.covered, warranty.clause, warranty.starts_on) == (False, None, None)
    assert "no warranty period" in str(warranty.why[0])


def test_a_decision_is_plain_json_with_the_clauses_in_the_readers_language():
    told = decide_by(
        "fire-door", {"dates": {"accepted": "2026-01-01"}}, fault("2026-03-02T09:30:00Z")
    )
    assert json.loads(json.dumps(told.as_json("en"))) == told.as_json("en")
    assert [clause["id"] for clause in told.as_json("zh")["clauses"]] == ["9", "11"]
    assert "24 months" in told.as_json("en")["clauses"][0]["text"]
    assert "24 个月" in told.as_json("zh")["clauses"][0]["text"]
