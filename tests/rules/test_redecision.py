"""Two answers to the same facts: they differ in what they decide, not in their words."""

import copy

from sanbao import templates
from sanbao.rules.agreement import Agreement, fill, parse
from sanbao.rules.decision import decide_given
from sanbao.rules.redecision import Difference, answered_again, differences, fields

FACTS = {
    "asset": {"dates": {"accepted": "2026-01-10"}},
    "event": {"kind": "fault_reported", "at": "2026-03-02T09:30:00+08:00"},
}


def agreement(old: str = "", new: str = "") -> Agreement:
    text = templates.read("integrated-equipment")
    assert old in text
    return fill(parse(text.replace(old, new) if old else text), {})


def answer() -> dict[str, object]:
    return decide_given(agreement(), FACTS).as_json("en")


def test_the_same_rules_answer_the_same_in_whatever_words() -> None:
    assert differences(answer(), answered_again(agreement(), FACTS)) == []


def test_a_changed_figure_shows_in_the_fields_that_rest_on_it() -> None:
    shorter = agreement(
        "what: on_site, by: provider, within: PT1H", "what: on_site, by: provider, within: PT2H"
    )
    assert differences(answer(), answered_again(shorter, FACTS)) == [
        Difference(
            "obligations.on_site.due", "2026-03-02T10:30:00+08:00", "2026-03-02T11:30:00+08:00"
        )
    ]


def test_a_shorter_warranty_changes_who_pays() -> None:
    ended = agreement("start: accepted, span: P3Y", "start: accepted, span: P1M")
    told = {
        each.field: (each.old, each.new)
        for each in differences(answer(), answered_again(ended, FACTS))
    }
    assert told["warranty.covered"] == (True, False)
    assert told["charges.parts.payer"] == ("provider", None)
    assert told["remedies.repair.now.fee"] == ("0.00", None)
    assert told["clauses"] == ("5.1, 5.2, 5.3, 7.1, 7.4", "5.1, 5.2, 5.3, 7.4")


def test_a_stored_answer_that_was_tampered_with_is_found() -> None:
    tampered = copy.deepcopy(answer())
    tampered["warranty"]["covered"] = False  # type: ignore[index]
    assert differences(tampered, answered_again(agreement(), FACTS)) == [
        Difference("warranty.covered", old=False, new=True)
    ]


def test_facts_that_no_longer_do_are_an_answer_too() -> None:
    by_delivery = agreement("start: accepted, span: P3Y", "start: delivered, span: P3Y")
    told = differences(answer(), answered_again(by_delivery, FACTS))
    assert Difference("error.field", None, "asset.dates.delivered") in told
    assert Difference("warranty.covered", old=True, new=None) in told


def test_two_lines_about_one_item_are_told_apart() -> None:
    twice = {"charges": [{"item": "parts", "payer": "a"}, {"item": "parts", "payer": "b"}]}
    flat = fields(twice)
    assert flat["charges.parts.payer"] == "a"
    assert flat["charges.parts.2.payer"] == "b"


def test_a_provisional_calendar_is_a_difference() -> None:
    assert differences({}, {"calendar": "provisional"}) == [
        Difference("calendar", None, "provisional")
    ]
