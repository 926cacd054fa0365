"""The rules for farm machines, of both generations, and for household cars."""

from datetime import date
from decimal import Decimal

from sanbao.rules.facts import Category, Cause, Code, DateName
from sanbao.rules.parameter import Words
from sanbao.rules.span import Span, Unit
from sanbao.rules.statute.article import Article, Confidence, Law, Row, Topic
from sanbao.rules.statute.general import EXCHANGE, REFUND, days, months
from sanbao.rules.terms import Relief

HIGH, MEDIUM, LOW, MEMORY = Confidence

FARM_1998 = Law(
    "农机三包98",
    Words(zh="农业机械产品修理更换退货责任规定（1998）", en="Rule on farm machines (1998)"),
    since=date(1998, 1, 1),
    until=date(2010, 5, 31),
)
FARM_2010 = Law(
    "农机三包",
    Words(zh="农业机械产品修理更换退货责任规定（2010）", en="Rule on farm machines (2010)"),
    since=date(2010, 6, 1),
)
CARS_2013 = Law(
    "汽车三包13",
    Words(
        zh="家用汽车产品修理更换退货责任规定（2013）",
        en="Rule on household cars (order 150, 2013)",
    ),
    since=date(2013, 10, 1),
    until=date(2021, 12, 31),
)
CARS = Law(
    "汽车三包",
    Words(
        zh="家用汽车产品修理更换退货责任规定（2021）",
        en="Rule on household cars (order 43, 2021)",
    ),
    since=date(2022, 1, 1),
)
FARM, CAR = frozenset({Category.FARM_MACHINE}), frozenset({Category.HOUSEHOLD_CAR})


def working_days(count: int) -> Span:
    """So many working days to act in."""
    return Span(count, Unit.WORKING_DAYS)


F98_REPAIR = Article(
    FARM_1998,
    "修理期限",
    "修理超过 40 日的换货；15 日内可以换货；农忙季节易修故障 2 日、难修故障 5 日；销售者 7 "
    "日内答复。",
    "More than 40 days in repair: an exchange; exchange within 15 days; in harvest 2 days "
    "for easy"
    " and 5 for hard repairs; the seller answers within 7 days.",
    MEDIUM,
    "A-40, A-98",
)
F10_REPAIR = Article(
    FARM_2010,
    "修理期限",
    "修理超过 30 个工作日的换货。",
    "More than 30 working days in repair: an exchange.",
    MEDIUM,
    "A-10",
)
F10_AGAIN = Article(
    FARM_2010,
    "两次修理",
    "同一严重故障修理两次仍未排除的，先换主要部件，再换整机。",
    "The same serious fault after two repairs: first the main part is exchanged, then the machine.",
    MEDIUM,
    "A-10",
)
C13 = Article(
    CARS_2013,
    "换退条件",
    "2021 年底以前销售的：累计修理超过 35 日，或者同一质量问题修理超过 5 次的，可以换车；n "
    "为 0.5% 至 0.8%。",
    "For sales until the end of 2021: more than 35 days of repair in sum, or more than 5 "
    "repairs of"
    " the same fault, give an exchange; n is 0.5 to 0.8 %.",
    MEDIUM,
    "pages that quote order 150",
)


def car(number: str, zh: str, en: str) -> Article:
    """An article of order 43, which was read in full."""
    return Article(CARS, number, zh, en, HIGH, "L-AUTO")


