"""The law as a floor: what an agreement decides, made no worse than the law for a consumer.

Item by item the better term counts: the longer period, the lower fee, what only one of both gives.
Between businesses the law counts only where the agreement follows it and says nothing itself.
"""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from sanbao.rules.agreement import Agreement, Clause
from sanbao.rules.answer import Decision, Duty, WarrantyLine
from sanbao.rules.calendar import CHINA
from sanbao.rules.choice import ChargeLine, RemedyLine
from sanbao.rules.facts import Buyer, Claimant, EventKind, Facts
from sanbao.rules.grant import Grant, cheaper, grant
from sanbao.rules.message import Message
from sanbao.rules.money import NOTHING
from sanbao.rules.remark import remarks
from sanbao.rules.sold import Agreed, Sold, sold_on, stand
from sanbao.rules.statute.article import Article, Topic
from sanbao.rules.statute.table import clause_of, floor
from sanbao.rules.terms import Item, Relief, Remedy, Standing, Statute

NO_DATE = Message(
    "The national three-guarantees rules could not be looked at: the day of the sale is not known."
)
LAW_COVERS = Message(
    "The law is better for the buyer here: %(article)s covers it from %(starts_on)s to %(ends_on)s,"
    " that day included."
)
LIST_IS_COMPLETE = Message(
    "Towards a consumer the law's list of exclusions is complete (%(article)s); what the agreement"
    " excludes besides does not count."
)
AGREEMENT_LASTS = Message(
    "The agreement is better here than the law, whose period ends with %(ends_on)s (%(article)s)."
)
LAW_GIVES = Message("The law gives what the agreement does not: %(articles)s.")
AGREEMENT_GIVES = Message("The agreement gives more than the law here: clause %(clauses)s.")
FOLLOWED = Message(
    "Where the agreement says nothing itself it follows the national rules (clause %(clauses)s):"
    " %(articles)s."
)
TAKEN_BACK = frozenset({Relief.EXCHANGE.value, Relief.REFUND.value})
DEMANDS = frozenset({EventKind.EXCHANGE_REQUESTED, EventKind.RETURN_REQUESTED})
ITEMS = [item.value for item in Item]
CUSTOMER = "customer"


class _Merged(NamedTuple):
    """Lines after the better term has won; which articles and clauses had it."""

    remedies: tuple[RemedyLine, ...]
    charges: tuple[ChargeLine, ...]
    of_law: list[str]
    of_agreement: list[str]


def floored(agreement: Agreement, facts: Facts, decision: Decision, *, at: datetime) -> Decision:
    """The decision with the law as its floor. `at` is the event's instant, China's offset.

    Unchanged where the goods' kind is not among the facts, where a dealer claims, and between
    businesses whose agreement does not follow the national rules.
    """
    sale = facts.sale
    if sale is None or sale.category is None or facts.claimant is Claimant.DEALER:
        return decision
    followed = statute_clauses(agreement)
    consumer = sale.buyer is Buyer.CONSUMER
    if not consumer and not followed:
        return decision
    day = sold_on(facts, sale)
    if day is None:
        return decision._replace(warranty=_told(decision.warranty, [NO_DATE]))
    law = floor(
        sale.category,
        on=day,
        province=facts.province,
        consumer=consumer,
        followed=bool(followed),
    )
    line = decision.warranty
    agreed = Agreed(
        in_period=line.in_period,
        has_period=line.starts_on is not None,
        takes_back=bool(followed) or Relief.REFUND.value in spoken_of(agreement),
    )
    sold = stand(facts, sale, law, day=day, on=at.date(), agreed=agreed)
    granted = grant(sold, at=at)
    if not consumer:
        sold, granted = _unspoken(agreement, decision, sold, granted)
    return _joined(decision, sold, granted, () if consumer else followed, followed)


@lru_cache(maxsize=256)
def statute_clauses(agreement: Agreement) -> tuple[Clause, ...]:
    """The clauses by which an agreement follows the national rules."""
    numbers = [term.clause for term in agreement.terms if isinstance(term, Statute)]
    return tuple(agreement.clauses[number] for number in dict.fromkeys(numbers))


@lru_cache(maxsize=256)
def spoken_of(agreement: Agreement) -> frozenset[str]:
    """The remedies that an agreement says anything about."""
    return frozenset(term.what.value for term in agreement.terms if isinstance(term, Remedy))


def _unspoken(
    agreement: Agreement, decision: Decision, sold: Sold, granted: Grant
) -> tuple[Sold, Grant]:
    """What of the law fills the silence of an agreement between businesses."""
    line = decision.warranty
    if line.starts_on is not None:
        sold = sold._replace(period=None, ends_on=None, in_period=False)
    if line.in_period and not line.covered:
        return sold, Grant((), (), (), ())
    spoken, items = spoken_of(agreement), {line.item for line in decision.charges}
    duties = [
        duty for duty in granted.duties if not any(owed.what in spoken for owed in duty.consequence)
    ]
    remedies = [line for line in granted.remedies if line.what not in spoken]
    charges = [line for line in granted.charges if line.item not in items]
    named = {line.clause for line in remedies} | {line.clause for line in charges}
    named |= {duty.clause for duty in duties}
    return sold, Grant(
        tuple(remedies),
        tuple(charges),
        tuple(duties),
        tuple(article for article in granted.articles if article.id in named),
    )


