"""The rules for mobile phones, fixed telephones, microcomputers and home audio and video."""

from datetime import date
from decimal import Decimal

from sanbao.rules.facts import Category, LegalPart
from sanbao.rules.parameter import Words
from sanbao.rules.statute.article import Article, Confidence, Law, Row, Topic
from sanbao.rules.statute.general import EXCHANGE, REFUND, days, months

HIGH, MEDIUM, LOW, MEMORY = Confidence

PHONES = Law(
    "手机三包",
    Words(
        zh="移动电话机商品修理更换退货责任规定",
        en="Rule on mobile phones (2001)",
    ),
    since=date(2001, 11, 15),
)
TELEPHONES = Law(
    "固话三包",
    Words(zh="固定电话机商品修理更换退货责任规定", en="Rule on fixed telephones"),
)
COMPUTERS = Law(
    "微机三包",
    Words(zh="微型计算机商品修理更换退货责任规定", en="Rule on microcomputers (2002)"),
    since=date(2002, 9, 1),
)
AUDIO_VIDEO = Law(
    "视听三包",
    Words(zh="家用视听商品修理更换退货责任规定", en="Rule on home audio and video goods"),
)
PHONE, TELEPHONE, COMPUTER, SOUND = (
    frozenset({kind})
    for kind in (
        Category.MOBILE_PHONE,
        Category.FIXED_TELEPHONE,
        Category.MICROCOMPUTER,
        Category.AUDIO_VIDEO,
    )
)

P11 = Article(
    PHONES,
    "11",
    "自售出之日起 7 日内主机出现性能故障，消费者可以选择退货、换货或者修理。",
    "For a fault of the main unit within 7 days of the sale: refund, exchange or repair.",
    HIGH,
    "P-MOB3",
)
P12 = Article(
    PHONES,
    "12",
    "自售出之日起第 8 日至第 15 日主机出现性能故障，消费者可以选择换货或者修理。",
    "For a fault of the main unit from day 8 to day 15: exchange or repair.",
    HIGH,
    "P-MOB3",
)
P13 = Article(
    PHONES,
    "13",
    "三包有效期内主机经两次修理仍不能正常使用的，免费更换同型号主机。",
    "After two repairs within the period and still not usable: a free exchange of the main unit.",
    HIGH,
    "P-MOB3, P-MOB5",
)
P14 = Article(
    PHONES,
    "14",
    "三包有效期内附件出现性能故障的，免费更换附件；更换两次仍不能正常使用的，附件退货。",
    "A faulty accessory within its period is exchanged free; after two exchanges it is refunded.",
    HIGH,
    "P-MOB3, P-MOB5",
)
P15 = Article(
    PHONES,
    "15",
    "送修的主机在 7 日内不能修好的，修理者免费提供备用机。",
    "A main unit that is not repaired within 7 days: the repairer lends another one free.",
    HIGH,
    "P-MOB4, P-MOB5",
)
P16 = Article(
    PHONES,
    "16",
    "因生产者未提供零配件，自送修之日起超过 60 日未修好的，免费更换主机。",
    "Not repaired for more than 60 days because the maker supplied no parts: a free exchange.",
    MEDIUM,
    "P-MOB5",
)
P_LONG = Article(
    PHONES,
    "修理超期",
    "因修理者原因修理超过 30 日的，免费更换主机。",
    "More than 30 days in repair through the repairer: a free exchange of the main unit.",
    MEDIUM,
    "P-MOB4",
)
P_PERIOD = Article(
    PHONES,
    "有效期",
    "主机三包有效期一年；电池 6 个月，外接有线耳机 3 个月，充电器、终端卡、数据接口卡一年。",
    "Main unit 1 year; battery 6 months, wired earphone 3 months, charger and cards 1 year.",
    MEDIUM,
    "P-MOB, P-MOB2, D-MZ",
)
P_START = Article(
    PHONES,
    "无发票",
    "丢失发票和凭证的，以机身号显示的出厂日期后第 90 日为三包有效期的起始日期。",
    "Without invoice and voucher the period starts on the 90th day after the date of manufacture"
    " that the serial number shows.",
    MEDIUM,
    "P-MOB2",
)
P_RATE = Article(
    PHONES,
    "折旧",
    "退货的折旧费按每日 0.5% 计算。",
    "The depreciation kept back on a refund is 0.5 % a day.",
    MEDIUM,
    "P-MOB, D-QL, D-MZ",
)


def telephone(number: str, zh: str, en: str) -> Article:
    """An article of the rule on fixed telephones, of which articles 15 to 23 were read."""
    return Article(TELEPHONES, number, zh, en, HIGH, "P-FIX")


