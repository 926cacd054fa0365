"""What the law grants about one event: remedies, free repair, times to act, each by its article."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from sanbao.rules.answer import Duty, started
from sanbao.rules.choice import ChargeLine, Consequence, Owed, RemedyLine
from sanbao.rules.claim import Claim, claim_of, count, is_distance_return, waits
from sanbao.rules.facts import EventKind
from sanbao.rules.money import NOTHING, fen
from sanbao.rules.sold import Sold
from sanbao.rules.span import Span, Unit
from sanbao.rules.statute.article import Article, Row, Topic
from sanbao.rules.statute.table import Floor
from sanbao.rules.terms import Deed, Item, Relief, Standing
from sanbao.rules.terms.condition import REPAIRS

# Events by which a consumer may ask for what the law gives.
CLAIMS = REPAIRS | {EventKind.EXCHANGE_REQUESTED, EventKind.RETURN_REQUESTED}
# Who sends goods in has their transport paid.
SENT_IN = CLAIMS - {EventKind.FAULT_REPORTED}
PROVIDER = "provider"
THOUSAND_KM = 1000


class Grant(NamedTuple):
    """What the law gives. Every line names an article of `articles`."""

    remedies: tuple[RemedyLine, ...]
    charges: tuple[ChargeLine, ...]
    duties: tuple[Duty, ...]
    articles: tuple[Article, ...]


NO_GRANT = Grant((), (), (), ())


class _Right(NamedTuple):
    """Something that may be asked for, by an article. fee: CNY; None: no price is known.

    rate: the row by which the fee has still to be counted, where it is neither free nor unknown.
    """

    what: Relief
    article: Article
    fee: Decimal | None = NOTHING
    fee_article: Article | None = None
    rate: Row | None = None


class _Allowed(NamedTuple):
    """What a claim is granted before clocks are counted, and fees that depend on price and use.

    rights: with a rate where a fee has still to be counted; then `granted` waits for it.
    """

    rights: tuple[_Right, ...]
    charges: tuple[tuple[ChargeLine, Article], ...]
    duties: tuple[tuple[Owed, Article], ...]
    owed: tuple[Owed, ...]
    granted: Grant | None


def grant(sold: Sold, *, at: datetime) -> Grant:
    """What the law grants about an event at an instant, China's offset."""
    facts = sold.facts
    if facts.kind not in CLAIMS or not (sold.is_quality or is_distance_return(sold)):
        return NO_GRANT
    allowed = _allowed(claim_of(sold))
    granted = allowed.granted
    if granted is None:
        granted = _granted(best([_priced(sold, right) for right in allowed.rights]), allowed)
    if not allowed.owed:
        return granted
    duties = tuple([started(owed, at, facts.on_site_at) for owed in allowed.owed])
    return granted._replace(duties=duties)


# Claims are few, as situations are; the bound keeps a stream of odd facts from filling the memory.
@lru_cache(maxsize=8192)
def _allowed(claim: Claim) -> _Allowed:
    rights = tuple(_rights(claim))
    duties = tuple(_duties(claim))
    allowed = _Allowed(
        rights,
        tuple(_charges(claim, has_rights=bool(rights))),
        duties,
        tuple(owed for owed, _ in duties),
        None,
    )
    if any(right.rate is not None for right in rights):
        return allowed
    return allowed._replace(granted=_granted(best(rights), allowed))


def _granted(rights: Sequence[_Right], allowed: _Allowed) -> Grant:
    """Lines and articles of what is allowed, each once; duties without their clocks are none."""
    lines = [RemedyLine(right.what.value, "now", right.fee, right.article.id) for right in rights]
    for duty, article in allowed.duties:
        lines += [
            RemedyLine(owed.what, f"if_missed:{duty.what}", NOTHING, article.id)
            for owed in duty.consequence
        ]
    used = [right.article for right in rights]
    used += [right.fee_article for right in rights if right.fee_article is not None]
    used += [article for _, article in (*allowed.charges, *allowed.duties)]
    return Grant(
        remedies=tuple(dict.fromkeys(lines)),
        charges=tuple(line for line, _ in allowed.charges),
        duties=(),
        articles=tuple(dict.fromkeys(used)),
    )


def best(rights: Iterable[_Right]) -> list[_Right]:
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


def _rights(claim: Claim) -> Iterator[_Right]:
    period, free = claim.period, claim.floor.first(Topic.FREE_REPAIR)
    if claim.standing is Standing.COVERED and period is not None:
        if claim.kind in REPAIRS:
            yield _Right(Relief.REPAIR, free.article if free else period.article)
        yield from (_Right(what, period.article) for what in period.gives)
    for row in claim.returned:
        gives = (Relief.REFUND,) if row.topic is Topic.NO_REASON else row.gives
        yield from (_Right(what, row.article) for what in gives)
    for row in claim.due:
        if row.topic is Topic.LOANER:
            yield _Right(Relief.LOANER, row.article)
        else:
            yield from (_with_use_fee(claim.floor, what, row) for what in row.gives)
    if any(row.gives == (Relief.EXCHANGE,) for row in claim.due if row.topic is not Topic.LOANER):
        yield from _instead(claim.floor)


