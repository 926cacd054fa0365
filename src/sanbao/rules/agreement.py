"""An agreement: read from its text, its blanks filled, its terms typed and its clauses in words."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from sanbao.rules.chapter import Chapter, check_chapters
from sanbao.rules.message import Message
from sanbao.rules.parameter import Parameter, Words
from sanbao.rules.source import Path, Source, TermsError, read
from sanbao.rules.terms import Charge, Consequence, Lasting, Promise, Remedy, Term, Warranty
from sanbao.rules.terms.condition import ClauseId, Condition, Part
from sanbao.rules.terms.duty import ANY

# The area of a clause that is an article of the law: decisions and pages mark it by this.
LAW = "law"
_BLANK = re.compile(r"\{([a-z0-9_]+)\}")
TERM: TypeAdapter[Term] = TypeAdapter(Term)


class Clause(Part):
    """One clause in one plain sentence a language, and how it is read where that is in doubt."""

    id: ClauseId
    area: str
    zh: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]
    reading: Words | None = None

    def text(self, lang: str) -> str:
        """The clause in `lang`, its reading in brackets behind it."""
        return self._texts[lang.startswith("en")]

    @cached_property
    def _texts(self) -> tuple[str, str]:
        """In Chinese and in English: every decision tells some, so they are put together once."""
        if self.reading is None:
            return self.zh, self.en
        return (
            f"{self.zh}（读法：{self.reading.zh}）",
            f"{self.en} (Reading: {self.reading.en})",
        )


class Outline(Part):
    """An agreement before its terms are read."""

    slug: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{1,49}$")]
    title: Words
    components: Annotated[dict[str, Words], Field(min_length=1)]
    parameters: tuple[Parameter, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    clauses: Annotated[tuple[Clause, ...], Field(min_length=1)]
    terms: tuple[dict[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """An agreement as written, its blanks still open. Made by `parse`."""

    slug: str
    title: Words
    components: Mapping[str, Words]
    parameters: tuple[Parameter, ...]
    source: Source
    outline: Outline

    def open_blanks(self, blanks: Mapping[str, str]) -> list[Parameter]:
        """The parameters that have neither a value nor a default."""
        return [
            parameter
            for parameter in self.parameters
            if parameter.default is None and not blanks.get(parameter.name, "").strip()
        ]


@dataclass(frozen=True, slots=True, eq=False)
class Agreement:
    """An agreement that can be decided by. Equal only to itself, so that it can be a key.

    clauses: by number, in the order of the paper. blanks: every parameter with its value.
    """

    slug: str
    title: Words
    components: Mapping[str, Words]
    clauses: Mapping[str, Clause]
    terms: tuple[Term, ...]
    parameters: tuple[Parameter, ...]
    blanks: Mapping[str, str]

    def text(self, lang: str = "zh") -> list[tuple[str, str]]:
        """Number and words of each clause, in order."""
        return [(clause.id, clause.text(lang)) for clause in self.clauses.values()]


def parse(text: str) -> Document:
    """Read an agreement file. Raises TermsError with line and field for the first fault found.

    The terms are read too, with a sample in each open blank, so that a fault shows now.
    """
    source = read(text)
    try:
        outline = Outline.model_validate(source.value)
    except ValidationError as error:
        raise terms_error(source, error.errors()[0], ()) from None
    document = document_of(source, outline)
    check_names(document)
    _filled(document, {parameter.name: parameter.sample for parameter in document.parameters})
    return document


def document_of(source: Source, outline: Outline) -> Document:
    return Document(
        slug=outline.slug,
        title=outline.title,
        components=outline.components,
        parameters=outline.parameters,
        source=source,
        outline=outline,
    )


def fill(document: Document, blanks: Mapping[str, str]) -> Agreement:
    """The agreement with its blanks filled: a given value, else the default.

    Raises TermsError naming the parameter for an unknown name, a value that its kind does not
    allow, and a blank left open.
    """
    known = {parameter.name for parameter in document.parameters}
    for name in blanks:
        if name not in known:
            names = ", ".join(sorted(known)) or "-"
            raise TermsError(
                Message("is no parameter of this agreement; it has: %(names)s", {"names": names}),
                field=name,
            )
    open_blanks = document.open_blanks(blanks)
    if open_blanks:
        raise TermsError(Message("is needed and missing"), field=open_blanks[0].name)
    values = {}
    for parameter in document.parameters:
        given = blanks.get(parameter.name, "").strip()
        values[parameter.name] = parameter.checked(given or parameter.default or "")
    return _filled(document, values)


def check_names(document: Document) -> None:
    """Clause numbers and parameter names stand once; whatever names a clause names one there is."""
    source, outline = document.source, document.outline
    clauses = [clause.id for clause in outline.clauses]
    for place, number in enumerate(clauses):
        if number in clauses[:place]:
            raise source.error(Message("stands here twice"), ("clauses", place, "id"))
    check_chapters(outline.chapters, clauses, source)
    names = [parameter.name for parameter in outline.parameters]
    for place, parameter in enumerate(outline.parameters):
        if parameter.name in names[:place]:
            raise source.error(Message("stands here twice"), ("parameters", place, "name"))
        if parameter.clause not in clauses:
            raise source.error(_no_clause(parameter.clause), ("parameters", place, "clause"))
        if parameter.default is not None:
            try:
                parameter.checked(parameter.default)
            except TermsError as error:
                raise source.error(error.message, ("parameters", place, "default")) from None


def _no_clause(number: str) -> Message:
    return Message("there is no clause %(clause)s", {"clause": number})


def _filled(document: Document, values: Mapping[str, str]) -> Agreement:
    source, outline = document.source, document.outline
    clauses = {}
    for place, clause in enumerate(outline.clauses):
        given = inserted(clause.model_dump(), values, source, ("clauses", place))
        clauses[clause.id] = Clause.model_validate(given)
    terms = tuple(
        _term(inserted(term, values, source, ("terms", place)), source, ("terms", place))
        for place, term in enumerate(outline.terms)
    )
    agreement = Agreement(
        slug=outline.slug,
        title=outline.title,
        components=outline.components,
        clauses=clauses,
        terms=terms,
        parameters=outline.parameters,
        blanks=dict(values),
    )
    for place, term in enumerate(terms):
        for fault in term_faults(term, agreement, source, ("terms", place)):
            raise fault
    return agreement


def inserted(part: object, values: Mapping[str, str], source: Source, path: Path) -> object:
    """`part` with each {name} replaced by its value."""
    if isinstance(part, str):
        for name in _BLANK.findall(part):
            if name not in values:
                raise source.error(Message("there is no parameter %(name)s", {"name": name}), path)
        return _BLANK.sub(lambda blank: values[blank[1]], part)
    if isinstance(part, dict):
        return {key: inserted(item, values, source, (*path, key)) for key, item in part.items()}
    if isinstance(part, (list, tuple)):
        return [inserted(item, values, source, (*path, place)) for place, item in enumerate(part)]
    return part


def _term(given: object, source: Source, path: Path) -> Term:
    try:
        return TERM.validate_python(given)
    except ValidationError as error:
        raise terms_error(source, error.errors()[0], path) from None


def terms_error(source: Source, error: ErrorDetails, path: Path) -> TermsError:
    """A complaint of pydantic, at its place in the text."""
    # Of a term, the kind that pydantic tried stands first.
    loc = error["loc"][1:] if path else error["loc"]
    message = _PROBLEMS.get(error["type"]) or Message("cannot be read: %(value)s")
    expected = str(error.get("ctx", {}).get("expected", ""))
    shown = str(error.get("input"))[:60]
    filled = Message(message.msgid, {"expected": expected, "value": shown})
    return source.error(filled, (*path, *(part for part in loc if part != "[key]")))


_PROBLEMS = {
    "missing": Message("is needed and missing"),
    "extra_forbidden": Message("is not known here"),
    "enum": Message("must be one of: %(expected)s"),
    "literal_error": Message("must be one of: %(expected)s"),
    "union_tag_not_found": Message("a term needs its kind"),
    "union_tag_invalid": Message("there is no such kind of term"),
    "one_time": Message("needs either within or before"),
    "one_rhythm": Message("needs either every or months"),
    "no_anchor": Message("needs the date that it counts from"),
    "by_the_clock": Message("counts in days, months or years, not in hours"),
    "opens_late": Message("opens after it is due"),
    "before_in_days": Message("is counted back in days, not in hours"),
    "every_in_days": Message("returns after days or months, not hours"),
    "every_nothing": Message("cannot return after no time at all"),
    "outlives_span": Message("goes on after the agreement only for a stated time"),
    "times_within": Message("counts a number of times within a span: needs times"),
    "unit_amount": Message("needs an amount where a unit is paid for, and only there"),
    "asks_nothing": Message("needs something that it asks for"),
}


def term_faults(
    term: Term, agreement: Agreement, source: Source, path: Path
) -> Iterator[TermsError]:
    """Whatever a term names exists: clauses, components, the promise that a remedy follows."""
    numbers = [("clause", term.clause)]
    if isinstance(term, Charge):
        numbers += [("also", number) for number in term.also]
    for key, number in numbers:
        if number not in agreement.clauses:
            yield source.error(_no_clause(number), (*path, key))
    component = getattr(term, "component", None)
    if component is not None and component not in agreement.components:
        yield source.error(
            Message("there is no component %(component)s", {"component": component}),
            (*path, "component"),
        )
    when = getattr(term, "when", None)
    if isinstance(when, Condition):
        yield from _condition_faults(when, agreement, source, (*path, "when"))
    if isinstance(term, Remedy | Consequence) and term.if_missed is not None:
        promised = {other.what for other in agreement.terms if isinstance(other, Promise | Lasting)}
        if term.if_missed != ANY and term.if_missed not in promised:
            yield source.error(
                Message("nothing here promises %(what)s", {"what": term.if_missed}),
                (*path, "if_missed"),
            )


def _condition_faults(
    when: Condition, agreement: Agreement, source: Source, path: Path
) -> Iterator[TermsError]:
    for component in when.components or ():
        if component not in agreement.components:
            yield source.error(
                Message("there is no component %(component)s", {"component": component}),
                (*path, "components"),
            )
    periods = {term.clause for term in agreement.terms if isinstance(term, Warranty)}
    for key in ("past", "running"):
        number = getattr(when, key)
        if number is not None and number not in periods:
            yield source.error(
                Message("clause %(clause)s promises no period", {"clause": number}), (*path, key)
            )
