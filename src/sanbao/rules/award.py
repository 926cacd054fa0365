"""The yearly service award: five things measured for each dealer, judged, ranked (P2-9)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from sanbao.rules.terms import Criterion, Measured, Term

# Of five: this or more is a content user.
CONTENT = 4


@dataclass(frozen=True, slots=True)
class Year:
    """What was measured of one dealer in one year.

    complaints: of users, not withdrawn and not found to be nobody's fault here. units: settled as
    sold, returned ones taken off. content, asked: users asked in follow-ups and call-backs, and
    those of them who gave 4 or 5 of 5. lacks: what the organisation lacks, a lapse included.
    reported, owed: months of quality feedback. exposures: in the media, or by an authority.
    """

    complaints: int = 0
    units: int = 0
    content: int = 0
    asked: int = 0
    lacks: int = 0
    reported: int = 0
    owed: int = 0
    exposures: int = 0


@dataclass(frozen=True, slots=True)
class Judged:
    """One criterion: so much of so much, and whether it is met."""

    measured: Measured
    clause: str
    part: int
    whole: int | None
    is_met: bool


def criteria(terms: Iterable["Term"]) -> tuple[Criterion, ...]:
    """What an agreement asks for the award."""
    return tuple(term for term in terms if isinstance(term, Criterion))


def judged(term: Criterion, year: Year) -> Judged:
    """Whether one criterion is met, by whole numbers: nothing is rounded.

    A share of nothing is not met: without a unit sold, a user asked or a month owed there is
    nothing to show. Without a figure of its own a criterion allows no complaint, and asks for all.
    """
    if term.measured is Measured.ORGANISATION:
        return Judged(term.measured, term.clause, year.lacks, None, year.lacks == 0)
    if term.measured is Measured.EXPOSURE:
        return Judged(term.measured, term.clause, year.exposures, None, year.exposures == 0)
    part, whole = parts(term.measured, year)
    if whole <= 0:
        return Judged(term.measured, term.clause, part, max(0, whole), False)
    share = Fraction(part, whole)
    if term.measured is Measured.COMPLAINTS:
        is_met = share < Fraction(term.below) if term.below else part == 0
    else:
        is_met = share >= Fraction(term.least or Decimal(1))
    return Judged(term.measured, term.clause, part, whole, is_met)


def parts(measured: Measured, year: Year) -> tuple[int, int]:
    if measured is Measured.COMPLAINTS:
        return year.complaints, year.units
    if measured is Measured.SATISFACTION:
        return year.content, year.asked
    return year.reported, year.owed


def is_worthy(found: Sequence[Judged]) -> bool:
    """Every criterion is met, and there is one."""
    return bool(found) and all(one.is_met for one in found)


def ranked(dealers: Mapping[str, tuple[Year, Sequence[Judged]]]) -> list[str]:
    """The dealers by their numbers, the best first.

    By how many criteria are met, then by satisfaction, by fewest complaints for the units sold, by
    feedback; what is alike in all of that stands in the order of the numbers.
    """

    def place(code: str) -> tuple[object, ...]:
        year, found = dealers[code]
        met = sum(one.is_met for one in found)
        content = share_of(year.content, year.asked)
        rate = Fraction(year.complaints, year.units) if year.units > 0 else Fraction(1)
        return (-met, -content, rate, -share_of(year.reported, year.owed), code)

    return sorted(dealers, key=place)


def share_of(part: int, whole: int) -> Fraction:
    return Fraction(part, whole) if whole > 0 else Fraction(0)


def percent(part: int, whole: int | None) -> Decimal | None:
    """`part` of `whole` in per cent for a page, half up to a hundredth; None of nothing."""
    if not whole:
        return None
    share = Decimal(100 * part) / Decimal(whole)
    return share.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
