"""One row of an import file: what its cells mean, and what is wrong with them by themselves.

An empty cell says nothing: what is on record stays. Values are JSON: days as 2026-01-31, prices
with two decimals, kinds and areas by their codes.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sanbao.apps.assets.facts.columns import BY_NAME, COLUMNS
from sanbao.apps.assets.facts.problem import problem
from sanbao.apps.assets.models import DATED_EVENTS, Asset
from sanbao.apps.parties import queries as parties
from sanbao.apps.products import queries as products
from sanbao.rules import place
from sanbao.rules.message import Message

Values = dict[str, str]
Problems = list[dict[str, Any]]

KINDS = {
    **dict.fromkeys(("consumer", "个人", "消费者", "私人"), parties.CustomerKind.CONSUMER.value),
    **dict.fromkeys(
        ("business", "单位", "企业", "公司", "企业客户"), parties.CustomerKind.BUSINESS.value
    ),
}
AREAS = {
    **dict.fromkeys(("city", "市区", "城区", "城市", "市"), parties.Area.CITY.value),
    **dict.fromkeys(("county", "县", "郊县", "县城", "县区", "乡镇"), parties.Area.COUNTY.value),
}
TIERS = {**dict.fromkeys(("member", "会员", "会员用户", "是"), "member")}
DAY = re.compile(
    r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d\d)(\d\d))(?:[ T]00:00(?::00)?)?"
)
# A number that a spreadsheet has rounded: what it stood for is lost.
ROUNDED = re.compile(r"\d(?:\.\d+)?[eE]\+\d+|\d{16,}\.0")

LENGTHS = {
    "customer_code": 40,
    "customer_name": 120,
    "customer_phone": 30,
    "site_name": 120,
    "city": 40,
    "address": 200,
    "contact_name": 60,
    "contact_phone": 30,
    "product_code": 40,
    "serial": Asset._meta.get_field("serial").max_length or 60,
    "dealer_code": 40,
}


def day(text: str) -> str | Message:
    """A day as people write it: 2026-01-31, 2026/1/31, 2026.1.31, 2026年1月31日, 20260131."""
    if match := DAY.fullmatch(text):
        year, *others = (int(part) for part in match.groups() if part is not None)
        try:
            return date(year, *others).isoformat()
        except ValueError:
            pass
    return Message("“%(text)s” is not a date; write it as 2026-01-31", {"text": text})


def amount(text: str) -> str | Message:
    price = products.money(text)
    if price is None:
        return Message("“%(amount)s” is not a price", {"amount": text})
    return f"{price:.2f}"


def province(text: str) -> str | Message:
    return place.province(text) or Message("“%(text)s” is not a province", {"text": text})


def one_of(words: Mapping[str, str], allowed: str) -> Callable[[str], str | Message]:
    def chosen(text: str) -> str | Message:
        if (code := words.get(text.lower())) is not None:
            return code
        return Message("“%(text)s” is not one of %(allowed)s", {"text": text, "allowed": allowed})

    return chosen


def words(text: str) -> str | Message:
    if ROUNDED.fullmatch(text):
        return Message("the spreadsheet has rounded this number; format the column as text")
    return text


READ: Mapping[str, Callable[[str], str | Message]] = {
    **{column.name: words for column in COLUMNS},
    **{f"{event}_on": day for event in DATED_EVENTS},
    "price": amount,
    "province": province,
    "customer_kind": one_of(KINDS, "个人/单位"),
    "area": one_of(AREAS, "市区/县"),
    "tier": one_of(TIERS, "会员"),
}


def understand(cells: Mapping[str, str]) -> tuple[Values, Problems]:
    """The values of the cells that say something, and what is wrong with the others."""
    values: Values = {}
    problems: Problems = []
    for name, cell in cells.items():
        text = " ".join(cell.split())
        if not text:
            if BY_NAME[name].is_required:
                problems.append(problem(name, Message("this cell must not be empty")))
            continue
        value = READ[name](text)
        if isinstance(value, Message):
            problems.append(problem(name, value))
        elif len(value) > LENGTHS.get(name, 200):
            most = {"most": LENGTHS[name]}
            problems.append(problem(name, Message("longer than %(most)s characters", most)))
        else:
            values[name] = value
    if "city" in values:
        values["city"] = parties.city_name(values["city"])
    return values, problems