_FEE_IS_OWED = frozenset({Topic.FAILED_REPAIRS, Topic.FAILED_CAR_REPAIRS, Topic.REPAIR_DAYS_IN_SUM})


def _with_use_fee(floor: Floor, what: Relief, row: Row) -> _Right:
    """What a row gives; for some of it a car's use has to be paid."""
    use = floor.first(Topic.USE_FEE)
    if use is None or row.topic not in _FEE_IS_OWED:
        return _Right(what, row.article)
    return _Right(what, row.article, None, use.article, _known(use))


def _instead(floor: Floor) -> Iterator[_Right]:
    """A refund where an exchange is due and refused: with depreciation, unless a province bars it.

    Without a rate that is known it has no fee yet.
    """
    row, barred = floor.first(Topic.REFUND_INSTEAD), floor.first(Topic.NO_FEE)
    if row is None:
        return
    if barred is not None:
        yield _Right(Relief.REFUND, row.article, NOTHING, barred.article)
        return
    yield _Right(Relief.REFUND, row.article, None, None, _known(floor.first(Topic.DAILY_RATE)))


def _known(rate: Row | None) -> Row | None:
    return rate if rate is not None and isinstance(rate.figure, Decimal) else None


def _priced(sold: Sold, right: _Right) -> _Right:
    """A right with its fee in CNY, half up to the fen, at most the price; None without a price.

    Depreciation: days since the start, without those in repair, x daily rate x price. Use of a
    car: price x kilometres / 1000 x rate.
    """
    rate, price = right.rate, sold.facts.price
    if rate is None or price is None or not isinstance(rate.figure, Decimal):
        return right
    if rate.topic is Topic.USE_FEE:
        km = sold.sale.mileage_km
        if km is None:
            return right
        fee = price * km * rate.figure / THOUSAND_KM
    else:
        days = max((sold.on - sold.begun_on).days - sold.sale.repair_days, 0)
        fee = price * rate.figure * days
    return right._replace(fee=fen(min(price, fee)), fee_article=rate.article)


def _charges(claim: Claim, *, has_rights: bool) -> Iterator[tuple[ChargeLine, Article]]:
    """What the law makes free: parts and labour in its period, the transport of what is sent in.

    Transport is not free for goods given back without a reason.
    """
    free, period = claim.floor.first(Topic.FREE_REPAIR), claim.period
    if claim.standing is Standing.COVERED and period is not None and claim.kind in REPAIRS:
        article = free.article if free else period.article
        for item in (Item.PARTS, Item.LABOUR):
            yield ChargeLine(item.value, PROVIDER, "free", article.id), article
    freight = claim.floor.first(Topic.FREIGHT)
    takes_part = claim.is_quality and (claim.is_claim or has_rights)
    if freight is not None and claim.kind in SENT_IN and takes_part:
        yield ChargeLine(Item.FREIGHT.value, PROVIDER, "free", freight.article.id), freight.article


def _duties(claim: Claim) -> Iterator[tuple[Owed, Article]]:
    """Times to act: repaired before one is lent, before it is exchanged; a demand answered."""
    if not claim.is_claim:
        return
    if claim.kind in REPAIRS:
        for row in claim.floor.of(Topic.LOANER):
            yield _repaired(claim, row, (Relief.LOANER,)), row.article
        for row in waits(claim.floor, awaiting_parts=claim.awaiting_parts):
            yield _repaired(claim, row, row.gives), row.article
        return
    for topic, deed in ((Topic.ANSWER, Deed.ANSWERED), (Topic.SETTLED, Deed.REPLACED)):
        for row in claim.floor.of(topic):
            if isinstance(row.figure, Span):
                yield _owed(deed, row, row.figure, row.gives), row.article


def _repaired(claim: Claim, row: Row, gives: tuple[Relief, ...]) -> Owed:
    """Repaired within the days of a row, counted from when the repairer has it in hands."""
    days = row.figure if isinstance(row.figure, Span) else Span(count(row), Unit.DAYS, roll=False)
    if claim.kind is EventKind.GOODS_RECEIVED:
        return _owed(Deed.REPAIRED_AND_RETURNED, row, days, gives)
    return replace(_owed(Deed.RESOLVED, row, days, gives), after="on_site")


def _owed(deed: Deed, row: Row, span: Span, gives: tuple[Relief, ...]) -> Owed:
    return Owed(
        what=deed.value,
        by=PROVIDER,
        clause=row.article.id,
        span=span,
        lasts=None,
        after=None,
        consequence=tuple(Consequence(what.value, row.article.id, PROVIDER) for what in gives),
    )
