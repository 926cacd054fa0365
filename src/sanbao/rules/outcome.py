"""What an answer decides, in words: one short sentence for each thing that it says.

An answer is a decision as JSON values, fresh or as it was stored.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from sanbao.rules.deadline import CHINA_TIME
from sanbao.rules.message import Message
from sanbao.rules.sentence.claim import PRICED, deed
from sanbao.rules.sentence.listing import plain, span_words
from sanbao.rules.sentence.words import word
from sanbao.rules.span import Span
from sanbao.rules.terms import Basis, Item, Party, Payer, Relief

Answer = Mapping[str, Any]


def outcome(answer: Answer) -> dict[str, Message]:
    """A sentence for each thing decided, by a name that is the same in every answer."""
    return dict(_told(answer))


def compared(old: Answer, new: Answer) -> list[tuple[Message | None, Message | None]]:
    """What two answers say differently, side by side; None: one of them says nothing of it."""
    before, after = outcome(old), outcome(new)
    return [
        (before.get(name), after.get(name))
        for name in dict.fromkeys([*before, *after])
        if before.get(name) != after.get(name)
    ]


def _told(answer: Answer) -> Iterator[tuple[str, Message]]:
    if "error" in answer:
        yield "error", Message("Cannot be decided: %(field)s is missing.", answer["error"])
        return
    yield "warranty", _warranty(answer["warranty"])
    seen: dict[str, int] = {}
    for line in answer["charges"]:
        seen[line["item"]] = seen.get(line["item"], 0) + 1
        yield f"charge {line['item']} {seen[line['item']]}", _charge(line)
    for line in answer["obligations"]:
        yield f"duty {line['what']}", _duty(line)
    for line in answer["remedies"]:
        yield f"remedy {line['what']} {line['when']}", _remedy(line)


def _warranty(line: Mapping[str, Any]) -> Message:
    if line["clause"] is None:
        return Message("No warranty is promised.")
    if line["covered"]:
        return Message("Covered by clause %(clause)s until %(ends_on)s.", line)
    if line["in_period"]:
        return Message("Not covered: excluded, though clause %(clause)s runs.", line)
    return Message(
        "Not covered: the period of clause %(clause)s runs from %(starts_on)s to %(ends_on)s.",
        line,
    )


def _charge(line: Mapping[str, Any]) -> Message:
    return Message(
        "%(item)s: %(payer)s pays, %(basis)s (clause %(clause)s).",
        {
            "item": _word(Item, line["item"]),
            "payer": _word(Payer, line["payer"]),
            "basis": _word(Basis, line["basis"]),
            "clause": line["clause"],
        },
    )


def _duty(line: Mapping[str, Any]) -> Message:
    params = {
        "by": _word(Party, line["by"]),
        "deed": deed(line["what"]),
        "clause": line["clause"],
    }
    if line["due"] is None:
        params["span"] = span_words(Span.parse(line["within"]))
        return Message(
            "%(by)s is to %(deed)s within %(span)s of being on site (clause %(clause)s).", params
        )
    params["due"] = _time(line["due"])
    return Message("%(by)s is to %(deed)s by %(due)s (clause %(clause)s).", params)


def _time(due: str) -> str:
    if "T" not in due:
        return f"{due} 24:00"
    return f"{datetime.fromisoformat(due).astimezone(CHINA_TIME):%Y-%m-%d %H:%M}"


def _remedy(line: Mapping[str, Any]) -> Message:
    params = {"relief": _word(Relief, line["what"]), "clause": line["clause"]}
    params["price"] = _price(line)
    if line["when"] == "now":
        return Message("What may be had: %(relief)s%(price)s (clause %(clause)s).", params)
    params["deed"] = deed(line["when"].partition(":")[2])
    return Message(
        "If the duty to %(deed)s is missed: %(relief)s%(price)s (clause %(clause)s).", params
    )


def _price(line: Mapping[str, Any]) -> Message:
    if line["what"] not in PRICED:
        return plain("")
    if line["fee"] is None:
        return Message(", price not fixed yet")
    if line["fee"] == "0.00":
        return Message(", free of charge")
    return Message(", for %(amount)s CNY", {"amount": line["fee"]})


def _word(words: type[StrEnum], code: str) -> Message:
    """A stored code; one that is not known any more shows as it is spelt."""
    return word(words(code)) if code in list(words) else plain(code)