C18 = car(
    "18",
    "三包有效期不低于 2 年或者 50,000 公里，包修期不低于 3 年或者 60,000 公里，先到为准；"
    "自开票之日起，与交付日不一致的自交付之日起。",
    "Three-guarantees period at least 2 years or 50,000 km, repair period at least 3 years or"
    " 60,000 km, whichever first; from the invoice, from delivery where they differ.",
)
C19 = car(
    "19",
    "包修期内出现质量问题，免费修理，包括工时费和材料费。",
    "Repair within the repair period is free, labour and material.",
)
C20 = car(
    "20",
    "60 日或者 3,000 公里内，发动机、变速器、动力蓄电池、"
    "行驶驱动电机的主要零部件有质量问题的，免费更换该总成。",
    "Within 60 days or 3,000 km a faulty main part of engine, gearbox, traction battery or drive"
    " motor: that assembly is exchanged free.",
)
C21 = car(
    "21",
    "单次修理超过 5 日（含等待零部件）的，自第 6 日起提供备用车或者交通费用补偿。",
    "A repair of more than 5 days, waiting for parts included: from day 6 a loaner car or money"
    " for transport.",
)
C22 = car(
    "22",
    "7 日内因质量问题需要更换上述总成或者其主要零部件的，免费换车或者退车。",
    "Within 7 days, when one of those assemblies or its main part has to be replaced: exchange or"
    " refund of the car.",
)
C23 = car(
    "23",
    "60 日或者 3,000 公里内出现转向失效、制动失效、车身开裂、燃油泄漏或者动力蓄电池起火的，"
    "免费换车或者退车。",
    "Within 60 days or 3,000 km steering or brake failure, a cracked body, a fuel leak or a "
    "battery"
    " fire: exchange or refund of the car.",
)
C24 = car(
    "24",
    "三包有效期内：严重安全性能故障修理 2 次未排除，总成或者同一主要零部件更换 2 次，"
    "累计修理超过 30 日，或者同一质量问题修理超过 4 次的，换车或者退车。",
    "In the three-guarantees period: a serious safety fault not cured by 2 repairs, an "
    "assembly or"
    " the same main part replaced twice, more than 30 days of repair in sum, or more than 4 "
    "repairs"
    " of the same fault: exchange or refund.",
)
C27 = car(
    "27",
    "按第二十四条换车或者退车的，支付使用补偿费：车价×公里数÷1000×n，n 不高于 0.5%。",
    "For an exchange or refund by article 24 a use fee is paid: price x km / 1000 x n, n at most"
    " 0.5 %.",
)
C28 = car(
    "28",
    "收到换车或者退车要求之日起 10 个工作日内答复，20 个工作日内完成；20 "
    "个工作日不能换车的可以退车。",
    "A demand is answered within 10 working days and settled within 20; a car not exchanged "
    "by then"
    " may be given back.",
)
C29 = car(
    "29",
    "更换的汽车，三包有效期和包修期自更换之日起重新计算。",
    "After an exchange both periods start again on the day of the exchange.",
)
C32 = car(
    "32",
    "免责：已书面告知的瑕疵；未按说明书使用、维护、保养；违反明示改装、调整、拆卸；"
    "自行处置不当；不可抗力。自选保养企业不影响三包。",
    "Not covered: flaws told in writing; not used or maintained by the manual; altered or "
    "dismantled"
    " against it; wrong handling of a fault; force majeure. One's own choice of garage does not"
    " matter.",
)

EXCLUDED_CAR = frozenset[Cause | Code](
    {
        Cause.MISUSE,
        Cause.HUMAN_DAMAGE,
        Cause.FORCE_MAJEURE,
        Code.OPENED,
        Code.NOT_PER_MANUAL,
        Code.MISUSE,
        Code.UNFIT_SUPPLIES,
        Code.HUMAN_DAMAGE,
        Code.FORCE_MAJEURE,
    }
)
BACK = REFUND

ROWS = (
    Row(Topic.EXCHANGE_WINDOW, F98_REPAIR, FARM, days(15), gives=EXCHANGE),
    Row(Topic.DAYS_IN_REPAIR, F98_REPAIR, FARM, 40, gives=EXCHANGE),
    Row(Topic.DAYS_IN_REPAIR, F10_REPAIR, FARM, working_days(30), gives=EXCHANGE),
    Row(Topic.FAILED_REPAIRS, F10_AGAIN, FARM, 2, gives=EXCHANGE),
    Row(Topic.REPAIR_DAYS_IN_SUM, C13, CAR, 35, gives=(Relief.EXCHANGE,)),
    Row(Topic.FAILED_REPAIRS, C13, CAR, 6, gives=(Relief.EXCHANGE,)),
    Row(Topic.USE_FEE, C13, CAR),
    Row(Topic.START, C18, CAR, DateName.DELIVERED),
    Row(Topic.PERIOD, C18, CAR, months(36), km=60_000),
    Row(Topic.CLAIM_PERIOD, C18, CAR, months(24), km=50_000),
    Row(Topic.FREE_REPAIR, C19, CAR),
    Row(Topic.EARLY_ASSEMBLY, C20, CAR, days(60), km=3_000, gives=EXCHANGE),
    Row(Topic.EARLY_ASSEMBLY, C22, CAR, days(7), gives=BACK),
    Row(Topic.EARLY_SAFETY, C23, CAR, days(60), km=3_000, gives=BACK),
    Row(Topic.FAILED_CAR_REPAIRS, C24, CAR, 2, gives=BACK),
    Row(Topic.FAILED_REPAIRS, C24, CAR, 5, gives=BACK),
    Row(Topic.REPAIR_DAYS_IN_SUM, C24, CAR, 30, gives=BACK),
    Row(Topic.LOANER, C21, CAR, 5),
    Row(Topic.USE_FEE, C27, CAR, Decimal("0.005")),
    Row(Topic.ANSWER, C28, CAR, working_days(10)),
    Row(Topic.SETTLED, C28, CAR, working_days(20), gives=(Relief.REFUND,)),
    Row(Topic.RESTART, C29, CAR),
    Row(Topic.EXCLUDED, C32, CAR, EXCLUDED_CAR),
)
