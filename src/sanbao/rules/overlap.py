"""Whether two conditions can hold of one event, and whether one is the narrower.

A cause and a code found on inspection are taken one at a time: two conditions that name different
ones do not overlap.
"""

from collections.abc import Iterable

from sanbao.rules.terms import Condition, Window

Values = frozenset[object] | None

_ONE_OF = ("standing", "components", "causes", "codes", "provinces", "reasons", "severities")
_NONE_OF = {"causes": "except_causes", "codes": "except_codes", "provinces": "except_provinces"}
_SAME = ("claimant", "tier", "area", "authorised", "past", "running")
_AT_LEAST = ("failed_repairs_from", "quantity_from")


def overlaps(one: Condition, other: Condition) -> bool:
    """Whether an event can be thought of of which both hold."""
    return (
        all(_meet(one, other, name) for name in _ONE_OF)
        and all(_agree(getattr(one, name), getattr(other, name)) for name in _SAME)
        and not _apart(one.within, other.beyond)
        and not _apart(other.within, one.beyond)
        and not (one.past and one.past == other.running)
        and not (other.past and other.past == one.running)
    )


def implies(one: Condition, other: Condition) -> bool:
    """Whether `other` holds whenever `one` does: `one` is as narrow or narrower."""
    return (
        all(_inside(one, other, name) for name in _ONE_OF)
        and all(_keeps_out(one, other, name) for name in _NONE_OF)
        and all(getattr(other, name) in (None, getattr(one, name)) for name in _SAME)
        and all((getattr(one, name) or 0) >= (getattr(other, name) or 0) for name in _AT_LEAST)
        and (other.within is None or _sooner(one.within, other.within))
        and (other.beyond is None or _sooner(other.beyond, one.beyond))
    )


def _meet(one: Condition, other: Condition, name: str) -> bool:
    """Whether a value is left that both allow."""
    first, second = allowed(one, name), allowed(other, name)
    barred = forbidden(one, name) | forbidden(other, name)
    if first is None and second is None:
        return True
    if first is None or second is None:
        return bool((first or second or frozenset()) - barred)
    return bool((first & second) - barred)


def _inside(one: Condition, other: Condition, name: str) -> bool:
    first, second = allowed(one, name), allowed(other, name)
    return second is None or (first is not None and first - forbidden(one, name) <= second)


def _keeps_out(one: Condition, other: Condition, name: str) -> bool:
    """Whether whatever `other` bars cannot hold of `one` either."""
    barred, first = forbidden(other, name), allowed(one, name)
    return barred <= forbidden(one, name) or (first is not None and not first & barred)


def allowed(when: Condition, name: str) -> Values:
    values: Iterable[object] | None = getattr(when, name)
    return None if values is None else frozenset(values)


def forbidden(when: Condition, name: str) -> frozenset[object]:
    return frozenset(getattr(when, _NONE_OF[name]) or ()) if name in _NONE_OF else frozenset()


def _agree(one: object, other: object) -> bool:
    return one is None or other is None or one == other


def _apart(within: Window | None, beyond: Window | None) -> bool:
    """Whether nothing lies inside the one window and after the other."""
    return within is not None and beyond is not None and _sooner(within, beyond)


def _sooner(one: Window | None, other: Window | None) -> bool:
    """Whether `one` lies inside `other`, as far as that can be told without a date."""
    if one is None or other is None or one.start is not other.start:
        return False
    return one.span.unit is other.span.unit and one.span.amount <= other.span.amount
