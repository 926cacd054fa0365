"""Whether an event falls under a warranty: its term, its days, and what takes it out."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from sanbao.rules.agreement import Agreement
from sanbao.rules.facts import Cause, Claimant, Code, Facts, Tier
from sanbao.rules.formality import extension_clause
from sanbao.rules.questions import questions
from sanbao.rules.span import Span, Unit, last_day
from sanbao.rules.terms import Exclusion, Standing, Warranty

# A decision is made millions of times over few days and spans; the memory stays bounded.
kept_last_day = lru_cache(maxsize=65_536)(last_day)
kept_extension = lru_cache(maxsize=1024)(extension_clause)

# What a cause counts as where no term names it. Transit is the sender's risk until delivery
# (Civil Code art. 604), so it stands with the product unless an agreement says more.
STANDS_FOR = {
    Cause.BATCH_FAULT: Cause.PRODUCT_QUALITY,
    Cause.TRANSIT: Cause.PRODUCT_QUALITY,
    Cause.UNKNOWN: Cause.PRODUCT_QUALITY,
    Cause.MISUSE: Cause.HUMAN_DAMAGE,
}
# The cause that a code found on inspection shows. Who opens a unit or breaks its seal has done so
# by hand: P7's list goes on from there to "other" damage done by people.
SHOWS = {
    Code.SEAL_BROKEN: Cause.HUMAN_DAMAGE,
    Code.OPENED: Cause.HUMAN_DAMAGE,
    Code.MISUSE: Cause.MISUSE,
    Code.NOT_PER_MANUAL: Cause.MISUSE,
    Code.UNFIT_SUPPLIES: Cause.MISUSE,
    Code.HUMAN_DAMAGE: Cause.HUMAN_DAMAGE,
    Code.FORCE_MAJEURE: Cause.FORCE_MAJEURE,
}


@dataclass(frozen=True, slots=True)
class Ground:
    """Why something in the period is not covered: a clause, and the code or else the cause in it.

    Two fields, because a code and a cause that are spelt alike (misuse) are equal.
    """

    clause: str
    code: Code | None = None
    cause: Cause | None = None


class Cover(NamedTuple):
    """How an event stands towards the warranty.

    term: None where the agreement promises no period. starts_on: the date of the starting event;
    ends_on: the last covered day. extension: the clause by which it is longer than the term says,
    "" where it is not. causes: those in play, after codes and substitutions.
    """

    term: Warranty | None
    starts_on: date | None
    ends_on: date | None
    standing: Standing
    causes: frozenset[Cause]
    grounds: tuple[Ground, ...] = ()
    extension: str = ""


@lru_cache(maxsize=1024)
def warranty_term(
    agreement: Agreement, component: str, claimant: Claimant, tier: Tier | None
) -> Warranty | None:
    """The first warranty term for a component that holds for this claimant and tier."""
    for term in agreement.terms:
        if (
            isinstance(term, Warranty)
            and term.component == component
            and term.claimant in (None, claimant)
            and term.tier in (None, tier)
        ):
            return term
    return None


def cover(agreement: Agreement, facts: Facts, on: date) -> Cover:
    """How an event on the local date `on` stands. The start date must be among the facts."""
    causes = causes_in_play(agreement, facts.cause, facts.exclusions)
    term = warranty_term(agreement, facts.component, facts.claimant, facts.tier)
    if term is None:
        return Cover(None, None, None, Standing.OUTSIDE, causes)
    starts_on = facts.dates[term.start]
    extension = longer_by(agreement, facts)
    ends_on = last_covered_day(term, starts_on, facts.extra_months if extension else 0)
    if not starts_on <= on <= ends_on:
        return Cover(term, starts_on, ends_on, Standing.OUTSIDE, causes, (), extension)
    grounds = exclusion_grounds(agreement, facts.component, causes, facts.exclusions)
    standing = Standing.EXCLUDED if grounds else Standing.COVERED
    return Cover(term, starts_on, ends_on, standing, causes, grounds, extension)


def longer_by(agreement: Agreement, facts: Facts) -> str:
    """The clause by which the cover is longer, "" where nothing is approved or no clause is."""
    return kept_extension(agreement) if facts.extra_months else ""


def last_covered_day(term: Warranty, starts_on: date, extra_months: int) -> date:
    """The last day of a period that is `extra_months` longer than its term says.

    Months are added to months and counted from the start as one span: 12 and 6 from 2025-08-31 end
    where 18 do. After a span in days they count from its last day.
    """
    if not extra_months:
        return kept_last_day(starts_on, term.span)
    unit, amount = term.span.unit, term.span.amount
    if unit in (Unit.MONTHS, Unit.YEARS):
        months = amount * (12 if unit is Unit.YEARS else 1) + extra_months
        return kept_last_day(starts_on, Span(months, Unit.MONTHS))
    return kept_last_day(kept_last_day(starts_on, term.span), Span(extra_months, Unit.MONTHS))


@lru_cache(maxsize=4096)
def causes_in_play(
    agreement: Agreement, claimed: Cause, codes: frozenset[Code]
) -> frozenset[Cause]:
    """The causes to decide by: what was found overrides what is claimed.

    A cause that no term of the agreement names counts as the one it stands for.
    """
    shown = {SHOWS[code] for code in codes if code in SHOWS} or {claimed}
    named = questions(agreement).causes
    return frozenset(cause if cause in named else STANDS_FOR.get(cause, cause) for cause in shown)


@lru_cache(maxsize=4096)
def exclusion_grounds(
    agreement: Agreement, component: str, causes: frozenset[Cause], codes: frozenset[Code]
) -> tuple[Ground, ...]:
    """What takes an event out of the warranty: the codes found, else the causes."""
    found: list[Ground] = []
    for term in agreement.terms:
        if isinstance(term, Exclusion) and term.component in (None, component):
            named = [code for code in Code if code in codes & term.codes]
            shown = [cause for cause in Cause if cause in causes & term.causes]
            found += [Ground(term.clause, code=code) for code in named] or [
                Ground(term.clause, cause=cause) for cause in shown
            ]
    return tuple(found)
