"""JSON values by their type: each reader gives a value, or a FactError that names the field."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from sanbao.rules.facts import FactError
from sanbao.rules.message import Message

E = TypeVar("E", bound=StrEnum)

# Wide enough for any asset in service, narrow enough that every period ends on the calendar.
EARLIEST = date(1900, 1, 1)
LATEST = date(2999, 12, 31)
LONGEST_TEXT = 1000
LARGEST_COUNT = 1_000_000
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_AMOUNT = re.compile(r"[0-9]{1,12}(\.[0-9]{1,6})?")


def as_text(value: object, field: str) -> str:
    """Text of at most LONGEST_TEXT characters."""
    if isinstance(value, str) and len(value) <= LONGEST_TEXT:
        return value
    raise FactError(
        field, Message("must be text of at most %(most)s characters", {"most": LONGEST_TEXT})
    )


def choice(words: type[E]) -> Callable[[object, str], E]:
    """A reader of one of some words."""
    known = {word.value: word for word in words}

    def read(value: object, field: str) -> E:
        word = known.get(value) if isinstance(value, str) else None
        if word is None:
            raise FactError(field, one_of(words))
        return word

    return read


def choices(words: type[E]) -> Callable[[object, str], frozenset[E]]:
    """A reader of a list of some words, in any order and as often as one likes."""
    word = choice(words)

    def read(value: object, field: str) -> frozenset[E]:
        if not isinstance(value, list):
            raise FactError(field, Message("must be a list of codes"))
        return frozenset([word(item, field) for item in value])

    return read


def one_of(words: type[StrEnum]) -> Message:
    """What a reader of words asks for."""
    return Message("must be one of: %(choices)s", {"choices": ", ".join(words)})


def as_count(value: object, field: str, *, least: int) -> int:
    """A whole number from `least` to LARGEST_COUNT; true and 1.0 are none."""
    if type(value) is int and least <= value <= LARGEST_COUNT:
        return value
    raise FactError(
        field,
        Message(
            "must be a whole number from %(least)s to %(most)s",
            {"least": least, "most": LARGEST_COUNT},
        ),
    )


def as_truth(value: object, field: str) -> bool:
    """true or false, nothing that resembles them."""
    if isinstance(value, bool):
        return value
    raise FactError(field, Message("must be true or false"))


def as_amount(value: object, field: str) -> Decimal:
    """An amount of CNY as text: not negative, no exponent, no sign, no unit."""
    if isinstance(value, str) and _AMOUNT.fullmatch(value):
        return Decimal(value)
    raise FactError(field, Message("must be an amount in CNY written as text, for example 1999.00"))


def as_date(value: object, field: str) -> date:
    """A date written YYYY-MM-DD, between EARLIEST and LATEST."""
    if isinstance(value, str) and _DATE.fullmatch(value):
        day = _day(value)
        if day is None:
            raise FactError(field, Message("there is no such day in the calendar"))
        return _in_range(day, field)
    raise FactError(field, Message("must be a date written YYYY-MM-DD"))


@lru_cache(maxsize=65_536)
def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _in_range(day: date, field: str) -> date:
    if EARLIEST <= day <= LATEST:
        return day
    raise FactError(
        field,
        Message("must lie between %(first)s and %(last)s", {"first": EARLIEST, "last": LATEST}),
    )


def as_instant(value: object, field: str) -> datetime:
    """An instant in ISO 8601 with its offset, between EARLIEST and LATEST."""
    try:
        instant = datetime.fromisoformat(value)  # type: ignore[arg-type]  # TypeError is caught
    except (TypeError, ValueError):
        raise FactError(
            field, Message("must be an instant, for example 2026-03-01T09:30:00+08:00")
        ) from None
    if instant.tzinfo is None:
        raise FactError(field, Message("an instant needs its offset, for example +08:00"))
    _in_range(instant.date(), field)
    return instant
