"""What a second reader expects of each agreement, written from the papers alone.

Each file of `contract_cases` belongs to one shipped agreement; each of its lines is a case with
a name, optional blanks (`set`), the facts, and what the decision must say (see contract_match).
"""

import functools
import json
from pathlib import Path
from typing import Any

import pytest

from .contract_match import differences, form_faults
from .decide_stream import decided

CASES = Path(__file__).with_name("contract_cases")
SLUGS = (
    "scale-supplier",
    "solar-dealer",
    "full-process",
    "fire-door",
    "fuel-truck-dealer",
    "integrated-equipment",
    "tablet-dealer",
    "bid-supply",
)


@functools.cache
def table(slug: str) -> list[dict[str, Any]]:
    lines = (CASES / f"{slug}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@functools.cache
def decisions(slug: str) -> dict[str, dict[str, Any]]:
    """All decisions of one agreement by the case's name: one run for each setting of blanks."""
    by_blanks: dict[str, list[dict[str, Any]]] = {}
    for case in table(slug):
        by_blanks.setdefault(json.dumps(case.get("set", {}), sort_keys=True), []).append(case)
    found = {}
    for blanks, cases in by_blanks.items():
        facts = [{"id": case["name"], **case["facts"]} for case in cases]
        for case, decision in zip(cases, decided(slug, facts, json.loads(blanks)), strict=True):
            found[case["name"]] = decision
    return found


@pytest.mark.parametrize(
    ("slug", "case"),
    [
        pytest.param(slug, case, id=f"{slug}: {case['name']}")
        for slug in SLUGS
        for case in table(slug)
    ],
)
def test_the_decision_is_what_the_paper_says(slug: str, case: dict[str, Any]) -> None:
    decision = decisions(slug)[case["name"]]
    assert decision["id"] == case["name"]
    if "error" not in case["expect"]:
        assert "error" not in decision, decision["error"]
    assert not differences(case["expect"], decision)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_decision_has_the_form_of_the_contract(slug: str) -> None:
    faults = {name: form_faults(decision) for name, decision in decisions(slug).items()}
    assert not {name: found for name, found in faults.items() if found}


@pytest.mark.parametrize("slug", SLUGS)
def test_every_message_and_clause_is_in_the_agreements_language(slug: str) -> None:
    for decision in decisions(slug).values():
        told = [clause["text"] for clause in decision.get("clauses", [])]
        told += [decision["error"]["message"]] if "error" in decision else []
        told += [decision["warranty"]["why"]] if "warranty" in decision else []
        for text in told:
            assert any("\u4e00" <= letter <= "\u9fff" for letter in text), text


@pytest.mark.parametrize("slug", SLUGS)
def test_no_two_cases_of_an_agreement_share_a_name(slug: str) -> None:
    names = [case["name"] for case in table(slug)]
    assert len(names) == len(set(names))
