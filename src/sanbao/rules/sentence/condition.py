"""When a term applies, in words: within warranty, in Jiangsu or Anhui, unless caused by people."""

from collections.abc import Collection, Iterator, Mapping

from sanbao.rules.facts import EventKind
from sanbao.rules.message import Message
from sanbao.rules.place import PROVINCES
from sanbao.rules.sentence.listing import any_of, in_order, plain, province_words, span_words
from sanbao.rules.sentence.words import word
from sanbao.rules.terms import Condition, Standing, Window

_STANDING = {
    frozenset({Standing.COVERED}): Message("within warranty"),
    frozenset({Standing.COVERED, Standing.EXCLUDED}): Message("in the warranty period"),
    frozenset({Standing.EXCLUDED, Standing.OUTSIDE}): Message("where the warranty does not cover"),
    frozenset({Standing.COVERED, Standing.OUTSIDE}): Message("unless the warranty excludes it"),
    frozenset(Standing): Message("in or out of warranty"),
}


def event_words(events: Collection[EventKind]) -> Message:
    """What sets a term going."""
    if len(events) == len(EventKind):
        return Message("on any request")
    return Message("on %(events)s", {"events": any_of(in_order(events))})


def condition_words(when: Condition, names: Mapping[str, str]) -> list[Message]:
    """Everything that a condition states, one phrase each. names: components in words."""
    return [*_what(when, names), *_why(when), *_whose(when), *_where(when), *_how(when)]


def _what(when: Condition, names: Mapping[str, str]) -> Iterator[Message]:
    if when.standing:
        known = _STANDING.get(when.standing)
        yield known or any_of(in_order(when.standing))
    if when.components:
        known_names = [plain(names.get(name, name)) for name in sorted(when.components)]
        yield Message("for %(components)s", {"components": any_of(known_names)})


def _why(when: Condition) -> Iterator[Message]:
    if when.causes:
        yield Message("if caused by %(causes)s", {"causes": any_of(in_order(when.causes))})
    if when.except_causes:
        causes = any_of(in_order(when.except_causes))
        yield Message("unless caused by %(causes)s", {"causes": causes})
    if when.codes:
        yield Message("if found: %(codes)s", {"codes": any_of(in_order(when.codes))})
    if when.except_codes:
        codes = any_of(in_order(when.except_codes))
        yield Message("unless found: %(codes)s", {"codes": codes})


def _whose(when: Condition) -> Iterator[Message]:
    if when.claimant:
        yield Message("if %(claimant)s claims", {"claimant": word(when.claimant)})
    if when.tier:
        yield Message("for %(tier)s", {"tier": word(when.tier)})
    if when.reasons:
        yield Message("if the reason is: %(reasons)s", {"reasons": any_of(in_order(when.reasons))})
    if when.severities:
        yield Message("if %(severities)s", {"severities": any_of(in_order(when.severities))})


def _where(when: Condition) -> Iterator[Message]:
    if when.provinces:
        yield Message("in %(places)s", {"places": any_of(_places(when.provinces))})
    if when.except_provinces:
        yield Message("outside %(places)s", {"places": any_of(_places(when.except_provinces))})
    if when.area:
        yield word(when.area)


def _places(names: Collection[str]) -> list[Message]:
    return [province_words(name) for name in sorted(names, key=_rank)]


def _rank(name: str) -> tuple[bool, str]:
    """Provinces of China first; what is none is told as it is written."""
    return name not in PROVINCES, name


def _how(when: Condition) -> Iterator[Message]:
    if when.failed_repairs_from:
        times = {"n": when.failed_repairs_from}
        yield Message("after %(n)s failed repairs or more", times)
    if when.quantity_from:
        yield Message("from %(n)s units on", {"n": when.quantity_from})
    if when.authorised is not None:
        yield _AGREED if when.authorised else _NOT_AGREED
    if when.within:
        yield Message("within %(span)s from %(start)s", _window(when.within))
    if when.beyond:
        yield Message("later than %(span)s from %(start)s", _window(when.beyond))
    if when.past:
        yield Message("once the period of clause %(clause)s is over", {"clause": when.past})
    if when.running:
        yield Message("while the period of clause %(clause)s runs", {"clause": when.running})


_AGREED = Message("if it was agreed beforehand")
_NOT_AGREED = Message("if it was not agreed beforehand")


def _window(window: Window) -> dict[str, object]:
    return {"span": span_words(window.span), "start": word(window.start)}
