"""Laws, their articles in our own words, and the figures that they give."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sanbao.rules.agreement import LAW, Clause
from sanbao.rules.facts import Category, Cause, Code, DateName, LegalPart
from sanbao.rules.parameter import Words
from sanbao.rules.span import Span
from sanbao.rules.terms import Relief


class Confidence(StrEnum):
    """How well the wording is known.

    high: read in full, or quoted article by article. medium: an excerpt, or two independent
    secondary sources agree. low: one secondary source. memory: found nowhere. Only what is high or
    medium decides anything; the rest is shown as such.
    """

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    MEMORY = "memory"


USED = frozenset({Confidence.HIGH, Confidence.MEDIUM})


class Topic(StrEnum):
    """What an article is about. `rights` reads each of them in one place."""

    START = "start"
    START_WITHOUT_INVOICE = "start_without_invoice"
    PERIOD = "period"
    CLAIM_PERIOD = "claim_period"
    RESTART = "restart"
    FREE_REPAIR = "free_repair"
    EXCLUDED = "excluded"
    REFUND_WINDOW = "refund_window"
    EXCHANGE_WINDOW = "exchange_window"
    EARLY_ASSEMBLY = "early_assembly"
    EARLY_SAFETY = "early_safety"
    FAILED_REPAIRS = "failed_repairs"
    FAILED_CAR_REPAIRS = "failed_car_repairs"
    DAYS_IN_REPAIR = "days_in_repair"
    DAYS_FOR_PARTS = "days_for_parts"
    REPAIR_DAYS_IN_SUM = "repair_days_in_sum"
    LOANER = "loaner"
    REFUND_INSTEAD = "refund_instead"
    DAILY_RATE = "daily_rate"
    USE_FEE = "use_fee"
    NO_FEE = "no_fee"
    FREIGHT = "freight"
    ANSWER = "answer"
    SETTLED = "settled"
    NO_REASON = "no_reason"
    SILENT_RETURN = "silent_return"
    SILENT_PERIOD = "silent_period"
    BURDEN_OF_PROOF = "burden_of_proof"
    BETTER_TERMS = "better_terms"
    WORKS_AFTER_REPAIR = "works_after_repair"
    PARTS_KEPT = "parts_kept"
    NOTE = "note"


# Laws, articles and rows stand once in this package: one is itself and no other, however alike.
@dataclass(frozen=True, slots=True, eq=False)
class Law:
    """A law or rule. short: what its articles are numbered by.

    since, until: first and last sale date for which it is in force; None: the day was not seen, or
    there is none. protects_consumers: it speaks of consumers only, so that an agreement between
    businesses that follows the national rules does not take it over. province: where it holds.
    """

    short: str
    title: Words
    since: date | None = None
    until: date | None = None
    protects_consumers: bool = False
    province: str | None = None

    def in_force(self, on: date) -> bool:
        """Whether it holds for a sale on a day."""
        return (self.since is None or on >= self.since) and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True, eq=False)
class Article:
    """An article in one plain sentence a language.

    number: as printed; a word where the number was not seen. source: short name of the copy that
    was read, listed in docs/three-guarantees.md.
    """

    law: Law
    number: str
    zh: str
    en: str
    confidence: Confidence
    source: str

    @property
    def id(self) -> str:
        """The law's short name and the number: 三包-11."""
        return f"{self.law.short}-{self.number}"

    def clause(self) -> Clause:
        """The article as an explanation tells it."""
        return Clause(
            id=self.id,
            area=LAW,
            zh=f"《{self.law.title.zh}》：{self.zh}",
            en=f"{self.law.title.en}: {self.en}",
        )


Figure = Span | int | Decimal | DateName | frozenset[Cause | Code] | None


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One figure of an article: a topic, the goods it is for, and what it gives.

    figure: days, times, a rate, or the list of exclusions, as the topic needs. part: only for that
    part. km: the distance at which a window or period ends if it is reached first.
    gives: what may then be asked for. confidence: None means as well known as its article.
    """

    topic: Topic
    article: Article
    goods: frozenset[Category]
    figure: Figure = None
    part: LegalPart | None = None
    km: int | None = None
    gives: tuple[Relief, ...] = ()
    confidence: Confidence | None = None

    @property
    def known(self) -> Confidence:
        """How well the figure is known."""
        return self.confidence or self.article.confidence
