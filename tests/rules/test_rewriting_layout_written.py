"""A change touches its entry and not a character of the rest."""

import difflib
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanbao import templates
from sanbao.rules.layout import layout
from sanbao.rules.rewriting import added, changed, moved, removed
from sanbao.rules.source import TermsError, read
from sanbao.rules.written import written

TEXT = """\
# A paper of ours.
slug: ours   # short
title: {zh: 协议, en: "Paper"}

clauses:
  # the first part
  - id: "1"
    area: warranty
    # what it says
    zh: 质保一年。   # one year
    en: One year.

  - id: "2"
    area: desk
    zh: >
      热线
      值守。
    en: The line.
terms:
  # who pays
  - {kind: warranty, clause: "1", start: sold, span: P1Y}  # year
  - kind: charge
    clause: "2"
    when:
      # only there
      provinces: [江苏]
      area: city
    items: [parts]
"""


def entry(text: str, *path: Any) -> Any:
    value = read(text).value
    for step in path:
        value = value[step]  # type: ignore[index]
    return value


def touched(old: str, new: str) -> list[str]:
    """The lines that went and came."""
    lines = difflib.ndiff(old.splitlines(), new.splitlines())
    return [line for line in lines if line[0] in "+-"]


def test_a_value_on_a_line_of_its_own_changes_that_line_alone() -> None:
    clause = {**entry(TEXT, "clauses", 0), "zh": "质保两年：整机。"}
    assert touched(TEXT, changed(TEXT, ("clauses", 0), clause)) == [
        "-     zh: 质保一年。   # one year",
        "+     zh: 质保两年：整机。   # one year",
    ]


def test_a_value_in_brackets_changes_alone() -> None:
    term = {**entry(TEXT, "terms", 0), "span": "P2Y", "component": "whole"}
    assert touched(TEXT, changed(TEXT, ("terms", 0), term)) == [
        '-   - {kind: warranty, clause: "1", start: sold, span: P1Y}  # year',
        '+   - {kind: warranty, clause: "1", start: sold, span: P2Y, component: whole}  # year',
    ]


def test_a_value_further_in_keeps_the_comment_above_it() -> None:
    term = {**entry(TEXT, "terms", 1), "when": {"provinces": ["江苏", "浙江"]}}
    assert sorted(touched(TEXT, changed(TEXT, ("terms", 1), term))) == [
        "+       provinces: [江苏, 浙江]",
        "-       area: city",
        "-       provinces: [江苏]",
    ]


def test_a_line_that_goes_leaves_the_comments_of_others() -> None:
    clause = {key: entry(TEXT, "clauses", 0)[key] for key in ("id", "zh", "en")}
    assert touched(TEXT, changed(TEXT, ("clauses", 0), clause)) == ["-     area: warranty"]


def test_text_over_several_lines_is_replaced_whole() -> None:
    clause = {**entry(TEXT, "clauses", 1), "zh": "热线。"}
    new = changed(TEXT, ("clauses", 1), clause)
    assert entry(new, "clauses", 1, "zh") == "热线。"
    assert "en: The line." in new


def test_a_title_is_changed_where_it_stands() -> None:
    assert touched(TEXT, changed(TEXT, ("title", "zh"), "新协议")) == [
        '- title: {zh: 协议, en: "Paper"}',
        '+ title: {zh: 新协议, en: "Paper"}',
    ]


def test_an_entry_is_added_behind_another() -> None:
    term = {"kind": "guidance", "clause": "2", "events": ["question_asked"]}
    new = added(TEXT, "terms", term, after=0)
    assert touched(TEXT, new) == ['+   - {kind: guidance, clause: "2", events: [question_asked]}']
    assert entry(new, "terms", 1) == term
    assert entry(added(TEXT, "terms", term), "terms", 2) == term


def test_a_clause_is_added_line_by_line() -> None:
    clause = {"id": "3", "area": "desk", "zh": "三。", "en": "Three: {x}"}
    new = added(TEXT, "clauses", clause)
    assert '  - id: "3"\n    area: desk\n    zh: 三。\n    en: "Three: {x}"\nterms:' in new


def test_an_entry_is_added_to_a_list_that_is_empty_or_not_there() -> None:
    for start in ("slug: x\n", "slug: x", "slug: x\nterms: []\n", "slug: x\nterms: [] # none\n"):
        assert entry(added(start, "terms", {"kind": "a"}), "terms") == [{"kind": "a"}]


def test_an_entry_is_removed_and_the_comments_around_it_stay() -> None:
    new = removed(TEXT, "terms", 0)
    assert touched(TEXT, new) == [
        '-   - {kind: warranty, clause: "1", start: sold, span: P1Y}  # year'
    ]
    assert entry(removed(new, "terms", 0), "terms") == []


