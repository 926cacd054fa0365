"""The general rule of 1995 and its annex of goods, periods and daily rates."""

from datetime import date
from decimal import Decimal

from sanbao.rules.facts import Category, Cause, Code, LegalPart
from sanbao.rules.parameter import Words
from sanbao.rules.span import Span, Unit
from sanbao.rules.statute.article import Article, Confidence, Law, Row, Topic
from sanbao.rules.terms import Relief

HIGH, MEDIUM, LOW, MEMORY = Confidence
EXCHANGE, REFUND = (Relief.EXCHANGE,), (Relief.REFUND, Relief.EXCHANGE)

# Goods with a rule of their own are in no list of the general one, but where their own rule was
# not seen to speak, they follow it; farm machines and cars do not.
GOODS = frozenset(Category) - {Category.FARM_MACHINE, Category.HOUSEHOLD_CAR, Category.OTHER}


def days(count: int) -> Span:
    """So many calendar days, holiday or not."""
    return Span(count, Unit.DAYS, roll=False)


def months(count: int) -> Span:
    """So many months."""
    return Span(count, Unit.MONTHS, roll=False)


RULE = Law(
    "三包",
    Words(
        zh="部分商品修理更换退货责任规定",
        en="Rule on repair, exchange and return of certain goods (1995)",
    ),
    since=date(1995, 8, 25),
)


def article(number: str, zh: str, en: str, confidence: Confidence, source: str) -> Article:
    """An article of the general rule."""
    return Article(RULE, number, zh, en, confidence, source)


A3 = article(
    "3",
    "谁销售谁负责；销售者、生产者、修理者之间的合同不得免除三包责任，更优的承诺应当履行。",
    "Whoever sells is responsible; contracts between seller, maker and repairer may not "
    "remove the"
    " duties, and a better promise binds.",
    HIGH,
    "R-1-6",
)
A6 = article(
    "6",
    "修理后的商品应当能正常使用 30 日以上。",
    "Repaired goods must work for at least 30 days.",
    HIGH,
    "R-1-6",
)
A8 = article(
    "8",
    "三包有效期自开具发票之日起计算，扣除修理占用和等待零配件的时间；期满日是休假日的顺延。",
    "The period runs from the date of the invoice, without the days in repair and waiting for"
    " parts; if it ends on a day off, it ends with the next working day.",
    HIGH,
    "R-8-13, R-8N",
)
A9 = article(
    "9",
    "自售出之日起 7 日内出现性能故障，消费者可以选择退货、换货或者修理；退货按发票价格一次退清。",
    "For a fault within 7 days of the sale the consumer chooses refund, exchange or repair; a"
    " refund is the invoice price in one payment.",
    HIGH,
    "R-8-13",
)
A10 = article(
    "10",
    "自售出之日起 15 日内出现性能故障，消费者可以选择换货或者修理。",
    "For a fault within 15 days of the sale the consumer chooses exchange or repair.",
    HIGH,
    "R-8-13",
)
A11 = article(
    "11",
    "三包有效期内修理两次仍不能正常使用的，免费调换同型号商品，或者按第十三条退货。",
    "After two repairs within the period and still not usable: a free exchange of the same model,"
    " or a refund by article 13.",
    HIGH,
    "R-8-13",
)
A12 = article(
    "12",
    "因生产者未供应零配件超过 90 日未修好的，或者因修理者原因超过 30 日的，免费换货。",
    "Not repaired for more than 90 days because the maker supplied no parts, or for more than 30"
    " days through the repairer: a free exchange.",
    HIGH,
    "R-8-13, R-SUM",
)
A13 = article(
    "13",
    "符合换货条件而无同型号商品的，免费退货；有同型号商品而消费者不愿调换的，"
    "退货按日折旧率收取折旧费，扣除修理和待修天数。",
    "Where an exchange is due and there is no same model, the refund is free; where there is one"
    " and the consumer refuses it, a daily depreciation is kept back, days in repair left out.",
    MEDIUM,
    "R-SUM, D-QL",
)
A14 = article(
    "14",
    "换货不得提供不合格品、残次品或者维修过的商品。",
    "No defective, rejected or repaired unit may be given in exchange.",
    MEDIUM,
    "R-SUM",
)
RESTART = article(
    "换货后",
    "换货后的三包有效期自换货之日起重新计算。",
    "After an exchange the period starts again on the day of the exchange.",
    HIGH,
    "R-17, R-SHOP, P-FIX",
)
FREE = article(
    "包修",
    "三包有效期内免费修理，包括材料费和工时费。",
    "Repair within the period is free, material and labour.",
    MEDIUM,
    "P-FIX",
)
A17 = article(
    "17",
    "不实行三包：消费者使用、维护、保管不当造成损坏；非承担三包的修理者拆动；"
    "无三包凭证和发票；凭证与商品不符或者涂改；不可抗力。",
    "Not covered: misuse or bad keeping by the consumer; dismantled by a repairer not "
    "appointed; no"
    " voucher and invoice; a voucher that does not match or is altered; force majeure.",
    HIGH,
    "R-17",
)
PARTS = article(
    "停产后",
    "产品停产后 5 年内，生产者应当供应零配件。",
    "The maker supplies spare parts for 5 years after production has ended.",
    MEDIUM,
    "R-18P, R-SHOP",
)
ANNEX = article(
    "附录",
    "附录商品目录：各类商品整机和主要部件的三包有效期与日折旧率。",
    "Annex: the periods of whole units and main parts and the daily depreciation of each kind.",
    HIGH,
    "R-ANNEX",
)

