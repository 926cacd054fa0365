"""The terms of a version, read once: the same text and blanks give the same object."""

import hashlib
from functools import lru_cache
from typing import Any

from sanbao import templates
from sanbao.apps.agreements.models import AgreementState, Version
from sanbao.rules.agreement import Agreement, Document, fill, parse
from sanbao.rules.parameter import Parameter

# Far more versions than a provider has in force; an old one is read again when it is asked for.
KEPT = 256


@lru_cache(maxsize=KEPT)
def document(source: str) -> Document:
    """An agreement as written, its blanks open. Raises TermsError for text that is none."""
    return parse(source)


@lru_cache(maxsize=KEPT)
def filled(source: str, blanks: tuple[tuple[str, str], ...]) -> Agreement:
    return fill(document(source), dict(blanks))


def document_of(template: str) -> Document:
    """A shipped template by its slug. Raises KeyError for an unknown one."""
    if template not in templates.SLUGS:
        raise KeyError(template)
    return document(templates.read(template))


def terms(version: Version) -> Agreement:
    """What a version promises. Raises TermsError while a blank is open."""
    return filled(version.source, tuple(sorted(version.blanks.items())))


def usual(document: Document) -> dict[str, str]:
    """What a template proposes for its blanks."""
    return {asked.name: asked.default for asked in document.parameters if asked.default is not None}


def values(version: Version) -> dict[str, str]:
    """What stands in the blanks: of a draft only what is written, else what a template proposes."""
    if version.put_in_force_at is None:
        return dict(version.blanks)
    return {**usual(document(version.source)), **version.blanks}


def open_blanks(version: Version) -> list[Parameter]:
    """The blanks with nothing written in them: they keep a draft from coming into force."""
    written = values(version)
    asked = document(version.source).parameters
    return [parameter for parameter in asked if not written.get(parameter.name, "").strip()]


def readable_terms(version: Version) -> Agreement:
    """The terms of a version, a sample in each blank that is still open."""
    asked = document(version.source).parameters
    written = values(version)
    given = {blank.name: written.get(blank.name, "").strip() or blank.sample for blank in asked}
    return filled(version.source, tuple(sorted(given.items())))


def token(version: Version) -> str:
    """What a draft says, as a short word: a change is made to the draft that its writer saw."""
    said = f"{version.pk} {version.source} {sorted(version.blanks.items())}"
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def entries(paper: Document, part: str) -> list[dict[str, Any]]:
    """What stands in a part of an agreement's text, entry by entry; the title is one entry."""
    values: Any = paper.source.value
    if part == "title":
        return [dict(values["title"])]
    if part == "components":
        return [{"code": code, **words} for code, words in values["components"].items()]
    return [dict(entry) for entry in values.get(part) or []]


def is_writable(version: Version) -> bool:
    """Whether a version is still a draft that its text may be changed in."""
    return version.state == AgreementState.DRAFT
