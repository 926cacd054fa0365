"""The paper of an agreement: the same content as PDF and as a Word file, for every template."""

import io
import re

import docx
import pytest
import yaml
from docx.oxml.ns import qn

from sanbao import templates
from sanbao.apps.agreements import queries
from sanbao.apps.agreements.facts.paper import OPEN, Paper, Piece
from sanbao.apps.agreements.facts.word import as_word

from . import printed

CHINESE = re.compile(r"[\u3400-\u9fff]")
SLUGS = pytest.mark.parametrize("slug", templates.SLUGS)
ATTACK = '#read("/etc/hostname") #{panic("x")} $x^2$ ] [ \\ " *fett* <b>&amp; {name} %(name)s'


def sentences(paper: Paper) -> list[str]:
    """The beginning of each clause with its number: before a blank or the end of a page."""
    return [
        printed.squeezed(clause.number + clause.sentence[0].words)[:24]
        for chapter in paper.chapters
        for clause in chapter.clauses
    ]


def stand_once_in_order(sentences: list[str], text: str) -> None:
    last = -1
    for sentence in sentences:
        assert text.count(sentence) == 1, sentence
        assert text.index(sentence) > last, sentence
        last = text.index(sentence)


@SLUGS
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_clause_stands_once_under_its_own_number_and_in_order(slug, lang):
    paper = printed.paper(slug, lang=lang)
    outline = queries.document(templates.read(slug)).outline
    numbers = [clause.number for chapter in paper.chapters for clause in chapter.clauses]
    assert numbers == [clause.id for clause in outline.clauses]
    stand_once_in_order(sentences(paper), printed.in_word(as_word(paper)))


@SLUGS
def test_the_pdf_has_every_clause_every_value_and_no_brace(slug):
    paper = printed.paper(slug)
    text = printed.in_pdf(paper)
    stand_once_in_order(sentences(paper), text)
    for value in printed.filled(templates.read(slug)).values():
        assert value in text
    assert "{" not in text
    assert "}" not in text
    assert "草稿" in text


@SLUGS
def test_the_word_file_has_every_value_and_no_brace(slug):
    text = printed.in_word(as_word(printed.paper(slug)))
    for value in printed.filled(templates.read(slug)).values():
        assert value in text
    assert "{" not in text


@SLUGS
def test_open_blanks_are_lines_with_their_labels_and_are_listed(slug):
    paper = printed.paper(slug, blanks={})
    asked = queries.document(templates.read(slug)).parameters
    assert paper.open_blanks == tuple(blank.label.zh for blank in asked)
    open_pieces = {
        piece.words
        for chapter in paper.chapters
        for clause in chapter.clauses
        for piece in clause.sentence
        if piece.kind == OPEN
    }
    assert open_pieces <= set(paper.open_blanks)
    word, pdf = printed.in_word(as_word(paper)), printed.in_pdf(paper)
    for label in paper.open_blanks:
        assert f"________（{printed.squeezed(label)}）" in word
        assert f"（{printed.squeezed(label)}）" in pdf


@SLUGS
def test_the_english_paper_has_no_chinese_but_names(slug):
    """What is filled in are names: of people, companies, places."""
    paper = printed.paper(slug, lang="en", blanks={})
    text = printed.in_word(as_word(paper))
    for name in ("云岭设备有限公司", "恒通商贸有限公司"):
        text = text.replace(name, "")
    assert CHINESE.findall(text) == []


@SLUGS
def test_the_chinese_paper_has_no_untranslated_words(slug):
    """Latin letters stand in numbers and units only."""
    paper = printed.paper(slug)
    told = [paper.title, paper.preamble, *(table.title for table in paper.tables)]
    told += [words for table in paper.tables for words in table.head]
    told += [
        piece.words
        for table in paper.tables
        for row in table.rows
        for cell in row
        for piece in cell
    ]
    assert [words for words in told if re.search(r"[A-Za-z]{4,}", words)] == []


def test_an_amount_stands_in_capitals_too():
    text = printed.in_pdf(printed.paper("tablet-dealer"))
    assert "壹仟陆佰捌拾元伍角整" in text


def test_what_a_clause_asks_for_before_it_binds_has_room_on_the_paper():
    paper = printed.paper("fuel-truck-dealer")
    assert [line.label for line in paper.closing] == [
        "签订（第 4 条）",
        "执行（第 4 条）",
        "监督（第 4 条）",
        "份数（第 5 条）",
        "主协议（第 5 条）",
    ]
    assert paper.closing[3].value == "一式 3 份，由________、________、________各执一份"
    labels = [[line.label for line in side.signs] for side in printed.paper("solar-dealer").sides]
    assert labels[0] == ["盖章", "代表人（签字）", "日期"]
    assert labels[1] == ["盖章", "代表人（签字）", "身份证号码", "日期"]


