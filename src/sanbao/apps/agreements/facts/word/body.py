"""The text of the Word file: title, sides, clauses under their headings, signatures."""

from collections.abc import Iterable

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from sanbao.apps.agreements.facts.paper import (
    FILLED as IS_FILLED,
)
from sanbao.apps.agreements.facts.paper import (
    OPEN,
    Clause,
    Line,
    Paper,
    Sentence,
    Side,
)
from sanbao.apps.agreements.facts.word.styles import CLAUSE, FILLED, NOTE, NUMBER, READING

GAP = "________"


def write_body(document: Document, paper: Paper) -> None:
    colon = "：" if paper.lang == "zh" else ": "
    head = document.add_paragraph(f"{paper.about[0].label}{colon}{paper.number}")
    head.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    title = document.add_heading(paper.title, level=0)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    about = document.add_paragraph(joined(paper.about[1:], colon))
    about.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for side in paper.sides:
        write_line(document.add_paragraph(), Line(side.title, side.name), colon, bold=True)
        for line in side.about:
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.left_indent = Pt(21)
            write_line(paragraph, line, colon)
    opening = document.add_paragraph(paper.preamble)
    opening.paragraph_format.first_line_indent = Pt(21 if paper.lang == "zh" else 0)
    for chapter in paper.chapters:
        if chapter.title:
            document.add_heading(chapter.title, level=1)
        for clause in chapter.clauses:
            write_clause(document, clause, paper)
    for line in paper.closing:
        write_line(document.add_paragraph(), line, colon)
    write_signatures(document, paper, colon)


def joined(lines: Iterable[Line], colon: str) -> str:
    return "　".join(f"{line.label}{colon}{line.value}" for line in lines if line.value)


def write_line(paragraph: Paragraph, line: Line, colon: str, *, bold: bool = False) -> None:
    """A label, and its value or a line to write on."""
    paragraph.add_run(line.label + colon).bold = bold
    paragraph.add_run(line.value or GAP * 4).bold = bold and bool(line.value)


def write_clause(document: Document, clause: Clause, paper: Paper) -> None:
    paragraph = document.add_paragraph(style=CLAUSE)
    paragraph.add_run(clause.number, style=NUMBER)
    paragraph.add_run("\t")
    write_sentence(paragraph, clause.sentence, lang=paper.lang)
    if clause.reading:
        reading = document.add_paragraph(style=READING)
        reading.add_run(paper.words["reading"]).bold = True
        write_sentence(reading, clause.reading, lang=paper.lang)
        paragraph.paragraph_format.keep_with_next = True


def write_sentence(paragraph: Paragraph, sentence: Sentence, *, lang: str) -> None:
    """Filled blanks underlined, open ones as lines with their labels."""
    for piece in sentence:
        if piece.kind == OPEN:
            label = f"（{piece.words}）" if lang == "zh" else f" ({piece.words})"
            paragraph.add_run(GAP)
            paragraph.add_run(label).font.size = Pt(8.5)
        elif piece.kind == IS_FILLED:
            paragraph.add_run(piece.words, style=FILLED)
        else:
            paragraph.add_run(piece.words)


def write_signatures(document: Document, paper: Paper, colon: str) -> None:
    """Both sides beside each other, kept together on one page."""
    heading = document.add_paragraph()
    heading.paragraph_format.space_before = Pt(24)
    heading.paragraph_format.keep_with_next = True
    heading.add_run(paper.words["signatures"], style=NUMBER)
    table = document.add_table(rows=1, cols=len(paper.sides))
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(properties.makeelement(qn("w:cantSplit"), {}))
    for cell, side in zip(table.rows[0].cells, paper.sides, strict=True):
        write_side(cell, side, colon)
    if paper.open_blanks:
        note = paper.words["still_open"] + ("、" if paper.lang == "zh" else ", ").join(
            paper.open_blanks
        )
        document.add_paragraph(note, style=NOTE)


def write_side(cell: _Cell, side: Side, colon: str) -> None:
    first = cell.paragraphs[0]
    first.add_run(side.title, style=NUMBER)
    cell.add_paragraph().add_run(side.name).bold = True
    for line in side.signs:
        paragraph = cell.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(10)
        paragraph.add_run(f"{line.label}{colon}{line.value or GAP * 2}")
