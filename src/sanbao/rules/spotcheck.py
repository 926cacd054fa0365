"""Drawing a month's sheets to be checked, and what the checked ones say of all (P2-7.2.3).

Sheets are drawn from strata, a dealer's sheets of one size of amount each, by a seed that is kept:
anybody can draw the same again. What looks risky is drawn besides, and left out of the estimate.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum
from math import sqrt

from sanbao.rules.message import Message

# The upper bounds, in CNY, of the sizes of amount; what is more is of the last one.
SIZES = (Decimal(100), Decimal(300), Decimal(1000))
# The normal quantile of 95 % confidence, two-sided.
Z95 = 1.959963984540054


class Risk(StrEnum):
    """Why a sheet is looked at more closely."""

    SAME_SERIAL = "same_serial"
    SAME_PHONE = "same_phone"
    OVERLAP = "overlap"
    BEFORE_SALE = "before_sale"
    SPIKE = "spike"
    TOO_FAR = "too_far"
    SAME_PHOTO = "same_photo"


RISK_WORDS: dict[Risk, Message] = {
    Risk.SAME_SERIAL: Message("the same unit was repaired again within 90 days"),
    Risk.SAME_PHONE: Message("the same customer's phone stands on sheets of several units"),
    Risk.OVERLAP: Message("the repairer was at two repairs at the same time"),
    Risk.BEFORE_SALE: Message("repaired before the unit was sold"),
    Risk.SPIKE: Message("the dealer hands in far more sheets than in the months before"),
    Risk.TOO_FAR: Message("the way between two repairs cannot be driven in the time"),
    Risk.SAME_PHOTO: Message("the same photo stands on another sheet"),
}
# Repaired again within so many days.
AGAIN_WITHIN = 90
# More than so many times the average of the three months before, and so many sheets at least.
SPIKE_TIMES, SPIKE_LEAST = 2, 10
# As the crow flies; who is faster was not there.
FASTEST_KM_H = 100
# So many of the 64 bits of what two photos look like may differ: scaled down and saved anew, 99 of
# 100 differ in no more; two photos of two things differ in 17 and more.
PHOTO_BITS = 64
SAME_PHOTO_WITHIN = 3
# With fewer bits of one kind a picture shows nothing that another does not show too.
PLAIN_BELOW = 4
PHOTO_PARTS = SAME_PHOTO_WITHIN + 1


def size_of_amount(amount: Decimal) -> int:
    """Which size of amount a sheet of `amount` CNY has, 0 for the smallest."""
    return sum(amount >= bound for bound in SIZES)


def parts_of(likeness: int) -> list[int]:
    """By what the photos that look like one are looked up: each bit belongs to one of so many parts
    that two photos which differ in SAME_PHOTO_WITHIN bits have one part alike. Neighbouring bits
    belong to different parts, so that a sky alone is no part. None of a picture that is plain.
    """
    if not PLAIN_BELOW <= likeness.bit_count() <= PHOTO_BITS - PLAIN_BELOW:
        return []
    parts = []
    for part in range(PHOTO_PARTS):
        value = 0
        for place in range(part, PHOTO_BITS, PHOTO_PARTS):
            value = value << 1 | (likeness >> place & 1)
        parts.append(part << PHOTO_BITS // PHOTO_PARTS | value)
    return parts


def drawn_of(population: int, percent: Decimal) -> int:
    """How many are drawn of a stratum: `percent` of it, rounded up; of nothing none."""
    return int((population * percent / 100).to_integral_value(ROUND_CEILING))


@dataclass(frozen=True, slots=True)
class Stratum:
    """population: sheets in it. checked: how many of them a call has judged, false: not true."""

    population: int
    checked: int
    false: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """The false share of all sheets, with the interval of 95 % confidence; each from 0 to 1."""

    share: float
    low: float
    high: float
    checked: int


def estimate(strata: Iterable[Stratum]) -> Estimate | None:
    """What the checked sheets say of all; None where none has been checked yet.

    The stratified estimator: each stratum's false share weighs as many sheets as it has (Cochran,
    Sampling Techniques, 1977, 5.3), strata nobody was checked of left out. The interval is
    Wilson's score interval (1927) for the effective size of the sample, the size of a plain sample
    with the same variance (Kish 1965); where the strata show no variance, for its plain size.
    """
    known = [each for each in strata if each.checked]
    if not known:
        return None
    total = sum(each.population for each in known)
    checked = sum(each.checked for each in known)
    share = sum(each.population / total * each.false / each.checked for each in known)
    variance = sum((each.population / total) ** 2 * _variance(each) for each in known)
    size = share * (1 - share) / variance if variance > 0 else float(checked)
    low, high = wilson(share, size)
    return Estimate(share, low, high, checked)


def _variance(stratum: Stratum) -> float:
    """Of a stratum's false share, by its sample without replacement; of one checked, none."""
    if stratum.checked < 2:
        return 0.0
    share = stratum.false / stratum.checked
    rest = 1 - stratum.checked / stratum.population
    return rest * share * (1 - share) / (stratum.checked - 1)


def wilson(share: float, size: float) -> tuple[float, float]:
    """Wilson's interval of 95 % for a share seen in a sample of `size`; within 0 and 1."""
    square = Z95**2
    middle = (share + square / (2 * size)) / (1 + square / size)
    half = sqrt(share * (1 - share) / size + square / (4 * size**2))
    half *= Z95 / (1 + square / size)
    return max(0.0, middle - half), min(1.0, middle + half)