def test_what_both_sides_signed_is_no_draft_and_names_who_signed():
    paper = printed.paper("solar-dealer", signed=True)
    text = printed.in_pdf(paper)
    assert "草稿" not in text
    assert "岳明川" in text
    assert "周启航" in text
    assert "2026年3月1日" in text


def test_the_same_version_makes_the_same_file():
    one, other = (printed.paper("fire-door") for _ in range(2))
    assert one == other
    assert printed.typeset(one, fonts=printed.FONTS) == printed.typeset(other, fonts=printed.FONTS)


@SLUGS
def test_a_paper_follows_from_what_its_text_says_and_not_from_how_it_is_written(slug):
    """So an agreement that was exported, laid out anew and taken in again gives the same paper."""
    text = templates.read(slug)
    again = yaml.safe_dump(yaml.load(text, Loader=yaml.BaseLoader), allow_unicode=True)
    assert again != text
    assert queries.paper_of(printed.version(again), lang="zh") == printed.paper(slug)


def test_what_people_write_is_set_as_they_wrote_it():
    blanks = printed.filled(templates.read("scale-supplier")) | {"special_line": ATTACK}
    paper = printed.paper("scale-supplier", blanks=blanks, title=f"协议 {ATTACK}")
    text = printed.in_pdf(paper).replace("“", '"').replace("”", '"')
    assert '#read("/etc/hostname")' in text
    assert "*fett*<b>&amp;" in text
    assert printed.squeezed(ATTACK) in printed.in_word(as_word(paper))


def test_a_name_too_long_for_a_line_makes_no_page_of_its_own():
    paper = printed.paper("fire-door", title="售后服务协议" * 25)
    assert len(printed.pages(paper)) <= 6


LONG = """\
slug: long-plan
title: {{zh: 长方案, en: Long plan}}
components:
  whole: {{zh: 整机, en: Whole}}
clauses:
{clauses}
terms:
  - {{kind: warranty, clause: "1", start: delivered, span: P1Y}}
"""


def test_many_clauses_go_over_pages_with_numbers_at_the_foot():
    clauses = "\n".join(
        f'  - {{id: "{number}", area: agreement, zh: 第{number}项{"承诺内容" * 30}。, en: Text}}'
        for number in range(1, 131)
    )
    paper = queries.paper_of(printed.version(LONG.format(clauses=clauses)), lang="zh")
    pages = printed.pages(paper)
    assert 10 <= len(pages) <= 25
    for number, page in enumerate(pages, 1):
        assert f"第{number}页共{len(pages)}页" in printed.squeezed(page)
    signed_on = [page for page in pages if "代表人（签字）" in printed.squeezed(page)]
    assert len(signed_on) == 1
    assert "盖章" in printed.squeezed(signed_on[0])
    stand_once_in_order(sentences(paper), printed.squeezed("".join(pages)))


@SLUGS
def test_a_paper_has_as_many_pages_as_it_needs(slug):
    assert 3 <= len(printed.pages(printed.paper(slug))) <= 8


def test_the_word_file_has_styles_headings_and_page_numbers():
    paper = printed.paper("tablet-dealer")
    document = docx.Document(io.BytesIO(as_word(paper)))
    styles = {block.style.name for block in document.paragraphs}
    assert {"Title", "Heading 1", "Heading 2", "Clause", "Reading", "Note"} <= styles
    assert len(document.tables) == 1 + len(paper.tables)
    fields = [each.text for each in document.sections[0].footer._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert paper.number in document.sections[0].header.paragraphs[0].text
    assert "草稿" in document.sections[0].header._element.xml
    heads = [table.rows[0]._tr.trPr.find(qn("w:tblHeader")) for table in document.tables[1:]]
    assert all(head is not None for head in heads)


def test_a_table_without_anything_in_a_column_leaves_it_out():
    (periods,) = [table for table in printed.paper("fire-door").tables if "质保期" in table.title]
    assert periods.head == ("条款", "保障范围", "期限", "起算日")
    assert periods.rows[0][0] == (Piece("9"),)


def test_clauses_without_chapters_stand_under_their_areas_while_these_keep_the_order():
    source = templates.read("fire-door")
    bare = re.sub(r"(?ms)^# Headings.*?^chapters:\n.*?^\n", "", source)
    titles = [
        chapter.title for chapter in queries.paper_of(printed.version(bare), lang="zh").chapters
    ]
    assert titles == [""]
    runs = LONG.format(
        clauses='  - {id: "1", area: warranty, zh: 甲, en: A}\n'
        '  - {id: "2", area: parts, zh: 乙, en: B}'
    )
    paper = queries.paper_of(printed.version(runs), lang="zh")
    assert [chapter.title for chapter in paper.chapters] == ["质保", "配件"]
