"""The text that an agreement gives: clause by clause, its blanks filled or shown as open."""

from collections.abc import Mapping
from dataclasses import dataclass

from sanbao import templates
from sanbao.apps.agreements.facts.paper import Sentence, cut
from sanbao.apps.agreements.queries.terms import document_of
from sanbao.rules.agreement import Document

# What a reader asks first of a service agreement; the gallery shows these areas.
FIRST_ASKED = (
    "warranty",
    "service-level",
    "coverage",
    "loaner",
    "desk",
    "complaint",
    "returns",
    "training",
    "inspection",
)
SENTENCES_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One clause as numbered in the plan. reading: how it is read where the plan is in doubt."""

    number: str
    area: str
    pieces: Sentence
    reading: Sentence


@dataclass(frozen=True, slots=True)
class Sample:
    """A template in the gallery; slug: of a shipped one, or of the one that it came from."""

    slug: str
    title: str
    clauses: int
    blanks: int
    first: tuple[Paragraph, ...]


def paragraphs(document: Document, blanks: Mapping[str, str], *, lang: str) -> list[Paragraph]:
    """Every clause in the order of the paper, in `lang` ("zh" or "en")."""
    labels = {asked.name: asked.label.text(lang) for asked in document.parameters}
    return [
        Paragraph(
            number=clause.id,
            area=clause.area,
            pieces=tuple(cut(clause.en if lang == "en" else clause.zh, blanks, labels)),
            reading=tuple(cut(clause.reading.text(lang), blanks, labels) if clause.reading else ()),
        )
        for clause in document.outline.clauses
    ]


def gallery(*, lang: str, area: str = "", text: str = "") -> list[Sample]:
    """The shipped templates with the sentences that a reader asks for first.

    area, text: only those that have clauses about it, with these words in them or in the title;
    then those clauses are shown.
    """
    shipped = [(document_of(slug), text.strip()) for slug in templates.SLUGS]
    found = (
        sample_of(document, document.title.text(lang), lang=lang, area=area, text=words)
        for document, words in shipped
    )
    return [each for each in found if each is not None]


def sample_of(
    document: Document, title: str, *, lang: str, area: str = "", text: str = ""
) -> Sample | None:
    """A template as the gallery shows it; None if it says nothing of what is looked for."""
    written = paragraphs(document, {}, lang=lang)
    is_titled = text.casefold() in title.casefold()
    ranked = [
        paragraph
        for paragraph in written
        if area in ("", paragraph.area) and (is_titled or says(paragraph, text))
    ]
    if not ranked:
        return None
    if not area and is_titled:
        ranked = sorted(
            (paragraph for paragraph in written if paragraph.area in FIRST_ASKED),
            key=lambda paragraph: FIRST_ASKED.index(paragraph.area),
        )
    return Sample(
        slug=document.slug,
        title=title,
        clauses=len(written),
        blanks=len(document.parameters),
        first=tuple(ranked[:SENTENCES_SHOWN]),
    )


def says(paragraph: Paragraph, text: str) -> bool:
    words = "".join(piece.words for piece in paragraph.pieces)
    return text.casefold() in words.casefold()


def areas_shipped() -> list[str]:
    """What the clauses of the shipped templates are about."""
    found = {
        clause.area for slug in templates.SLUGS for clause in document_of(slug).outline.clauses
    }
    return sorted(found)
