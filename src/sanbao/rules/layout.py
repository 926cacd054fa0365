"""Where each value of a YAML text stands, to the character: what a change may touch."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import yaml

from sanbao.rules.source import Path


@dataclass(frozen=True, slots=True)
class Place:
    """One value in its text: `text[start:end]`, without the line break or comment behind it.

    column: of `start`, from 0 on. is_flow: written in brackets. keys: of a mapping, beside its
    items. kind: mapping, list, scalar, or alias, which stands for another. anchor: the name
    by which aliases refer to a value, or by which an alias does.
    """

    kind: str
    start: int
    end: int
    column: int
    is_flow: bool = False
    keys: tuple["Place", ...] = ()
    items: tuple["Place", ...] = ()
    names: tuple[str, ...] = ()
    anchor: str = ""

    def at(self, path: Path) -> "Place | None":
        """The place of a path below this one, or None where there is none."""
        place: Place | None = self
        for step in path:
            if place is None:
                return None
            place = place.below(step)
        return place

    def walk(self, path: Path = ()) -> Iterator[tuple[Path, "Place"]]:
        """This place and all below it, each with its path."""
        yield path, self
        steps: Iterable[str | int] = self.names if self.kind == "mapping" else range(10**9)
        for step, item in zip(steps, self.items, strict=False):
            yield from item.walk((*path, step))

    def below(self, step: str | int) -> "Place | None":
        if isinstance(step, int):
            return self.items[step] if self.kind == "list" and step < len(self.items) else None
        if self.kind == "mapping" and step in self.names:
            return self.items[self.names.index(step)]
        return None


def layout(text: str) -> Place:
    """The places of a text that `source.read` has read."""
    events = iter(yaml.parse(text, Loader=yaml.SafeLoader))
    for event in events:
        if isinstance(event, yaml.NodeEvent):
            return _place(event, events, text)
    raise ValueError("the text is empty")


def _place(event: yaml.Event, events: Iterator[yaml.Event], text: str) -> Place:
    start, column = _index(event.start_mark), getattr(event.start_mark, "column", 0)
    anchor = getattr(event, "anchor", None) or ""
    if isinstance(event, yaml.AliasEvent):
        return Place("alias", start, _index(event.end_mark), column, anchor=anchor)
    if isinstance(event, yaml.ScalarEvent):
        end = _index(event.end_mark)
        if event.style in ("|", ">"):
            # Its text goes on to the next line; what a change replaces does not.
            end = start + len(text[start:end].rstrip())
        return Place("scalar", start, end, column, names=(event.value,), anchor=anchor)
    kind = "mapping" if isinstance(event, yaml.MappingStartEvent) else "list"
    children = []
    for following in events:
        if isinstance(following, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            last = following
            break
        children.append(_place(following, events, text))
    is_flow = bool(getattr(event, "flow_style", False))
    end = _index(last.end_mark) if is_flow or not children else children[-1].end
    keys = tuple(children[::2]) if kind == "mapping" else ()
    return Place(
        kind,
        start,
        end,
        column,
        is_flow,
        keys=keys,
        items=tuple(children[1::2]) if kind == "mapping" else tuple(children),
        names=tuple(key.names[0] if key.names else "" for key in keys),
        anchor=anchor,
    )


def _index(mark: object) -> int:
    """Characters before a mark; the events of a text that was read all have one."""
    return int(getattr(mark, "index", 0))
