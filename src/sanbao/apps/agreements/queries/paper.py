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
    """A shipped template in the gallery."""

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


def gallery(*, lang: str) -> list[Sample]:
    """The shipped templates with the sentences that a reader asks for first."""
    return [sample(slug, lang=lang) for slug in templates.SLUGS]


def sample(slug: str, *, lang: str) -> Sample:
    document = document_of(slug)
    written = paragraphs(document, {}, lang=lang)
    ranked = sorted(
        (paragraph for paragraph in written if paragraph.area in FIRST_ASKED),
        key=lambda paragraph: FIRST_ASKED.index(paragraph.area),
    )
    return Sample(
        slug=slug,
        title=document.title.text(lang),
        clauses=len(written),
        blanks=len(document.parameters),
        first=tuple(ranked[:SENTENCES_SHOWN]),
    )
