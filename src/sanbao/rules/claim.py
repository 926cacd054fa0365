"""What decides which articles of the law give something: equal claims are granted alike."""

from collections.abc import Iterator
from typing import NamedTuple

from sanbao.rules.facts import CarFault, DateName, EventKind, LegalPart
from sanbao.rules.sold import Sold
from sanbao.rules.statute.article import Row, Topic
from sanbao.rules.statute.table import Floor
from sanbao.rules.terms import Standing

ACCESSORIES = frozenset({LegalPart.BATTERY, LegalPart.EARPHONE, LegalPart.CHARGER})
# The figure of a row that gives no number, such as one in working days: no count reaches it.
NEVER = 1_000_000_000


class Claim(NamedTuple):
    """One claim. A tuple, because each line of facts looks one up.

    due: rows whose days, kilometres or repairs have come about. returned: rows of returns that run
    from the receipt.
    """

    kind: EventKind
    floor: Floor
    part: LegalPart | None
    period: Row | None
    standing: Standing
    is_quality: bool
    is_claim: bool
    awaiting_parts: bool
    due: tuple[Row, ...]
    returned: tuple[Row, ...]


def is_distance_return(sold: Sold) -> bool:
    """Whether it is given back after a sale at a distance, which needs no reason."""
    return sold.sale.distance_sale and sold.facts.kind is EventKind.RETURN_REQUESTED


def claim_of(sold: Sold) -> Claim:
    """The claim that an event makes."""
    is_claim = sold.is_claim
    hears = sold.is_quality and sold.sale.part not in ACCESSORIES
    return Claim(
        sold.facts.kind,
        sold.floor,
        sold.sale.part,
        sold.period,
        sold.standing,
        sold.is_quality,
        is_claim,
        sold.sale.awaiting_parts,
        tuple(_due(sold, is_claim=is_claim)) if hears else (),
        tuple(_returned(sold)),
    )


def _due(sold: Sold, *, is_claim: bool) -> Iterator[Row]:
    """The rows whose days, kilometres, repairs or days in repair have come about."""
    floor, sale = sold.floor, sold.sale
    windows = [*floor.of(Topic.REFUND_WINDOW), *floor.of(Topic.EXCHANGE_WINDOW)]
    if sale.car_fault is CarFault.ASSEMBLY:
        windows += floor.of(Topic.EARLY_ASSEMBLY)
    if sale.car_fault is CarFault.SAFETY:
        windows += floor.of(Topic.EARLY_SAFETY)
    yield from [row for row in windows if sold.within(row, sold.starts_on)]
    if not is_claim:
        return
    failed = [*floor.of(Topic.FAILED_REPAIRS)]
    failed += floor.of(Topic.FAILED_CAR_REPAIRS) if sale.car_fault is not None else ()
    yield from [row for row in failed if sold.facts.failed_repairs >= count(row)]
    if sale.days_in_repair:
        waiting = waits(floor, awaiting_parts=sale.awaiting_parts)
        yield from [row for row in waiting if sale.days_in_repair > count(row)]
    if sale.repair_days:
        in_sum = floor.of(Topic.REPAIR_DAYS_IN_SUM)
        yield from [row for row in in_sum if sale.repair_days > count(row)]
    if sale.days_in_repair:
        lent = floor.of(Topic.LOANER)
        yield from [row for row in lent if sale.days_in_repair > count(row)]


def waits(floor: Floor, *, awaiting_parts: bool) -> tuple[Row, ...]:
    """After how many days in repair it is exchanged: other ones while the maker owes the parts."""
    return floor.of(Topic.DAYS_FOR_PARTS if awaiting_parts else Topic.DAYS_IN_REPAIR)


def count(row: Row) -> int:
    """A row's figure as a number of times or days; one in working days is left to its deadline."""
    return row.figure if isinstance(row.figure, int) else NEVER


def _returned(sold: Sold) -> Iterator[Row]:
    """Returns that run from the receipt: without a reason, and where nothing else is said."""
    rows: tuple[Row, ...] = ()
    if is_distance_return(sold):
        rows += sold.floor.of(Topic.NO_REASON)
    if sold.is_quality and not sold.agreed.takes_back:
        rows += sold.floor.of(Topic.SILENT_RETURN)
    if rows:
        received = sold.facts.dates.get(DateName.DELIVERED, sold.starts_on)
        yield from [row for row in rows if sold.within(row, received)]
