"""Changing one entry of an agreement's text, and not a character of the rest.

The text is cut where the entry stands and sewn together again: comments, order, quotes and line
breaks elsewhere stay as somebody wrote them. Each function gives the new text, checked to hold
exactly the wanted values.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from copy import deepcopy
from typing import Any

from sanbao.rules.layout import Place, layout
from sanbao.rules.message import Message
from sanbao.rules.source import Path, TermsError, read
from sanbao.rules.written import Value, entry, written

Entry = Mapping[str, Value]
_MISSING = object()


def changed(text: str, path: Path, value: Value) -> str:
    """`value` at a path that is there."""
    old = _at(_values(text), path)
    given = text
    for depth in range(1, len(path)):
        text = _own(text, path[:depth])
    text = unshared(text, path, keeping=value)
    place = layout(text).at(path)
    if place is None:
        raise _nowhere(path)
    new = text[: place.start] + _rewritten(text, place, old, value) + text[place.end :]

    def wanted(values: Any) -> None:
        _at(values, path[:-1])[path[-1]] = value

    return _checked(given, new, wanted)


def added(text: str, name: str, value: Entry, *, after: int | None = None) -> str:
    """One more entry in the list `name`: behind the entry `after`, else as the last."""
    text = _in_rows(text, name)
    newline = _newline(text)
    rows = layout(text).at((name,))
    if rows is None:
        body = text if text.endswith("\n") or not text else text + newline
        new = f"{body}{name}:{newline}  - {entry(value, indent=2, newline=newline)}{newline}"
        where = 0
    elif not rows.items:
        row = f"{newline}  - {entry(value, indent=2, newline=newline)}"
        new = text[: rows.start].rstrip(" ") + row + text[rows.end :]
        where = 0
    else:
        last = len(rows.items) - 1 if after is None else after
        end = _line_end(text, rows.items[last].end)
        dash = " " * rows.column + "- "
        row = newline + dash + entry(value, indent=rows.column, newline=newline)
        new, where = text[:end] + row + text[end:], last + 1

    def wanted(values: Any) -> None:
        values[name] = [*(values.get(name) or [])]
        values[name].insert(where, value)

    return _checked(text, new, wanted)


def removed(text: str, name: str, place: int) -> str:
    """The list `name` without one entry; comments on lines of their own stay."""
    given, text = text, unshared(_in_rows(text, name), (name, place))
    rows = _rows(text, name)
    _at(_values(text), (name, place))
    start = _dash(text, rows, place) - rows.column
    end = _line_end(text, rows.items[place].end)
    rest = text[end:].removeprefix("\r").removeprefix("\n")
    new = text[:start] + rest
    if len(rows.items) == 1:
        root = layout(text)
        key = root.keys[root.names.index(name)].end + 1
        new = text[:key] + " []" + text[key:start] + rest
    return _checked(given, new, lambda values: values[name].pop(place))


def moved(text: str, name: str, place: int, to: int) -> str:
    """One entry where the entry `to` stands; those between make room. Comments stay in line."""
    given, text = text, _in_rows(text, name)
    rows = _rows(text, name)
    if not (0 <= place < len(rows.items) and 0 <= to < len(rows.items)):
        raise _nowhere((name, max(place, to)))
    span = range(min(place, to), max(place, to) + 1)
    # What refers to an entry might come to stand before it.
    names = {found.anchor for at in span for _, found in rows.items[at].walk() if found.anchor}
    for at in span:
        text = unshared(text, (name, at), only=names)
    rows = _rows(text, name)
    slots = [(rows.items[at].start, _line_end(text, rows.items[at].end)) for at in span]
    told = [text[start:end] for start, end in slots]
    told.insert(to - span[0], told.pop(place - span[0]))
    new = text
    for (start, end), words in reversed(list(zip(slots, told, strict=True))):
        new = new[:start] + words + new[end:]

    def wanted(values: Any) -> None:
        values[name].insert(to, values[name].pop(place))

    return _checked(given, new, wanted)


def unshared(
    text: str, path: Path, *, keeping: Value | None = None, only: Collection[str] | None = None
) -> str:
    """What is written once and referred to from elsewhere, written out wherever it is referred to.

    For each such value at or below `path` that `keeping` does not hold as it is, or `only` names.
    """
    root, values = layout(text), _values(text)
    names = {
        found.anchor
        for inner, found in _anchored(root.at(path))
        if (only is None or found.anchor in only)
        and _get(keeping, inner, _MISSING) != _get(_at(values, path), inner, None)
    }
    cuts: list[tuple[int, int, str]] = []
    for inner, found in root.walk() if names else ():
        if found.anchor in names and found.kind == "alias":
            cuts.append((found.start, found.end, written(_at(values, inner))))
        elif found.anchor in names:
            mark = re.match(r"&\S+ *", text[found.start :])
            cuts.append((found.start, found.start + (mark.end() if mark else 0), ""))
    for start, end, told in sorted(cuts, reverse=True):
        text = text[:start] + told + text[end:]
    return text


def _own(text: str, path: Path) -> str:
    """The text with a value of its own at a path where it shared one with other places."""
    place = layout(text).at(path)
    if place is None or not place.anchor:
        return text
    if place.kind == "alias":
        return text[: place.start] + written(_at(_values(text), path)) + text[place.end :]
    return unshared(text, path, only={place.anchor})


def _anchored(place: Place | None) -> Iterator[tuple[Path, Place]]:
    for inner, found in place.walk() if place is not None else ():
        if found.anchor and found.kind != "alias":
            yield inner, found


def _rewritten(text: str, place: Place, old: Any, value: Value) -> str:
    """What stands at a place, with as much of its own writing as holds the same values."""
    if old == value:
        return text[place.start : place.end]
    if not isinstance(value, Mapping) or place.kind != "mapping" or not place.items:
        return written(value)
    if place.is_flow:
        pairs = [_pair(text, place, old, name, value) for name in place.names if name in value]
        fresh = [f"{key}: {written(item)}" for key, item in value.items() if key not in place.names]
        return "{" + ", ".join(pairs + fresh) + "}"
    return _block(text, place, old, value)


def _block(text: str, place: Place, old: Any, value: Entry) -> str:
    """A mapping line by line; comments of their own lines stay, also where a line goes."""
    new = ""
    for number, name in enumerate(place.names):
        is_last = number == len(place.names) - 1
        gap = "" if is_last else text[place.items[number].end : place.keys[number + 1].start]
        if name in value:
            new += _pair(text, place, old, name, value) + gap
        else:
            new += gap.partition("\n")[2].lstrip(" ")
    fresh = [f"{key}: {written(item)}" for key, item in value.items() if key not in place.names]
    below = _newline(text) + " " * place.column
    return below.join([new.rstrip(), *fresh] if new.strip() else fresh)


def _pair(text: str, place: Place, old: Any, name: str, value: Entry) -> str:
    number = place.names.index(name)
    key, item = place.keys[number], place.items[number]
    told = _rewritten(text, item, old[name], value[name])
    stays = old[name] == value[name] or (
        isinstance(value[name], Mapping) and item.kind == "mapping" and not item.is_flow
    )
    between = text[key.end : item.start] if stays else ": "
    return text[key.start : key.end] + between + told


def _in_rows(text: str, name: str) -> str:
    """A list in brackets as a list of rows, so that entries can be cut out by lines."""
    rows = layout(text).at((name,))
    if rows is None or not rows.is_flow or not rows.items:
        return text
    newline = _newline(text)
    cut = [f"{newline}  - {text[item.start : item.end]}" for item in rows.items]
    return text[: rows.start].rstrip(" ") + "".join(cut) + text[rows.end :]


def _rows(text: str, name: str) -> Place:
    rows = layout(text).at((name,))
    if rows is None or rows.kind != "list":
        raise _nowhere((name,))
    return rows


def _dash(text: str, rows: Place, place: int) -> int:
    """Where the dash of an entry stands: on its line, or on one above."""
    line = text.rfind("\n", 0, rows.items[place].start) + 1
    while text[line + rows.column : line + rows.column + 1] != "-":
        line = text.rfind("\n", 0, line - 1) + 1
    return line + rows.column


def _line_end(text: str, place: int) -> int:
    end = text.find("\n", place)
    if end < 0:
        return len(text)
    return end - 1 if text[end - 1] == "\r" else end


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _values(text: str) -> Any:
    return read(text).value


def _at(values: Any, path: Path) -> Any:
    for step in path:
        try:
            values = values[step]
        except (LookupError, TypeError):
            raise _nowhere(path) from None
    return values


def _get(values: Any, path: Path, missing: object) -> Any:
    try:
        return _at(values, path)
    except TermsError:
        return missing


def _nowhere(path: Path) -> TermsError:
    return TermsError(Message("there is no such place"), field=".".join(map(str, path)))


def _checked(text: str, new: str, wanted: Callable[[Any], object]) -> str:
    """The new text, if it says exactly what was wanted and nothing else has moved."""
    values = deepcopy(_values(text))
    wanted(values)
    try:
        if _plain(read(new).value) == _plain(values):
            return new
    except TermsError:
        pass
    raise TermsError(Message("this place is written in a way that cannot be changed here"))


def _plain(value: Any) -> Any:
    """Tuples and lists alike, mappings by their keys."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value
