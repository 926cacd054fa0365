"""What the law grants about one event: remedies, free repair, times to act, each by its article."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from sanbao.rules.answer import Duty
from sanbao.rules.choice import ChargeLine, Consequence, RemedyLine
from sanbao.rules.deadline import CHINA_TIME, due_day
from sanbao.rules.facts import CarFault, DateName, EventKind, LegalPart
from sanbao.rules.money import NOTHING, fen
from sanbao.rules.sold import Sold
from sanbao.rules.span import Span, Unit
from sanbao.rules.statute.article import Article, Row, Topic
from sanbao.rules.terms import Deed, Item, Relief, Standing
from sanbao.rules.terms.condition import REPAIRS

# Events by which a consumer may ask for what the law gives.
CLAIMS = REPAIRS | {EventKind.EXCHANGE_REQUESTED, EventKind.RETURN_REQUESTED}
# Who sends goods in has their transport paid.
SENT_IN = CLAIMS - {EventKind.FAULT_REPORTED}
ACCESSORIES = frozenset({LegalPart.BATTERY, LegalPart.EARPHONE, LegalPart.CHARGER})
PROVIDER = "provider"
THOUSAND_KM = 1000


@dataclass(frozen=True, slots=True)
class Grant:
    """What the law gives. Every line names an article of `articles`."""

    remedies: tuple[RemedyLine, ...]
    charges: tuple[ChargeLine, ...]
    duties: tuple[Duty, ...]
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class _Right:
    """Something that may be asked for, by an article. fee: CNY; None: no price is known."""

    what: Relief
    article: Article
    fee: Decimal | None = NOTHING
    fee_article: Article | None = None


def grant(sold: Sold, *, at: datetime) -> Grant:
    """What the law grants about an event at an instant, China's offset."""
    if sold.facts.kind not in CLAIMS or not (sold.is_quality or is_distance_return(sold)):
        return Grant((), (), (), ())
    rights = best(list(_rights(sold)))
    duties = tuple(_duties(sold, at))
    charges = tuple(_charges(sold, rights))
    lines = [RemedyLine(right.what.value, "now", right.fee, right.article.id) for right in rights]
    for duty, article in duties:
        lines += [
            RemedyLine(owed.what, f"if_missed:{duty.what}", NOTHING, article.id)
            for owed in duty.consequence
        ]
    used = [right.article for right in rights]
    used += [right.fee_article for right in rights if right.fee_article is not None]
    used += [article for _, article in (*charges, *duties)]
    return Grant(
        remedies=tuple(dict.fromkeys(lines)),
        charges=tuple(line for line, _ in charges),
        duties=tuple(duty for duty, _ in duties),
        articles=tuple(dict.fromkeys(used)),
    )


def best(rights: list[_Right]) -> list[_Right]:
    """Of several rights to the same thing the one with the lowest fee, the first of equals."""
    first: dict[Relief, _Right] = {}
    for right in rights:
        held = first.get(right.what)
        if held is None or cheaper(right.fee, held.fee):
            first[right.what] = right
    return [first[what] for what in Relief if what in first]


def cheaper(fee: Decimal | None, other: Decimal | None) -> bool:
    """Whether a fee is lower than another; one that is not known is higher than any."""
    return fee is not None and (other is None or fee < other)


def is_distance_return(sold: Sold) -> bool:
    """Whether it is given back after a sale at a distance, which needs no reason."""
    return sold.sale.distance_sale and sold.facts.kind is EventKind.RETURN_REQUESTED


def _rights(sold: Sold) -> Iterator[_Right]:
    floor, kind = sold.floor, sold.facts.kind
    period = sold.period
    if sold.standing is Standing.COVERED and period is not None:
        free = floor.first(Topic.FREE_REPAIR)
        if kind in REPAIRS:
            yield _Right(Relief.REPAIR, free.article if free else period.article)
        yield from (_Right(what, period.article) for what in period.gives)
    yield from _returns(sold)
    if not sold.is_quality or sold.sale.part in ACCESSORIES:
        return
    due = list(_due(sold))
    for row in due:
        for what in row.gives:
            yield _Right(what, row.article, *_use_fee(sold, row))
    if any(row.gives == (Relief.EXCHANGE,) for row in due):
        yield from _instead(sold)


def _due(sold: Sold) -> Iterator[Row]:
    """The rows whose days, kilometres, repairs or days in repair have come about."""
    floor, sale = sold.floor, sold.sale
    windows = [*floor.of(Topic.REFUND_WINDOW), *floor.of(Topic.EXCHANGE_WINDOW)]
    if sale.car_fault is CarFault.ASSEMBLY:
        windows += floor.of(Topic.EARLY_ASSEMBLY)
    if sale.car_fault is CarFault.SAFETY:
        windows += floor.of(Topic.EARLY_SAFETY)
    yield from (row for row in windows if sold.within(row, sold.starts_on))
    if not sold.is_claim:
        return
    failed = [*floor.of(Topic.FAILED_REPAIRS)]
    failed += floor.of(Topic.FAILED_CAR_REPAIRS) if sale.car_fault is not None else ()
    yield from (row for row in failed if sold.facts.failed_repairs >= _count(row))
    yield from (row for row in _waits(sold) if sale.days_in_repair > _count(row))
    in_sum = floor.of(Topic.REPAIR_DAYS_IN_SUM)
    yield from (row for row in in_sum if sale.repair_days > _count(row))
    lent = floor.of(Topic.LOANER)
    yield from (
        replace(row, gives=(Relief.LOANER,)) for row in lent if sale.days_in_repair > _count(row)
    )


