"""A paper as a Word file that a manager can go on working in: real styles, headings, tables."""

import io

from docx import Document

from sanbao.apps.agreements.facts.paper import Paper
from sanbao.apps.agreements.facts.word.body import write_body
from sanbao.apps.agreements.facts.word.frame import write_frame
from sanbao.apps.agreements.facts.word.styles import set_styles
from sanbao.apps.agreements.facts.word.tables import write_tables


def as_word(paper: Paper) -> bytes:
    """The paper as .docx."""
    document = Document()
    set_styles(document, lang=paper.lang)
    write_frame(document, paper)
    write_body(document, paper)
    write_tables(document, paper)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