def test_an_entry_moves_and_the_others_make_room() -> None:
    new = moved(TEXT, "terms", 0, 1)
    assert [term["kind"] for term in entry(new, "terms")] == ["charge", "warranty"]
    assert "  # who pays\n  - kind: charge" in new
    assert moved(new, "terms", 1, 0) == TEXT
    with pytest.raises(TermsError):
        moved(TEXT, "terms", 1, 2)


def test_a_list_in_brackets_becomes_rows() -> None:
    text = "terms: [{kind: a}, {kind: b}]\nslug: x\n"
    assert added(text, "terms", {"kind": "c"}, after=0) == (
        "terms:\n  - {kind: a}\n  - {kind: c}\n  - {kind: b}\nslug: x\n"
    )


def test_line_breaks_of_windows_stay() -> None:
    text = TEXT.replace("\n", "\r\n")
    new = added(changed(text, ("clauses", 0, "en"), "Two."), "terms", {"kind": "a"}, after=0)
    new = removed(moved(new, "terms", 0, 1), "terms", 2)
    assert new.count("\n") == new.count("\r\n")


def test_what_is_written_once_for_several_is_written_out_where_one_changes() -> None:
    text = "a: &it {kind: x}\nterms:\n  - *it\n  - {kind: y, w: &w [a]}\n  - {kind: z, w: *w}\n"
    assert changed(text, ("terms", 2), {"kind": "q", "w": ["a"]}) == text.replace(
        "kind: z", "kind: q"
    )
    assert entry(changed(text, ("terms", 0), {"kind": "p"}), "a") == {"kind": "x"}
    apart = "  - {kind: y, w: [b]}\n  - {kind: z, w: [a]}\n"
    assert changed(text, ("terms", 1), {"kind": "y", "w": ["b"]}).endswith(apart)
    assert removed(text, "terms", 1).endswith("  - {kind: z, w: [a]}\n")
    assert moved(text, "terms", 1, 2).endswith("  - {kind: z, w: [a]}\n  - {kind: y, w: [a]}\n")


def test_what_is_not_there_cannot_be_changed() -> None:
    for path in (("terms", 9), ("none",), ("slug", "x")):
        with pytest.raises(TermsError, match="no such place"):
            changed(TEXT, path, "x")
    with pytest.raises(TermsError, match="no such place"):
        removed(TEXT, "slug", 0)


@given(st.text(max_size=60))
def test_whatever_is_written_is_read_as_it_was(words: str) -> None:
    if "\x00" in words:
        return
    assert read(f"a: {written(words)}\nb: [{written(words)}]\n").value == {"a": words, "b": [words]}


@pytest.mark.parametrize("slug", templates.SLUGS)
def test_a_shipped_text_stands_where_its_layout_says(slug: str) -> None:
    text = templates.read(slug)
    for name in ("clauses", "terms"):
        rows = layout(text).at((name,))
        assert rows is not None
        for place, values in zip(rows.items, entry(text, name), strict=True):
            cut = text[place.start : place.end]
            if "*" not in cut:  # what stands elsewhere
                assert read(" " * place.column + cut).value == values


WORDS = st.sampled_from(
    ["整机质保。", "A: b", "{x}", "no", "5.10", "null", "", "  ", "'", "#", "- a"]
)


@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_any_edits_in_any_order_change_only_what_they_name(data: st.DataObject) -> None:
    text = templates.read(data.draw(st.sampled_from(templates.SLUGS)))
    values: Any = read(text).value
    for _ in range(data.draw(st.integers(1, 4))):
        name = data.draw(st.sampled_from(["clauses", "terms", "parameters"]))
        rows = values.get(name, [])
        step = data.draw(st.sampled_from(["change", "add", "remove", "move"]))
        place = data.draw(st.integers(0, max(0, len(rows) - 1)))
        if step == "add" or not rows:
            new: Mapping[str, Any] = {"kind": data.draw(WORDS), "when": {"a": [data.draw(WORDS)]}}
            text = added(text, name, new, after=place if rows else None)
            values.setdefault(name, []).insert(place + 1 if rows else 0, new)
        elif step == "change":
            key = data.draw(st.sampled_from([*rows[place], "fresh"]))
            rows[place] = {**rows[place], key: data.draw(WORDS)}
            text = changed(text, (name, place), rows[place])
        elif step == "remove":
            text = removed(text, name, place)
            rows.pop(place)
        elif len(rows) > 1:
            to = data.draw(st.integers(0, len(rows) - 1))
            text = moved(text, name, place, to)
            rows.insert(to, rows.pop(place))
    assert read(text).value == values
