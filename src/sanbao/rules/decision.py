"""The decision: which promises an agreement makes about one event on one asset.

`decide` is a pure function of agreement and facts; pages, API, batch work and the command line
all ask it.
"""

from collections.abc import Mapping
from datetime import date

from sanbao.rules.agreement import Agreement
from sanbao.rules.answer import Decision, Duty, WarrantyLine, started
from sanbao.rules.calendar import CHINA
from sanbao.rules.choice import RemedyLine, choose
from sanbao.rules.cover import Cover, cover, kept_last_day
from sanbao.rules.deadline import CHINA_TIME
from sanbao.rules.facts import Facts
from sanbao.rules.floor import floored
from sanbao.rules.money import fen
from sanbao.rules.needs import first_problem, missing
from sanbao.rules.questions import questions
from sanbao.rules.reading import sketch
from sanbao.rules.situation import situate
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
    duties = tuple([started(owed, at, facts.on_site_at) for owed in choice.owed])
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


def _priced(line: RemedyLine, use: Depreciation, facts: Facts, on: date) -> RemedyLine:
    """The remedy with its fee for use in CNY; without a price of the asset it has none yet.

    Days are those between local dates; the fee never exceeds the price.
    """
    if facts.price is None:
        return line
    days = (on - facts.dates[use.since]).days
    return line._replace(fee=fen(min(facts.price, facts.price * use.daily_rate * days)))


def _provisional(agreement: Agreement, facts: Facts, duties: tuple[Duty, ...]) -> bool:
    """Whether a working day of a year without a notice was counted."""
    worked = questions(agreement).kinds[facts.kind].worked
    days = [kept_last_day(facts.dates[window.start], window.span) for window in worked]
    days += [duty.due for duty in duties if type(duty.due) is date]
    return bool(days) and any(CHINA.provisional(day) for day in days)