T16 = telephone(
    "16",
    "符合换货条件（第十五条）而无同型号商品的免费退货；有同型号而消费者不愿调换的，"
    "退货收取折旧费，扣除修理和待修时间。",
    "Where an exchange is due (article 15) and there is no same model, the refund is free; "
    "if there"
    " is one and it is refused, depreciation is kept back, days in repair and waiting left out.",
)
T18 = telephone(
    "18",
    "换货后的三包有效期自换货之日起重新计算。",
    "After an exchange the period starts again on the day of the exchange.",
)
T19 = telephone(
    "19",
    "三包有效期内免费修理，包括材料费和工时费。",
    "Repair within the period is free, material and labour.",
)
T20 = telephone(
    "20",
    "送修的电话机在 3 日内不能修好的，修理者免费提供备用机。",
    "A telephone that is not repaired within 3 days: the repairer lends another one free.",
)
T21 = telephone(
    "21",
    "因生产者未提供零配件，自送修之日起超过 60 日未修好的，免费调换。",
    "Not repaired for more than 60 days because the maker supplied no parts: a free exchange.",
)
T22 = telephone(
    "22",
    "因修理者自身原因修理超过 30 日的，免费调换。",
    "More than 30 days in repair through the repairer: a free exchange.",
)
T_RATE = Article(
    TELEPHONES,
    "附录1",
    "折旧率在附录 1，没有见到；记忆中为每日 0.25%。",
    "The rate stands in appendix 1, which was not seen; from memory 0.25 % a day.",
    MEMORY,
    "-",
)
M_WINDOW = Article(
    COMPUTERS,
    "7日与15日",
    "7 日内可以退货、换货或者修理，15 日内可以换货或者修理。",
    "Refund, exchange or repair within 7 days; exchange or repair within 15 days.",
    MEDIUM,
    "P-PC",
)
M_REPAIRS = Article(
    COMPUTERS,
    "两次修理",
    "一年内修理两次仍不能正常使用的，换货。",
    "After two repairs within one year and still not usable: an exchange.",
    MEDIUM,
    "P-PC",
)
M10 = Article(
    COMPUTERS,
    "10",
    "三包有效期内免费修理，修后能正常使用 30 日以上；主要部件免费修理或者更换新的。",
    "Repair within the period is free and holds for 30 days; main parts are repaired or "
    "replaced by"
    " new ones free.",
    MEDIUM,
    "P-PC2",
)
M_PERIOD = Article(
    COMPUTERS,
    "有效期",
    "整机一年，主要部件（主板、CPU、内存、显示器、硬盘、键盘、电源适配器等）两年；折旧率每日 "
    "0.25%。",
    "Whole unit 1 year, main parts (mainboard, CPU, memory, display, disk, keyboard, adapter) 2"
    " years; depreciation 0.25 % a day.",
    MEDIUM,
    "D-QL, D-PC, P-PC2",
)
M_LONG = Article(
    COMPUTERS,
    "修理超期",
    "修理超期换货的天数没有见到；记忆中为 60 日和 30 日。",
    "The days in repair after which it is exchanged were not seen; from memory 60 and 30.",
    MEMORY,
    "-",
)
V_REPAIR = Article(
    AUDIO_VIDEO,
    "包修",
    "免费修理，修后能正常使用 30 日以上；承诺上门的不收上门费；更换的主要部件是新的，"
    "其有效期重新计算。",
    "Repair is free and holds for 30 days; a promised home visit is free; a replaced main part is"
    " new and its period starts again.",
    MEDIUM,
    "P-AV",
)

ROWS = (
    Row(Topic.PERIOD, P_PERIOD, PHONE, months(12)),
    Row(Topic.PERIOD, P_PERIOD, PHONE, months(6), part=LegalPart.BATTERY, gives=EXCHANGE),
    Row(Topic.PERIOD, P_PERIOD, PHONE, months(3), part=LegalPart.EARPHONE, gives=EXCHANGE),
    Row(Topic.PERIOD, P_PERIOD, PHONE, months(12), part=LegalPart.CHARGER, gives=EXCHANGE),
    Row(Topic.START_WITHOUT_INVOICE, P_START, PHONE, days(90)),
    Row(Topic.REFUND_WINDOW, P11, PHONE, days(7), gives=REFUND),
    Row(Topic.EXCHANGE_WINDOW, P12, PHONE, days(15), gives=EXCHANGE),
    Row(Topic.FAILED_REPAIRS, P13, PHONE, 2, gives=EXCHANGE),
    Row(Topic.NOTE, P14, PHONE),
    Row(Topic.LOANER, P15, PHONE, 7),
    Row(Topic.DAYS_IN_REPAIR, P_LONG, PHONE, 30, gives=EXCHANGE),
    Row(Topic.DAYS_FOR_PARTS, P16, PHONE, 60, gives=EXCHANGE),
    Row(Topic.DAILY_RATE, P_RATE, PHONE, Decimal("0.005")),
    Row(Topic.RESTART, T18, TELEPHONE),
    Row(Topic.FREE_REPAIR, T19, TELEPHONE),
    Row(Topic.LOANER, T20, TELEPHONE, 3),
    Row(Topic.DAYS_FOR_PARTS, T21, TELEPHONE, 60, gives=EXCHANGE),
    Row(Topic.DAYS_IN_REPAIR, T22, TELEPHONE, 30, gives=EXCHANGE),
    Row(Topic.REFUND_INSTEAD, T16, TELEPHONE),
    Row(Topic.DAILY_RATE, T_RATE, TELEPHONE, Decimal("0.0025")),
    Row(Topic.PERIOD, M_PERIOD, COMPUTER, months(12)),
    Row(Topic.PERIOD, M_PERIOD, COMPUTER, months(24), part=LegalPart.MAIN),
    Row(Topic.DAILY_RATE, M_PERIOD, COMPUTER, Decimal("0.0025")),
    Row(Topic.REFUND_WINDOW, M_WINDOW, COMPUTER, days(7), gives=REFUND),
    Row(Topic.EXCHANGE_WINDOW, M_WINDOW, COMPUTER, days(15), gives=EXCHANGE),
    Row(Topic.FAILED_REPAIRS, M_REPAIRS, COMPUTER, 2, gives=EXCHANGE),
    Row(Topic.FREE_REPAIR, M10, COMPUTER),
    Row(Topic.WORKS_AFTER_REPAIR, M10, COMPUTER, days(30)),
    Row(Topic.DAYS_IN_REPAIR, M_LONG, COMPUTER, 30, gives=EXCHANGE),
    Row(Topic.DAYS_FOR_PARTS, M_LONG, COMPUTER, 60, gives=EXCHANGE),
    Row(Topic.FREE_REPAIR, V_REPAIR, SOUND),
    Row(Topic.WORKS_AFTER_REPAIR, V_REPAIR, SOUND, days(30)),
)
