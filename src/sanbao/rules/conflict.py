"""Terms of one agreement that contradict each other, and which of the two counts.

Of several terms of one subject that hold, the first counts. That is how a paper states a rule and
its exception: the narrower term stands first. It is a contradiction where the later one can never
count although it says something else, or where the two overlap and neither is the narrower.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from sanbao.rules.agreement import Agreement
from sanbao.rules.facts import WHOLE, Cause, Code
from sanbao.rules.message import Message
from sanbao.rules.overlap import implies, overlaps
from sanbao.rules.sentence.listing import span_words
from sanbao.rules.sentence.words import word
from sanbao.rules.terms import (
    Charge,
    Conditional,
    Exclusion,
    OneOff,
    Promise,
    Remedy,
    Rhythm,
    Share,
    Standing,
    Term,
    Warranty,
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Two terms that contradict.

    first, second: their clauses, the first is the one that counts. about: what both speak of.
    is_read: the paper's doubt is settled by a reading that stands beside one of the clauses.
    """

    first: str
    second: str
    about: Message
    is_read: bool

    @property
    def clauses(self) -> str:
        return self.first if self.first == self.second else f"{self.first} / {self.second}"

    @property
    def key(self) -> str:
        """Names the finding when somebody takes note of it; another figure is another finding."""
        return f"{self.clauses}: {self.about}"


@lru_cache(maxsize=256)
def findings(agreement: Agreement) -> tuple[Finding, ...]:
    """Every contradiction, in the order of the terms; each pair of clauses once a subject."""
    found: dict[str, Finding] = {}
    for first, second in combinations(agreement.terms, 2):
        for about in _contradictions(_sharpened(first, agreement), _sharpened(second, agreement)):
            is_read = any(
                agreement.clauses[number].reading for number in (first.clause, second.clause)
            )
            finding = Finding(first.clause, second.clause, about, bool(is_read))
            found.setdefault(finding.key, finding)
    return tuple(found.values())


def _sharpened(term: Term, agreement: Agreement) -> Term:
    """What is covered has none of the causes and codes that exclude it, though no term says so."""
    if not isinstance(term, Conditional) or term.when.standing != frozenset({Standing.COVERED}):
        return term
    barring = [
        other
        for other in agreement.terms
        if isinstance(other, Exclusion) and other.component is None
    ]
    causes = frozenset[Cause]().union(*(other.causes for other in barring))
    codes = frozenset[Code]().union(*(other.codes for other in barring))
    when = term.when.model_copy(
        update={
            "except_causes": (term.when.except_causes or frozenset()) | causes,
            "except_codes": (term.when.except_codes or frozenset()) | codes,
        }
    )
    return term.model_copy(update={"when": when})


def _contradictions(first: Term, second: Term) -> Iterator[Message]:
    """What two terms, the earlier one first, say differently about one thing."""
    if isinstance(first, Warranty) and isinstance(second, Warranty):
        yield from _two_warranties(first, second)
    elif isinstance(first, Charge) and isinstance(second, Charge):
        yield from _two_charges(first, second)
    elif isinstance(first, Promise) and isinstance(second, Promise):
        yield from _two_promises(first, second)
    elif isinstance(first, Remedy) and isinstance(second, Remedy):
        yield from _two_remedies(first, second)
    elif isinstance(first, Rhythm | OneOff | Share) and type(first) is type(second):
        yield from _two_duties(first, second)


def _two_warranties(first: Warranty, second: Warranty) -> Iterator[Message]:
    if not _clash((first.claimant, first.tier), (second.claimant, second.tier)):
        return
    if first.component != second.component:
        if WHOLE in (first.component, second.component) and first.start is not second.start:
            yield Message(
                "the whole and a part of it count from different days: %(first)s, and %(second)s",
                {"first": _period(first), "second": _period(second)},
            )
        return
    if (first.start, first.span) == (second.start, second.span):
        return
    yield Message(
        "two warranties of one component: %(first)s, and %(second)s",
        {"first": _period(first), "second": _period(second)},
    )


def _clash(first: tuple[object, ...], second: tuple[object, ...]) -> bool:
    """Whether both fit somebody, and the earlier one is not the narrower. None fits everybody."""
    pairs = list(zip(first, second, strict=True))
    meets = all(one is None or other is None or one == other for one, other in pairs)
    is_inside = all(other in (None, one) for one, other in pairs)
    return meets and not (is_inside and first != second)


def _two_charges(first: Charge, second: Charge) -> Iterator[Message]:
    if first.apart or second.apart or not _same_ground(first, second):
        return
    if (first.payer, first.basis, first.rate) == (second.payer, second.basis, second.rate):
        return
    for item in first.items:
        if item in second.items:
            yield Message("two payers or prices for %(item)s in one case", {"item": word(item)})


def _two_promises(first: Promise, second: Promise) -> Iterator[Message]:
    if first.what is not second.what or first.by is not second.by:
        return
    if (first.span, first.after) == (second.span, second.after):
        return
    if _same_ground(first, second):
        yield Message(
            "two times for one promise in one case: %(first)s, and %(second)s",
            {"first": span_words(first.within), "second": span_words(second.within)},
        )


def _two_remedies(first: Remedy, second: Remedy) -> Iterator[Message]:
    if (first.what, first.if_missed) != (second.what, second.if_missed):
        return
    if first.fee != second.fee and _same_ground(first, second):
        yield Message("two fees for one remedy in one case")


def _same_ground(first: Conditional, second: Conditional) -> bool:
    """Whether both can hold of one event, and the earlier one is not the narrower."""
    if not first.events & second.events or not overlaps(first.when, second.when):
        return False
    is_inside = first.events <= second.events and implies(first.when, second.when)
    is_around = second.events <= first.events and implies(second.when, first.when)
    return is_around or not is_inside


Duty = Rhythm | OneOff | Share
# What makes two duties one and the same; what else they say has to agree.
_SAME_DUTY = ("what", "by", "each", "after", "of", "runs")
_APART = {"clause"}


def _two_duties(first: Duty, second: Duty) -> Iterator[Message]:
    told, other = first.model_dump(exclude=_APART), second.model_dump(exclude=_APART)
    if any(told.get(name) != other.get(name) for name in _SAME_DUTY):
        return
    if told != other:
        yield Message("one duty in two different ways")


def _period(term: Warranty) -> Message:
    words = {"span": span_words(term.span), "start": word(term.start)}
    return Message("%(span)s from %(start)s", words)
