"""Putting words together: lists, spans of time, shares, provinces."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import StrEnum

from sanbao.rules.message import Message
from sanbao.rules.sentence.words import word
from sanbao.rules.span import Span, Unit


class Figure(int):
    """A figure that is still open: it counts as a sample, and reads as the name of its blank."""

    label: str

    def __new__(cls, sample: int, label: str) -> "Figure":
        figure = super().__new__(cls, sample)
        figure.label = label
        return figure

    def __str__(self) -> str:
        return f"____({self.label})"

    def __reduce__(self) -> tuple[type["Figure"], tuple[int, str]]:
        return Figure, (int(self), self.label)


_ONE = {
    Unit.HOURS: Message("%(n)s hour"),
    Unit.WORKING_HOURS: Message("%(n)s working hour"),
    Unit.DAYS: Message("%(n)s day"),
    Unit.WORKING_DAYS: Message("%(n)s working day"),
    Unit.MONTHS: Message("%(n)s month"),
    Unit.YEARS: Message("%(n)s year"),
}
_MORE = {
    Unit.HOURS: Message("%(n)s hours"),
    Unit.WORKING_HOURS: Message("%(n)s working hours"),
    Unit.DAYS: Message("%(n)s days"),
    Unit.WORKING_DAYS: Message("%(n)s working days"),
    Unit.MONTHS: Message("%(n)s months"),
    Unit.YEARS: Message("%(n)s years"),
}
# fmt: off
_PROVINCES = {
    "北京": Message("Beijing"), "天津": Message("Tianjin"), "河北": Message("Hebei"),
    "山西": Message("Shanxi"), "内蒙古": Message("Inner Mongolia"), "辽宁": Message("Liaoning"),
    "吉林": Message("Jilin"), "黑龙江": Message("Heilongjiang"), "上海": Message("Shanghai"),
    "江苏": Message("Jiangsu"), "浙江": Message("Zhejiang"), "安徽": Message("Anhui"),
    "福建": Message("Fujian"), "江西": Message("Jiangxi"), "山东": Message("Shandong"),
    "河南": Message("Henan"), "湖北": Message("Hubei"), "湖南": Message("Hunan"),
    "广东": Message("Guangdong"), "广西": Message("Guangxi"), "海南": Message("Hainan"),
    "重庆": Message("Chongqing"), "四川": Message("Sichuan"), "贵州": Message("Guizhou"),
    "云南": Message("Yunnan"), "西藏": Message("Tibet"), "陕西": Message("Shaanxi"),
    "甘肃": Message("Gansu"), "青海": Message("Qinghai"), "宁夏": Message("Ningxia"),
    "新疆": Message("Xinjiang"), "香港": Message("Hong Kong"), "澳门": Message("Macao"),
    "台湾": Message("Taiwan"),
}
# fmt: on


def span_words(span: Span) -> Message:
    """24 hours, 3 working days."""
    is_one = span.amount == 1 and not isinstance(span.amount, Figure)
    words = (_ONE if is_one else _MORE)[span.unit]
    return Message(words.msgid, {"n": span.amount})


def percent(share: Decimal) -> str:
    """A share of one as a percentage, without needless zeros: 0.25 is 25, 0.005 is 0.5."""
    return f"{(share * 100).normalize():f}%"


def province_words(name: str) -> Message:
    """A province by its name in the reader's language."""
    return _PROVINCES.get(name) or plain(name)


def plain(text: object) -> Message:
    """Words that are the same in every language: names, numbers."""
    return Message("%(word)s", {"word": text})


def joined(parts: Sequence[Message]) -> Message:
    """Parts of a sentence, one after the other."""
    *before, last = parts
    for part in reversed(before):
        last = Message("%(part)s, %(rest)s", {"part": part, "rest": last})
    return last


def any_of(items: Sequence[Message]) -> Message:
    """One, two or three."""
    if len(items) == 1:
        return items[0]
    *before, last = items
    return Message("%(items)s or %(last)s", {"items": _enumerated(before), "last": last})


def all_of(items: Sequence[Message]) -> Message:
    """One, two and three."""
    if len(items) == 1:
        return items[0]
    *before, last = items
    return Message("%(items)s and %(last)s", {"items": _enumerated(before), "last": last})


def _enumerated(items: Sequence[Message]) -> Message:
    *before, last = items
    for item in reversed(before):
        last = Message("%(item)s, %(items)s", {"item": item, "items": last})
    return last


def in_order(codes: Iterable[StrEnum]) -> list[Message]:
    """Codes in words, in the order in which their class lists them."""
    given = list(codes)
    if not given:
        return []
    order = list(type(given[0]))
    return [word(code) for code in sorted(given, key=order.index)]
