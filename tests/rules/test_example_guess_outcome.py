"""Two cases beside each term: one in which it counts, and one next to it that goes otherwise."""

from datetime import date

import pytest

from sanbao import templates
from sanbao.rules.agreement import Agreement, fill, parse
from sanbao.rules.example import Case, example
from sanbao.rules.outcome import compared, outcome
from sanbao.rules.redecision import answered_again
from sanbao.rules.terms import Conditional, Exclusion, Term, Warranty
from sanbao.site.rule_words import translator

ON = date(2026, 11, 26)
EN = translator("en")


def agreement(slug: str, old: str = "", new: str = "") -> Agreement:
    text = templates.read(slug)
    assert old in text
    document = parse(text.replace(old, new) if old else text)
    return fill(document, {blank.name: blank.sample for blank in document.parameters})


def term(of: Agreement, kind: str, clause: str, number: int = 0) -> Term:
    return [each for each in of.terms if (each.kind, each.clause) == (kind, clause)][number]


def told(case: Case | None) -> tuple[str, list[str]]:
    assert case is not None
    return EN(case.told), [EN(line) for line, _ in case.lines]


@pytest.mark.parametrize("slug", templates.SLUGS)
def test_every_shipped_term_counts_in_a_case_and_not_in_one_beside(slug: str) -> None:
    of = agreement(slug)
    for each in of.terms:
        found = example(of, each, on=ON)
        if not isinstance(each, Warranty | Exclusion | Conditional):
            assert found is None
            continue
        assert found is not None
        assert found.counts is not None, each
        assert found.counts.lines
        # One clause of the bid says the same of every event.
        assert found.beside is not None or (slug, each.kind) == ("bid-supply", "guidance")


def test_a_warranty_shows_its_last_day_and_the_day_after() -> None:
    of = agreement("scale-supplier")
    found = example(of, term(of, "warranty", "5.1"), on=ON)
    assert found is not None
    counts, lines = told(found.counts)
    assert "a reported fault on 2028-05-26" in counts
    assert lines[0] == "Covered by clause 5.1 until 2028-05-26."
    beside, others = told(found.beside)
    assert "a reported fault on 2028-05-27" in beside
    assert others[0].startswith("Not covered: the period of clause 5.1")


def test_a_promise_for_some_provinces_shows_one_inside_and_one_outside() -> None:
    of = agreement("scale-supplier")
    found = example(of, term(of, "promise", "2.3"), on=ON)
    assert found is not None
    assert told(found.counts) == (
        "a reported fault on 2026-11-27, in Jiangsu",
        ["the provider is to be on site by 2026-11-28 10:00 (clause 2.3)."],
    )
    assert told(found.beside) == (
        "a reported fault on 2026-11-27, in Guangdong",
        ["the provider is to be on site by 2026-11-29 10:00 (clause 2.3)."],
    )


def test_an_exclusion_shows_damage_by_people_and_none() -> None:
    of = agreement("solar-dealer")
    found = example(of, term(of, "exclusion", "3.3"), on=ON)
    assert found is not None
    assert "cause: damage by people" in told(found.counts)[0]
    assert told(found.counts)[1][0].startswith("Not covered: excluded")
    assert told(found.beside)[1][0].startswith("Covered by clause 3.1")


def test_a_figure_shows_the_case_that_misses_it_by_one() -> None:
    of = agreement("tablet-dealer")
    found = example(of, term(of, "remedy", "5.4"), on=ON)
    assert found is not None
    assert "failed repairs so far: 2" in told(found.counts)[0]
    assert "failed repairs so far: 1" in told(found.beside)[0]


def test_a_term_that_never_counts_says_so() -> None:
    twice = '  - {kind: warranty, clause: "5.1", start: accepted, span: P3Y}\n'
    of = agreement("integrated-equipment", twice, twice + twice.replace('"5.1"', '"7.1"'))
    found = example(of, term(of, "warranty", "7.1"), on=ON)
    assert found is not None
    assert found.counts is None
    assert found.beside is None


FACTS = {
    "asset": {"dates": {"accepted": "2026-01-10"}},
    "event": {"kind": "fault_reported", "at": "2026-03-02T09:30:00+08:00"},
}


def test_two_answers_are_told_apart_in_words() -> None:
    of = agreement("integrated-equipment")
    later = agreement(
        "integrated-equipment",
        "what: on_site, by: provider, within: PT1H",
        "what: on_site, by: provider, within: PT2H",
    )
    pairs = compared(answered_again(of, FACTS), answered_again(later, FACTS))
    assert [tuple(map(str, pair)) for pair in pairs] == [
        (
            "the provider is to be on site by 2026-03-02 10:30 (clause 5.2).",
            "the provider is to be on site by 2026-03-02 11:30 (clause 5.2).",
        )
    ]


def test_facts_that_do_not_do_are_told() -> None:
    said = outcome(answered_again(agreement("integrated-equipment"), {"event": FACTS["event"]}))
    assert str(said["error"]) == "Cannot be decided: asset.dates.accepted is missing."


def test_every_line_of_every_answer_has_words() -> None:
    of = agreement("tablet-dealer")
    for each in of.terms:
        found = example(of, each, on=ON)
        for case in (found.counts, found.beside) if found else ():
            for line, _ in case.lines if case else ():
                assert "_" not in EN(line)
                assert "%" not in translator("zh")(line).replace("%的", "")
