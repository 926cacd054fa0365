"""Component classes of an agreement's text: added, named anew, left out where nothing uses them."""

import pytest

from sanbao import templates
from sanbao.rules.agreement import parse
from sanbao.rules.component import (
    clauses_naming,
    component_added,
    component_changed,
    component_removed,
)
from sanbao.rules.source import TermsError

SCALE = templates.read("scale-supplier")
WORDS = {"zh": "显示器", "en": "Display"}


def codes(text: str) -> list[str]:
    return list(parse(text).components)


def test_a_class_is_added_as_the_last_and_nothing_else_changes() -> None:
    new = component_added(SCALE, "display", WORDS)
    assert codes(new) == ["whole", "body", "electrical", "display"]
    assert set(SCALE.splitlines()) <= set(new.splitlines())
    assert parse(new).components["display"].zh == "显示器"


@pytest.mark.parametrize("code", ["", "Display", "1x", "显示器", "a" * 41, "body"])
def test_a_bad_code_or_one_that_is_there_is_refused_at_its_field(code: str) -> None:
    with pytest.raises(TermsError) as refused:
        component_added(SCALE, code, WORDS)
    assert refused.value.field == "code"


def test_a_class_is_named_anew_and_keeps_its_code() -> None:
    new = component_changed(SCALE, 1, "body", {"zh": "秤台", "en": "Platform"})
    assert (codes(new), parse(new).components["body"].zh) == (codes(SCALE), "秤台")
    assert len(set(new.splitlines()) - set(SCALE.splitlines())) == 1
    with pytest.raises(TermsError) as refused:
        component_changed(SCALE, 1, "platform", WORDS)
    assert refused.value.field == "code"


def test_what_terms_name_is_not_left_out_and_the_clauses_are_told() -> None:
    assert clauses_naming(SCALE, "body") == ["6.1"]
    with pytest.raises(TermsError, match=r"6\.1"):
        component_removed(SCALE, 1)
    with pytest.raises(TermsError, match="whole unit"):
        component_removed(SCALE, 0)
    added = component_added(SCALE, "display", WORDS)
    assert codes(component_removed(added, 3)) == codes(SCALE)


@pytest.mark.parametrize("place", [-1, 3, 99])
def test_a_place_that_is_not_there(place: int) -> None:
    for change in (lambda: component_removed(SCALE, place), lambda: named(place)):
        with pytest.raises(TermsError, match="no such place"):
            change()


def named(place: int) -> str:
    return component_changed(SCALE, place, "body", WORDS)


def test_a_condition_that_names_a_class_holds_it_too() -> None:
    text = SCALE + '  - {kind: guidance, clause: "9.1", events: [question_asked],'
    text += " when: {components: [electrical]}}\n"
    assert clauses_naming(text, "electrical") == ["6.1", "9.1"]
