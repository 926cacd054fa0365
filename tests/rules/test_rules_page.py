"""The page about the rules: every worked example is run, every kind of term has its section."""

import json
import re
from pathlib import Path
from typing import get_args

import pytest

from sanbao.rules.terms import Conditional, Exclusion, Warranty

from .contract_match import differences
from .decide_stream import decided

PAGE = (Path(__file__).resolve().parents[2] / "docs/rules.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"```json facts ([a-z-]+)\n(.*?)```\n```json decision\n(.*?)```", re.S)
EXAMPLES = EXAMPLE.findall(PAGE)


@pytest.mark.parametrize(
    ("slug", "facts", "expected"),
    EXAMPLES,
    ids=[json.loads(facts)["id"] for _, facts, _ in EXAMPLES],
)
def test_a_worked_example_is_decided_as_the_page_says(slug, facts, expected):
    (decision,) = decided(slug, [json.loads(facts)])
    assert differences(json.loads(expected), decision) == []


def test_no_example_stands_alone():
    assert len(EXAMPLES) == PAGE.count("```json facts") == PAGE.count("```json decision")
    assert len(EXAMPLES) >= 9


def test_every_kind_of_term_that_decides_has_a_section_with_an_example():
    deciding = (Warranty, Exclusion, *get_args(Conditional))
    kinds = [get_args(term.model_fields["kind"].annotation)[0] for term in deciding]
    assert len(kinds) == 6
    for kind in kinds:
        section = PAGE.partition(f"\n### {kind}\n")[2].partition("\n#")[0]
        assert EXAMPLE.search(section), kind
        assert "Source:" in section
