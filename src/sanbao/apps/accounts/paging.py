"""Pages by keyset: the next page starts after the last row shown, however many rows there are."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import F, Field, Model, Q, QuerySet

M = TypeVar("M", bound=Model)
TOLD_IN_WORDS = frozenset({"DateTimeField", "DateField", "CharField"})


@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    """`rows` in order; `after` is the cursor of the next page, "" on the last one."""

    rows: list[M]
    after: str


def page_of(rows: QuerySet[M], *, by: Sequence[str], after: str = "", size: int = 50) -> Page[M]:
    """One page of `rows` in the order `by` (field names, `-` for descending; the last is unique).

    A nullable field sorts its nulls last. A cursor that cannot be read starts at the beginning.
    """
    ordered = rows.order_by(*(order(name) for name in by))
    last = decoded(after, length=len(by))
    if last is not None and (last := read(last, rows.model, by=by)) is not None:
        ordered = ordered.filter(beyond(by, last))
    found = list(ordered[: size + 1])
    more = len(found) > size
    shown = found[:size]
    return Page(shown, encoded(shown[-1], by) if more else "")


def order(name: str) -> Any:
    field = F(name.removeprefix("-"))
    return field.desc(nulls_last=True) if name.startswith("-") else field.asc(nulls_last=True)


def beyond(by: Sequence[str], last: Sequence[Any]) -> Q:
    """The rows after the one whose key is `last`: greater in the first field that differs."""
    condition = Q(pk__in=[])
    same = Q()
    for name, value in zip(by, last, strict=True):
        field = name.removeprefix("-")
        if value is not None:
            side = "lt" if name.startswith("-") else "gt"
            further = Q(**{f"{field}__{side}": value})
            if field != "id":
                further |= Q(**{f"{field}__isnull": True})
            condition |= same & further
        same &= Q(**({field: value} if value is not None else {f"{field}__isnull": True}))
    return condition


def encoded(row: Model, by: Sequence[str]) -> str:
    values = [getattr(row, name.removeprefix("-")) for name in by]
    texts = [value.isoformat() if isinstance(value, date) else value for value in values]
    return base64.urlsafe_b64encode(json.dumps(texts).encode()).decode().rstrip("=")


def read(values: Sequence[Any], model: type[Model], *, by: Sequence[str]) -> list[Any] | None:
    """The values as the fields hold them; None when one of them is nothing its field can hold."""
    try:
        names = [name.removeprefix("-") for name in by]
        return [held(model, name, value) for name, value in zip(names, values, strict=True)]
    except (ValidationError, TypeError, ValueError):
        return None


def held(model: type[Model], name: str, value: Any) -> Any:
    field = model._meta.get_field(name)
    if not isinstance(field, Field) or (value is None and not field.null):
        raise TypeError(name)
    # Told by hand: a foreign cursor must not be read as a naive instant or a truth value.
    expected = str if field.get_internal_type() in TOLD_IN_WORDS else int
    if value is not None and (type(value) is not expected or "\x00" in str(value)):
        raise TypeError(name)
    found = field.to_python(value)
    if isinstance(found, datetime) and found.tzinfo is None:
        raise ValueError(name)
    return found


def decoded(cursor: str, *, length: int) -> list[Any] | None:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        values = json.loads(base64.urlsafe_b64decode(padded)) if cursor else None
    except (binascii.Error, ValueError, RecursionError):
        return None
    if not isinstance(values, list) or len(values) != length:
        return None
    if not all(value is None or isinstance(value, str | int) for value in values):
        return None
    return values
