"""Every fault of a text is told at once, with its line and field."""

import pytest

from sanbao import templates
from sanbao.rules.faults import MOST_FAULTS, faults
from sanbao.rules.source import TermsError


def told(text: str) -> list[tuple[int | None, str, str]]:
    return [(fault.line, fault.field, str(fault.message)) for fault in faults(text)]


@pytest.mark.parametrize("slug", templates.SLUGS)
def test_a_shipped_agreement_has_none(slug: str) -> None:
    assert faults(templates.read(slug)) == []


HEAD = """\
slug: ours
title: {zh: 协议, en: Paper}
components:
  whole: {zh: 整机, en: Whole}
clauses:
  - {id: "1", area: warranty, zh: 一。, en: One.}
terms:
"""


def test_all_terms_are_looked_at_and_told_by_line_and_field() -> None:
    text = HEAD + (
        '  - {kind: warranty, clause: "9", start: bought, span: P1X}\n'
        '  - {kind: charge, clause: "9", items: [parts], payer: customer, basis: free}\n'
        '  - {kind: warranty, clause: "1", start: sold, span: PT24H}\n'
        "  - {kind: unheard}\n"
        '  - {kind: exclusion, clause: "1", component: body, causes: [misuse]}\n'
        '  - {kind: guidance, clause: "1", events: [question_asked], wen: {area: city}}\n'
        '  - {kind: warranty, clause: "{x}", start: sold, span: P1Y}\n'
    )
    found = told(text)
    assert [(line, field) for line, field, _ in found] == [
        (8, "terms.0.start"),
        (8, "terms.0.span"),
        (9, "terms.1.clause"),
        (10, "terms.2.span"),
        (11, "terms.3"),
        (12, "terms.4.component"),
        (13, "terms.5.wen"),
        (14, "terms.6.clause"),
    ]
    assert "counts in days, months or years, not in hours" in found[3][2]
    assert found[7][2] == "there is no parameter x"


def test_all_faults_of_the_outline_are_told() -> None:
    text = HEAD.replace("slug: ours", "slug: O!").replace("zh: 一。, ", "") + "  []\nmore: 1\n"
    assert [field for _, field, _ in told(text)] == ["slug", "clauses.0.zh", "more"]


HOSTILE = {
    "nothing": "",
    "a tab": "slug:\n\t- x",
    "a list": "- 1\n- 2",
    "an open bracket": "slug: [",
    "twice the same key": "slug: a\nslug: b",
    "a bomb of anchors": "a: &a [x, x]\n"
    + "".join(
        f"{n}: &{n} [{', '.join([f'*{p}'] * 9)}]\n"
        for p, n in zip("abcdefgh", "bcdefghi", strict=True)
    ),
    "itself": "a: &a [*a]",
    "a python object": "slug: !!python/object/apply:os.system [ls]",
    "two documents": HEAD + "  []\n---\nslug: b\n",
    "a zero byte": "slug: a\x00b",
    "depth": "[" * 2000,
    "a word": "hello",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_answered_with_a_message(text: str) -> None:
    found = faults(text)
    assert found
    assert all(isinstance(fault, TermsError) and str(fault.message) for fault in found)


def test_there_is_an_end_to_the_faults() -> None:
    assert len(faults(HEAD + "  - {kind: unheard}\n" * 500)) == MOST_FAULTS
