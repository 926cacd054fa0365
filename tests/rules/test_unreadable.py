"""A text that is no YAML: each common fault has a sentence, a line and a column."""

import pytest
import yaml

from sanbao.rules import unreadable as faults
from sanbao.rules.source import TermsError, read
from sanbao.rules.unreadable import unreadable
from sanbao.site.rule_words import translator

CASES = [
    ("a:\n\tb: 1\n", 2, 1, "tab"),
    ("a: @x\n", 1, 4, "may begin with @"),
    ("a: %x\n", 1, 4, "may begin with %"),
    ("a: b: c\n", 1, 5, "no colon may stand here"),
    ("a: 1\n  b: 2\n", 2, 4, "no colon may stand here"),
    ("a: 1\nb\nc: 2\n", 2, 1, "behind this name is missing"),
    ("a：1\nb: 2\n", 1, 2, "full-width"),
    ("a: 1\nb：2\nc: 2\n", 2, 2, "full-width"),
    ('a: "x\nb: 1\n', 1, 4, "not closed"),
    ("a: 'x\nb: 1\n", 1, 4, "not closed"),
    ("a:\n    b: 1\n  c: 2\n", 3, 3, "does not go with"),
    ('a: "x" y\n', 1, 8, "does not go with"),
    ("a:\n  - 1\n  b: 2\n", 3, 3, "entry with “- ”"),
    ("a: {b: 1\nc: 2\n", 2, 2, "closing }"),
    ("a: [1, 2\nb: 3\n", 2, 2, "closing ]"),
    ("a: }\n", 1, 4, "value is missing"),
    ("a: *x\n", 1, 4, "refers to a mark"),
    ("a: **x**\n", 1, 5, "mark and refer"),
    ("a: 1\n---\nb: 2\n", 2, 1, "one agreement"),
    ("a: 1\n...\nb: 2\n", 3, 1, "one agreement"),
    ("a: - 1\n", 1, 4, "no list may begin"),
    ("a: !x!y 1\n", 1, 4, "marks a type"),
    ("a: &x 1\nb: &x 2\n", 2, 4, "stands here twice"),
    ("a: >x\n b\n", 1, 5, "on the next line"),
    ("%YAML 3.0\n---\na: 1\n", 1, 1, "begin with %"),
    ("a: 1\nb: \x01\n", 2, 4, "U+0001"),
]


def fault(text: str) -> TermsError:
    with pytest.raises(TermsError) as raised:
        read(text)
    return raised.value


@pytest.mark.parametrize(("text", "line", "column", "words"), CASES)
def test_each_common_fault_has_its_sentence_line_and_column(
    text: str, line: int, column: int, words: str
) -> None:
    found = fault(text)
    assert (found.line, found.message.params["column"]) == (line, column)
    assert words in str(found.message)
    said = translator("zh")(found.message)
    assert said.startswith(f"第 {column} 列：")
    assert "YAML" not in said


@pytest.mark.parametrize(("text", "line", "column", "words"), CASES)
def test_the_parser_written_in_python_is_understood_too(
    text: str, line: int, column: int, words: str
) -> None:
    with pytest.raises((yaml.YAMLError, UnicodeError)) as raised:
        yaml.compose(text, Loader=yaml.SafeLoader)
    found = unreadable(raised.value, text)
    assert (found.line, words in str(found.message)) == (line, True)


@pytest.mark.parametrize("escape", ["\\q", "\\xzz"])
def test_a_backslash_is_written_twice(escape: str) -> None:
    assert "backslash" in str(fault(f'a: "{escape}"\n').message)


def test_what_is_not_known_keeps_the_words_of_the_parser() -> None:
    mark = yaml.Mark("x", 0, 2, 4, "", 0)
    odd = yaml.MarkedYAMLError(problem="something new", problem_mark=mark)
    found = unreadable(odd, "a\nb\nc\n")
    assert (found.line, "something new" in str(found.message)) == (3, True)
    assert unreadable(yaml.MarkedYAMLError(problem="lost"), "").line is None
    assert unreadable(RecursionError(), "").message is faults.DEEP
    assert "ValueError" in str(unreadable(ValueError(), "").message)


def test_a_half_letter_is_named_by_its_code() -> None:
    found = fault("a: 1\nb: \ud800\n")
    assert (found.line, "U+D800" in str(found.message)) == (2, True)
