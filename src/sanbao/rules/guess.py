"""Events that may make a term count, and events just beside one that does."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import product
from typing import Any

from sanbao.rules.agreement import Agreement
from sanbao.rules.cover import kept_last_day, warranty_term
from sanbao.rules.deadline import CHINA_TIME
from sanbao.rules.facts import (
    WHOLE,
    Area,
    Cause,
    Claimant,
    Code,
    DateName,
    EventKind,
    Facts,
    Reason,
    Severity,
    Tier,
)
from sanbao.rules.place import PROVINCES
from sanbao.rules.span import Span
from sanbao.rules.terms import Condition, Exclusion, Term, Warranty

_USUAL_PROVINCES = ("江苏", "广东", "四川", "北京")
_PRICE = Decimal("3000.00")
_LONG_AGO = timedelta(days=900)
_AT = time(10)


def guesses(agreement: Agreement, term: Term, *, on: date) -> Iterator[Facts]:
    """Events that meet what a term asks for, the plainest first.

    A unit whose dates are all `on`, or one of them long before; an event soon after, or on the
    last day of a period or the day after it.
    """
    when = _when(term)
    choices: list[Sequence[Any]] = [
        _kinds(term),
        _components(agreement, term, when),
        _causes(term, when),
        _codes(term, when),
        [when.claimant] if when.claimant else list(Claimant),
        [when.tier] if when.tier else [None, *Tier],
    ]
    for kind, component, cause, codes, claimant, tier in product(*choices):
        facts = Facts(
            id=None,
            component=component,
            dates=dict.fromkeys(DateName, on),
            price=_PRICE,
            tier=tier,
            failed_repairs=when.failed_repairs_from or 0,
            exclusions=codes,
            extra_months=0,
            kind=kind,
            at=_noon(on),
            on_site_at=None,
            cause=cause,
            province=_province(when),
            area=when.area or Area.CITY,
            reason=min(when.reasons) if when.reasons else Reason.UNUSABLE,
            authorised=when.authorised is not False,
            quantity=when.quantity_from or 1,
            claimant=claimant,
            severity=min(when.severities) if when.severities else None,
        )
        yield from _dated(agreement, term, facts, on)


def beside(agreement: Agreement, term: Term, facts: Facts) -> Iterator[Facts]:
    """Events that differ in one thing from one in which the term counts, the most telling first."""
    when = _when(term)
    if isinstance(term, Exclusion):
        yield facts._replace(cause=Cause.PRODUCT_QUALITY, exclusions=frozenset())
    if isinstance(term, Warranty):
        yield from _later(agreement, term, facts)
    yield from _elsewhere(when, facts)
    yield from _otherwise(when, facts)
    yield from _later(agreement, term, facts)
    for cause in (Cause.HUMAN_DAMAGE, Cause.PRODUCT_QUALITY):
        yield facts._replace(cause=cause)
    for component in agreement.components:
        yield facts._replace(component=component)
    for kind in EventKind:
        yield facts._replace(kind=kind)


def _when(term: Term) -> Condition:
    """The condition of a term; a warranty states its own."""
    if isinstance(term, Warranty):
        return Condition(claimant=term.claimant, tier=term.tier)
    return getattr(term, "when", None) or Condition()


def _kinds(term: Term) -> list[EventKind]:
    events = getattr(term, "events", None) or {EventKind.FAULT_REPORTED}
    return [kind for kind in EventKind if kind in events]


def _components(agreement: Agreement, term: Term, when: Condition) -> list[str]:
    own = getattr(term, "component", None)
    if own:
        return [own]
    names = [name for name in agreement.components if name in (when.components or [name])]
    return sorted(names, key=lambda name: name != WHOLE)


def _causes(term: Term, when: Condition) -> list[Cause]:
    own = term.causes if isinstance(term, Exclusion) else frozenset()
    wanted = when.causes or own
    known = [cause for cause in Cause if cause not in (when.except_causes or ())]
    return [cause for cause in known if cause in wanted] if wanted else known


def _codes(term: Term, when: Condition) -> list[frozenset[Code]]:
    own = term.codes if isinstance(term, Exclusion) else frozenset()
    wanted = when.codes or (own if isinstance(term, Exclusion) and not term.causes else None)
    if wanted:
        return [frozenset({code}) for code in Code if code in wanted]
    return [frozenset()]


def _province(when: Condition) -> str:
    if when.provinces:
        return next((p for p in _USUAL_PROVINCES if p in when.provinces), min(when.provinces))
    barred = when.except_provinces or ()
    return next(p for p in (*_USUAL_PROVINCES, *sorted(PROVINCES)) if p not in barred)


def _dated(agreement: Agreement, term: Term, facts: Facts, on: date) -> Iterator[Facts]:
    days = _days(agreement, term, facts, on)
    for day in days:
        yield facts._replace(at=_noon(day))
    for name in DateName:
        # One side's period may be over while the other's still runs.
        dates = {**facts.dates, name: on - _LONG_AGO}
        for day in days:
            yield facts._replace(dates=dates, at=_noon(day))


def _days(agreement: Agreement, term: Term, facts: Facts, on: date) -> list[date]:
    """Days of an event: the last of the term's own period, soon after the start, each edge."""
    edges = [kept_last_day(on, span) for span in _spans(agreement, term, facts)]
    soon = on + timedelta(days=1)
    if isinstance(term, Warranty):
        return [kept_last_day(on, term.span)]
    when = _when(term)
    if when.within is not None:
        return [kept_last_day(on, when.within.span), soon, *edges]
    return [soon, *edges, *(edge + timedelta(days=1) for edge in edges)]


