"""Which consequence terms follow a miss, and when a run or a number of misses draws one."""

from collections.abc import Sequence
from functools import lru_cache

from sanbao.rules.agreement import Agreement
from sanbao.rules.terms import Consequence, Lasting
from sanbao.rules.terms.duty import ANY


@lru_cache(maxsize=4096)
def sanctions(agreement: Agreement, what: str, by: str) -> tuple[Consequence, ...]:
    """The consequence terms that ask about a miss of `what` by the party `by`, in their order.

    `any` stands for every duty over time, not for the promises of single cases; where a term names
    the duty itself, a term for any that draws the same at once gives way to it.
    """
    asked = [
        term
        for term in agreement.terms
        if isinstance(term, Consequence) and term.missed_by in (None, by)
    ]
    lasting = {str(term.what) for term in agreement.terms if isinstance(term, Lasting)}
    named = {term.what for term in asked if term.if_missed == what}
    return tuple(
        term
        for term in asked
        if term.if_missed == what
        or (
            term.if_missed == ANY
            and what in lasting
            and (term.times is not None or term.what not in named)
        )
    )


def run_around(missed: Sequence[bool], place: int) -> range:
    """The places of the unbroken run of misses around `place`; empty where that is none.

    missed: of each time in order, whether it was missed and not done or excused since.
    """
    if not missed[place]:
        return range(place, place)
    first = last = place
    while first > 0 and missed[first - 1]:
        first -= 1
    while last + 1 < len(missed) and missed[last + 1]:
        last += 1
    return range(first, last + 1)


def still_owed(length: int, *, each: int, drawn: int) -> bool:
    """Whether a run of `length` misses draws a consequence more than the `drawn` ones.

    Every full number of `each` draws one: of seven in a row by threes, two.
    """
    return length // each > drawn
