"""Which rows make the floor of one sale: by goods, day of the sale and province."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from sanbao.rules.agreement import Clause
from sanbao.rules.facts import Category, DateName, LegalPart
from sanbao.rules.statute import consumers, electronics, general, machines
from sanbao.rules.statute.article import USED, Article, Row, Topic

ROWS: tuple[Row, ...] = (*general.ROWS, *electronics.ROWS, *machines.ROWS, *consumers.ROWS)
ARTICLES: Mapping[str, Article] = {row.article.id: row.article for row in ROWS}
_LAWS = {row.article.law for row in ROWS}
_STARTS = {law.since for law in _LAWS if law.since is not None}
_ENDS = {law.until + timedelta(days=1) for law in _LAWS if law.until is not None}
# Days from which on other laws are in force than the day before, and provinces with a law.
_TURNS = sorted({date.min, *_STARTS, *_ENDS})
_PROVINCES = {law.province for law in _LAWS} - {None}


@dataclass(frozen=True, slots=True, eq=False)
class Floor:
    """What the law gives at least for one kind of goods sold on a day.

    rows: by topic. from_delivery: its days count from the delivery, not from the invoice.
    """

    rows: Mapping[Topic, tuple[Row, ...]]
    from_delivery: bool

    def of(self, topic: Topic) -> tuple[Row, ...]:
        """Every row of a topic: a province's stands beside the nation's."""
        return self.rows.get(topic, ())

    def first(self, topic: Topic) -> Row | None:
        """The row of a topic of which there is one."""
        rows = self.rows.get(topic)
        return rows[0] if rows else None

    def period(self, part: LegalPart | None) -> Row | None:
        """The period of a part, or of the whole unit where the part has none of its own."""
        whole = None
        for row in self.of(Topic.PERIOD):
            if part is not None and row.part is part:
                return row
            if row.part is None:
                whole = whole or row
        return whole


def floor(
    category: Category, *, on: date, province: str | None, consumer: bool, followed: bool
) -> Floor:
    """The floor of a sale on a day.

    consumer: whether the law protects the buyer; followed: whether the agreement takes the
    national rules over, so that goods of no list follow the general one. A product's own rule
    goes before the general one topic by topic; what was seen of neither is left out, and so is
    what is known only from one place or from memory.
    """
    turn = bisect_right(_TURNS, on) - 1
    place = province if province in _PROVINCES else None
    return _floor(category, turn, place, consumer=consumer, followed=followed)


@lru_cache(maxsize=4096)
def _floor(
    category: Category, turn: int, province: str | None, *, consumer: bool, followed: bool
) -> Floor:
    """The floor of every sale between one turn of the law and the next."""
    standing = [
        row
        for row in in_force(category, on=_TURNS[turn], province=province, followed=followed)
        if row.known in USED and (consumer or not row.article.law.protects_consumers)
    ]
    own = {
        row.topic
        for row in standing
        if row.article.law is not general.RULE and not row.article.law.protects_consumers
    }
    rows: dict[Topic, tuple[Row, ...]] = {}
    for row in standing:
        if row.article.law is general.RULE and row.topic in own:
            continue
        rows[row.topic] = (*rows.get(row.topic, ()), row)
    starts = rows.get(Topic.START, ())
    return Floor(rows, any(row.figure is DateName.DELIVERED for row in starts))


def in_force(
    category: Category, *, on: date, province: str | None, followed: bool = False
) -> list[Row]:
    """Every row about a kind of goods that holds for a sale on a day, well known or not."""
    return [
        row
        for row in ROWS
        if (category in row.goods or (followed and row.goods == general.GOODS))
        and row.article.law.in_force(on)
        and row.article.law.province in (None, province)
    ]


def shown(category: Category, *, on: date, province: str | None) -> list[Row]:
    """What counts for a consumer, by topic, and with it what is too little known to count."""
    law = floor(category, on=on, province=province, consumer=True, followed=False)
    weak = [row for row in in_force(category, on=on, province=province) if row.known not in USED]
    return [row for topic in Topic for row in (*law.of(topic), *weak) if row.topic is topic]


@lru_cache(maxsize=1024)
def clause_of(article: Article) -> Clause:
    """The article as a clause of an explanation, put together once."""
    return article.clause()
