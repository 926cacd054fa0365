"""A record stands only when every point of its form has an answer that the form knows."""

import pytest

from sanbao.rules.form import Kind, checked, gather, parse, problems
from sanbao.rules.moves import Refused


def question(name: str, kind: str, **more: object) -> dict[str, object]:
    return {
        "name": name,
        "kind": kind,
        "label": {"zh": "问题", "en": "Question"},
        **more,
    }


DOCUMENT = {
    "kind": "sheet",
    "title": {"zh": "表", "en": "Sheet"},
    "questions": [
        question("shown", "check", clauses=["P3-4.8"]),
        question("works", "yes_no"),
        question("score", "scale"),
        question(
            "place",
            "choice",
            choices=[{"value": "hall", "label": {"zh": "大厅", "en": "Hall"}}],
        ),
        question("remark", "text", required=False),
    ],
}
FORM = parse(DOCUMENT)
GOOD = {"shown": "yes", "works": "no", "score": "5", "place": "hall"}


def test_good_answers_stand_and_the_rest_is_left_behind():
    answers = checked(FORM, {**GOOD, "remark": " 好 ", "csrfmiddlewaretoken": "x"})
    assert answers == {**GOOD, "remark": "好"}


@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        ({"shown": ""}, "shown", "no answer"),
        ({"shown": "maybe"}, "shown", "not one of the answers"),
        ({"shown": "no"}, "shown", "note"),
        ({"works": "none"}, "works", "not one of the answers"),
        ({"score": "6"}, "score", "not one of the answers"),
        ({"score": "0"}, "score", "not one of the answers"),
        ({"place": "roof"}, "place", "not one of the answers"),
        ({"remark": "长" * 2001}, "remark", "2000"),
    ],
)
def test_a_bad_answer_is_refused_and_its_question_named(change, field, reason):
    answers = {**GOOD, **change}
    assert list(problems(FORM, answers)) == [field]
    with pytest.raises(Refused, match=reason) as refused:
        checked(FORM, answers)
    assert refused.value.field == field


def test_a_no_with_its_note_stands():
    answers = {**GOOD, "shown": "no", "shown_note": "证件在补办"}
    assert checked(FORM, answers)["shown_note"] == "证件在补办"


def test_the_longest_answer_counts_in():
    assert checked(FORM, {**GOOD, "remark": "长" * 2000})


def test_every_problem_is_said_at_once():
    assert list(problems(FORM, {})) == ["shown", "works", "score", "place"]


def test_a_page_that_sends_nothing_gives_empty_answers():
    assert set(gather(FORM, {}).values()) == {""}


def test_only_checks_and_yes_no_have_a_note():
    assert [bool(q.note) for q in FORM.questions] == [True, True, False, False, False]
    assert FORM.questions[0].kind is Kind.CHECK


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"kind": "sheet"},
        {**DOCUMENT, "title": {"zh": "表"}},
        {**DOCUMENT, "questions": ["shown"]},
        {**DOCUMENT, "questions": [question("a", "check"), question("a", "check")]},
        {**DOCUMENT, "questions": [question("two words", "check")]},
        {**DOCUMENT, "questions": [question("a", "riddle")]},
        {**DOCUMENT, "questions": [question("a", "choice")]},
        {**DOCUMENT, "questions": [{"name": "a", "kind": "text"}]},
    ],
)
def test_a_definition_that_cannot_be_asked_is_an_error(document):
    with pytest.raises(ValueError):  # noqa: PT011 - each names something else
        parse(document)
