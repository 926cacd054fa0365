"""The decision: which promises an agreement makes about one event on one asset.

`decide` is a pure function of agreement and facts; pages, API, batch work and the command line
all ask it.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from functools import lru_cache

from sanbao.rules.agreement import Agreement
from sanbao.rules.answer import Decision, Duty, WarrantyLine
from sanbao.rules.calendar import CHINA
from sanbao.rules.choice import Owed, RemedyLine, choose
from sanbao.rules.cover import Cover, cover, kept_last_day
from sanbao.rules.deadline import CHINA_TIME, china_day, due_at, due_day
from sanbao.rules.facts import Facts
from sanbao.rules.floor import floored
from sanbao.rules.money import fen
from sanbao.rules.needs import first_problem, missing
from sanbao.rules.questions import questions
from sanbao.rules.reading import sketch
from sanbao.rules.situation import situate
from sanbao.rules.span import Span, Unit
from sanbao.rules.terms import Depreciation, Standing
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
    duties = tuple([_duty(owed, facts, at) for owed in choice.owed])
    decision = Decision(
        id=facts.id,
        warranty=_warranty(facts, covered, on),
        charges=choice.charges,
        obligations=duties,
        remedies=tuple(
            [_priced(line, use, facts, on) if use else line for line, use in choice.remedies]
        ),
        clauses=choice.clauses,
        provisional=_provisional(agreement, facts, duties),
    )
    return decision if facts.sale is None else floored(agreement, facts, decision, at=at)


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


def _duty(owed: Owed, facts: Facts, at: datetime) -> Duty:
    starts_at = facts.on_site_at if owed.after else at
    return Duty(
        owed.what,
        owed.by,
        owed.clause,
        owed.span,
        starts_at,
        owed.after,
        None if starts_at is None else _due(owed, starts_at),
        owed.consequence,
    )


def _due(owed: Owed, start: datetime) -> datetime | date:
    """An instant where hours count, a date that ends at 24:00 where days count."""
    if owed.lasts is not None:
        return start + owed.lasts
    if owed.span.unit is Unit.WORKING_HOURS:
        return due_at(owed.span, start)
    return _kept_due_day(owed.span, china_day(start))


@lru_cache(maxsize=65_536)
def _kept_due_day(span: Span, start: date) -> date:
    return due_day(span, datetime.combine(start, time(), CHINA_TIME))


def _priced(line: RemedyLine, use: Depreciation, facts: Facts, on: date) -> RemedyLine:
    """The remedy with its fee for use in CNY; without a price of the asset it has none yet.

    Days are those between local dates; the fee never exceeds the price.
    """
    if facts.price is None:
        return line
    days = (on - facts.dates[use.since]).days
    return replace(line, fee=fen(min(facts.price, facts.price * use.daily_rate * days)))


def _provisional(agreement: Agreement, facts: Facts, duties: tuple[Duty, ...]) -> bool:
    """Whether a working day of a year without a notice was counted."""
    worked = questions(agreement).kinds[facts.kind].worked
    days = [kept_last_day(facts.dates[window.start], window.span) for window in worked]
    days += [duty.due for duty in duties if type(duty.due) is date]
    return bool(days) and any(CHINA.provisional(day) for day in days)
