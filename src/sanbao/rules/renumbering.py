"""Another number for a clause, wherever the agreement names it."""

from collections.abc import Iterator
from typing import Any

from sanbao.rules.rewriting import changed
from sanbao.rules.source import Path, read

# Fields of an agreement that hold the number of a clause.
_NAMES = frozenset({"clause", "past", "running"})


def clause_renumbered(text: str, place: int, number: str) -> str:
    """The text with another number in every place that names the clause, but not its own.

    Raises TermsError for a text that is no YAML.
    """
    values: Any = read(text).value
    clauses = values.get("clauses") or []
    old = clauses[place].get("id") if place < len(clauses) else None
    if old is None or old == number:
        return text
    for path in list(_named(values, (), old)):
        text = changed(text, path, number)
    return text


def _named(values: Any, path: Path, number: str) -> Iterator[Path]:
    """Where terms, blanks and headings name a clause."""
    if isinstance(values, dict):
        for key, value in values.items():
            inner = (*path, key)
            if key in _NAMES and value == number:
                yield inner
            elif key == "also" and isinstance(value, list):
                yield from ((*inner, at) for at, each in enumerate(value) if each == number)
            elif path or key not in ("clauses", "components", "title"):
                yield from _named(value, inner, number)
    elif isinstance(values, list):
        for at, value in enumerate(values):
            yield from _named(value, (*path, at), number)
