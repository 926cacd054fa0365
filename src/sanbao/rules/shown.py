"""The terms of an agreement for a reader while blanks are open: an open figure names its blank."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sanbao.rules.agreement import Agreement, Document, fill
from sanbao.rules.sentence.listing import Figure
from sanbao.rules.source import TermsError
from sanbao.rules.span import Span
from sanbao.rules.terms import Term
from sanbao.rules.terms.condition import Part

_BLANK = re.compile(r"\{([a-z0-9_]+)\}")


def sampled(document: Document, blanks: Mapping[str, str]) -> Agreement:
    """The agreement with a sample in each blank that is open or does not fit."""
    values = {}
    for blank in document.parameters:
        try:
            values[blank.name] = blank.checked(blanks.get(blank.name, ""))
        except TermsError:
            values[blank.name] = blank.sample
    return fill(document, values)


def shown_terms(document: Document, blanks: Mapping[str, str], lang: str) -> tuple[Term, ...]:
    """Every term, in order; where a figure comes from an open blank it reads as its label."""
    labels = {
        blank.name: blank.label.text(lang)
        for blank in document.parameters
        if not blanks.get(blank.name, "").strip()
    }
    terms = sampled(document, blanks).terms
    pairs = zip(terms, document.outline.terms, strict=True)
    return tuple(_open(term, given, labels) for term, given in pairs)


def _open(part: Any, given: Any, labels: Mapping[str, str]) -> Any:
    """A term, or a part of one, with its open figures named."""
    if isinstance(part, Part) and isinstance(given, Mapping):
        changed = {
            name: _open(getattr(part, name), given[name], labels)
            for name in type(part).model_fields
            if name in given
        }
        return part.model_copy(update=changed)
    label = _label(given, labels)
    if label is None:
        return part
    if isinstance(part, Span):
        return replace(part, amount=Figure(part.amount, label))
    return Figure(part, label) if type(part) is int else part


def _label(given: Any, labels: Mapping[str, str]) -> str | None:
    found = _BLANK.search(given) if isinstance(given, str) else None
    return labels.get(found[1]) if found else None