def _waits(sold: Sold) -> tuple[Row, ...]:
    """After how many days in repair it is exchanged: other ones while the maker owes the parts."""
    topic = Topic.DAYS_FOR_PARTS if sold.sale.awaiting_parts else Topic.DAYS_IN_REPAIR
    return sold.floor.of(topic)


def _count(row: Row) -> int:
    """A row's figure as a number of times or days; one in working days is left to its deadline."""
    return row.figure if isinstance(row.figure, int) else 1_000_000_000


def _instead(sold: Sold) -> Iterator[_Right]:
    """A refund where an exchange is due and refused: with depreciation, unless a province bars it.

    The fee is days since the start, without those in repair, x daily rate x price, at most the
    price, rounded half up to the fen; without a price or a rate that is known it has none yet.
    """
    row, barred = sold.floor.first(Topic.REFUND_INSTEAD), sold.floor.first(Topic.NO_FEE)
    if row is None:
        return
    if barred is not None:
        yield _Right(Relief.REFUND, row.article, NOTHING, barred.article)
        return
    rate, price = sold.floor.first(Topic.DAILY_RATE), sold.facts.price
    if rate is None or not isinstance(rate.figure, Decimal) or price is None:
        yield _Right(Relief.REFUND, row.article, None)
        return
    days = max((sold.on - sold.begun_on).days - sold.sale.repair_days, 0)
    fee = fen(min(price, price * rate.figure * days))
    yield _Right(Relief.REFUND, row.article, fee, rate.article)


_FEE_IS_OWED = frozenset({Topic.FAILED_REPAIRS, Topic.FAILED_CAR_REPAIRS, Topic.REPAIR_DAYS_IN_SUM})


def _use_fee(sold: Sold, row: Row) -> tuple[Decimal | None, Article | None]:
    """The fee for the use of a car, by kilometres: at most the price, half up to the fen."""
    use = sold.floor.first(Topic.USE_FEE)
    if use is None or row.topic not in _FEE_IS_OWED:
        return NOTHING, None
    price, km = sold.facts.price, sold.sale.mileage_km
    if not isinstance(use.figure, Decimal) or price is None or km is None:
        return None, use.article
    return fen(min(price, price * km * use.figure / THOUSAND_KM)), use.article


def _returns(sold: Sold) -> Iterator[_Right]:
    """Returns that run from the receipt: without a reason, and where nothing else is said."""
    received = sold.facts.dates.get(DateName.DELIVERED, sold.starts_on)
    if is_distance_return(sold):
        for row in sold.floor.of(Topic.NO_REASON):
            if sold.within(row, received):
                yield _Right(Relief.REFUND, row.article)
    if sold.agreed.takes_back or not sold.is_quality:
        return
    for row in sold.floor.of(Topic.SILENT_RETURN):
        if sold.within(row, received):
            yield from (_Right(what, row.article) for what in row.gives)


def _charges(sold: Sold, rights: list[_Right]) -> Iterator[tuple[ChargeLine, Article]]:
    """What the law makes free: parts and labour in its period, the transport of what is sent in."""
    free, period = sold.floor.first(Topic.FREE_REPAIR), sold.period
    if sold.standing is Standing.COVERED and period is not None and sold.facts.kind in REPAIRS:
        article = free.article if free else period.article
        for item in (Item.PARTS, Item.LABOUR):
            yield ChargeLine(item.value, PROVIDER, "free", article.id), article
    freight = sold.floor.first(Topic.FREIGHT)
    if freight is not None and sold.facts.kind in SENT_IN and takes_part(sold, rights):
        yield ChargeLine(Item.FREIGHT.value, PROVIDER, "free", freight.article.id), freight.article


def takes_part(sold: Sold, rights: list[_Right]) -> bool:
    """Whether transport is the seller's: not for goods given back without a reason."""
    return sold.is_quality and (sold.is_claim or bool(rights))


def _duties(sold: Sold, at: datetime) -> Iterator[tuple[Duty, Article]]:
    """Times to act: repaired before one is lent, before it is exchanged; a demand answered."""
    if not sold.is_claim:
        return
    if sold.facts.kind in REPAIRS:
        for row in sold.floor.of(Topic.LOANER):
            yield _repaired(sold, row, (Relief.LOANER,), at), row.article
        for row in _waits(sold):
            yield _repaired(sold, row, row.gives, at), row.article
        return
    for topic, deed in ((Topic.ANSWER, Deed.ANSWERED), (Topic.SETTLED, Deed.REPLACED)):
        for row in sold.floor.of(topic):
            if isinstance(row.figure, Span):
                yield _duty(deed, row, row.figure, row.gives, at), row.article


def _repaired(sold: Sold, row: Row, gives: tuple[Relief, ...], at: datetime) -> Duty:
    """Repaired within the days of a row, counted from when the repairer has it in hands."""
    days = row.figure if isinstance(row.figure, Span) else Span(_count(row), Unit.DAYS, roll=False)
    if sold.facts.kind is EventKind.GOODS_RECEIVED:
        return _duty(Deed.REPAIRED_AND_RETURNED, row, days, gives, at)
    duty = _duty(Deed.RESOLVED, row, days, gives, at)
    starts_at = sold.facts.on_site_at
    due = None if starts_at is None else _due_day(days, starts_at)
    return replace(duty, after="on_site", starts_at=starts_at, due=due)


def _duty(deed: Deed, row: Row, span: Span, gives: tuple[Relief, ...], at: datetime) -> Duty:
    return Duty(
        what=deed.value,
        by=PROVIDER,
        clause=row.article.id,
        span=span,
        starts_at=at,
        after=None,
        due=_due_day(span, at),
        consequence=tuple(Consequence(what.value, row.article.id, PROVIDER) for what in gives),
    )


def _due_day(span: Span, start: datetime) -> date:
    return due_day(span, start.astimezone(CHINA_TIME))
