"""What a form has to ask for each kind of term, read from the terms themselves.

A new kind of term, or a new field of one, is asked for without a line of code here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sanbao.rules.asked.labels import choice, help_text, label
from sanbao.rules.message import Message
from sanbao.rules.place import PROVINCES
from sanbao.rules.sentence import KINDS
from sanbao.rules.sentence.duty import month_words
from sanbao.rules.sentence.listing import in_order, province_words
from sanbao.rules.span import Span, Unit
from sanbao.rules.terms import Deed, Term
from sanbao.rules.terms.condition import Cover


class Input(StrEnum):
    """How a field is filled in. What is chosen among an agreement's own parts says so."""

    CHOICE = "choice"
    CHOICES = "choices"
    NUMBER = "number"
    AMOUNT = "amount"
    PERCENT = "percent"
    TRUTH = "truth"
    YES_NO = "yes_no"
    SPAN = "span"
    TEXT = "text"
    CLAUSE = "clause"
    CLAUSES = "clauses"
    PERIOD = "period"
    COMPONENT = "component"
    COMPONENTS = "components"


@dataclass(frozen=True, slots=True)
class Asked:
    """One field of a form.

    path: where its value stands in the term. default: what counts where it is left out, written
    as in an agreement. units: of a span. least, most: of a number.
    """

    path: tuple[str, ...]
    input: Input
    label: Message
    help: Message | None
    is_needed: bool
    default: str | tuple[str, ...] | None = None
    choices: tuple[tuple[str, Message], ...] = ()
    units: tuple[Unit, ...] = ()
    least: int | None = None
    most: int | None = None

    @property
    def name(self) -> str:
        """The path as one word: when__within__span."""
        return "__".join(self.path)


_DAYS = (Unit.DAYS, Unit.WORKING_DAYS, Unit.MONTHS, Unit.YEARS)
# Text that names a part of the agreement, and deeds that a remedy spells as text.
_NAMED = {
    "clause": Input.CLAUSE,
    "also": Input.CLAUSES,
    "past": Input.PERIOD,
    "running": Input.PERIOD,
    "component": Input.COMPONENT,
    "components": Input.COMPONENTS,
}
_PLACES = frozenset({"provinces", "except_provinces"})
Choices = tuple[tuple[str, Message], ...]
_KINDS: dict[str, type[BaseModel]] = {
    get_args(model.model_fields["kind"].annotation)[0]: model
    for model in get_args(get_args(Term)[0])
}
KIND_NAMES = tuple(kind for kind in KINDS if kind in _KINDS) + tuple(
    kind for kind in _KINDS if kind not in KINDS
)


@lru_cache(maxsize=64)
def asked(kind: str) -> tuple[Asked, ...]:
    """Every field of a kind of term, in the order of its model. Raises KeyError for another."""
    return tuple(_fields(kind, _KINDS[kind], (), is_optional=False))


def _fields(
    kind: str, model: type[BaseModel], above: tuple[str, ...], *, is_optional: bool
) -> Iterator[Asked]:
    for name, field in model.model_fields.items():
        if name == "kind" and not above:
            continue
        path = (*above, name)
        core, rest = _core(field.annotation)
        needed = field.is_required() and not is_optional
        if isinstance(core, type) and issubclass(core, BaseModel):
            yield from _fields(kind, core, path, is_optional=not needed)
            continue
        yield _asked(kind, path, field, core, is_needed=needed)
        for part in rest:
            yield from _fields(kind, part, path, is_optional=True)


def _core(annotation: Any) -> tuple[Any, list[type[BaseModel]]]:
    """What a field holds where it holds something, and the parts it may hold instead."""
    if get_origin(annotation) not in (Union, UnionType):
        return annotation, []
    kinds = [each for each in get_args(annotation) if each is not NoneType]
    parts = [each for each in kinds if isinstance(each, type) and issubclass(each, BaseModel)]
    simple = [each for each in kinds if each not in parts]
    return (simple[0], parts) if simple else (parts[0], parts[1:])


