"""The component classes of an agreement's text: what the unit is made of, as its terms name it."""

import re
from collections.abc import Mapping
from typing import Any

from sanbao.rules.facts import WHOLE
from sanbao.rules.message import Message
from sanbao.rules.rewriting import changed
from sanbao.rules.source import TermsError, read

CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
Told = Mapping[str, str]


def component_added(text: str, code: str, words: Told) -> str:
    """The text with one more class, as the last. Raises TermsError at `code` for a bad one."""
    if not CODE.fullmatch(code):
        raise TermsError(
            Message("small letters, digits and _ only, a letter first, at most 40"), field="code"
        )
    held = _components(text)
    if code in held:
        raise TermsError(Message("stands here twice"), field="code")
    return changed(text, ("components",), {**held, code: dict(words)})


def component_changed(text: str, place: int, code: str, words: Told) -> str:
    """Other names for a class. Its code stays: terms, products and old decisions name it."""
    held = _components(text)
    if code != _code_at(held, place):
        raise TermsError(Message("stays as it is: terms and products name it"), field="code")
    return changed(text, ("components", code), dict(words))


def component_removed(text: str, place: int) -> str:
    """The text without a class. Raises TermsError, naming the clauses, while terms use it."""
    held = _components(text)
    code = _code_at(held, place)
    if code == WHOLE:
        raise TermsError(
            Message("the whole unit cannot be left out: what names no part is decided by it")
        )
    used = clauses_naming(text, code)
    if used:
        raise TermsError(
            Message(
                "terms of these clauses still name it: %(clauses)s", {"clauses": ", ".join(used)}
            )
        )
    rest = {name: words for name, words in held.items() if name != code}
    return changed(text, ("components",), rest)


def clauses_naming(text: str, code: str) -> list[str]:
    """The clauses whose terms name a class, in the order of the terms."""
    values: Any = read(text).value
    naming = [
        str(term.get("clause", ""))
        for term in values.get("terms") or []
        if term.get("component") == code
        or code in ((term.get("when") or {}).get("components") or ())
    ]
    return list(dict.fromkeys(naming))


def _components(text: str) -> dict[str, Any]:
    values: Any = read(text).value
    return dict(values.get("components") or {})


def _code_at(held: Mapping[str, Any], place: int) -> str:
    codes = list(held)
    if not 0 <= place < len(codes):
        raise TermsError(Message("there is no such place"), field="components")
    return codes[place]
