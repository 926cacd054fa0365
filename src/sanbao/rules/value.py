"""JSON values by their type: each reader gives a value or a FactError that names the field."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from sanbao.rules.facts import FactError
from sanbao.rules.message import Message

E = TypeVar("E", bound=StrEnum)
Part = Mapping[str, object]

# Wide enough for any asset in service, narrow enough that every period ends on the calendar.
EARLIEST = date(1900, 1, 1)
LATEST = date(2999, 12, 31)
LONGEST_TEXT = 1000
LARGEST_COUNT = 1_000_000
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def as_text(part: Part, key: str, field: str) -> str | None:
    value = part.get(key)
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        raise FactError(
            field, Message("must be text of at most %(most)s characters", {"most": LONGEST_TEXT})
        )
    return value


def as_choice(part: Part, key: str, field: str, choices: type[E]) -> E | None:
    value = part.get(key)
    if value is None:
        return None
    if isinstance(value, str):
        member = choices._value2member_map_.get(value)
        if member is not None:
            return member  # type: ignore[return-value]  # the map is typed by Enum, not by E
    raise FactError(field, one_of(choices))


def one_of(choices: type[StrEnum]) -> Message:
    return Message("must be one of: %(choices)s", {"choices": ", ".join(choices)})


def as_count(part: Part, key: str, field: str, *, least: int) -> int | None:
    value = part.get(key)
    if value is None:
        return None
    if type(value) is int and least <= value <= LARGEST_COUNT:
        return value
    raise FactError(
        field,
        Message(
            "must be a whole number from %(least)s to %(most)s",
            {"least": least, "most": LARGEST_COUNT},
        ),
    )


def as_date(value: object, field: str) -> date:
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            day = date.fromisoformat(value)
        except ValueError:
            raise FactError(field, Message("there is no such day in the calendar")) from None
        return _in_range(day, field)
    raise FactError(field, Message("must be a date written YYYY-MM-DD"))


def _in_range(day: date, field: str) -> date:
    if EARLIEST <= day <= LATEST:
        return day
    raise FactError(
        field,
        Message("must lie between %(first)s and %(last)s", {"first": EARLIEST, "last": LATEST}),
    )


def as_instant(event: Part, key: str, field: str) -> datetime | None:
    value = event.get(key)
    if value is None:
        return None
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
