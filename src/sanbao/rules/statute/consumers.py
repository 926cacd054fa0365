"""The consumer law, its penalty rule, and what provinces add."""

from datetime import date

from sanbao.rules.facts import Category, DateName
from sanbao.rules.parameter import Words
from sanbao.rules.statute.article import Article, Confidence, Law, Row, Topic
from sanbao.rules.statute.general import REFUND, days, months
from sanbao.rules.terms import Relief

HIGH, MEDIUM, LOW, MEMORY = Confidence
ALL = frozenset(Category)
LISTED = ALL - {Category.OTHER}
OTHER = frozenset({Category.OTHER})
# The catalogue of large goods was not seen: what nobody carries alone.
LARGE = frozenset(
    {
        Category.COLOUR_TV,
        Category.FLAT_TV,
        Category.REFRIGERATOR,
        Category.WASHING_MACHINE,
        Category.AIR_CONDITIONER,
        Category.MOTORCYCLE,
        Category.FARM_MACHINE,
    }
)

# Articles are numbered as since the revision of 2013, which took effect in March 2014.
CONSUMER_LAW = Law(
    "消保法",
    Words(zh="消费者权益保护法", en="Consumer Rights Protection Act (2013)"),
    since=date(2014, 3, 15),
    protects_consumers=True,
)
PENALTIES = Law(
    "消保罚则",
    Words(zh="侵害消费者权益行为处罚办法", en="Penalty rule on consumer rights (2015)"),
    since=date(2015, 1, 5),
    protects_consumers=True,
)
ZHEJIANG = Law(
    "浙江消保",
    Words(
        zh="浙江省实施《消费者权益保护法》办法",
        en="Zhejiang's measures on consumer rights (2017)",
    ),
    since=date(2017, 3, 31),
    protects_consumers=True,
    province="浙江",
)
SHANDONG = Law(
    "山东消保",
    Words(zh="山东省消费者权益保护条例", en="Shandong's regulations on consumer rights (2017)"),
    since=date(2017, 3, 29),
    protects_consumers=True,
    province="山东",
)
BEIJING = Law(
    "北京消保",
    Words(
        zh="北京市实施《消费者权益保护法》办法",
        en="Beijing's measures on consumer rights (1995)",
    ),
    since=date(1995, 9, 1),
    protects_consumers=True,
    province="北京",
)

L23 = Article(
    CONSUMER_LAW,
    "23",
    "机动车、计算机、电视机、电冰箱、空调器、洗衣机等耐用商品，"
    "自接受之日起六个月内发现瑕疵发生争议的，由经营者举证。",
    "For durable goods (cars, computers, televisions, refrigerators, air conditioners, washing"
    " machines and the like) a flaw found within six months of receipt is for the seller to "
    "prove.",
    HIGH,
    "L-CPL",
)
L24 = Article(
    CONSUMER_LAW,
    "24",
    "没有国家规定和当事人约定的，消费者可以自收到商品之日起七日内退货；退货、更换、"
    "修理的运输等必要费用由经营者承担。",
    "Where neither national rules nor the agreement speak, faulty goods may be returned within 7"
    " days of receipt; transport and other necessary costs of return, exchange and repair are the"
    " seller's.",
    HIGH,
    "L-CPL",
)
L25 = Article(
    CONSUMER_LAW,
    "25",
    "网络、电视、电话、邮购等方式销售的商品，自收到之日起七日内可以无理由退货；定作、"
    "鲜活易腐、拆封的数字化商品、报刊除外；运费由消费者承担。",
    "Goods bought at a distance may be returned without a reason within 7 days of receipt, "
    "but for"
    " custom-made, perishable, opened digital goods and newspapers; the consumer bears the "
    "freight.",
    HIGH,
    "L-CPL",
)
N8 = Article(
    PENALTIES,
    "8",
    "超过 15 日未退货、退款或者未履行修理、更换的，视为故意拖延或者无理拒绝。",
    "Not refunded, or not performed, for more than 15 days counts as deliberate delay.",
    HIGH,
    "L-PEN",
)