def _spans(agreement: Agreement, term: Term, facts: Facts) -> list[Span]:
    when = _when(term)
    spans = [window.span for window in (when.within, when.beyond) if window is not None]
    cover = warranty_term(agreement, facts.component, facts.claimant, facts.tier)
    return [*spans, *([cover.span] if cover else [])]


def _later(agreement: Agreement, term: Term, facts: Facts) -> Iterator[Facts]:
    """The day after a period, or its last day."""
    for span in _spans(agreement, term, facts):
        for start in dict.fromkeys(facts.dates.values()):
            last = kept_last_day(start, span)
            yield facts._replace(at=_noon(last + timedelta(days=1)))
            yield facts._replace(at=_noon(last))


def _elsewhere(when: Condition, facts: Facts) -> Iterator[Facts]:
    if when.provinces:
        yield facts._replace(province=_province(Condition(except_provinces=when.provinces)))
    if when.except_provinces:
        yield facts._replace(province=_province(Condition(provinces=when.except_provinces)))
    if when.area:
        yield facts._replace(area=Area.CITY if when.area is Area.COUNTY else Area.COUNTY)


def _otherwise(when: Condition, facts: Facts) -> Iterator[Facts]:
    yield from _counted(when, facts)
    if when.authorised is not None:
        yield facts._replace(authorised=not when.authorised)
    if when.reasons:
        yield from (facts._replace(reason=each) for each in Reason if each not in when.reasons)
    if when.severities:
        yield from (
            facts._replace(severity=each) for each in Severity if each not in when.severities
        )
    if when.claimant:
        yield from (facts._replace(claimant=each) for each in Claimant if each != when.claimant)
    if when.tier:
        yield facts._replace(tier=None)
    yield from _caused(when, facts)


def _counted(when: Condition, facts: Facts) -> Iterator[Facts]:
    if when.failed_repairs_from:
        yield facts._replace(failed_repairs=when.failed_repairs_from - 1)
    if when.quantity_from and when.quantity_from > 1:
        yield facts._replace(quantity=when.quantity_from - 1)


def _caused(when: Condition, facts: Facts) -> Iterator[Facts]:
    if when.codes:
        yield facts._replace(exclusions=frozenset())
    causes = when.except_causes or frozenset()
    if when.causes:
        causes |= frozenset(Cause) - when.causes
    yield from (facts._replace(cause=each) for each in Cause if each in causes)
    codes = [code for code in Code if code in (when.except_codes or ())]
    yield from (facts._replace(exclusions=frozenset({code})) for code in codes)


def _noon(day: date) -> datetime:
    return datetime.combine(day, _AT, CHINA_TIME)
