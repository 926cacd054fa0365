"""A draft as its editor shows it: clause by clause, each term told and shown in two cases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import islice

from sanbao.apps.accounts.wording import said
from sanbao.apps.agreements.facts.paper import BLANK, Piece, cut
from sanbao.apps.agreements.models import Version
from sanbao.apps.agreements.queries.terms import document, values
from sanbao.rules.example import Example, example
from sanbao.rules.rhythm import Bounds, occurrences
from sanbao.rules.sentence import kind_words, sentence, told
from sanbao.rules.shown import sampled, shown_terms
from sanbao.rules.terms import Rhythm, Runs, Share, Term

KEPT = 64
# What returns more seldom than twice in so many years has no second day to show.
YEARS_SHOWN = 30


@dataclass(frozen=True, slots=True)
class CaseShown:
    """One of two cases. lines: the sentence, and whether the other case goes otherwise there."""

    event: str
    lines: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class TermCard:
    """A term: where it stands, what it says, what it means.

    rank, of_kind: its place among the terms of its kind, where the first that holds counts.
    is_overruled: no case was found in which it counts. due: of what returns, the next two days on
    which it falls due if it is counted from today; none while one of its blanks is open.
    """

    place: int
    kind: str
    kind_name: str
    sentence: str
    rank: int
    of_kind: int
    counts: CaseShown | None
    beside: CaseShown | None
    is_overruled: bool
    due: tuple[date, ...] = ()

    @property
    def is_first(self) -> bool:
        return self.rank == 1

    @property
    def is_last(self) -> bool:
        return self.rank == self.of_kind


@dataclass(frozen=True, slots=True)
class ClauseCard:
    """A clause with its terms; zh and en are its words in both languages."""

    place: int
    number: str
    area: str
    zh: tuple[Piece, ...]
    en: tuple[Piece, ...]
    reading: tuple[Piece, ...]
    terms: tuple[TermCard, ...]


def clause_cards(version: Version, *, lang: str, on: date) -> list[ClauseCard]:
    """Every clause of a draft in the order of the paper."""
    paper = document(version.source)

    def shown(words: str, tongue: str) -> tuple[Piece, ...]:
        labels = {blank.name: blank.label.text(tongue) for blank in paper.parameters}
        return tuple(cut(words, version.blanks, labels))

    cards = term_cards(version, lang=lang, on=on)
    return [
        ClauseCard(
            place=place,
            number=clause.id,
            area=clause.area,
            zh=shown(clause.zh, "zh"),
            en=shown(clause.en, "en"),
            reading=shown(clause.reading.text(lang), lang) if clause.reading else (),
            terms=tuple(card for number, card in cards if number == clause.id),
        )
        for place, clause in enumerate(paper.outline.clauses)
    ]


def term_cards(version: Version, *, lang: str, on: date) -> list[tuple[str, TermCard]]:
    """Every term with the number of its clause, in the order in which they count."""
    paper = document(version.source)
    names = {code: words.text(lang) for code, words in paper.components.items()}
    terms = shown_terms(paper, version.blanks, lang)
    examples = examples_of(version.source, tuple(sorted(version.blanks.items())), on)
    kinds = [term.kind for term in terms]
    days = [next_due(term, on=on) for term in sampled(paper, version.blanks).terms]
    is_open = [has_open_blank(given, version.blanks) for given in paper.outline.terms]
    return [
        (
            term.clause,
            replace(
                card(place, term, names, examples[place], kinds),
                due=() if is_open[place] else days[place],
            ),
        )
        for place, term in enumerate(terms)
    ]


def sentences_of(version: Version, *, lang: str) -> list[str]:
    """What each term of a version says, in the order of its text; an open blank is its label."""
    paper = document(version.source)
    names = {code: words.text(lang) for code, words in paper.components.items()}
    terms = shown_terms(paper, values(version), lang)
    return [told(sentence(term, names), said) for term in terms]


def has_open_blank(given: object, blanks: Mapping[str, str]) -> bool:
    """Whether a term, as it is written, waits for a blank."""
    return any(not blanks.get(name, "").strip() for name in BLANK.findall(str(given)))


def next_due(term: Term, *, on: date) -> tuple[date, ...]:
    """The next two days of what returns, counted from `on` and as if its warranty ran on."""
    if not isinstance(term, Rhythm | Share):
        return ()
    last = date(on.year + YEARS_SHOWN, 12, 31)
    is_covered = isinstance(term, Rhythm) and term.runs is Runs.COVERED
    bounds = Bounds(first=on, anchor=on, covered_until=last if is_covered else None)
    try:
        found = list(islice(occurrences(term, bounds, since=on, until=last), 2))
    except (OverflowError, ValueError):
        # A span that leads beyond what calendars know.
        return ()
    return tuple(each.due_on for each in found)


def card(
    place: int,
    term: Term,
    names: Mapping[str, str],
    found: Example | None,
    kinds: Sequence[str],
) -> TermCard:
    return TermCard(
        place=place,
        kind=term.kind,
        kind_name=said(kind_words(term.kind)),
        sentence=told(sentence(term, names), said),
        rank=list(kinds[: place + 1]).count(term.kind),
        of_kind=list(kinds).count(term.kind),
        counts=case_shown(found, "counts"),
        beside=case_shown(found, "beside"),
        is_overruled=found is not None and found.counts is None,
    )


def case_shown(found: Example | None, which: str) -> CaseShown | None:
    case = getattr(found, which, None)
    if case is None:
        return None
    lines = tuple((told(line, said), differs) for line, differs in case.lines)
    return CaseShown(told(case.told, said), lines)


@lru_cache(maxsize=KEPT)
def examples_of(
    source: str, blanks: tuple[tuple[str, str], ...], on: date
) -> tuple[Example | None, ...]:
    """The two cases of each term; the same draft on the same day has the same."""
    agreement = sampled(document(source), dict(blanks))
    return tuple(example(agreement, term, on=on) for term in agreement.terms)
