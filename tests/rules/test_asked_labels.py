"""The form of each kind of term is read from the term itself."""

from typing import Annotated, Literal, get_args

import pytest

from sanbao.rules import asked as asking
from sanbao.rules.asked import KIND_NAMES, Asked, Input, asked
from sanbao.rules.asked.labels import CHOICES, HELP, LABELS
from sanbao.rules.span import Unit
from sanbao.rules.terms import Term
from sanbao.rules.terms.condition import ClauseId, Condition, Part
from sanbao.site.rule_words import translator


def field(kind: str, name: str) -> Asked:
    return next(each for each in asked(kind) if each.name == name)


def test_every_kind_of_term_has_a_form() -> None:
    kinds = get_args(get_args(Term)[0])
    assert set(KIND_NAMES) == {get_args(kind.model_fields["kind"].annotation)[0] for kind in kinds}


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_every_field_has_a_label_and_choices_in_both_languages(kind: str) -> None:
    for each in asked(kind):
        assert each.label.msgid != "%(word)s", each.path
        for words in (each.label, each.help, *(words for _, words in each.choices)):
            if words is not None:
                assert translator("zh")(words) != str(words), words
        assert each.choices or each.input not in {Input.CHOICE, Input.CHOICES}


@pytest.mark.parametrize(
    ("kind", "name", "how", "is_needed"),
    [
        ("warranty", "clause", Input.CLAUSE, True),
        ("warranty", "component", Input.COMPONENT, False),
        ("warranty", "span", Input.SPAN, True),
        ("charge", "items", Input.CHOICES, True),
        ("charge", "rate", Input.AMOUNT, False),
        ("charge", "also", Input.CLAUSES, False),
        ("promise", "when__provinces", Input.CHOICES, False),
        ("promise", "when__authorised", Input.YES_NO, False),
        ("promise", "when__within__span", Input.SPAN, False),
        ("promise", "when__past", Input.PERIOD, False),
        ("remedy", "fee", Input.CHOICE, False),
        ("remedy", "fee__daily_rate", Input.PERCENT, False),
        ("rhythm", "months", Input.CHOICES, False),
        ("rhythm", "day", Input.NUMBER, False),
        ("share", "least", Input.PERCENT, True),
        ("rhythm", "about_last_month", Input.TRUTH, False),
    ],
)
def test_a_field_is_asked_for_by_what_it_holds(
    kind: str, name: str, how: Input, is_needed: bool
) -> None:
    found = field(kind, name)
    assert (found.input, found.is_needed) == (how, is_needed)


def test_cover_is_never_counted_by_the_clock() -> None:
    assert Unit.HOURS not in field("warranty", "span").units
    assert Unit.HOURS in field("promise", "within").units


def test_limits_and_defaults_come_along() -> None:
    assert (field("rhythm", "day").least, field("rhythm", "day").most) == (1, 31)
    assert field("charge", "events").default == ("fault_reported", "goods_received")
    assert field("promise", "roll").default == "true"
    assert [value for value, _ in field("remedy", "fee").choices] == [
        "free",
        "not_priced",
        "depreciation",
    ]


def test_a_kind_nobody_has_thought_of_gets_its_form(monkeypatch: pytest.MonkeyPatch) -> None:
    class Visit(Part):
        kind: Literal["fresh"]
        clause: ClauseId
        how_often: Annotated[int, "unheard"] = 1
        note: str = ""
        when: Condition = Condition()

    monkeypatch.setitem(asking._KINDS, "fresh", Visit)
    asked.cache_clear()
    assert [(each.name, each.input, str(each.label)) for each in asked("fresh")][:3] == [
        ("clause", Input.CLAUSE, "Clause"),
        ("how_often", Input.NUMBER, "how often"),
        ("note", Input.TEXT, "note"),
    ]


def test_no_label_is_left_over() -> None:
    paths = {(kind, each.path) for kind in KIND_NAMES for each in asked(kind)}
    names = {".".join(path[n:]) for _, path in paths for n in range(len(path))}
    names |= {".".join((kind, *path)) for kind, path in paths}
    assert set(LABELS) | set(HELP) <= names
    assert {name.split(".")[0] for name in CHOICES} <= names
