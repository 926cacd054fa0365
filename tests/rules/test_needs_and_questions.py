"""What must be known of an event before it can be decided."""

import pytest

from sanbao.rules.decision import decide
from sanbao.rules.facts import FactError
from sanbao.rules.needs import missing
from sanbao.rules.questions import questions
from sanbao.rules.reading import parse_facts

from .situations import FAULT, SOLD, agreement, decide_by, fault

RETURN = {"kind": "return_requested", "at": "2026-03-02T09:30:00Z", "reason": "insists"}


@pytest.mark.parametrize(
    ("slug", "asset", "event", "field"),
    [
        ("fire-door", {}, FAULT, "asset.dates.accepted"),
        ("solar-dealer", SOLD, {**FAULT, "place": {"province": "山东"}}, "event.place.area"),
        ("scale-supplier", {"component": "wheel"}, {}, "asset.component"),
        ("full-process", {}, RETURN, "asset.dates.delivered"),
    ],
)
def test_what_is_needed_and_missing_is_named(slug, asset, event, field):
    with pytest.raises(FactError) as raised:
        decide_by(slug, asset, event)
    assert raised.value.field == field


def test_facts_already_read_are_checked_for_what_is_missing_too():
    facts = parse_facts({"event": fault("2026-03-02T09:30:00Z", place={})})
    fields = [problem.field for problem in missing(agreement("fire-door"), facts)]
    assert fields == ["asset.dates.accepted", "event.place"]
    with pytest.raises(FactError, match="accepted"):
        decide(agreement("fire-door"), facts)


def test_the_questions_of_an_agreement_are_those_of_its_terms():
    asked = questions(agreement("scale-supplier"))
    assert asked.provinces == {"江苏", "浙江", "上海", "安徽"}
    assert {about.most_repairs for about in asked.kinds.values()} == {0}
    kinds = {kind.value for kind, about in asked.kinds.items() if about.province}
    assert kinds == {"fault_reported"}
