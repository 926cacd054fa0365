"""How one event stands towards the law: when it was sold, which days count, what is excluded.

Days of the law end with the next working day where they end on a day off (Civil Code art. 203); a
period is longer by the days in repair, and starts again on the day of an exchange.
"""

from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from sanbao.rules.calendar import CHINA
from sanbao.rules.cover import SHOWS, kept_last_day
from sanbao.rules.facts import Category, Cause, Code, DateName, Facts, Sale
from sanbao.rules.span import Span
from sanbao.rules.statute.article import Row, Topic
from sanbao.rules.statute.general import EXCLUDED
from sanbao.rules.statute.table import Floor
from sanbao.rules.terms import Standing

# The date of the invoice counts; without one the sale, else the delivery, shows when it was sold.
SHOWN_BY = (DateName.INVOICED, DateName.SOLD, DateName.DELIVERED)
WITHOUT_INVOICE = timedelta(days=90)


class Agreed(NamedTuple):
    """What the agreement says of the same event, as far as the law asks.

    in_period: its warranty runs. has_period: it has one. takes_back: it speaks of refunds,
    or follows the national rules, which do.
    """

    in_period: bool
    has_period: bool
    takes_back: bool


class Sold(NamedTuple):
    """One event on goods sold on a day, and the floor that the law gives them. A tuple, because
    each line of facts makes one.

    starts_on: when windows start; begun_on: when the period did, after an exchange that of the new
    unit. period: the row that covers it, which runs to ends_on. is_quality: nothing shows what the
    law takes out, so it counts as a fault of quality.
    """

    facts: Facts
    sale: Sale
    floor: Floor
    on: date
    starts_on: date
    begun_on: date
    period: Row | None
    ends_on: date | None
    in_period: bool
    is_quality: bool
    agreed: Agreed

    @property
    def standing(self) -> Standing:
        """How the event stands towards the law's period."""
        if not self.in_period:
            return Standing.OUTSIDE
        return Standing.COVERED if self.is_quality else Standing.EXCLUDED

    @property
    def is_claim(self) -> bool:
        """Whether the law's rights within a period may be asked for: by its period or the agreed
        one, for a fault that the law does not exclude."""
        if not self.is_quality:
            return False
        limits = self.floor.of(Topic.CLAIM_PERIOD)
        if limits:
            return any(self.within(row, self.begun_on, longer=True) for row in limits)
        return self.in_period or self.agreed.in_period

    def within(self, row: Row, start: date, *, longer: bool = False) -> bool:
        """Whether the event lies in the days, and the kilometres, that a row counts from `start`.

        longer: days in repair are not counted.
        """
        if not isinstance(row.figure, Span) or self.on < start:
            return False
        days = self.sale.repair_days if longer else 0
        last = last_legal_day(start, row.figure, days)
        return self.on <= last and not is_driven_past(row, self.sale)


def sold_on(facts: Facts, sale: Sale) -> date | None:
    """The day of the sale; for a phone without any, the 90th day after it was made."""
    for name in SHOWN_BY:
        if name in facts.dates:
            return facts.dates[name]
    made = facts.dates.get(DateName.MADE)
    if made is not None and sale.category is Category.MOBILE_PHONE:
        return made + WITHOUT_INVOICE
    return None


def stand(facts: Facts, sale: Sale, floor: Floor, *, day: date, on: date, agreed: Agreed) -> Sold:
    """How an event on the local date `on` stands; `day` is that of the sale."""
    if floor.from_delivery:
        day = facts.dates.get(DateName.DELIVERED, day)
    begun_on = day
    if sale.replaced_on is not None and sale.replaced_on > day and floor.of(Topic.RESTART):
        begun_on = sale.replaced_on
    period = floor.period(sale.part)
    if not agreed.has_period:
        period = floor.first(Topic.SILENT_PERIOD) or period
    ends_on, in_period = None, False
    if period is not None and isinstance(period.figure, Span):
        ends_on = last_legal_day(begun_on, period.figure, sale.repair_days)
        in_period = begun_on <= on <= ends_on and not is_driven_past(period, sale)
    quality = is_quality(floor, facts.cause, facts.exclusions)
    return Sold(facts, sale, floor, on, day, begun_on, period, ends_on, in_period, quality, agreed)


def is_driven_past(row: Row, sale: Sale) -> bool:
    """Whether a distance ends what a row gives before its days do."""
    return row.km is not None and sale.mileage_km is not None and sale.mileage_km > row.km


@lru_cache(maxsize=65_536)
def last_legal_day(start: date, span: Span, longer: int) -> date:
    """The last day of the law's period, `longer` days later, rolled to a working day."""
    return CHINA.next_working_day(kept_last_day(start, span) + timedelta(days=longer))


@lru_cache(maxsize=4096)
def is_quality(floor: Floor, cause: Cause, codes: frozenset[Code]) -> bool:
    """Whether nothing shows what the law takes out: its list of causes and codes is complete.

    Codes of the list override the claimed cause; codes that it does not name say nothing.
    """
    rows = floor.of(Topic.EXCLUDED)
    listed = frozenset[Cause | Code]().union(*(excluded(row) for row in rows)) or BY_PEOPLE
    found = codes & listed
    causes = {SHOWS[code] for code in found if code in SHOWS} or {cause}
    return not found and not causes & listed


def excluded(row: Row) -> frozenset[Cause | Code]:
    """The causes and codes that a row takes out."""
    return row.figure if isinstance(row.figure, frozenset) else frozenset()


# Where a rule was not seen to list what it takes out: damage by people and force majeure are no
# faults of quality.
BY_PEOPLE = EXCLUDED - {Code.VOUCHER_MISMATCH, Code.VOUCHER_ALTERED}
