"""What goods and topics are called, for tables that people read."""

from collections.abc import Mapping
from decimal import Decimal

from sanbao.rules.facts import Category, Cause, Code, DateName, LegalPart
from sanbao.rules.message import Message
from sanbao.rules.parameter import Words
from sanbao.rules.sentence.listing import (
    all_of,
    any_of,
    in_order,
    joined,
    percent,
    plain,
    span_words,
)
from sanbao.rules.sentence.words import word
from sanbao.rules.span import Span, Unit
from sanbao.rules.statute.article import Confidence, Row, Topic

CATEGORY_WORDS: Mapping[Category, Words] = {
    kind: Words(zh=zh, en=en)
    for kind, zh, en in (
        (Category.BICYCLE, "自行车", "bicycle"),
        (Category.COLOUR_TV, "彩色电视机", "colour television"),
        (Category.BLACK_AND_WHITE_TV, "黑白电视机", "black-and-white television"),
        (Category.FLAT_TV, "液晶、等离子电视机", "LCD or plasma television"),
        (Category.VIDEO_RECORDER, "家用录像机", "video recorder"),
        (Category.CAMCORDER, "摄像机", "camcorder"),
        (Category.RADIO_RECORDER, "收录机", "radio recorder"),
        (Category.ELECTRONIC_ORGAN, "电子琴", "electronic organ"),
        (Category.REFRIGERATOR, "家用电冰箱", "refrigerator"),
        (Category.WASHING_MACHINE, "洗衣机", "washing machine"),
        (Category.FAN, "电风扇", "fan"),
        (Category.MICROWAVE, "微波炉", "microwave oven"),
        (Category.VACUUM_CLEANER, "吸尘器", "vacuum cleaner"),
        (Category.AIR_CONDITIONER, "家用空调器", "household air conditioner"),
        (Category.RANGE_HOOD, "吸排油烟机", "range hood"),
        (Category.GAS_WATER_HEATER, "燃气热水器", "gas water heater"),
        (Category.SEWING_MACHINE, "缝纫机", "sewing machine"),
        (Category.CLOCK, "钟表", "clock or watch"),
        (Category.MOTORCYCLE, "摩托车", "motorcycle"),
        (Category.MICROCOMPUTER, "微型计算机", "microcomputer"),
        (Category.MOBILE_PHONE, "移动电话机", "mobile phone"),
        (Category.FIXED_TELEPHONE, "固定电话机", "fixed telephone"),
        (Category.AUDIO_VIDEO, "家用视听商品", "home audio and video"),
        (Category.FARM_MACHINE, "农业机械", "farm machine"),
        (Category.HOUSEHOLD_CAR, "家用汽车", "household car"),
        (Category.OTHER, "不在三包目录内的商品", "goods in no list"),
    )
}
TOPIC_WORDS: Mapping[Topic, Words] = {
    topic: Words(zh=zh, en=en)
    for topic, zh, en in (
        (Topic.START, "起算", "start"),
        (Topic.START_WITHOUT_INVOICE, "无发票时起算", "start without an invoice"),
        (Topic.PERIOD, "三包有效期", "period"),
        (Topic.CLAIM_PERIOD, "换退有效期", "period for exchange and refund"),
        (Topic.RESTART, "换货后重新计算", "starts again after an exchange"),
        (Topic.FREE_REPAIR, "免费修理", "free repair"),
        (Topic.EXCLUDED, "不实行三包", "not covered"),
        (Topic.REFUND_WINDOW, "退货期", "refund window"),
        (Topic.EXCHANGE_WINDOW, "换货期", "exchange window"),
        (Topic.EARLY_ASSEMBLY, "早期总成故障", "early fault of an assembly"),
        (Topic.EARLY_SAFETY, "早期安全故障", "early safety fault"),
        (Topic.FAILED_REPAIRS, "修不好的次数", "failed repairs"),
        (
            Topic.FAILED_CAR_REPAIRS,
            "安全或者总成故障修不好的次数",
            "failed repairs of a car's safety",
        ),
        (Topic.DAYS_IN_REPAIR, "单次修理超过", "days in one repair"),
        (Topic.DAYS_FOR_PARTS, "等待零配件超过", "days waiting for parts"),
        (Topic.REPAIR_DAYS_IN_SUM, "累计修理超过", "days of repair in sum"),
        (Topic.LOANER, "超过后提供备用", "days after which one is lent"),
        (Topic.REFUND_INSTEAD, "不愿换货而退货", "refund instead of an exchange"),
        (Topic.DAILY_RATE, "日折旧率", "daily depreciation"),
        (Topic.USE_FEE, "使用补偿系数（每千公里）", "use fee per 1000 km"),
        (Topic.NO_FEE, "退货不收折旧费", "no depreciation on a refund"),
        (Topic.FREIGHT, "运输费用", "transport"),
        (Topic.ANSWER, "答复期限", "time to answer"),
        (Topic.SETTLED, "完成换退期限", "time to settle"),
        (Topic.NO_REASON, "无理由退货期", "return without a reason"),
        (Topic.SILENT_RETURN, "没有规定和约定时的退货期", "return where nothing is agreed"),
        (Topic.SILENT_PERIOD, "没有规定和约定时的期限", "period where nothing is agreed"),
        (Topic.BURDEN_OF_PROOF, "经营者举证期", "seller's burden of proof"),
        (Topic.BETTER_TERMS, "更优承诺", "better terms"),
        (Topic.WORKS_AFTER_REPAIR, "修后保证使用", "must work after repair"),
        (Topic.PARTS_KEPT, "停产后供应零配件", "spare parts after production"),
        (Topic.NOTE, "其他", "besides"),
    )
}
CONFIDENCE_WORDS: Mapping[Confidence, Words] = {
    Confidence.HIGH: Words(zh="高", en="high"),
    Confidence.MEDIUM: Words(zh="中", en="medium"),
    Confidence.LOW: Words(zh="低，不据以决定", en="low, decides nothing"),
    Confidence.MEMORY: Words(zh="未见原文，不据以决定", en="not seen, decides nothing"),
}
_TIMES = Message("%(n)s times")
_KM = Message("%(km)s km")
_PARTS: Mapping[LegalPart, Message] = {
    LegalPart.MAIN: Message("main parts"),
    LegalPart.BATTERY: Message("battery"),
    LegalPart.EARPHONE: Message("wired earphone"),
    LegalPart.CHARGER: Message("charger and cards"),
}
_COUNTED = frozenset({Topic.FAILED_REPAIRS, Topic.FAILED_CAR_REPAIRS})


def figure_words(row: Row) -> Message:
    """The figure of a row for a table: days, times, a rate, what is excluded, and what it gives."""
    said = [*_figure(row)]
    if row.part is not None:
        said.append(_PARTS[row.part])
    if row.km is not None:
        said.append(Message(_KM.msgid, {"km": f"{row.km:,}"}))
    if row.gives:
        gives = any_of([word(what) for what in row.gives])
        said.append(Message("gives %(what)s", {"what": gives}))
    return joined(said) if said else plain("")


def _figure(row: Row) -> list[Message]:
    figure = row.figure
    if isinstance(figure, Span):
        return [span_words(figure)]
    if isinstance(figure, DateName):
        return [word(figure)]
    if isinstance(figure, Decimal):
        return [plain(percent(figure))]
    if isinstance(figure, frozenset):
        causes = in_order(one for one in figure if isinstance(one, Cause))
        codes = in_order(one for one in figure if isinstance(one, Code))
        # A cause and the code that shows it may be told alike.
        return [all_of(list({str(one): one for one in (*causes, *codes)}.values()))]
    if figure is None:
        return []
    if row.topic in _COUNTED:
        return [Message(_TIMES.msgid, {"n": figure})]
    return [span_words(Span(figure, Unit.DAYS))]
