"""Which terms hold in a situation: who pays, what is owed, what may be asked for."""

from dataclasses import dataclass
from functools import lru_cache

from sanbao.rules.agreement import Agreement
from sanbao.rules.situation import Situation, holds
from sanbao.rules.terms import Basis, Charge, Deed, Guidance, Item, Payer, Promise, Relief, Remedy


@dataclass(frozen=True, slots=True)
class ChargeLine:
    """One item of a repair, who pays it, at which price, by which clause."""

    item: Item
    payer: Payer
    basis: Basis
    clause: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The terms that hold. clauses: their numbers, each once, in the order they took part."""

    charges: tuple[ChargeLine, ...]
    promises: tuple[Promise, ...]
    remedies: tuple[Remedy, ...]
    clauses: tuple[str, ...]


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
    remedies = _first_of_each([term for term in terms if isinstance(term, Remedy)])
    promises = [term for term in terms if isinstance(term, Promise)]
    if any(remedy.refuses for remedy in remedies):
        promises = []
    owed = _first_promises(promises)
    clauses = [*rests_on, *(term.clause for term in owed), *(term.clause for term in remedies)]
    clauses += [term.clause for term in terms if isinstance(term, Guidance)]
    return Choice(charges, owed, remedies, tuple(dict.fromkeys(clauses)))


def _charges(terms: list[Charge], case: Situation) -> tuple[tuple[ChargeLine, ...], list[str]]:
    """A line for each item by the first term that names it, terms `apart` besides."""
    lines: list[ChargeLine] = []
    rests_on: list[str] = []
    settled: set[Item] = set()
    for term in terms:
        items = [item for item in term.items if term.apart or item not in settled]
        if not items:
            continue
        if not term.apart:
            settled.update(items)
        payer = Payer(case.claimant) if term.payer is Payer.CLAIMANT else term.payer
        lines += [ChargeLine(item, payer, term.basis, term.clause) for item in items]
        rests_on += [term.clause, *term.also]
    order = list(Item)
    return tuple(sorted(lines, key=lambda line: order.index(line.item))), rests_on


def _first_of_each(remedies: list[Remedy]) -> tuple[Remedy, ...]:
    first: dict[tuple[Relief, str | None], Remedy] = {}
    for remedy in remedies:
        first.setdefault((remedy.what, remedy.if_missed), remedy)
    return tuple(first.values())


def _first_promises(promises: list[Promise]) -> tuple[Promise, ...]:
    first: dict[Deed, Promise] = {}
    for promise in promises:
        first.setdefault(promise.what, promise)
    return tuple(first.values())
