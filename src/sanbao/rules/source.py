"""The text of an agreement as plain values that remember their lines."""

from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from sanbao.rules.message import Message
from sanbao.rules.unreadable import unreadable

Path = tuple[str | int, ...]

# An agreement is read by people: far above the longest of them, far below what hurts.
MOST_NODES = 50_000
DEEPEST = 20
_NULL = "tag:yaml.org,2002:null"
_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class TermsError(ValueError):
    """What is wrong with an agreement, and where.

    line: from 1 on, None where no line can be named. field: path such as terms.3.clause, or the
    name of a parameter.
    """

    def __init__(self, message: Message, *, field: str = "", line: int | None = None) -> None:
        super().__init__(": ".join(part for part in (_line(line), field, str(message)) if part))
        self.message = message
        self.field = field
        self.line = line


def _line(line: int | None) -> str:
    return f"line {line}" if line else ""


@dataclass(frozen=True, slots=True)
class Source:
    """Mappings, lists and text, with the line of each path.

    Scalars stay text as written: 5.10 is a clause number, not 5.1, and `no` is a word.
    """

    value: object
    lines: Mapping[Path, int]

    def line(self, path: Path) -> int | None:
        """The line of a path, or of the nearest part above it that is there."""
        while path not in self.lines:
            if not path:
                return None
            path = path[:-1]
        return self.lines[path]

    def error(self, message: Message, path: Path) -> TermsError:
        """An error at a path."""
        field = ".".join(str(part) for part in path)
        return TermsError(message, field=field, line=self.line(path))


def read(text: str) -> Source:
    """Read YAML. Raises TermsError for what is not YAML, repeats a key, or refers to itself."""
    try:
        node = yaml.compose(text, Loader=_Loader)
    except (yaml.YAMLError, UnicodeError, RecursionError) as error:
        fault = unreadable(error, text)
        raise TermsError(fault.message, line=fault.line) from None
    if node is None:
        raise TermsError(Message("is empty"))
    lines: dict[Path, int] = {}
    return Source(_plain(node, (), lines), lines)


def _plain(node: yaml.Node, path: Path, lines: dict[Path, int]) -> object:
    line = node.start_mark.line + 1
    lines[path] = line
    if len(lines) > MOST_NODES or len(path) > DEEPEST:
        raise TermsError(Message("is too long, too deep, or refers to itself"), line=line)
    if isinstance(node, yaml.ScalarNode):
        return None if node.tag == _NULL else str(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, place), lines) for place, item in enumerate(node.value)]
    values: dict[str, object] = {}
    for key, item in node.value:
        name = str(key.value)
        if name in values:
            raise TermsError(Message("stands here twice"), field=name, line=key.start_mark.line + 1)
        values[name] = _plain(item, (*path, name), lines)
    return values
