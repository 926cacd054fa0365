"""Every fault of an agreement's text, not only the first: for whoever has to correct it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from pydantic import ValidationError

from sanbao.rules.agreement import (
    TERM,
    Agreement,
    Clause,
    Document,
    Outline,
    check_names,
    document_of,
    fill,
    inserted,
    term_faults,
    terms_error,
)
from sanbao.rules.source import Path, Source, TermsError, read
from sanbao.rules.terms import Term

MOST_FAULTS = 100


def faults(text: str) -> list[TermsError]:
    """What is wrong with a text, in its order: at most MOST_FAULTS, none when `parse` reads it.

    What cannot be read at all, or has no outline, hides what may be wrong further down.
    """
    try:
        source = read(text)
        outline = Outline.model_validate(source.value)
        check_names(document_of(source, outline))
    except ValidationError as error:
        return list(_complaints(source, error, ()))[:MOST_FAULTS]
    except TermsError as error:
        return [error]
    found = sorted(_within(source, outline), key=lambda fault: fault.line or 0)
    return list({str(fault): fault for fault in found}.values())[:MOST_FAULTS]


def _within(source: Source, outline: Outline) -> Iterator[TermsError]:
    """The faults of clauses and terms, with a sample in each blank."""
    samples = {parameter.name: parameter.sample for parameter in outline.parameters}
    clauses = {}
    for place, clause in enumerate(outline.clauses):
        clauses[clause.id] = clause
        try:
            filled = inserted(clause.model_dump(), samples, source, ("clauses", place))
            clauses[clause.id] = Clause.model_validate(filled)
        except TermsError as error:
            yield error
    good: dict[int, Term] = {}
    for place, given in enumerate(outline.terms):
        try:
            path = ("terms", place)
            good[place] = TERM.validate_python(inserted(given, samples, source, path))
        except TermsError as error:
            yield error
        except ValidationError as error:
            yield from _complaints(source, error, path)
    agreement = Agreement(
        slug=outline.slug,
        title=outline.title,
        components=outline.components,
        clauses=clauses,
        terms=tuple(good.values()),
        parameters=outline.parameters,
        blanks=samples,
    )
    for place, term in good.items():
        yield from term_faults(term, agreement, source, ("terms", place))


def _complaints(source: Source, error: ValidationError, path: Path) -> Iterator[TermsError]:
    """Every complaint, but of a list or mapping only what is not explained by what is in it."""
    errors = error.errors()
    for each in errors:
        loc = each["loc"]
        inside = (other["loc"][: len(loc)] for other in errors if len(other["loc"]) > len(loc))
        if loc not in inside:
            yield terms_error(source, each, path)


def term_problems(
    document: Document, term: Mapping[str, object], *, was: Mapping[str, object] | None = None
) -> list[TermsError]:
    """What is wrong with one term, as written, in place of `was` or besides the others.

    The fields of the faults are those of the term: when.within.span.
    """
    samples = {parameter.name: parameter.sample for parameter in document.parameters}
    source, path = Source(term, {}), ("term",)
    try:
        typed = TERM.validate_python(inserted(term, samples, source, path))
    except TermsError as error:
        return [_of_the_term(error)]
    except ValidationError as error:
        return [_of_the_term(fault) for fault in _complaints(source, error, path)]
    agreement = fill(document, samples)
    pairs = zip(document.outline.terms, agreement.terms, strict=True)
    others = tuple(other for given, other in pairs if given != was)
    around = replace(agreement, terms=(*others, typed))
    return [_of_the_term(fault) for fault in term_faults(typed, around, source, path)]


def _of_the_term(fault: TermsError) -> TermsError:
    _, _, field = fault.field.partition(".")
    return TermsError(fault.message, field=field)
