"""The answers to all questions of the terms about one event: equal situations decide alike.

A situation holds few distinct values on purpose (a province that no term names is no province,
three failed repairs are two where two is the figure), so that the choice of terms can be kept.
"""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from sanbao.rules.agreement import Agreement
from sanbao.rules.cover import Cover, kept_last_day, last_covered_day, longer_by
from sanbao.rules.facts import Area, Cause, Claimant, Code, EventKind, Facts, Reason, Severity, Tier
from sanbao.rules.questions import questions
from sanbao.rules.terms import Condition, Standing, Warranty, Window


class Situation(NamedTuple):
    """What a condition may look at, and nothing else. A tuple, because each line looks one up.

    within, beyond: windows that the event lies in, after. past, running: clauses of warranty
    terms whose period is over, is running. extension: the clause by which the cover is longer.
    """

    kind: EventKind
    standing: Standing
    component: str
    causes: frozenset[Cause]
    codes: frozenset[Code]
    claimant: Claimant
    tier: Tier | None
    area: Area | None
    province: str | None
    reason: Reason | None
    severity: Severity | None
    failed_repairs: int
    quantity: int
    authorised: bool
    within: frozenset[Window]
    beyond: frozenset[Window]
    past: frozenset[str]
    running: frozenset[str]
    extension: str


NONE: frozenset[Window] = frozenset()
NO_CLAUSE: frozenset[str] = frozenset()


def situate(agreement: Agreement, facts: Facts, covered: Cover, *, on: date) -> Situation:
    """The situation of an event on the local date `on`."""
    asked = questions(agreement)
    about = asked.kinds[facts.kind]
    within, beyond = _windows(about.windows, facts, on) if about.windows else (NONE, NONE)
    past, running = _periods(agreement, facts, on) if asked.periods else (NO_CLAUSE, NO_CLAUSE)
    return Situation(
        facts.kind,
        covered.standing,
        facts.component,
        covered.causes,
        facts.exclusions & about.codes,
        facts.claimant,
        facts.tier,
        facts.area if about.area else None,
        facts.province if about.province and facts.province in asked.provinces else None,
        facts.reason if about.reason else None,
        facts.severity if about.severity else None,
        min(facts.failed_repairs, about.most_repairs),
        min(facts.quantity, about.most_quantity),
        facts.authorised or not about.authorised,
        within,
        beyond,
        past,
        running,
        covered.extension,
    )


def _windows(
    windows: tuple[Window, ...], facts: Facts, on: date
) -> tuple[frozenset[Window], frozenset[Window]]:
    within, beyond = set(), set()
    for window in windows:
        first = facts.dates[window.start]
        last = kept_last_day(first, window.span)
        if on > last:
            beyond.add(window)
        elif on >= first:
            within.add(window)
    return frozenset(within), frozenset(beyond)


def _periods(agreement: Agreement, facts: Facts, on: date) -> tuple[frozenset[str], frozenset[str]]:
    """Which periods are over, which run; where a date is missing, neither is shown."""
    past, running = [], []
    longer = facts.extra_months if longer_by(agreement, facts) else 0
    for term in _periods_of(agreement, facts.component, facts.tier):
        first = facts.dates.get(term.start)
        if first is None:
            continue
        if on > last_covered_day(term, first, longer):
            past.append(term.clause)
        elif on >= first:
            running.append(term.clause)
    return frozenset(past), frozenset(running)


@lru_cache(maxsize=1024)
def _periods_of(agreement: Agreement, component: str, tier: Tier | None) -> tuple[Warranty, ...]:
    """The periods that terms refer to: for each clause the first that fits, for any claimant."""
    first: dict[str, Warranty] = {}
    for term in questions(agreement).periods:
        if term.component == component and term.tier in (None, tier):
            first.setdefault(term.clause, term)
    return tuple(first.values())


def holds(when: Condition, case: Situation) -> bool:
    """Whether everything that a condition states is so."""
    return (
        _one_of(when.standing, case.standing)
        and _one_of(when.components, case.component)
        and _some_of(when.causes, case.causes)
        and _none_of(when.except_causes, case.causes)
        and _some_of(when.codes, case.codes)
        and _none_of(when.except_codes, case.codes)
        and when.claimant in (None, case.claimant)
        and when.tier in (None, case.tier)
        and _holds_there(when, case)
        and _one_of(when.reasons, case.reason)
        and _one_of(when.severities, case.severity)
        and case.failed_repairs >= (when.failed_repairs_from or 0)
        and case.quantity >= (when.quantity_from or 0)
        and when.authorised in (None, case.authorised)
        and _holds_then(when, case)
    )


def _holds_there(when: Condition, case: Situation) -> bool:
    return (
        when.area in (None, case.area)
        and _one_of(when.provinces, case.province)
        and case.province not in (when.except_provinces or ())
    )


def _holds_then(when: Condition, case: Situation) -> bool:
    return (
        (when.within is None or when.within in case.within)
        and (when.beyond is None or when.beyond in case.beyond)
        and (when.past is None or when.past in case.past)
        and (when.running is None or when.running in case.running)
    )


def _one_of(allowed: frozenset[object] | None, value: object) -> bool:
    return allowed is None or value in allowed


def _some_of(allowed: frozenset[object] | None, values: frozenset[object]) -> bool:
    return allowed is None or bool(values & allowed)


def _none_of(barred: frozenset[object] | None, values: frozenset[object]) -> bool:
    return barred is None or not values & barred
