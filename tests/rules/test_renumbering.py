"""A clause that gets another number keeps it wherever the agreement names it."""

from typing import Any

from sanbao import templates
from sanbao.rules.agreement import parse
from sanbao.rules.renumbering import clause_renumbered
from sanbao.rules.rewriting import changed
from sanbao.rules.source import read


def test_terms_blanks_and_conditions_follow() -> None:
    text = templates.read("tablet-dealer")
    values: Any = read(text).value
    place = [clause["id"] for clause in values["clauses"]].index("1.1")
    new = clause_renumbered(text, place, "1.9")
    new = changed(new, ("clauses", place, "id"), "1.9")
    document = parse(new)
    assert not any(term["clause"] == "1.1" for term in document.outline.terms)
    assert any(term.get("when", {}).get("past") == "1.9" for term in document.outline.terms)  # type: ignore[attr-defined]
    assert any(parameter.clause == "1.9" for parameter in document.parameters)


def test_the_same_number_changes_nothing() -> None:
    text = templates.read("fire-door")
    values: Any = read(text).value
    assert clause_renumbered(text, 0, values["clauses"][0]["id"]) == text
    assert clause_renumbered(text, 99, "1") == text


def test_what_stands_in_the_same_words_elsewhere_stays() -> None:
    text = (
        'clauses:\n  - {id: "1", zh: "1", en: "1"}\nterms:\n  - {clause: "1", also: ["2", "1"]}\n'
    )
    assert clause_renumbered(text, 0, "3") == text.replace(
        'clause: "1", also: ["2", "1"]', 'clause: "3", also: ["2", "3"]'
    )
