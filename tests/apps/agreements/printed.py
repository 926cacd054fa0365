"""Versions on paper without a database, and their text as a reader of the file finds it."""

import io
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import docx
from pypdf import PdfReader

from sanbao import templates
from sanbao.apps.accounts.models import Provider
from sanbao.apps.agreements import queries
from sanbao.apps.agreements.facts.paper import Paper
from sanbao.apps.agreements.facts.typeset import typeset
from sanbao.apps.agreements.models import Agreement, Version

FONTS = (Path("/usr/share/fonts"), Path("var/fonts"))
TYPED = {"text": "〇七九", "money": "1680.50", "day_of_month": "17"}


def version(
    source: str,
    *,
    blanks: Mapping[str, str] | None = None,
    title: str = "",
    signed: bool = False,
) -> Version:
    """A version that was never saved. blanks: left out, every blank with a value of its own."""
    document = queries.document(source)
    agreement = Agreement(
        provider=Provider(name="云岭设备有限公司", hotline="400-0000-0516"),
        code="XY20260301-0007",
        title=title or document.title.zh,
        counterparty="恒通商贸有限公司",
    )
    return Version(
        agreement=agreement,
        number=3,
        source=source,
        blanks=dict(filled(source) if blanks is None else blanks),
        starts_on=date(2026, 3, 1) if signed else None,
        put_in_force_at=datetime(2026, 3, 1, tzinfo=UTC) if signed else None,
        signed_for_provider="岳明川" if signed else "",
        signed_for_counterparty="周启航" if signed else "",
    )


def filled(source: str) -> dict[str, str]:
    """A value for each blank that is found again: 41, 42 and so on where a number is asked for."""
    asked = queries.document(source).parameters
    return {
        parameter.name: TYPED.get(parameter.kind.value, str(41 + place))
        for place, parameter in enumerate(asked)
    }


def paper(slug: str, *, lang: str = "zh", **facts: object) -> Paper:
    return queries.paper_of(version(templates.read(slug), **facts), lang=lang)


def pages(paper: Paper) -> list[str]:
    reader = PdfReader(io.BytesIO(typeset(paper, fonts=FONTS)))
    return [page.extract_text() for page in reader.pages]


def in_pdf(paper: Paper) -> str:
    return squeezed("".join(pages(paper)))


def in_word(content: bytes) -> str:
    """All that stands in a Word file, in its order: paragraphs and tables."""
    document = docx.Document(io.BytesIO(content))
    said = []
    for block in document.iter_inner_content():
        if isinstance(block, docx.table.Table):
            said += [cell.text for row in block.rows for cell in row.cells]
        else:
            said.append(block.text)
    return squeezed("".join(said))


def squeezed(text: str) -> str:
    """Without white space, which every form sets as it likes."""
    return re.sub(r"\s+", "", text)
