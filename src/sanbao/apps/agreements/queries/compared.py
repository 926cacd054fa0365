"""Two versions term by term: of one agreement or of two, what was added, left out, changed."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sanbao.apps.accounts.wording import said
from sanbao.apps.agreements.facts.marked import Marked, marked
from sanbao.apps.agreements.facts.paired import Pair, Worded, paired
from sanbao.apps.agreements.facts.paper import OPEN, cut
from sanbao.apps.agreements.models import Version
from sanbao.apps.agreements.queries.terms import document, values
from sanbao.rules.agreement import Clause
from sanbao.rules.sentence import kind_words, sentence, told
from sanbao.rules.shown import shown_terms

ADDED, REMOVED, CHANGED, MOVED, SAME = "added", "removed", "changed", "moved", "same"
Told = tuple[str, str]
READING = "reading"


@dataclass(frozen=True, slots=True)
class Beside:
    """One sentence as it was and as it is. kind: of the term, or `reading`; name: in words."""

    kind: str
    name: str
    change: str
    old_words: str
    new_words: str

    @property
    def both(self) -> tuple[Marked, Marked]:
        return marked(self.old_words, self.new_words)


@dataclass(frozen=True, slots=True)
class ClauseBeside:
    """A clause as it was and as it is. was, number: its old and new number, "" where it is not.

    change: of the clause with its terms. text: its own sentence. details: its reading and terms.
    """

    was: str
    number: str
    change: str
    text: Beside
    details: tuple[Beside, ...]


@dataclass(frozen=True, slots=True)
class BlankBeside:
    """What stands in a blank; "" where it is open, None where there is no such blank."""

    name: str
    label: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """clauses: all of them, in the order of the newer text. reordered: kinds of terms whose order,
    in which the first that holds counts, is another."""

    clauses: tuple[ClauseBeside, ...]
    blanks: tuple[BlankBeside, ...]
    reordered: tuple[str, ...]

    @property
    def differing(self) -> list[ClauseBeside]:
        return [clause for clause in self.clauses if clause.change != SAME]

    @property
    def counted(self) -> Mapping[str, int]:
        """How many clauses there are of each change."""
        return Counter(clause.change for clause in self.clauses)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two versions, its blanks filled; an open one reads as its label."""

    slug: str
    blanks: Mapping[str, str]
    labels: Mapping[str, str]
    clauses: Mapping[str, Clause]
    terms: tuple[tuple[str, str, str], ...]
    lang: str

    def words(self, text: str) -> str:
        pieces = cut(text, self.blanks, self.labels)
        return "".join(
            f"____({piece.words})" if piece.kind == OPEN else piece.words for piece in pieces
        )

    def worded(self) -> list[Worded]:
        english = self.lang == "en"
        return [
            Worded(number, self.words(clause.en if english else clause.zh))
            for number, clause in self.clauses.items()
        ]

    def details(self, number: str) -> list[Told]:
        """The reading of a clause and its terms, each with its kind."""
        clause = self.clauses.get(number)
        reading = clause.reading if clause else None
        first = [(READING, self.words(reading.text(self.lang)))] if reading else []
        return [*first, *((kind, told) for at, kind, told in self.terms if at == number)]


def compared(old: Version, new: Version, *, lang: str) -> Comparison:
    """What two versions say differently, clause by clause, in `lang`."""
    before, after = side_of(old, lang=lang), side_of(new, lang=lang)
    pairs = paired(before.worded(), after.worded(), akin=before.slug == after.slug)
    return Comparison(
        clauses=tuple(clause_beside(pair, before, after) for pair in pairs),
        blanks=tuple(blanks_beside(before, after)),
        reordered=tuple(reordered(before.terms, after.terms)),
    )


def side_of(version: Version, *, lang: str) -> Side:
    paper, blanks = document(version.source), values(version)
    names = {code: words.text(lang) for code, words in paper.components.items()}
    return Side(
        slug=paper.slug,
        blanks=blanks,
        labels={blank.name: blank.label.text(lang) for blank in paper.parameters},
        clauses={clause.id: clause for clause in paper.outline.clauses},
        terms=tuple(
            (term.clause, term.kind, told(sentence(term, names), said))
            for term in shown_terms(paper, blanks, lang)
        ),
        lang=lang,
    )


def clause_beside(pair: Pair, before: Side, after: Side) -> ClauseBeside:
    was, now = pair
    old, new = was.number if was else "", now.number if now else ""
    text = beside("", was.words if was else "", now.words if now else "")
    details = tuple(details_beside(before.details(old), after.details(new)))
    is_same = text.change == SAME and all(each.change == SAME for each in details)
    change = text.change if not (was and now) else CHANGED if not is_same else SAME
    if change == SAME and old != new:
        change = MOVED
    return ClauseBeside(old, new, change, text, details)


def beside(kind: str, old: str, new: str) -> Beside:
    change = SAME if old == new else ADDED if not old else REMOVED if not new else CHANGED
    name = said(kind_words(kind)) if kind not in ("", READING) else ""
    return Beside(kind, name, change, old, new)


def details_beside(old: Sequence[Told], new: Sequence[Told]) -> Iterator[Beside]:
    """What says the same is one pair; of the others, those of one kind in their order."""
    left = list(old)
    for each in new:
        if each in left:
            left.remove(each)
    unchanged = list(old)
    for each in left:
        unchanged.remove(each)
    for kind, words in new:
        if (kind, words) in unchanged:
            unchanged.remove((kind, words))
            yield beside(kind, words, words)
            continue
        place = next((place for place, told in enumerate(left) if told[0] == kind), None)
        yield beside(kind, left.pop(place)[1] if place is not None else "", words)
    for kind, words in left:
        yield beside(kind, words, "")


def blanks_beside(before: Side, after: Side) -> Iterator[BlankBeside]:
    """The blanks in which something else stands, or that only one of the two has."""
    for name in dict.fromkeys([*before.labels, *after.labels]):
        old = before.blanks.get(name, "").strip() if name in before.labels else None
        new = after.blanks.get(name, "").strip() if name in after.labels else None
        if old != new:
            yield BlankBeside(name, after.labels.get(name) or before.labels[name], old, new)


def reordered(
    old: Sequence[tuple[str, str, str]], new: Sequence[tuple[str, str, str]]
) -> Iterator[str]:
    """The kinds whose terms, as far as both have them, stand in another order."""
    for kind in dict.fromkeys(kind for _clause, kind, _told in new):
        was = [told for _clause, each, told in old if each == kind]
        now = [told for _clause, each, told in new if each == kind]
        if [told for told in was if told in now] != [told for told in now if told in was]:
            yield said(kind_words(kind))
