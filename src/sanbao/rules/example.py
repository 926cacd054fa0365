"""Two cases that show what a term means: one in which it counts, and one just beside it.

The cases are found by asking `decide` itself, so that what they show is what will happen: a term
that no case makes count is overruled by an earlier one, and says so.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice

from sanbao.rules.agreement import Agreement
from sanbao.rules.cover import cover
from sanbao.rules.deadline import china_day
from sanbao.rules.decision import decide
from sanbao.rules.facts import Cause, DateName, FactError, Facts
from sanbao.rules.guess import beside, guesses
from sanbao.rules.message import Message
from sanbao.rules.outcome import Answer, outcome
from sanbao.rules.sentence.listing import joined, province_words
from sanbao.rules.sentence.words import word
from sanbao.rules.situation import holds, situate
from sanbao.rules.terms import (
    Charge,
    Conditional,
    Exclusion,
    Guidance,
    Promise,
    Standing,
    Term,
    Warranty,
)

# Cases tried before a term is said to be overruled.
MOST_TRIED = 600


@dataclass(frozen=True, slots=True)
class Case:
    """One event and what is decided about it. told: the event in words. lines: the answer, and
    whether the other case is answered otherwise there."""

    told: Message
    lines: tuple[tuple[Message, bool], ...]


@dataclass(frozen=True, slots=True)
class Example:
    """What a term means. counts: a case by it; beside: a case next to it that goes otherwise."""

    counts: Case | None
    beside: Case | None


def example(agreement: Agreement, term: Term, *, on: date) -> Example | None:
    """The two cases of a term, told from the day `on`; None for duties that no event asks for."""
    if not isinstance(term, Warranty | Exclusion | Conditional):
        return None
    counting = _counting(agreement, term, on)
    if counting is None:
        return Example(None, None)
    other = next(
        (
            facts
            for facts in beside(agreement, term, counting)
            if (answer := _answer(agreement, facts)) and not counts(agreement, term, facts, answer)
        ),
        None,
    )
    told = outcome(_answer(agreement, counting) or {})
    against = outcome(_answer(agreement, other) or {}) if other else told
    return Example(
        _case(term, (counting, other), told, against, agreement),
        _case(term, (other, counting), against, told, agreement) if other else None,
    )


def _counting(agreement: Agreement, term: Term, on: date) -> Facts | None:
    for facts in islice(guesses(agreement, term, on=on), MOST_TRIED):
        answer = _answer(agreement, facts)
        if answer and counts(agreement, term, facts, answer):
            return facts
    return None


def _answer(agreement: Agreement, facts: Facts) -> Answer | None:
    try:
        return decide(agreement, facts).as_json()
    except FactError:
        return None


def counts(agreement: Agreement, term: Term, facts: Facts, answer: Answer) -> bool:
    """Whether the answer rests on this very term."""
    warranty = answer["warranty"]
    if isinstance(term, Warranty):
        return bool(warranty["clause"] == term.clause and warranty["in_period"])
    if isinstance(term, Exclusion):
        named = facts.cause in term.causes or bool(facts.exclusions & term.codes)
        return named and bool(warranty["in_period"]) and not warranty["covered"]
    if not isinstance(term, Conditional) or not _holds(agreement, term, facts):
        return False
    if isinstance(term, Guidance):
        return any(clause["id"] == term.clause for clause in answer["clauses"])
    if isinstance(term, Charge):
        by = (term.clause, term.basis)
        return any(
            (line["clause"], line["basis"]) == by and line["item"] in term.items
            for line in answer["charges"]
        )
    lines = answer["obligations" if isinstance(term, Promise) else "remedies"]
    return any(line["clause"] == term.clause and line["what"] == term.what for line in lines)


def _holds(agreement: Agreement, term: Conditional, facts: Facts) -> bool:
    """Whether what the term asks for is so: two terms of one clause may give lines alike."""
    on = china_day(facts.at)
    situation = situate(agreement, facts, cover(agreement, facts, on), on=on)
    return facts.kind in term.events and holds(term.when, situation)


def _case(
    term: Term,
    events: tuple[Facts, Facts | None],
    told: dict[str, Message],
    against: dict[str, Message],
    agreement: Agreement,
) -> Case:
    names = dict.fromkeys([*told, *against])
    differing = [name for name in names if told.get(name) != against.get(name)]
    # What the term is about, else whatever is decided otherwise, else all of it.
    about = [name for name in differing if name.startswith(_ABOUT.get(term.kind, ("",)))]
    shown = about or differing or list(told)
    lines = [(told[name], name in differing) for name in shown if name in told]
    if not lines:
        lines = [(Message("Nothing of the kind is owed."), True)]
    facts, other = events
    event = [*_event(term, facts, other), *_stands(agreement, term, facts, other)]
    return Case(joined(event), tuple(lines))


_ABOUT: Mapping[str, tuple[str, ...]] = {
    "warranty": ("warranty", "charge"),
    "exclusion": ("warranty", "charge"),
    "charge": ("charge",),
    "promise": ("duty",),
    "remedy": ("remedy",),
}


def _event(term: Term, facts: Facts, other: Facts | None) -> Iterator[Message]:
    """The day, what happened, and whatever else the term looks at or the other case has not."""
    start = _start(term)
    if start is not None and start in facts.dates:
        day = {"start": word(start), "day": facts.dates[start]}
        yield Message("%(start)s: %(day)s", day)
    happened = {"event": word(facts.kind), "day": china_day(facts.at)}
    yield Message("%(event)s on %(day)s", happened)
    when = getattr(term, "when", None)
    stated = {name for name in type(when).model_fields if getattr(when, name)} if when else set()
    for names, field, words in _particulars(facts):
        differs = other is not None and getattr(other, field) != getattr(facts, field)
        # A fault of the product's own is what one takes for granted.
        is_odd = field == "cause" and facts.cause is not Cause.PRODUCT_QUALITY
        if differs or is_odd or names & stated:
            yield words


def _stands(
    agreement: Agreement, term: Term, facts: Facts, other: Facts | None
) -> Iterator[Message]:
    """How the unit stands towards its warranty, where the term asks or the other stands apart."""
    standing = _standing(agreement, facts)
    stated = getattr(getattr(term, "when", None), "standing", None)
    if stated or (other is not None and standing is not _standing(agreement, other)):
        yield word(standing)


def _standing(agreement: Agreement, facts: Facts) -> Standing:
    return cover(agreement, facts, china_day(facts.at)).standing


def _start(term: Term) -> DateName | None:
    when = getattr(term, "when", None)
    window = (when.within or when.beyond) if when else None
    return getattr(term, "start", None) or (window.start if window else None)


def _particulars(facts: Facts) -> Iterator[tuple[set[str], str, Message]]:
    """Each fact in words, with the conditions that look at it."""
    causes = {"causes", "except_causes"}
    yield causes, "cause", Message("cause: %(cause)s", {"cause": word(facts.cause)})
    if facts.exclusions:
        found = joined([word(code) for code in sorted(facts.exclusions)])
        yield {"codes", "except_codes"}, "exclusions", Message("found: %(codes)s", {"codes": found})
    if facts.province:
        place = Message("in %(places)s", {"places": province_words(facts.province)})
        yield {"provinces", "except_provinces"}, "province", place
    if facts.area:
        yield {"area"}, "area", word(facts.area)
    claims = Message("%(claimant)s claims", {"claimant": word(facts.claimant)})
    yield {"claimant"}, "claimant", claims
    if facts.tier:
        yield {"tier"}, "tier", word(facts.tier)
    if facts.reason:
        yield {"reasons"}, "reason", Message("reason: %(reason)s", {"reason": word(facts.reason)})
    if facts.severity:
        yield {"severities"}, "severity", word(facts.severity)
    repairs = Message("failed repairs so far: %(n)s", {"n": facts.failed_repairs})
    yield {"failed_repairs_from"}, "failed_repairs", repairs
    yield {"quantity_from"}, "quantity", Message("units sent: %(n)s", {"n": facts.quantity})
    yield {"authorised"}, "authorised", _AGREED if facts.authorised else _NOT_AGREED


_AGREED = Message("agreed beforehand")
_NOT_AGREED = Message("not agreed beforehand")
