"""The decision: which promises an agreement makes about one event on one asset.

`decide` is a pure function of agreement and facts; pages, API, batch work and the command line
all ask it.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache

from sanbao.rules.agreement import Agreement, Clause
from sanbao.rules.answer import (
    Consequence,
    Decision,
    Duty,
    RemedyLine,
    WarrantyLine,
)
from sanbao.rules.calendar import CHINA
from sanbao.rules.choice import Choice, choose
from sanbao.rules.cover import Cover, cover, kept_last_day
from sanbao.rules.deadline import CHINA_TIME, due_at, due_day
from sanbao.rules.facts import Facts
from sanbao.rules.money import NOTHING, fen
from sanbao.rules.needs import first_problem, missing
from sanbao.rules.questions import questions
from sanbao.rules.reading import sketch
from sanbao.rules.situation import situate
from sanbao.rules.span import Span, Unit
from sanbao.rules.terms import Depreciation, Promise, Remedy, Standing
from sanbao.rules.why import reasons


def decide_given(agreement: Agreement, given: Mapping[str, object]) -> Decision:
    """Decide facts as they came, as JSON values.

    Raises FactError for the first field, in the order of the contract's table, that is bad, or
    needed and missing.
    """
    facts, problems = sketch(given)
    if problems:
        raise first_problem(agreement, facts, problems)
    return decide(agreement, facts)


def decide(agreement: Agreement, facts: Facts) -> Decision:
    """Decide one event on one asset. Raises FactError for a fact that is needed and missing."""
    for problem in missing(agreement, facts):
        raise problem
    at = facts.at.astimezone(CHINA_TIME)
    on = at.date()
    covered = cover(agreement, facts, on)
    choice = choose(agreement, situate(agreement, facts, covered, on=on))
    duties = tuple(_duty(promise, choice, facts, at) for promise in choice.promises)
    return Decision(
        id=facts.id,
        warranty=_warranty(facts, covered, on),
        charges=choice.charges,
        obligations=duties,
        remedies=tuple(_remedy(remedy, facts, on) for remedy in choice.remedies),
        clauses=_clauses(agreement, covered, choice),
        provisional=_provisional(agreement, facts, duties),
    )


def _warranty(facts: Facts, covered: Cover, on: date) -> WarrantyLine:
    return WarrantyLine(
        covered=covered.standing is Standing.COVERED,
        in_period=covered.standing is not Standing.OUTSIDE,
        component=facts.component,
        starts_on=covered.starts_on,
        ends_on=covered.ends_on,
        clause=covered.term.clause if covered.term else None,
        why=reasons(facts, covered, on),
    )


def _duty(promise: Promise, choice: Choice, facts: Facts, at: datetime) -> Duty:
    span = promise.span
    starts_at = facts.on_site_at if promise.after else at
    return Duty(
        what=promise.what,
        by=promise.by,
        clause=promise.clause,
        span=span,
        starts_at=starts_at,
        after=promise.after,
        due=None if starts_at is None else _due(span, starts_at.astimezone(CHINA_TIME)),
        consequence=tuple(
            Consequence(remedy.what, clause=remedy.clause, by=promise.by)
            for remedy in choice.remedies
            if remedy.if_missed == promise.what
        ),
    )


def _due(span: Span, start: datetime) -> datetime | date:
    """An instant where hours count, a date that ends at 24:00 where days count."""
    if span.unit is Unit.HOURS:
        return start + timedelta(hours=span.amount)
    if span.unit is Unit.WORKING_HOURS:
        return due_at(span, start).astimezone(CHINA_TIME)
    return _kept_due_day(span, start.date())


@lru_cache(maxsize=65_536)
def _kept_due_day(span: Span, start: date) -> date:
    return due_day(span, datetime.combine(start, time(), CHINA_TIME))


def _remedy(remedy: Remedy, facts: Facts, on: date) -> RemedyLine:
    return RemedyLine(
        what=remedy.what,
        when=f"if_missed:{remedy.if_missed}" if remedy.if_missed else "now",
        fee=_fee(remedy, facts, on),
        clause=remedy.clause,
    )


def _fee(remedy: Remedy, facts: Facts, on: date) -> Decimal | None:
    """CNY: nothing where it is free, None where there is no price yet.

    Depreciation counts the days between local dates and never exceeds the price.
    """
    if isinstance(remedy.fee, Depreciation):
        if facts.price is None:
            return None
        days = (on - facts.dates[remedy.fee.since]).days
        return fen(min(facts.price, facts.price * remedy.fee.daily_rate * days))
    return NOTHING if remedy.fee == "free" else None


def _clauses(agreement: Agreement, covered: Cover, choice: Choice) -> tuple[Clause, ...]:
    """Every clause that took part, each once, in the order in which they were asked."""
    numbers = [covered.term.clause] if covered.term else []
    numbers += [ground.clause for ground in covered.grounds]
    numbers += choice.clauses
    return tuple(agreement.clauses[number] for number in dict.fromkeys(numbers))


def _provisional(agreement: Agreement, facts: Facts, duties: tuple[Duty, ...]) -> bool:
    """Whether a working day of a year without a notice was counted."""
    dues = [duty.due for duty in duties if duty.span and not duty.span.by_the_clock]
    days = [due for due in dues if isinstance(due, date)]
    days += [
        kept_last_day(facts.dates[window.start], window.span)
        for window in questions(agreement).kinds[facts.kind].windows
        if window.span.unit is Unit.WORKING_DAYS
    ]
    return any(CHINA.provisional(day) for day in days)