def _joined(
    decision: Decision,
    sold: Sold,
    granted: Grant,
    instead: tuple[Clause, ...],
    followed: tuple[Clause, ...],
) -> Decision:
    """Agreement and law in one decision. instead: the clauses it is followed by, of businesses."""
    line, articles, said = _warranty(decision.warranty, sold)
    articles += granted.articles
    for message, article in remarks(sold):
        said.append(message)
        articles.append(article)
    merged = _merged(decision, granted, is_demand=sold.facts.kind in DEMANDS)
    if granted.articles:
        said += _given(merged, granted, instead)
    if merged.of_agreement and not instead:
        numbers = ", ".join(dict.fromkeys(merged.of_agreement))
        said.append(Message(AGREEMENT_GIVES.msgid, {"clauses": numbers}))
    clauses = decision.clauses
    if articles:
        law = [clause_of(article) for article in articles]
        named = {clause.id: clause for clause in (*clauses, *followed, *law)}
        clauses = tuple(named.values())
    return Decision(
        decision.id,
        _told(line, said),
        merged.charges,
        (*decision.obligations, *granted.duties) if granted.duties else decision.obligations,
        merged.remedies,
        clauses,
        decision.provisional or _provisional(line, sold, granted.duties),
    )


def _given(merged: _Merged, granted: Grant, instead: tuple[Clause, ...]) -> list[Message]:
    """What the law gives besides, by which articles."""
    taken = dict.fromkeys([*merged.of_law, *(duty.clause for duty in granted.duties)])
    if not taken:
        return []
    articles = ", ".join(taken)
    if not instead:
        return [Message(LAW_GIVES.msgid, {"articles": articles})]
    names = ", ".join(clause.id for clause in instead)
    return [Message(FOLLOWED.msgid, {"clauses": names, "articles": articles})]


def _told(line: WarrantyLine, said: list[Message]) -> WarrantyLine:
    return line._replace(why=(*line.why, *said)) if said else line


def _warranty(line: WarrantyLine, sold: Sold) -> tuple[WarrantyLine, list[Article], list[Message]]:
    """The better of both periods, the articles that took part, and how it is said."""
    if sold.period is None or sold.ends_on is None:
        return line, [], []
    article = sold.period.article
    covered = sold.standing is Standing.COVERED
    named = {"article": article.id, "starts_on": sold.begun_on, "ends_on": sold.ends_on}
    theirs = (line.covered, line.in_period, line.ends_on or date.min)
    if (covered, sold.in_period, sold.ends_on) <= theirs:
        if line.ends_on is not None and line.covered and line.ends_on > sold.ends_on:
            return line, [article], [Message(AGREEMENT_LASTS.msgid, named)]
        return line, [article] if sold.in_period else [], []
    said, articles = [], [article]
    if sold.in_period:
        said.append(Message(LAW_COVERS.msgid, named))
    listed = sold.floor.first(Topic.EXCLUDED)
    if covered and line.in_period and not line.covered and listed is not None:
        said.append(Message(LIST_IS_COMPLETE.msgid, {"article": listed.article.id}))
        articles.append(listed.article)
    law = WarrantyLine(
        covered=covered,
        in_period=sold.in_period,
        component=line.component,
        starts_on=sold.begun_on,
        ends_on=sold.ends_on,
        clause=article.id,
        why=line.why,
    )
    return law, articles, said


def _merged(decision: Decision, granted: Grant, *, is_demand: bool) -> _Merged:
    """Remedies and charges: of two for the same thing the cheaper one, the agreement's if equal."""
    of_law: list[str] = []
    of_agreement: list[str] = []
    law: dict[tuple[str, str], RemedyLine] = {}
    for line in granted.remedies:
        law.setdefault((line.what, line.when), line)
    remedies: list[RemedyLine] = []
    for line in decision.remedies:
        other = law.pop((line.what, line.when), None)
        if other is not None and cheaper(other.fee, line.fee):
            of_law.append(other.clause)
            remedies.append(other)
            continue
        remedies.append(line)
        is_more = other is None and line.what in TAKEN_BACK and line.fee == NOTHING
        if is_more or (other is not None and cheaper(line.fee, other.fee)):
            of_agreement.append(line.clause)
    remedies += law.values()
    of_law += [line.clause for line in law.values()]
    charges = _charges(decision.charges, granted, is_demand=is_demand)
    of_law += [line.clause for line in charges if line not in decision.charges]
    return _Merged(tuple(remedies), charges, of_law, of_agreement)


def _charges(
    agreed: tuple[ChargeLine, ...], granted: Grant, *, is_demand: bool
) -> tuple[ChargeLine, ...]:
    """The charges without what the law makes free for the customer, and with it."""
    free = {line.item for line in granted.charges}
    if is_demand and any(
        line.what in TAKEN_BACK and line.when == "now" and line.fee == NOTHING
        for line in granted.remedies
    ):
        free.update(ITEMS)
    if not free:
        return agreed
    kept = [line for line in agreed if line.payer != CUSTOMER or line.item not in free]
    held = {line.item for line in kept}
    kept += [line for line in granted.charges if line.item not in held]
    return tuple(sorted(kept, key=lambda line: ITEMS.index(line.item)))


def _provisional(line: WarrantyLine, sold: Sold, duties: Iterable[Duty]) -> bool:
    """Whether the law counted a working day of a year without a notice."""
    days = [duty.due for duty in duties if type(duty.due) is date]
    if sold.period is not None and line.clause == sold.period.article.id and line.ends_on:
        days.append(line.ends_on)
    return bool(days) and any(CHINA.provisional(day) for day in days)
