"""The clauses of a version under their headings, each with its own number, in their order."""

from collections.abc import Mapping
from itertools import groupby

from django.utils.translation import gettext_lazy as _

from sanbao.apps.agreements.facts.paper import Chapter, Clause
from sanbao.apps.agreements.queries.paper import Paragraph, paragraphs
from sanbao.rules.agreement import Document

TOPICS = {
    "agreement": _("General"),
    "contract-review": _("Contract review"),
    "quality-control": _("Quality control"),
    "delivery": _("Delivery, installation and acceptance"),
    "warranty": _("Warranty"),
    "coverage": _("Who pays"),
    "service-level": _("Response"),
    "desk": _("Taking requests"),
    "field": _("Service on site"),
    "conduct": _("Conduct on site"),
    "loaner": _("Spare units"),
    "inspection": _("Inspections"),
    "followup": _("Asking afterwards"),
    "parts": _("Spare parts"),
    "returns": _("Returns and exchange"),
    "training": _("Training"),
    "knowledge": _("Documents"),
    "registry": _("Stations and files"),
    "complaint": _("Complaints"),
    "quality": _("Quality"),
    "early-warning": _("Early warnings"),
    "reports": _("Records and reports"),
    "dealer": _("Duties of the dealer"),
    "settlement": _("Settlement"),
    "award": _("Awards"),
}


def chapters(document: Document, blanks: Mapping[str, str], *, lang: str) -> tuple[Chapter, ...]:
    """By the agreement's own headings; by the areas of its clauses where it has none."""
    written = paragraphs(document, blanks, lang=lang)
    if not document.outline.chapters:
        return by_area(written)
    heads = {chapter.clause: chapter.text(lang) for chapter in document.outline.chapters}
    gathered: list[tuple[str, list[Clause]]] = []
    for paragraph in written:
        if paragraph.number in heads or not gathered:
            gathered.append((heads.get(paragraph.number, ""), []))
        gathered[-1][1].append(clause(paragraph))
    return tuple(Chapter(title, tuple(clauses)) for title, clauses in gathered)


def by_area(written: list[Paragraph]) -> tuple[Chapter, ...]:
    """A heading for each area, unless one comes back further down: headings change no order."""
    runs = [(area, list(run)) for area, run in groupby(written, lambda each: each.area)]
    if len({area for area, _run in runs}) < len(runs):
        return (Chapter("", tuple(clause(paragraph) for paragraph in written)),)
    return tuple(
        Chapter(str(TOPICS.get(area, area)), tuple(clause(paragraph) for paragraph in run))
        for area, run in runs
    )


def clause(paragraph: Paragraph) -> Clause:
    return Clause(paragraph.number, paragraph.pieces, paragraph.reading)