def zhejiang(number: str, zh: str, en: str) -> Article:
    """An article of Zhejiang's measures; where its number was not noted, a word stands for it."""
    return Article(ZHEJIANG, number, zh, en, HIGH, "L-ZJ")


Z_START = zhejiang(
    "交付起算",
    "退货、换货、修理的期限自交付之日起计算；更换的部件重新计算，其余按修理占用的时间顺延。",
    "All windows run from delivery; a repaired part starts again, the rest is extended by "
    "the days"
    " in repair.",
)
Z_LOANER = zhejiang(
    "五日修好",
    "自收到商品之日起五日内修好，不能修好的提供同类商品供使用。",
    "Repaired within 5 days of receiving the goods, or goods of the same kind are lent.",
)
Z_BACK = zhejiang(
    "两次或35日",
    "两次修理未修好，或者修理累计超过三十五日的，消费者可以退货或者换货。",
    "After two failed repairs, or more than 35 days of repair in sum: refund or exchange.",
)
Z_FREE = zhejiang(
    "不收折旧费",
    "退货的，不收取折旧费。",
    "No depreciation is kept back on any refund.",
)
Z29 = zhejiang(
    "29",
    "退货、换货、修理的商品由经营者上门收取或者承担运输费用。",
    "The seller collects the goods or pays their transport.",
)
S_BACK = Article(
    SHANDONG,
    "三十日未修好",
    "三十日内无正当理由未修好的，消费者可以退货或者换货。",
    "Not repaired within 30 days without good reason: refund or exchange.",
    HIGH,
    "L-SD",
)
S_PART = Article(
    SHANDONG,
    "修后三十日",
    "修理过的部位至少再保三十日。",
    "A repaired part is covered for at least 30 more days.",
    HIGH,
    "L-SD",
)
S_FREIGHT = Article(
    SHANDONG,
    "运输误工",
    "运输和误工费用由经营者承担。",
    "Transport and lost time are the seller's.",
    HIGH,
    "L-SD",
)
B6 = Article(
    BEIJING,
    "6",
    "商品有质量问题的，按消费者要求免费修理、更换或者退货；法律没有规定期限、也没有约定的，"
    "为 6 个月；格式合同约定的不得少于 3 个月。",
    "Faulty goods are repaired, exchanged or taken back free, as the consumer asks; where neither"
    " law nor agreement names a period it is 6 months, and form terms may not name less than 3.",
    HIGH,
    "L-BJ",
)
B8 = Article(
    BEIJING,
    "8",
    "大件商品在保修期内修理、更换、退货的，经营者承担必要的运输费用。",
    "Transport of large goods within the warranty is the seller's.",
    HIGH,
    "L-BJ",
)
CHOICE = (Relief.REPAIR, *REFUND)

ROWS = (
    Row(Topic.BURDEN_OF_PROOF, L23, LISTED, months(6)),
    Row(Topic.SILENT_RETURN, L24, OTHER, days(7), gives=(Relief.REFUND,)),
    Row(Topic.FREIGHT, L24, ALL),
    Row(Topic.NO_REASON, L25, ALL, days(7), gives=(Relief.REFUND,)),
    Row(Topic.NOTE, N8, ALL, days(15)),
    Row(Topic.START, Z_START, ALL, DateName.DELIVERED),
    Row(Topic.LOANER, Z_LOANER, ALL, 5),
    Row(Topic.FAILED_REPAIRS, Z_BACK, ALL, 2, gives=REFUND),
    Row(Topic.REPAIR_DAYS_IN_SUM, Z_BACK, ALL, 35, gives=REFUND),
    Row(Topic.NO_FEE, Z_FREE, ALL),
    Row(Topic.FREIGHT, Z29, ALL),
    Row(Topic.DAYS_IN_REPAIR, S_BACK, ALL, 30, gives=REFUND),
    Row(Topic.NOTE, S_PART, ALL, days(30)),
    Row(Topic.FREIGHT, S_FREIGHT, ALL),
    Row(Topic.PERIOD, B6, OTHER, months(3), gives=CHOICE),
    Row(Topic.SILENT_PERIOD, B6, OTHER, months(6), gives=CHOICE),
    Row(Topic.FREIGHT, B8, LARGE),
)
