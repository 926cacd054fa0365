"""What a page says, as a person reads it: cover, who pays what, what may be had, by which clause.

said = preview(house, unit, cause="human_damage")    # the call page, before anything is stored
said = standing(walk)                                # the case page, the decision that holds
said.cover                                           # "在保修范围内 第 6.1 条"
said.charges                                         # ["配件 客户 按成本 第 3.3 条", ...]
said.remedies, said.clauses                          # likewise; the numbers named as reasons
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sanbao.apps.assets import queries as assets

from .house import House, text_of
from .walk import Walk

COVERED, EXCLUDED, OUTSIDE = "在保修范围内", "在质保期内，但不在保修范围内", "不在保修范围内"
HEADINGS = ("时限", "费用承担", "可得到的处理", "依据的")
ROW = re.compile(r"(\S.*? (?:第 \S+ 条|法律 \S+-\S+))")
SECOND = "%Y-%m-%dT%H:%M:%S"


class NotDecided(AssertionError):
    """The page shows no decision; the text is what it says instead."""


@dataclass(frozen=True, slots=True)
class Said:
    """One decision on a page. text: all of it, the wording of the clauses included."""

    cover: str
    why: str
    charges: list[str]
    remedies: list[str]
    clauses: list[str]
    text: str


def read(page: str) -> Said:
    """The first decision on the page: the one that holds."""
    text = page.partition("协议怎么说")[2].split("次判定（", 1)[0]
    parts = parts_of(text)
    verdict = re.search(
        rf"({EXCLUDED}|{OUTSIDE}|{COVERED})(?: (第 \S+ 条|法律 \S+-\S+))? (.*)", parts[""]
    )
    if verdict is None:
        raise NotDecided(text)
    state, clause, why = verdict.groups()
    return Said(
        cover=" ".join(filter(None, (state, clause))),
        why=why,
        charges=ROW.findall(parts.get("费用承担", "")),
        remedies=ROW.findall(parts.get("可得到的处理", "")),
        clauses=re.findall(r"(?:^|(?<=[。） ]))(\d+(?:\.\d+)?) (?=\D)", parts.get("依据的", "")),
        text=text,
    )


def parts_of(text: str) -> dict[str, str]:
    """The text under each heading, "" for what stands before the first."""
    pieces = re.split(rf" ({'|'.join(HEADINGS)}) ", text)
    return {"": pieces[0], **dict(zip(pieces[1::2], pieces[2::2], strict=True))}


def preview(house: House, unit: assets.Asset, *, at: datetime | None = None, **facts: Any) -> Said:
    """What the desk reads while the caller is still on the line."""
    if at is not None:
        house.go_to(at)
    form = {
        "kind": "fault_reported",
        "component": "whole",
        "cause": "product_quality",
        "province": unit.site.province,
        "area": unit.site.area,
        "reported_at": f"{house.present.now:{SECOND}}",
        **facts,
    }
    return read(text_of(house.post("desk", "desk:call_preview", unit.pk, data=form)))


def standing(walk: Walk) -> Said:
    return read(walk.page())


def booked(walk: Walk) -> list[tuple[str, str, str, str, str]]:
    """Item, payer, basis, amount in CNY, clause of each line in the ledger."""
    return [
        (line.item, line.payer, line.basis, f"{line.amount}", line.clause) for line in walk.lines
    ]


def owed_by_customer(walk: Walk) -> str:
    """The sum at the foot of the fee, on the engineer's phone."""
    page = walk.house.page(walk.sent, "visits:visit", walk.visit.code)
    found = re.search(r"客户应付¥([\d.]+)", page)
    assert found is not None, "the page of the visit names no sum"
    return found[1]


def last_covered(house: House, unit: assets.Asset, *, ends: datetime, **facts: Any) -> list[str]:
    """How the last covered second and the first one after it stand, as the call page says."""
    before = preview(house, unit, at=ends.replace(hour=23, minute=59, second=59), **facts)
    after = preview(house, unit, at=house.go(seconds=1), **facts)
    return [before.cover, after.cover]
