"""From JSON values to facts: every field checked by its type, every error naming its field.

Unknown keys are ignored and null counts as left out. Of several bad fields the first in the order
of the table is reported.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

from sanbao.rules.facts import (
    WHOLE,
    Area,
    Cause,
    Claimant,
    Code,
    DateName,
    EventKind,
    FactError,
    Facts,
    Reason,
    Tier,
)
from sanbao.rules.message import Message
from sanbao.rules.value import Part, as_choice, as_count, as_date, as_instant, as_text, one_of

_PRICE = re.compile(r"[0-9]{1,12}(\.[0-9]{1,6})?")
_SUFFIXES = ("省", "市")


def parse_facts(given: Mapping[str, object]) -> Facts:
    """The facts that a JSON object states. Raises FactError for the first bad field."""
    facts, problems = sketch(given)
    if problems:
        raise problems[0]
    return facts


def sketch(given: Mapping[str, object]) -> tuple[Facts, list[FactError]]:
    """The facts as far as they can be read, and what could not be, in the order of the table.

    A bad field stands in the sketch as if it had been left out; a missing kind as the one that
    needs least, a question.
    """
    problems: list[FactError] = []
    values = [_read(_id, given, None, problems)]
    asset = _part(given, "asset", problems)
    values += [_read(_component, asset, WHOLE, problems), _dates(asset, problems)]
    values += [_read(reader, asset, blank, problems) for reader, blank in _ASSET]
    event = _part(given, "event", problems)
    values += [_read(reader, event, blank, problems) for reader, blank in _EVENT]
    return Facts(*values), problems  # type: ignore[arg-type]  # the tables below are in its order


def _part(given: Part, name: str, problems: list[FactError]) -> Part:
    part = given.get(name)
    if isinstance(part, dict):
        return part
    if part is not None:
        problems.append(FactError(name, Message("must be an object")))
    return {}


def _read(
    reader: Callable[[Part], object], part: Part, blank: object, problems: list[FactError]
) -> object:
    try:
        return reader(part)
    except FactError as problem:
        problems.append(problem)
        return blank


def _id(given: Part) -> str | None:
    return as_text(given, "id", "id")


def _component(asset: Part) -> str:
    return as_text(asset, "component", "asset.component") or WHOLE


def _dates(asset: Part, problems: list[FactError]) -> Mapping[DateName, date]:
    """The dates that can be read; each of the others is a problem of its own."""
    given = asset.get("dates")
    if given is None:
        return {}
    if not isinstance(given, dict):
        problems.append(FactError("asset.dates", Message("must be an object")))
        return {}
    dates: dict[DateName, date] = {}
    for name in DateName:
        text = given.get(name)
        if text is None:
            continue
        try:
            dates[name] = as_date(text, f"asset.dates.{name}")
        except FactError as problem:
            problems.append(problem)
    return dates


def _price(asset: Part) -> Decimal | None:
    value = asset.get("price")
    if value is None:
        return None
    if isinstance(value, str) and _PRICE.fullmatch(value):
        return Decimal(value)
    raise FactError(
        "asset.price", Message("must be an amount in CNY written as text, for example 1999.00")
    )


def _tier(asset: Part) -> Tier | None:
    return as_choice(asset, "tier", "asset.tier", Tier)


def _failed_repairs(asset: Part) -> int:
    return as_count(asset, "failed_repairs", "asset.failed_repairs", least=0) or 0


def _exclusions(asset: Part) -> frozenset[Code]:
    value = asset.get("exclusions")
    if not value and (value is None or isinstance(value, list)):
        return frozenset()
    if not isinstance(value, list):
        raise FactError("asset.exclusions", Message("must be a list of codes"))
    known = Code._value2member_map_
    codes = [known.get(code) if isinstance(code, str) else None for code in value]
    if None in codes:
        raise FactError("asset.exclusions", one_of(Code))
    return frozenset(codes)  # type: ignore[arg-type]  # None was refused above


def _kind(event: Part) -> EventKind:
    kind = as_choice(event, "kind", "event.kind", EventKind)
    if kind is None:
        raise FactError("event.kind", one_of(EventKind))
    return kind


def _at(event: Part) -> datetime:
    instant = as_instant(event, "at", "event.at")
    if instant is None:
        raise FactError("event.at", Message("is needed and missing"))
    return instant


def _on_site_at(event: Part) -> datetime | None:
    return as_instant(event, "on_site_at", "event.on_site_at")


def _cause(event: Part) -> Cause:
    return as_choice(event, "cause", "event.cause", Cause) or Cause.UNKNOWN


def _place(event: Part) -> Part:
    place = event.get("place")
    if place is None:
        return {}
    if not isinstance(place, dict):
        raise FactError("event.place", Message("must be an object"))
    return place


def _province(event: Part) -> str | None:
    """A province by its short name: 江苏省 and 江苏 are the same, so are 上海市 and 上海."""
    name = as_text(_place(event), "province", "event.place.province")
    return province(name) if name else None


def province(name: str) -> str:
    """The short name of a province, without 省 or 市."""
    name = name.strip()
    return name[:-1] if len(name) > 2 and name.endswith(_SUFFIXES) else name


def _area(event: Part) -> Area | None:
    return as_choice(_place(event), "area", "event.place.area", Area)


def _reason(event: Part) -> Reason | None:
    return as_choice(event, "reason", "event.reason", Reason)


def _authorised(event: Part) -> bool:
    value = event.get("authorised")
    if value is None:
        return True
    if isinstance(value, bool):
        return value
    raise FactError("event.authorised", Message("must be true or false"))


def _quantity(event: Part) -> int:
    return as_count(event, "quantity", "event.quantity", least=1) or 1


def _claimant(event: Part) -> Claimant:
    return as_choice(event, "claimant", "event.claimant", Claimant) or Claimant.CUSTOMER


_ASSET: tuple[tuple[Callable[[Part], object], object], ...] = (
    (_price, None),
    (_tier, None),
    (_failed_repairs, 0),
    (_exclusions, frozenset()),
)
_EVENT: tuple[tuple[Callable[[Part], object], object], ...] = (
    (_kind, EventKind.QUESTION_ASKED),
    (_at, datetime(2000, 1, 1, tzinfo=UTC)),
    (_on_site_at, None),
    (_cause, Cause.UNKNOWN),
    (_province, None),
    (_area, None),
    (_reason, None),
    (_authorised, True),
    (_quantity, 1),
    (_claimant, Claimant.CUSTOMER),
)
