"""What else the law says of an event, in sentences for a person: who has to prove, spare parts."""

from collections.abc import Iterator

from sanbao.rules.cover import kept_last_day
from sanbao.rules.facts import DateName
from sanbao.rules.message import Message
from sanbao.rules.sold import Sold
from sanbao.rules.span import Span
from sanbao.rules.statute.article import Article, Topic
from sanbao.rules.why import is_open

BURDEN = Message(
    "Within six months of the receipt it is for the seller to show that it is no fault of the"
    " product (%(article)s)."
)
PARTS_OWED = Message("Spare parts are owed until %(until)s (%(article)s).")
PARTS_OVER = Message("The duty to keep spare parts ended with %(until)s (%(article)s).")
RESTARTED = Message("After the exchange its period starts again on %(day)s (%(article)s).")
LONGER = Message("It is longer by %(days)s days in repair (%(article)s).")


def remarks(sold: Sold) -> Iterator[tuple[Message, Article]]:
    """Each sentence with its article."""
    sale, floor = sold.sale, sold.floor
    restart, start = floor.first(Topic.RESTART), floor.first(Topic.START)
    if sold.begun_on != sold.starts_on and restart is not None:
        yield _said(RESTARTED, restart.article, day=sold.begun_on), restart.article
    if sale.repair_days and sold.period is not None and start is not None:
        yield _said(LONGER, start.article, days=sale.repair_days), start.article
    yield from _burden(sold)
    yield from _parts(sold)


def _burden(sold: Sold) -> Iterator[tuple[Message, Article]]:
    facts = sold.facts
    received = facts.dates.get(DateName.DELIVERED, sold.starts_on)
    if is_open(facts.kind, facts.cause, facts.exclusions):
        for row in sold.floor.of(Topic.BURDEN_OF_PROOF):
            if sold.within(row, received):
                yield _said(BURDEN, row.article), row.article


def _parts(sold: Sold) -> Iterator[tuple[Message, Article]]:
    ended = sold.sale.production_ended
    for row in sold.floor.of(Topic.PARTS_KEPT) if ended is not None else ():
        if isinstance(row.figure, Span) and ended is not None:
            until = kept_last_day(ended, row.figure)
            words = PARTS_OWED if sold.on <= until else PARTS_OVER
            yield _said(words, row.article, until=until), row.article


def _said(words: Message, article: Article, **more: object) -> Message:
    return Message(words.msgid, {"article": article.id, **more})
