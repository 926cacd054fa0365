"""The terms of a version, read once: the same text and blanks give the same object."""

from functools import lru_cache

from sanbao import templates
from sanbao.apps.agreements.models import Version
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


def open_blanks(version: Version) -> list[Parameter]:
    """The blanks that keep a version from coming into force."""
    return document(version.source).open_blanks(version.blanks)