EXCLUDED = frozenset[Cause | Code](
    {
        Cause.MISUSE,
        Cause.HUMAN_DAMAGE,
        Cause.FORCE_MAJEURE,
        Code.NOT_PER_MANUAL,
        Code.MISUSE,
        Code.UNFIT_SUPPLIES,
        Code.HUMAN_DAMAGE,
        Code.FORCE_MAJEURE,
        Code.VOUCHER_MISMATCH,
        Code.VOUCHER_ALTERED,
    }
)

# Kind: months of the whole unit, of the main parts, daily rate; how well each is known.
_ANNEX: dict[
    Category, tuple[tuple[int, Confidence], tuple[int, Confidence], tuple[str, Confidence]]
] = {
    Category.BICYCLE: ((12, HIGH), (24, HIGH), ("0.0005", HIGH)),
    Category.COLOUR_TV: ((12, HIGH), (36, HIGH), ("0.001", HIGH)),
    Category.BLACK_AND_WHITE_TV: ((12, HIGH), (36, HIGH), ("0.0005", HIGH)),
    Category.VIDEO_RECORDER: ((12, HIGH), (12, HIGH), ("0.001", HIGH)),
    Category.CAMCORDER: ((12, LOW), (0, LOW), ("0.001", LOW)),
    Category.FLAT_TV: ((12, MEDIUM), (36, MEDIUM), ("0.001", MEDIUM)),
    Category.AIR_CONDITIONER: ((12, MEDIUM), (36, MEDIUM), ("0.001", MEDIUM)),
    Category.REFRIGERATOR: ((12, MEMORY), (36, MEDIUM), ("0.0005", MEDIUM)),
    Category.WASHING_MACHINE: ((12, MEMORY), (36, MEDIUM), ("0.0005", MEDIUM)),
    Category.FAN: ((12, MEMORY), (36, MEDIUM), ("0.0005", MEDIUM)),
    Category.VACUUM_CLEANER: ((12, MEMORY), (36, MEDIUM), ("0.0005", MEDIUM)),
    Category.MICROWAVE: ((12, MEMORY), (36, LOW), ("0.0005", MEDIUM)),
    Category.RANGE_HOOD: ((12, MEDIUM), (0, MEDIUM), ("0.0005", MEDIUM)),
    Category.GAS_WATER_HEATER: ((12, MEDIUM), (0, MEDIUM), ("0.0005", MEDIUM)),
}


def _annex() -> list[Row]:
    rows: list[Row] = []
    for kind, (whole, main, rate) in _ANNEX.items():
        goods = frozenset({kind})
        rows.append(Row(Topic.PERIOD, ANNEX, goods, months(whole[0]), confidence=whole[1]))
        if main[0]:
            part = LegalPart.MAIN
            rows.append(
                Row(Topic.PERIOD, ANNEX, goods, months(main[0]), part=part, confidence=main[1])
            )
        rows.append(Row(Topic.DAILY_RATE, ANNEX, goods, Decimal(rate[0]), confidence=rate[1]))
    return rows


ROWS = (
    Row(Topic.BETTER_TERMS, A3, GOODS),
    Row(Topic.START, A8, GOODS),
    Row(Topic.RESTART, RESTART, GOODS),
    Row(Topic.FREE_REPAIR, FREE, GOODS),
    Row(Topic.EXCLUDED, A17, GOODS, EXCLUDED),
    Row(Topic.REFUND_WINDOW, A9, GOODS, days(7), gives=REFUND),
    Row(Topic.EXCHANGE_WINDOW, A10, GOODS, days(15), gives=EXCHANGE),
    Row(Topic.FAILED_REPAIRS, A11, GOODS, 2, gives=EXCHANGE),
    Row(Topic.DAYS_IN_REPAIR, A12, GOODS, 30, gives=EXCHANGE),
    Row(Topic.DAYS_FOR_PARTS, A12, GOODS, 90, gives=EXCHANGE),
    Row(Topic.REFUND_INSTEAD, A13, GOODS),
    Row(Topic.NOTE, A14, GOODS),
    Row(Topic.WORKS_AFTER_REPAIR, A6, GOODS, days(30)),
    Row(Topic.PARTS_KEPT, PARTS, GOODS, months(60)),
    *_annex(),
)
