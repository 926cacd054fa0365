"""Agreements from their text: blanks filled, terms typed, every fault with its line and field.

Covers source, parameter and agreement.
"""

import re

import pytest

from sanbao import templates
from sanbao.rules.agreement import fill, parse
from sanbao.rules.parameter import Kind, Parameter, Words
from sanbao.rules.source import TermsError, read
from sanbao.rules.span import Span, Unit
from sanbao.rules.terms import Warranty

SMALL = """\
slug: small-plan
title: {zh: 小方案, en: Small plan}
components:
  whole: {zh: 整机, en: Whole}
parameters:
  - name: months
    kind: months
    label: {zh: 月数, en: Months}
    clause: "1.10"
    meaning: {zh: 质保月数, en: Months of warranty}
clauses:
  - id: 1.10
    area: warranty
    zh: 质保 {months} 个月。
    en: Warranty of {months} months.
    reading: {zh: 自交付起, en: From delivery}
terms:
  - {kind: warranty, clause: 1.10, start: delivered, span: "P{months}M"}
"""


def fault(text: str) -> TermsError:
    with pytest.raises(TermsError) as raised:
        parse(text)
    return raised.value


def test_a_blank_is_filled_in_words_and_terms():
    agreement = fill(parse(SMALL), {"months": " 18 "})
    assert agreement.text("zh") == [("1.10", "质保 18 个月。（读法：自交付起）")]
    assert agreement.text("en") == [("1.10", "Warranty of 18 months. (Reading: From delivery)")]
    (term,) = agreement.terms
    assert isinstance(term, Warranty)
    assert term.span == Span(18, Unit.MONTHS, roll=False)


def test_a_clause_number_stays_as_it_is_written():
    assert list(fill(parse(SMALL), {"months": "1"}).clauses) == ["1.10"]


def test_a_blank_without_a_default_is_open_until_it_is_filled():
    document = parse(SMALL)
    assert [parameter.name for parameter in document.open_blanks({})] == ["months"]
    assert document.open_blanks({"months": "12"}) == []
    with pytest.raises(TermsError, match="months: is needed"):
        fill(document, {})


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "twelve", "1000", "９", "1e2"])
def test_a_blank_takes_only_what_its_kind_allows(value):
    with pytest.raises(TermsError) as raised:
        fill(parse(SMALL), {"months": value})
    assert raised.value.field == "months"


def test_a_blank_that_is_not_there_is_named():
    with pytest.raises(TermsError, match="no_such"):
        fill(parse(SMALL), {"months": "1", "no_such": "1"})


@pytest.mark.parametrize(
    ("kind", "written", "canonical"),
    [
        (Kind.DAYS, "007", "7"),
        (Kind.MONEY, "80", "80.00"),
        (Kind.TEXT, " 010-1234 ", "010-1234"),
        (Kind.DAY_OF_MONTH, "31", "31"),
    ],
)
def test_a_value_is_kept_in_its_canonical_form(kind, written, canonical):
    assert parameter(kind).checked(written) == canonical


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (Kind.DAY_OF_MONTH, "32"),
        (Kind.MONEY, "1.234"),
        (Kind.MONEY, "-1"),
        (Kind.TEXT, ""),
        (Kind.TEXT, "two\nlines"),
        (Kind.TEXT, "x" * 201),
    ],
)
def test_a_value_of_another_kind_is_refused(kind, written):
    with pytest.raises(TermsError, match="blank"):
        parameter(kind).checked(written)


def parameter(kind: Kind) -> Parameter:
    words = Words(zh="空白", en="Blank")
    return Parameter(name="blank", kind=kind, label=words, clause="1", meaning=words)


FAULTS = {
    "a misspelt key": ("span:", "spam:", 18, "terms.0.span"),
    "a kind that is none": ("kind: warranty", "kind: guaranty", 18, "terms.0"),
    "a start that is none": ("start: delivered", "start: dreamt", 18, "terms.0.start"),
    "a span that is none": ('"P{months}M"', "soon", 18, "terms.0.span"),
    "a clause that is not there": (
        "{kind: warranty, clause: 1.10",
        "{kind: warranty, clause: 2",
        18,
        "terms.0.clause",
    ),
    "a parameter that is not there": ("P{months}M", "P{moons}M", 18, "terms.0.span"),
    "a parameter's clause that is not there": (
        'clause: "1.10"',
        "clause: 7",
        9,
        "parameters.0.clause",
    ),
    "no English": ("    en: Warranty of {months} months.\n", "", 12, "clauses.0.en"),
    "a component that is not there": (
        "start: delivered",
        "start: delivered, component: wheel",
        18,
        "terms.0.component",
    ),
    "a key twice": ("    area: warranty\n", "    area: warranty\n    area: warranty\n", 14, "area"),
    "no slug": ("slug: small-plan\n", "", 1, "slug"),
    "a bad slug": ("small-plan", "Small Plan", 1, "slug"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_named_with_its_line_and_field(name):
    old, new, line, field = FAULTS[name]
    assert old in SMALL
    error = fault(SMALL.replace(old, new, 1))
    assert (error.line, error.field) == (line, field)
    assert str(error.message)


def test_what_is_not_yaml_is_named_with_its_line():
    assert fault("slug: [").line is not None
    assert fault("").line is None


def test_scalars_are_text_and_remember_their_lines():
    source = read("a: 1.10\nb:\n  - no\n  - ~\n")
    assert source.value == {"a": "1.10", "b": ["no", None]}
    assert source.line(("b", 0)) == 3
    assert source.line(("b", 9, "x")) == 3


@pytest.mark.parametrize("slug", templates.SLUGS)
def test_a_shipped_agreement_decides_without_any_blank_filled(slug):
    document = parse(templates.read(slug))
    assert document.slug == slug
    assert document.open_blanks({}) == []
    agreement = fill(document, {})
    for clause in agreement.clauses.values():
        assert re.search("[\u4e00-\u9fff]", clause.text("zh"))
        assert not re.search("[\u4e00-\u9fff{}]", fill_english(agreement, clause))


def fill_english(agreement, clause) -> str:
    """The English words without what a Chinese default put into them."""
    words = clause.text("en")
    for value in agreement.blanks.values():
        words = words.replace(value, "…")
    return words


@pytest.mark.parametrize("slug", templates.SLUGS)
def test_every_number_that_an_agreement_leaves_open_can_be_set(slug):
    document = parse(templates.read(slug))
    for parameter in document.parameters:
        value = "9" if parameter.kind is not Kind.TEXT else "第九"
        agreement = fill(document, {parameter.name: value})
        told = dict(agreement.text("zh"))[parameter.clause]
        assert value in told, parameter.name


def test_the_shipped_agreements_say_every_clause_of_their_plans():
    counts = {slug: len(fill(parse(templates.read(slug)), {}).clauses) for slug in templates.SLUGS}
    assert counts == dict(zip(templates.SLUGS, (20, 53, 46, 14, 18, 25, 18, 13), strict=True))
    assert sum(counts.values()) == 207


def test_an_unknown_template_is_no_template():
    with pytest.raises(KeyError):
        templates.read("../fire-door")
