"""Headings over the clauses: they never change the order or the numbers of the paper."""

import pytest

from sanbao import templates
from sanbao.rules.agreement import parse
from sanbao.rules.source import TermsError

PLAN = """\
slug: small-plan
title: {zh: 小方案, en: Small plan}
components:
  whole: {zh: 整机, en: Whole}
chapters:
  - {clause: "1", zh: 总则, en: General}
  - {clause: "3", zh: 质保, en: Warranty}
clauses:
  - {id: "1", area: agreement, zh: 甲, en: A}
  - {id: "3", area: warranty, zh: 乙, en: B}
  - {id: "2", area: warranty, zh: 丙, en: C}
"""


def test_chapters_are_read_in_both_languages():
    chapters = parse(PLAN).outline.chapters
    assert [(chapter.clause, chapter.text("zh")) for chapter in chapters] == [
        ("1", "总则"),
        ("3", "质保"),
    ]
    assert chapters[1].text("en") == "Warranty"


@pytest.mark.parametrize(
    ("written", "field", "why"),
    [
        pytest.param('clause: "9"', "chapters.1.clause", "there is no clause 9", id="unknown"),
        pytest.param('clause: "1"', "chapters.1.clause", "begins before", id="twice"),
    ],
)
def test_a_chapter_that_cannot_stand_where_it_is_names_its_line(written, field, why):
    with pytest.raises(TermsError, match=why) as raised:
        parse(PLAN.replace('clause: "3"', written))
    assert (raised.value.field, raised.value.line) == (field, 7)


def test_the_order_of_the_paper_counts_and_not_that_of_the_numbers():
    parse(PLAN.replace('"3", zh: 质保, en', '"2", zh: 质保, en'))
    with pytest.raises(TermsError, match="begins before"):
        parse(PLAN.replace('"1", zh: 总则, en', '"2", zh: 总则, en'))


@pytest.mark.parametrize("slug", templates.SLUGS)
def test_every_clause_of_a_shipped_agreement_stands_under_a_heading(slug):
    outline = parse(templates.read(slug)).outline
    assert outline.chapters[0].clause == outline.clauses[0].id
