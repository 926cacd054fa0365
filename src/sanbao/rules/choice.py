"""Which terms hold in a situation: who pays, what is owed, what may be asked for."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from sanbao.rules.agreement import Agreement, Clause
from sanbao.rules.cover import exclusion_grounds, warranty_term
from sanbao.rules.money import NOTHING
from sanbao.rules.situation import Situation, holds
from sanbao.rules.span import Span, Unit
from sanbao.rules.terms import (
    Charge,
    Deed,
    Depreciation,
    Guidance,
    Item,
    Payer,
    Promise,
    Relief,
    Remedy,
    Standing,
)


class ChargeLine(NamedTuple):
    """One item of a repair, who pays it, at which price, by which clause."""

    item: str
    payer: str
    basis: str
    clause: str


class Consequence(NamedTuple):
    """What is owed, by whom and by which clause, once a duty has been missed."""

    what: str
    clause: str
    by: str


class RemedyLine(NamedTuple):
    """What may be had. when: `now`, or `if_missed:` and a duty. fee: CNY; None: no price yet."""

    what: str
    when: str
    fee: Decimal | None
    clause: str


@dataclass(frozen=True, slots=True)
class Owed:
    """A promise before its clock is known. lasts: its hours, None where days count."""

    what: str
    by: str
    clause: str
    span: Span
    lasts: timedelta | None
    after: str | None
    consequence: tuple[Consequence, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """What holds.

    remedies: with their fee, and the depreciation it still has to be counted by, if any.
    clauses: all that took part, each once, in the order in which they were asked.
    """

    charges: tuple[ChargeLine, ...]
    owed: tuple[Owed, ...]
    remedies: tuple[tuple[RemedyLine, Depreciation | None], ...]
    clauses: tuple[Clause, ...]


# Situations are few; the bound keeps a stream of odd facts from filling the memory.
@lru_cache(maxsize=8192)
def choose(agreement: Agreement, case: Situation) -> Choice:
    """The terms of an agreement that hold in a situation."""
    terms = [
        term
        for term in agreement.terms
        if isinstance(term, (Charge, Promise, Guidance, Remedy))
        and case.kind in term.events
        and holds(term.when, case)
    ]
    charges, rests_on = _charges([term for term in terms if isinstance(term, Charge)], case)
    remedies = _first_remedies([term for term in terms if isinstance(term, Remedy)])
    promises = _first_promises([term for term in terms if isinstance(term, Promise)])
    if any(remedy.refuses for remedy in remedies):
        promises = []
    numbers = [*_cover_clauses(agreement, case), *rests_on]
    numbers += [promise.clause for promise in promises]
    numbers += [remedy.clause for remedy in remedies]
    numbers += [term.clause for term in terms if isinstance(term, Guidance)]
    return Choice(
        charges=charges,
        owed=tuple(_owed(promise, remedies) for promise in promises),
        remedies=tuple(_remedy(remedy) for remedy in remedies),
        clauses=tuple(agreement.clauses[number] for number in dict.fromkeys(numbers)),
    )


def _cover_clauses(agreement: Agreement, case: Situation) -> list[str]:
    """The clause of the warranty, and those that take the event out of it."""
    term = warranty_term(agreement, case.component, case.claimant, case.tier)
    if term is None:
        return []
    numbers = [term.clause, case.extension] if case.extension else [term.clause]
    if case.standing is not Standing.EXCLUDED:
        return numbers
    grounds = exclusion_grounds(agreement, case.component, case.causes, case.codes)
    return [*numbers, *(ground.clause for ground in grounds)]


def _charges(terms: list[Charge], case: Situation) -> tuple[tuple[ChargeLine, ...], list[str]]:
    """A line for each item by the first term that names it, terms `apart` besides."""
    lines: list[tuple[int, ChargeLine]] = []
    rests_on: list[str] = []
    settled: set[Item] = set()
    order = list(Item)
    for term in terms:
        items = [item for item in term.items if term.apart or item not in settled]
        if not items:
            continue
        if not term.apart:
            settled.update(items)
        payer = case.claimant.value if term.payer is Payer.CLAIMANT else term.payer.value
        lines += [
            (order.index(item), ChargeLine(item.value, payer, term.basis.value, term.clause))
            for item in items
        ]
        rests_on += [term.clause, *term.also]
    lines.sort(key=lambda line: line[0])
    return tuple(line for _, line in lines), rests_on


def _first_remedies(remedies: list[Remedy]) -> list[Remedy]:
    first: dict[tuple[Relief, str | None], Remedy] = {}
    for remedy in remedies:
        first.setdefault((remedy.what, remedy.if_missed), remedy)
    return list(first.values())


def _first_promises(promises: list[Promise]) -> list[Promise]:
    first: dict[Deed, Promise] = {}
    for promise in promises:
        first.setdefault(promise.what, promise)
    return list(first.values())


def _owed(promise: Promise, remedies: list[Remedy]) -> Owed:
    by = promise.by.value
    hours = promise.within.unit is Unit.HOURS
    return Owed(
        what=promise.what.value,
        by=by,
        clause=promise.clause,
        span=promise.span,
        lasts=timedelta(hours=promise.within.amount) if hours else None,
        after=promise.after,
        consequence=tuple(
            Consequence(remedy.what.value, clause=remedy.clause, by=by)
            for remedy in remedies
            if remedy.if_missed == promise.what
        ),
    )


def _remedy(remedy: Remedy) -> tuple[RemedyLine, Depreciation | None]:
    line = RemedyLine(
        what=remedy.what.value,
        when=f"if_missed:{remedy.if_missed}" if remedy.if_missed else "now",
        fee=NOTHING if remedy.fee == "free" else None,
        clause=remedy.clause,
    )
    return line, remedy.fee if isinstance(remedy.fee, Depreciation) else None
