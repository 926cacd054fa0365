"""Which clause of one text answers to which of another, numbers moved or not."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sanbao.apps.agreements.facts.marked import likeness

# Clauses of other numbers, or of another template, are one clause if they share this much.
ALIKE = 0.6
SAME_NUMBER = 0.3
MOST_TRIED = 20_000


@dataclass(frozen=True, slots=True)
class Worded:
    """A clause as it is compared."""

    number: str
    words: str


Pair = tuple[Worded | None, Worded | None]


def paired(old: Sequence[Worded], new: Sequence[Worded], *, akin: bool) -> list[Pair]:
    """Each clause once, in the order of the new text; what it lost stands where it stood.

    The same words come first, so that a clause that only moved is found again; then the same
    number, then whatever is most alike. akin: both texts come from one template, where the same
    number is the same clause even if every word of it is another.
    """
    found: dict[str, str] = {}
    for moved in (False, True):
        _add(found, _same_words(old, new, moved=moved))
    _add(found, _same_number(old, new, least=SAME_NUMBER))
    _add(found, _alike(_left(old, found.values()), _left(new, found)))
    if akin:
        _add(found, _same_number(old, new, least=0.0))
    return _ordered(old, new, found)


def _add(found: dict[str, str], choices: Iterable[tuple[str, str]]) -> None:
    """Take each choice (new number, old number) whose clauses are both free."""
    taken = set(found.values())
    for number, was in choices:
        if number not in found and was not in taken:
            found[number] = was
            taken.add(was)


def _same_words(
    old: Sequence[Worded], new: Sequence[Worded], *, moved: bool
) -> Iterator[tuple[str, str]]:
    by_words: dict[str, list[str]] = {}
    for clause in old:
        by_words.setdefault(clause.words, []).append(clause.number)
    for clause in new:
        for was in by_words.get(clause.words, ()):
            if moved or was == clause.number:
                yield clause.number, was


def _same_number(
    old: Sequence[Worded], new: Sequence[Worded], *, least: float
) -> Iterator[tuple[str, str]]:
    by_number = {clause.number: clause for clause in old}
    for clause in new:
        was = by_number.get(clause.number)
        if was and likeness(was.words, clause.words) >= least:
            yield clause.number, clause.number


def _alike(old: Sequence[Worded], new: Sequence[Worded]) -> Iterator[tuple[str, str]]:
    """The likest first; texts too long for that are compared by words and numbers alone."""
    if len(old) * len(new) > MOST_TRIED:
        return
    choices = [
        (likeness(one.words, other.words), other.number, one.number) for other in new for one in old
    ]
    for alike, number, was in sorted(choices, key=lambda choice: -choice[0]):
        if alike >= ALIKE:
            yield number, was


def _left(clauses: Sequence[Worded], numbers: Iterable[str]) -> list[Worded]:
    known = set(numbers)
    return [clause for clause in clauses if clause.number not in known]


def _ordered(old: Sequence[Worded], new: Sequence[Worded], found: dict[str, str]) -> list[Pair]:
    by_number = {clause.number: clause for clause in old}
    kept = set(found.values())
    pairs: list[Pair] = [(by_number.get(found.get(each.number, "")), each) for each in new]
    for place, clause in enumerate(old):
        if clause.number not in kept:
            pairs.insert(_place_after(pairs, old[:place]), (clause, None))
    return pairs


def _place_after(pairs: Sequence[Pair], before: Iterable[Worded]) -> int:
    """Behind the nearest clause that stood before it in the old text."""
    places = {was.number: place for place, (was, _now) in enumerate(pairs) if was}
    stood = [places[clause.number] for clause in before if clause.number in places]
    return stood[-1] + 1 if stood else 0
