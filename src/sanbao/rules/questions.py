"""What the terms of one agreement ask about an event, gathered once for each agreement."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from sanbao.rules.agreement import Agreement
from sanbao.rules.facts import Cause, Code, DateName, EventKind
from sanbao.rules.span import Unit
from sanbao.rules.terms import (
    Condition,
    Conditional,
    Depreciation,
    Exclusion,
    Remedy,
    Warranty,
    Window,
)


@dataclass(frozen=True, slots=True)
class KindQuestions:
    """What is asked about one kind of event.

    dates: needed besides the start of the warranty. windows: periods it is held against; worked:
    those of them that are counted in working days. codes: those that a term or an exclusion
    names. most_repairs, most_quantity: the highest figure asked for.
    """

    dates: tuple[DateName, ...]
    windows: tuple[Window, ...]
    worked: tuple[Window, ...]
    province: bool
    area: bool
    reason: bool
    severity: bool
    authorised: bool
    codes: frozenset[Code]
    most_repairs: int
    most_quantity: int


@dataclass(frozen=True, slots=True)
class Questions:
    """What is asked about any event.

    causes, provinces: those that a term names. periods: the warranty terms that another term
    refers to by their clause.
    """

    causes: frozenset[Cause]
    provinces: frozenset[str]
    periods: tuple[Warranty, ...]
    kinds: dict[EventKind, KindQuestions]


@lru_cache(maxsize=64)
def questions(agreement: Agreement) -> Questions:
    """Gather what the terms of an agreement ask about."""
    terms = [term for term in agreement.terms if isinstance(term, Conditional)]
    whens = [term.when for term in terms]
    excluded = frozenset[Code]().union(
        *(term.codes for term in agreement.terms if isinstance(term, Exclusion))
    )
    referred = {number for when in whens for number in (when.past, when.running)}
    return Questions(
        causes=_causes(agreement, whens),
        provinces=frozenset(chain.from_iterable(map(provinces, whens))),
        periods=tuple(
            term
            for term in agreement.terms
            if isinstance(term, Warranty) and term.clause in referred
        ),
        kinds={
            kind: _about([term for term in terms if kind in term.events], excluded)
            for kind in EventKind
        },
    )


def provinces(when: Condition) -> frozenset[str]:
    """The provinces that a condition names, on either side."""
    return (when.provinces or frozenset()) | (when.except_provinces or frozenset())


def codes(when: Condition) -> frozenset[Code]:
    """The codes that a condition names, on either side."""
    return (when.codes or frozenset()) | (when.except_codes or frozenset())


def _causes(agreement: Agreement, whens: Iterable[Condition]) -> frozenset[Cause]:
    named = [when.causes or frozenset() for when in whens]
    named += [when.except_causes or frozenset() for when in whens]
    named += [term.causes for term in agreement.terms if isinstance(term, Exclusion)]
    return frozenset(chain.from_iterable(named))


def _about(terms: Sequence[Conditional], excluded: frozenset[Code]) -> KindQuestions:
    whens = [term.when for term in terms]
    windows = {
        window: None
        for when in whens
        for window in (when.within, when.beyond)
        if window is not None
    }
    dates = {window.start for window in windows}
    dates |= {
        term.fee.since
        for term in terms
        if isinstance(term, Remedy) and isinstance(term.fee, Depreciation)
    }
    return KindQuestions(
        dates=tuple(name for name in DateName if name in dates),
        windows=tuple(windows),
        worked=tuple(window for window in windows if window.span.unit is Unit.WORKING_DAYS),
        province=any(provinces(when) for when in whens),
        area=any(when.area for when in whens),
        reason=any(when.reasons for when in whens),
        severity=any(when.severities for when in whens),
        authorised=any(when.authorised is not None for when in whens),
        codes=excluded.union(*(codes(when) for when in whens)),
        most_repairs=max((when.failed_repairs_from or 0 for when in whens), default=0),
        most_quantity=max((when.quantity_from or 0 for when in whens), default=0),
    )
