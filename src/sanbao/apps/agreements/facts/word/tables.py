"""Schedules and annexes of the Word file."""

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu
from docx.table import Table as WordTable
from docx.table import _Row

from sanbao.apps.agreements.facts.paper import Paper, Table
from sanbao.apps.agreements.facts.word.body import write_sentence
from sanbao.apps.agreements.facts.word.frame import WIDTH
from sanbao.apps.agreements.facts.word.styles import CELL, NOTE

# Strong lines above and below, hair lines between the rows, none upright.
BORDERS = (
    "<w:tblBorders {ns}>"
    '<w:top w:val="single" w:sz="8" w:color="000000"/>'
    '<w:bottom w:val="single" w:sz="8" w:color="000000"/>'
    '<w:insideH w:val="single" w:sz="4" w:color="999999"/>'
    "</w:tblBorders>"
)


def write_tables(document: Document, paper: Paper) -> None:
    for title, note, tables in (
        (paper.words["schedules"], paper.words["schedules_note"], paper.tables),
        (paper.words["annexes"], "", paper.annexes),
    ):
        if not tables:
            continue
        document.add_heading(title, level=1).paragraph_format.page_break_before = True
        if note:
            document.add_paragraph(note, style=NOTE)
        for table in tables:
            write_table(document, table, lang=paper.lang)


def write_table(document: Document, table: Table, *, lang: str) -> None:
    document.add_heading(f"{table.mark}　{table.title}", level=2)
    written = document.add_table(rows=1 + len(table.rows), cols=len(table.head))
    written.alignment = WD_TABLE_ALIGNMENT.CENTER
    written.autofit = False
    draw_borders(written)
    widths = [Emu(int(WIDTH * width / sum(table.widths))) for width in table.widths]
    for column, width in zip(written.columns, widths, strict=True):
        column.width = width
    head, *rows = written.rows
    mark_row(head, "tblHeader")
    for cell, words, width in zip(head.cells, table.head, widths, strict=True):
        cell.width = width
        cell.paragraphs[0].style = CELL
        cell.paragraphs[0].add_run(words).bold = True
    for row, sentences in zip(rows, table.rows, strict=True):
        mark_row(row, "cantSplit")
        for place, cell in enumerate(row.cells):
            cell.width = widths[place]
            paragraph = cell.paragraphs[0]
            paragraph.style = CELL
            write_sentence(paragraph, sentences[place], lang=lang)
            if place in table.figures:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if table.note:
        document.add_paragraph(table.note, style=NOTE)


def draw_borders(table: WordTable) -> None:
    """Word takes the properties of a table in one order only: the borders before the layout."""
    properties = table._tbl.tblPr
    layout = properties.find(qn("w:tblLayout"))
    layout.addprevious(parse_xml(BORDERS.format(ns=nsdecls("w"))))


def mark_row(row: _Row, name: str) -> None:
    """tblHeader: repeated on every page. cantSplit: never torn by the end of a page."""
    properties = row._tr.get_or_add_trPr()
    properties.append(properties.makeelement(qn(f"w:{name}"), {}))