def _asked(
    kind: str, path: tuple[str, ...], field: FieldInfo, core: Any, *, is_needed: bool
) -> Asked:
    metadata = list(field.metadata)
    whole = core
    while get_origin(core) is Annotated:
        core, *more = get_args(core)
        metadata += more
    bounds = _bounds(metadata)
    _, parts = _core(field.annotation)
    how, choices = _input(path, core, bounds)
    if how is Input.TRUTH and field.default is None and not field.is_required():
        how = Input.YES_NO
    choices += _other_words(path, field.annotation, core)
    if parts:
        choices += tuple((_spelt(part), choice(path, _spelt(part))) for part in parts)
    is_cover = _is_cover(whole, field)
    return Asked(
        path=path,
        input=how,
        label=label(kind, path),
        help=help_text(kind, path),
        is_needed=is_needed and how is not Input.TRUTH,
        default=_default(field),
        choices=choices,
        units=(_DAYS if is_cover else tuple(Unit)) if how is Input.SPAN else (),
        least=bounds[0],
        most=bounds[1],
    )


def _other_words(path: tuple[str, ...], annotation: Any, core: Any) -> Choices:
    """Words beside the codes of a class: any duty, beside each of them."""
    others = get_args(annotation) if get_origin(annotation) in (Union, UnionType) else ()
    words = [get_args(each) for each in others if get_origin(each) is Literal and each is not core]
    return tuple((each, choice(path, each)) for given in words for each in given)


def _spelt(part: type[BaseModel]) -> str:
    return part.__name__.lower()


def _is_cover(whole: Any, field: FieldInfo) -> bool:
    """Cover, unlike a time to act, is never counted by the clock."""
    cover = get_args(Cover)[1]
    given = [*get_args(whole)[1:], *field.metadata]
    return any(each == cover for each in given)


def _bounds(metadata: list[Any]) -> tuple[int | None, int | None]:
    """The least and the most of a number; 1 for a share that is more than 0."""
    least = most = None
    for each in metadata:
        for limit in getattr(each, "metadata", [each]) or [each]:
            ge, gt, le = (getattr(limit, key, None) for key in ("ge", "gt", "le"))
            least = ge if ge is not None else (0 if gt is not None else least)
            most = le if le is not None else most
    return least, most


def _input(
    path: tuple[str, ...], core: Any, bounds: tuple[int | None, int | None]
) -> tuple[Input, Choices]:
    name = path[-1]
    if name in _NAMED:
        return _NAMED[name], ()
    if name in _PLACES:
        places = sorted(PROVINCES)
        return Input.CHOICES, tuple((place, province_words(place)) for place in places)
    if name == "if_missed":
        return Input.CHOICE, _codes(Deed)
    many = get_origin(core) in (frozenset, tuple)
    item = get_args(core)[0] if many else core
    while get_origin(item) is Annotated:
        item = get_args(item)[0]
    if get_origin(item) is Literal:
        return Input.CHOICE, tuple((each, choice(path, each)) for each in get_args(item))
    if isinstance(item, type) and issubclass(item, StrEnum):
        return (Input.CHOICES if many else Input.CHOICE), _codes(item)
    if many and item is int:
        return Input.CHOICES, tuple((str(month), month_words(month)) for month in range(1, 13))
    return _simple(item, bounds), ()


def _simple(item: Any, bounds: tuple[int | None, int | None]) -> Input:
    if item is bool:
        return Input.TRUTH
    if item is Span:
        return Input.SPAN
    if item is Decimal:
        return Input.PERCENT if bounds[1] == 1 else Input.AMOUNT
    return Input.NUMBER if item is int else Input.TEXT


def _codes(words: type[StrEnum]) -> Choices:
    return tuple(zip([code.value for code in words], in_order(words), strict=True))


def _default(field: FieldInfo) -> str | tuple[str, ...] | None:
    value = None if field.is_required() else field.default
    if value is None or isinstance(value, BaseModel):
        return None
    if isinstance(value, frozenset | tuple):
        return tuple(sorted(str(each) for each in value)) or None
    return str(value).lower() if isinstance(value, bool) else str(value)
